import { TextInput } from "@mantine/core";

/** A one-time code from an authenticator app, or one of the recovery codes. */
export function CodeInput({
  value,
  onValue,
  hasRecovery = true,
}: {
  value: string;
  onValue: (value: string) => void;
  hasRecovery?: boolean;
}) {
  return (
    <TextInput
      label="One-time code"
      description={
        hasRecovery
          ? "The six digits that your authenticator app shows, or one of your recovery codes."
          : "The six digits that the app shows now."
      }
      value={value}
      onChange={(event) => onValue(event.currentTarget.value)}
      autoComplete="one-time-code"
      inputMode={hasRecovery ? "text" : "numeric"}
      data-autofocus
      // The step appears in answer to the person's own click, and there is nothing else to do.
      autoFocus={hasRecovery}
    />
  );
}
