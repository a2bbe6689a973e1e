import { PasswordInput } from "@mantine/core";

interface NewPasswordInputProps {
  label?: string;
  value: string;
  onValue: (value: string) => void;
}

/** The server has the last word on what is easy to guess; here only the length is told. */
export function NewPasswordInput({ label = "Password", value, onValue }: NewPasswordInputProps) {
  return (
    <PasswordInput
      label={label}
      description="At least 12 characters. A few unrelated words are a good one."
      value={value}
      onChange={(event) => onValue(event.currentTarget.value)}
      autoComplete="new-password"
      maxLength={256}
      visibilityToggleButtonProps={{ "aria-label": "Show the password", tabIndex: 0 }}
    />
  );
}

export const SHORTEST_PASSWORD = 12;
