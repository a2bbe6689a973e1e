import { Button, Group, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { type FormEvent, useState } from "react";
import { type OwnAccount, useTurnCodesOff } from "../../api/people";
import { Failure } from "../../parts/failure";
import { Panel } from "../../parts/panel";
import { Status } from "../../parts/status";
import { TurnCodesOn } from "./turn-codes-on";

export function OneTimeCodesPanel({ account }: { account: OwnAccount }) {
  const [isTurningOn, turningOn] = useDisclosure(false);
  const [isTurningOff, turningOff] = useDisclosure(false);
  return (
    <Panel
      title="One-time codes"
      hint={
        account.has_one_time_codes ? (
          <>
            <Status tone="good">On</Status> {account.recovery_codes_left} recovery codes left.
          </>
        ) : (
          "A second step after the password: six digits from an authenticator app."
        )
      }
      action={
        account.has_one_time_codes ? (
          <Button variant="default" size="xs" onClick={turningOff.open}>
            Turn off
          </Button>
        ) : (
          <Button variant="default" size="xs" onClick={turningOn.open} disabled={!account.has_password}>
            Turn on
          </Button>
        )
      }
    >
      <Modal
        opened={isTurningOn}
        onClose={turningOn.close}
        size="lg"
        title={<Text fw={600}>Turn on one-time codes</Text>}
        closeOnClickOutside={false}
      >
        <TurnCodesOn onDone={turningOn.close} />
      </Modal>
      <Modal opened={isTurningOff} onClose={turningOff.close} title={<Text fw={600}>Turn off one-time codes?</Text>}>
        <TurnCodesOff onDone={turningOff.close} />
      </Modal>
    </Panel>
  );
}

function TurnCodesOff({ onDone }: { onDone: () => void }) {
  const [password, setPassword] = useState("");
  const turnOff = useTurnCodesOff();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    turnOff.mutate(password, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">
          From then on your password alone signs you in. The recovery codes are worth nothing any more.
        </Text>
        <PasswordInput
          label="Password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          data-autofocus
          visibilityToggleButtonProps={{ "aria-label": "Show the password", tabIndex: 0 }}
        />
        {turnOff.error !== null && <Failure what="They are still on" error={turnOff.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" color="red.9" loading={turnOff.isPending} disabled={password === ""}>
            Turn off
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
