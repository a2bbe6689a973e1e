import { Button, Group, PasswordInput, Skeleton, Stack, Text } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import { useEnrol, useTurnCodesOn } from "../../api/people";
import { CodeInput } from "../../parts/code-input";
import { CopyButton } from "../../parts/copy-button";
import { Failure } from "../../parts/failure";
import styles from "./account.module.css";

/** Scan, confirm with a code and the password, and put the recovery codes away. */
export function TurnCodesOn({ onDone }: { onDone: () => void }) {
  const { mutate: begin, data: enrolment, error } = useEnrol();
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const turnOn = useTurnCodesOn();
  useEffect(() => begin(undefined), [begin]);
  if (turnOn.data !== undefined) {
    return <RecoveryCodes codes={turnOn.data.codes} onDone={onDone} />;
  }
  if (error !== null) {
    return <Failure what="They cannot be turned on now" error={error} onRetry={() => begin(undefined)} />;
  }
  if (enrolment === undefined) {
    return <Skeleton height={300} />;
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    turnOn.mutate({ secret: enrolment.secret, code, password });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">Scan this with an authenticator app, or type the secret into it.</Text>
        <Group align="flex-start" gap="lg">
          <img src={enrolment.qr_code} alt="QR code of the secret" className={styles.qr} />
          <Stack gap="xs" maw={260}>
            <code className={styles.secret}>{enrolment.secret}</code>
            <div>
              <CopyButton value={enrolment.secret} what="secret" />
            </div>
          </Stack>
        </Group>
        <CodeInput value={code} onValue={setCode} hasRecovery={false} />
        <PasswordInput
          label="Password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": "Show the password", tabIndex: 0 }}
        />
        {turnOn.error !== null && <Failure what="They are still off" error={turnOn.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={turnOn.isPending} disabled={code.trim() === "" || password === ""}>
            Turn on
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  return (
    <Stack gap="md">
      <Text size="sm">
        <b>Keep these recovery codes.</b> Each signs you in once in the place of a code, should you lose the phone. They
        are shown this once.
      </Text>
      <ul className={styles.codes} aria-label="Recovery codes">
        {codes.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <Group justify="space-between">
        <CopyButton value={codes.join("\n")} what="recovery codes" />
        <Button onClick={onDone}>I have put them away</Button>
      </Group>
    </Stack>
  );
}
