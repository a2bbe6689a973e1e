import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { SecretOnce } from "../../parts/secret-once";
import type { Channel } from "./api";
import { ChannelForm } from "./channel-form";

/** The form, and after it a webhook's secret, which has to be put away on purpose. */
export function ChannelModal({ edited, onClose }: { edited: Channel | "new" | null; onClose: () => void }) {
  const [secret, setSecret] = useState<string | null>(null);
  const close = () => {
    setSecret(null);
    onClose();
  };
  const title = secret !== null ? "Webhook added" : edited === "new" ? "Add channel" : "Change channel";
  return (
    <Modal
      opened={edited !== null}
      onClose={close}
      title={<Text fw={600}>{title}</Text>}
      closeOnClickOutside={secret === null}
      closeOnEscape={secret === null}
      withCloseButton={secret === null}
    >
      {secret !== null && (
        <Stack gap="md">
          <SecretOnce label="Signing secret" secret={secret} />
          <Group justify="flex-end">
            <Button onClick={close}>Done</Button>
          </Group>
        </Stack>
      )}
      {secret === null && edited !== null && (
        <ChannelForm
          channel={edited === "new" ? null : edited}
          onSaved={(made) => (made.secret === null ? close() : setSecret(made.secret))}
          onCancel={close}
        />
      )}
    </Modal>
  );
}
