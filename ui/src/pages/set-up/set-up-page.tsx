import { Button, Stack, TextInput } from "@mantine/core";
import { createLazyRoute } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useSetUp } from "../../api/people";
import { EntryPage } from "../../parts/entry-page";
import { Failure } from "../../parts/failure";
import { useHashSecret } from "../../parts/hash-secret";
import { NewPasswordInput, SHORTEST_PASSWORD } from "../../parts/new-password-input";
import { Notice } from "../../parts/notice";

export const route = createLazyRoute("/set-up")({ component: SetUpPage });

function SetUpPage() {
  const secret = useHashSecret();
  return (
    <EntryPage
      title="Set up StackSpend"
      lead="Name your organization, and make yourself its owner. You can invite others afterwards."
    >
      {secret === "" ? (
        <Notice tone="warn" title="The link is not complete">
          Open the whole link that <code>stackspend serve</code> printed when it started.
        </Notice>
      ) : (
        <SetUpForm secret={secret} />
      )}
    </EntryPage>
  );
}

function SetUpForm({ secret }: { secret: string }) {
  const [organization, setOrganization] = useState("");
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const setUp = useSetUp();
  const isFilled = [organization, name, email].every((text) => text.trim() !== "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setUp.mutate({ secret, organization, name, email, password });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label="Organization"
          description="Your company or team, like Acme."
          value={organization}
          onChange={(event) => setOrganization(event.currentTarget.value)}
          autoComplete="organization"
          maxLength={100}
        />
        <TextInput
          label="Your name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          autoComplete="name"
          maxLength={100}
        />
        <TextInput
          label="E-mail"
          type="email"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          autoComplete="username"
        />
        <NewPasswordInput value={password} onValue={setPassword} />
        {setUp.error !== null && <Failure what="StackSpend was not set up" error={setUp.error} />}
        <Button
          type="submit"
          fullWidth
          loading={setUp.isPending || setUp.isSuccess}
          disabled={!isFilled || password.length < SHORTEST_PASSWORD}
        >
          Set up
        </Button>
      </Stack>
    </form>
  );
}
