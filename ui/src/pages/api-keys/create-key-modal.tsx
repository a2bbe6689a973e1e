import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { MintedApiKey } from "../../api/types";
import { SecretOnce } from "../../parts/secret-once";
import { CreateKeyForm } from "./create-key-form";

/** The form, and after it the secret, which has to be put away on purpose: a stray click would lose it for good. */
export function CreateKeyModal({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [minted, setMinted] = useState<MintedApiKey | null>(null);
  const close = () => {
    setMinted(null);
    onClose();
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      size="lg"
      title={<Text fw={600}>{minted === null ? "Create API key" : `Key “${minted.api_key.name}” created`}</Text>}
      closeOnClickOutside={minted === null}
      closeOnEscape={minted === null}
      withCloseButton={minted === null}
    >
      {minted === null ? (
        <CreateKeyForm onMinted={setMinted} onCancel={close} />
      ) : (
        <Stack gap="md">
          <SecretOnce label="API key" secret={minted.key} />
          <Group justify="flex-end">
            <Button onClick={close}>Done</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
