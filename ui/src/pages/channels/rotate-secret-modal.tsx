import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { Failure } from "../../parts/failure";
import { SecretOnce } from "../../parts/secret-once";
import { type Channel, useRotateSecret } from "./api";

/** Asks, and then shows the new secret this once. */
export function RotateSecretModal({ channel, onClose }: { channel: Channel | null; onClose: () => void }) {
  const rotate = useRotateSecret();
  const secret = rotate.data?.secret ?? null;
  const close = () => {
    rotate.reset();
    onClose();
  };
  const title = `Rotate the secret of “${channel?.name ?? ""}”`;
  return (
    <Modal
      opened={channel !== null}
      onClose={close}
      title={<Text fw={600}>{title}</Text>}
      closeOnClickOutside={secret === null}
      closeOnEscape={secret === null}
      withCloseButton={secret === null}
    >
      <Stack gap="md">
        {secret === null ? (
          <Text size="sm">Requests are signed with the new secret from now on; the old one is of no use any more.</Text>
        ) : (
          <SecretOnce label="Signing secret" secret={secret} />
        )}
        {rotate.error !== null && <Failure what="The secret was not rotated" error={rotate.error} />}
        <Group justify="flex-end">
          {secret === null && (
            <Button loading={rotate.isPending} onClick={() => channel !== null && rotate.mutate(channel.id)}>
              Rotate secret
            </Button>
          )}
          {secret !== null && <Button onClick={close}>Done</Button>}
        </Group>
      </Stack>
    </Modal>
  );
}
