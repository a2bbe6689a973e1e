import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useRevokeApiKey } from "../../api/commands";
import type { ApiKey } from "../../api/types";
import { Failure } from "../../parts/failure";

export function RevokeKeyModal({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  return (
    <Modal opened={apiKey !== null} onClose={onClose} title={<Text fw={600}>{`Revoke “${apiKey?.name ?? ""}”?`}</Text>}>
      {apiKey !== null && <Confirm apiKey={apiKey} onClose={onClose} />}
    </Modal>
  );
}

function Confirm({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const revoke = useRevokeApiKey();
  return (
    <Stack gap="md">
      <Text size="sm">
        Whatever uses <code>{apiKey.prefix}…</code> is refused from now on, and this cannot be undone.
        {apiKey.scopes.includes("usage:write") &&
          " Clients that send telemetry with it lose it without a word to their users, so give them a new key first."}
      </Text>
      {revoke.error !== null && <Failure what="The key was not revoked" error={revoke.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button
          color="red.9"
          loading={revoke.isPending}
          onClick={() => revoke.mutate(apiKey.id, { onSuccess: onClose })}
        >
          Revoke key
        </Button>
      </Group>
    </Stack>
  );
}
