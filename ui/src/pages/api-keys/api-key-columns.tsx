import { Button, Group, Text, VisuallyHidden } from "@mantine/core";
import type { ApiKey, Provider } from "../../api/types";
import { formatDay } from "../../format/time";
import type { Column } from "../../parts/row-table";
import { Status, type Tone } from "../../parts/status";
import { TimeAgo } from "../../parts/time-ago";
import styles from "./api-keys.module.css";

const TONES: Record<ApiKey["state"], Tone> = { active: "good", revoked: "quiet", expired: "warn" };

export function apiKeyColumns(providers: Provider[] | undefined, onRevoke: (key: ApiKey) => void): Column<ApiKey>[] {
  const providerOf = (key: ApiKey) => providers?.find((one) => one.connection_id === key.connection_id)?.name;
  return [
    { id: "name", header: "Name", phone: "lead", cell: (key) => <Name apiKey={key} provider={providerOf(key)} /> },
    {
      id: "prefix",
      header: "Key",
      phone: "detail",
      cell: (key) => <code className={styles.prefix}>{key.prefix}…</code>,
    },
    { id: "scopes", header: "Scopes", phone: "detail", cell: (key) => <Scopes names={key.scopes} /> },
    { id: "created", header: "Created", cell: (key) => <Created apiKey={key} /> },
    {
      id: "used",
      header: "Last used",
      cell: (key) => (key.last_used_at === null ? "Never" : <TimeAgo at={key.last_used_at} />),
    },
    {
      id: "dates",
      header: "Dates",
      phone: "detail",
      isOnlyForPhones: true,
      cell: (key) => (
        <>
          Created {formatDay(key.created_at)} · last used{" "}
          {key.last_used_at === null ? "never" : <TimeAgo at={key.last_used_at} />}
        </>
      ),
    },
    {
      id: "state",
      header: "State",
      phone: "side",
      cell: (key) => <Status tone={TONES[key.state]}>{key.state.replace(/^./, (first) => first.toUpperCase())}</Status>,
    },
    {
      id: "actions",
      header: <VisuallyHidden>Actions</VisuallyHidden>,
      align: "end",
      phone: "action",
      cell: (key) => key.state === "active" && <Revoke apiKey={key} onRevoke={onRevoke} />,
    },
  ];
}

function Name({ apiKey, provider }: { apiKey: ApiKey; provider: string | undefined }) {
  return (
    <>
      <Text inherit fw={500}>
        {apiKey.name}
      </Text>
      {apiKey.connection_id !== null && (
        <Text size="xs" c="dimmed">
          Only for {provider ?? "one provider"}
        </Text>
      )}
    </>
  );
}

function Scopes({ names }: { names: string[] }) {
  return (
    <Group gap={4} maw={300}>
      {names.map((name) => (
        <code key={name} className={styles.scope}>
          {name}
        </code>
      ))}
    </Group>
  );
}

function Created({ apiKey }: { apiKey: ApiKey }) {
  return (
    <>
      <TimeAgo at={apiKey.created_at} />
      {apiKey.created_by !== null && (
        <Text size="xs" c="dimmed">
          by {apiKey.created_by}
        </Text>
      )}
    </>
  );
}

function Revoke({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: (key: ApiKey) => void }) {
  return (
    <Button
      size="compact-xs"
      variant="default"
      className={styles.revoke ?? ""}
      onClick={() => onRevoke(apiKey)}
      aria-label={`Revoke ${apiKey.name}`}
    >
      Revoke
    </Button>
  );
}
