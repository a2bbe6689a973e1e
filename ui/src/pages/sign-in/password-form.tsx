import { Anchor, Button, Group, PasswordInput, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { usePasswordSignIn } from "../../api/people";
import { CodeInput } from "../../parts/code-input";
import { Failure } from "../../parts/failure";

/** E-mail address and password, then a one-time code if the account asks for one. */
export function PasswordForm({ onForgotten }: { onForgotten: () => void }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [isCodeNeeded, setCodeNeeded] = useState(false);
  const signIn = usePasswordSignIn();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate(
      { email, password, ...(isCodeNeeded ? { code } : {}) },
      { onSuccess: (step) => setCodeNeeded(step.state === "code_needed") },
    );
  };
  const startOver = () => {
    signIn.reset();
    setCodeNeeded(false);
    setCode("");
    setPassword("");
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {isCodeNeeded ? (
          <CodeInput value={code} onValue={setCode} />
        ) : (
          <>
            <TextInput
              label="E-mail"
              type="email"
              autoComplete="username"
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
            <PasswordInput
              label="Password"
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              visibilityToggleButtonProps={{ "aria-label": "Show the password", tabIndex: 0 }}
            />
          </>
        )}
        {signIn.error !== null && <Failure what="You are not signed in" error={signIn.error} />}
        <Button
          type="submit"
          fullWidth
          loading={signIn.isPending || (signIn.isSuccess && !isCodeNeeded)}
          disabled={isCodeNeeded ? code.trim() === "" : email.trim() === "" || password === ""}
        >
          Sign in
        </Button>
        <Group justify="center">
          {isCodeNeeded ? (
            <Anchor component="button" type="button" size="sm" onClick={startOver}>
              Sign in as somebody else
            </Anchor>
          ) : (
            <Anchor component="button" type="button" size="sm" onClick={onForgotten}>
              Forgot your password?
            </Anchor>
          )}
        </Group>
      </Stack>
    </form>
  );
}
