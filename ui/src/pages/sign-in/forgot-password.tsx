import { Anchor, Button, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useAskForReset, waysQuery } from "../../api/people";
import { EntryPage } from "../../parts/entry-page";
import { Failure } from "../../parts/failure";
import styles from "./sign-in-page.module.css";

export function ForgotPassword({ onBack }: { onBack: () => void }) {
  const { data: ways } = useQuery(waysQuery);
  return (
    <EntryPage title="Forgot your password?">
      {ways?.sends_letters === false ? <ByCommand /> : <ByLetter />}
      <Anchor component="button" type="button" size="sm" onClick={onBack}>
        Back to signing in
      </Anchor>
    </EntryPage>
  );
}

function ByCommand() {
  return (
    <Stack gap="xs">
      <Text size="sm">This StackSpend sends no letters. Ask who runs it for a link that signs you in once:</Text>
      <code className={styles.code}>stackspend sign-in --email you@example.com --reset</code>
      <Text size="sm" c="dimmed">
        Then set a new password under Settings – Account.
      </Text>
    </Stack>
  );
}

function ByLetter() {
  const [email, setEmail] = useState("");
  const ask = useAskForReset();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate(email);
  };
  if (ask.isSuccess) {
    return (
      <Text size="sm" role="status">
        If {email} is a member here, a link is on its way. It works once, within an hour.
      </Text>
    );
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        {ask.error !== null && <Failure what="No letter was sent" error={ask.error} />}
        <Button type="submit" loading={ask.isPending} disabled={email.trim() === ""}>
          Send me a link
        </Button>
      </Stack>
    </form>
  );
}
