import { Anchor, Button, PasswordInput, Skeleton, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { invitationQuery, type OpenInvitation, useAcceptInvitation } from "../../api/people";
import { CodeInput } from "../../parts/code-input";
import { EntryPage } from "../../parts/entry-page";
import { Failure } from "../../parts/failure";
import { useHashSecret } from "../../parts/hash-secret";
import { NewPasswordInput, SHORTEST_PASSWORD } from "../../parts/new-password-input";
import { Notice } from "../../parts/notice";

export const route = createLazyRoute("/accept-invitation")({ component: InvitationPage });

function InvitationPage() {
  const secret = useHashSecret();
  const invitation = useQuery({ ...invitationQuery(secret), enabled: secret !== "" });
  if (secret === "") {
    return (
      <EntryPage title="Invitation">
        <Notice tone="warn" title="The link is not complete">
          Open the whole link from the invitation.
        </Notice>
      </EntryPage>
    );
  }
  if (invitation.data === undefined) {
    return (
      <EntryPage title="Invitation">
        {invitation.error === null ? (
          <Skeleton height={120} />
        ) : (
          <Failure what="This invitation cannot be accepted" error={invitation.error} />
        )}
      </EntryPage>
    );
  }
  return <Accept secret={secret} invitation={invitation.data} />;
}

function Accept({ secret, invitation }: { secret: string; invitation: OpenInvitation }) {
  return (
    <EntryPage
      title={`Join ${invitation.organization}`}
      lead={
        <>
          {invitation.invited_by} invites you, {invitation.email}, to {invitation.organization} as {invitation.role}.
        </>
      }
    >
      {invitation.needs === "sign_in" ? (
        <Text size="sm">
          There is an account with this address already.{" "}
          <Anchor href="/sign-in" underline="always">
            Sign in
          </Anchor>{" "}
          the way you always do, and then open the link again.
        </Text>
      ) : (
        <AcceptForm secret={secret} needs={invitation.needs} />
      )}
    </EntryPage>
  );
}

function AcceptForm({ secret, needs }: { secret: string; needs: string }) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [isCodeNeeded, setCodeNeeded] = useState(false);
  const accept = useAcceptInvitation();
  const isNew = needs === "new_account";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    accept.mutate(
      {
        secret,
        name: isNew ? name : null,
        password: needs === "nothing" ? null : password,
        code: isCodeNeeded ? code : null,
      },
      { onSuccess: (step) => setCodeNeeded(step.state === "code_needed") },
    );
  };
  const isFilled =
    needs === "nothing" || (isNew ? name.trim() !== "" && password.length >= SHORTEST_PASSWORD : password !== "");
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {isNew && (
          <>
            <TextInput
              label="Your name"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              autoComplete="name"
              maxLength={100}
            />
            <NewPasswordInput value={password} onValue={setPassword} />
          </>
        )}
        {needs === "password" && !isCodeNeeded && (
          <PasswordInput
            label="Password"
            description="That of your account here."
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ "aria-label": "Show the password", tabIndex: 0 }}
          />
        )}
        {isCodeNeeded && <CodeInput value={code} onValue={setCode} />}
        {accept.error !== null && <Failure what="You have not joined" error={accept.error} />}
        <Button
          type="submit"
          fullWidth
          loading={accept.isPending || (accept.isSuccess && !isCodeNeeded)}
          disabled={!isFilled || (isCodeNeeded && code.trim() === "")}
        >
          Join
        </Button>
      </Stack>
    </form>
  );
}
