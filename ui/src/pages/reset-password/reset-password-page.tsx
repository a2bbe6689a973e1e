import { Anchor, Button, Stack, Text } from "@mantine/core";
import { createLazyRoute } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useSetNewPassword } from "../../api/people";
import { EntryPage } from "../../parts/entry-page";
import { Failure } from "../../parts/failure";
import { useHashSecret } from "../../parts/hash-secret";
import { NewPasswordInput, SHORTEST_PASSWORD } from "../../parts/new-password-input";
import { Notice } from "../../parts/notice";

export const route = createLazyRoute("/reset-password")({ component: ResetPasswordPage });

function ResetPasswordPage() {
  const secret = useHashSecret();
  const [password, setPassword] = useState("");
  const set = useSetNewPassword();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    set.mutate({ secret, password });
  };
  if (set.isSuccess) {
    return (
      <EntryPage title="Your password is set">
        <Text size="sm" role="status">
          You are signed out everywhere.{" "}
          <Anchor href="/sign-in" underline="always">
            Sign in with the new password
          </Anchor>
        </Text>
      </EntryPage>
    );
  }
  return (
    <EntryPage title="Set a new password">
      {secret === "" ? (
        <Notice tone="warn" title="The link is not complete">
          Open the whole link from the letter.
        </Notice>
      ) : (
        <form onSubmit={submit}>
          <Stack gap="md">
            <NewPasswordInput label="New password" value={password} onValue={setPassword} />
            {set.error !== null && <Failure what="The password was not set" error={set.error} />}
            <Button type="submit" loading={set.isPending} disabled={password.length < SHORTEST_PASSWORD}>
              Set password
            </Button>
          </Stack>
        </form>
      )}
    </EntryPage>
  );
}
