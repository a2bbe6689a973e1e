import { Button, PasswordInput, Stack, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { type OwnAccount, useChangePassword } from "../../api/people";
import { formatDay } from "../../format/time";
import { Failure } from "../../parts/failure";
import { NewPasswordInput, SHORTEST_PASSWORD } from "../../parts/new-password-input";
import { Panel } from "../../parts/panel";
import styles from "./account.module.css";

export function PasswordPanel({ account }: { account: OwnAccount }) {
  const [isOpen, setOpen] = useState(false);
  const what = account.has_password ? "Change password" : "Set a password";
  return (
    <Panel
      title="Password"
      hint={
        account.password_set_at === null
          ? "You have none: only a link or single sign-on lets you in."
          : `Set on ${formatDay(account.password_set_at)}.`
      }
      action={
        !isOpen && (
          <Button variant="default" size="xs" onClick={() => setOpen(true)}>
            {what}
          </Button>
        )
      }
    >
      {isOpen && <PasswordForm account={account} what={what} onDone={() => setOpen(false)} />}
    </Panel>
  );
}

function PasswordForm({ account, what, onDone }: { account: OwnAccount; what: string; onDone: () => void }) {
  const [current, setCurrent] = useState("");
  const [chosen, setChosen] = useState("");
  const change = useChangePassword();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ current: account.has_password ? current : null, new: chosen }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit} className={styles.body}>
      <Stack gap="md">
        <input type="hidden" autoComplete="username" value={account.email} readOnly />
        {account.has_password && (
          <PasswordInput
            label="Current password"
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ "aria-label": "Show the password", tabIndex: 0 }}
          />
        )}
        <NewPasswordInput label="New password" value={chosen} onValue={setChosen} />
        <Text size="sm" c="dimmed">
          Your other sessions end.
        </Text>
        {change.error !== null && <Failure what="The password was not changed" error={change.error} />}
        <div>
          <Button
            type="submit"
            loading={change.isPending}
            disabled={chosen.length < SHORTEST_PASSWORD || (account.has_password && current === "")}
          >
            {what}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
