import { Button, Group, Stack, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useMay } from "../../access/roles";
import { useMintApiKey } from "../../api/commands";
import type { Provider } from "../../api/types";
import { Failure } from "../../parts/failure";
import { SecretOnce } from "../../parts/secret-once";

/** What an exporter needs, and no more: it may write usage, to this provider only. */
const SCOPES = ["usage:write"];

interface IngestKeyProps {
  provider: Provider;
  ingestKey: string | null;
  onKey: (key: string) => void;
}

export function IngestKey({ provider, ingestKey, onKey }: IngestKeyProps) {
  const mayChange = useMay("admin");
  const mint = useMintApiKey();
  const generate = () =>
    mint.mutate(
      { name: `Ingest for ${provider.name}`, scopes: SCOPES, connection_id: provider.connection_id },
      { onSuccess: ({ key }) => onKey(key) },
    );
  if (!mayChange) {
    return (
      <Text size="sm" c="dimmed">
        Ask an administrator for an ingest key; it goes into the snippets below.
      </Text>
    );
  }
  return (
    <Stack gap="sm">
      {ingestKey !== null && <SecretOnce label="Ingest key" secret={ingestKey} />}
      {mint.error !== null && <Failure what="No key was generated" error={mint.error} />}
      <Group gap="md">
        <Button
          variant={ingestKey === null ? "filled" : "default"}
          leftSection={<IconKey size={16} />}
          loading={mint.isPending}
          onClick={generate}
        >
          {ingestKey === null ? "Generate ingest key" : "Generate another"}
        </Button>
        <Text size="sm" c="dimmed">
          It can only send telemetry to this provider. It is filled into the snippets below.
        </Text>
      </Group>
    </Stack>
  );
}
