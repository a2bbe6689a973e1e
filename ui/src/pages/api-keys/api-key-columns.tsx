import { Group, Text, UnstyledButton } from "@mantine/core";
import type { ApiKey, Provider } from "../../api/types";
import { formatDay } from "../../format/time";
import type { Column } from "../../parts/row-table";
import { TimeAgo } from "../../parts/time-ago";
import styles from "./api-keys.module.css";
import { KeyState } from "./key-state";
import { LastUsed } from "./last-used";
import { stampOf } from "./stamp";

const MOST_SCOPES = 3;

export function apiKeyColumns(providers: Provider[] | undefined, onOpen: (key: ApiKey) => void): Column<ApiKey>[] {
  const providerOf = (key: ApiKey) => providers?.find((one) => one.connection_id === key.connection_id)?.name;
  return [
    {
      id: "name",
      header: "Name",
      phone: "lead",
      cell: (key) => <Name apiKey={key} provider={providerOf(key)} onOpen={onOpen} />,
    },
    {
      id: "prefix",
      header: "Key",
      phone: "detail",
      cell: (key) => <code className={styles.prefix}>{key.prefix}…</code>,
    },
    { id: "scopes", header: "Scopes", phone: "detail", cell: (key) => <Scopes names={key.scopes} /> },
    { id: "created", header: "Created", cell: (key) => <Created apiKey={key} /> },
    { id: "used", header: "Last used", cell: (key) => <LastUsed apiKey={key} /> },
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
    { id: "state", header: "State", phone: "side", cell: (key) => <KeyState apiKey={key} /> },
  ];
}

function Name({
  apiKey,
  provider,
  onOpen,
}: {
  apiKey: ApiKey;
  provider: string | undefined;
  onOpen: (key: ApiKey) => void;
}) {
  const stamp = stampOf(apiKey);
  const bounds = [
    ...(apiKey.connection_id === null ? [] : [`Only for ${provider ?? "one provider"}`]),
    ...(stamp === null ? [] : [`stamps ${stamp}`]),
  ];
  return (
    <>
      <UnstyledButton className={styles.open ?? ""} onClick={() => onOpen(apiKey)}>
        {apiKey.name}
      </UnstyledButton>
      {bounds.length > 0 && (
        <Text size="xs" c="dimmed" className={styles.bounds ?? ""}>
          {bounds.join(" · ").replace(/^./, (first) => first.toUpperCase())}
        </Text>
      )}
    </>
  );
}

function Scopes({ names }: { names: string[] }) {
  return (
    <Group gap={4} maw={230}>
      {names.slice(0, MOST_SCOPES).map((name) => (
        <code key={name} className={styles.scope}>
          {name}
        </code>
      ))}
      {names.length > MOST_SCOPES && (
        <Text span size="xs" c="dimmed">
          and {names.length - MOST_SCOPES} more
        </Text>
      )}
    </Group>
  );
}

function Created({ apiKey }: { apiKey: ApiKey }) {
  return (
    <>
      <TimeAgo at={apiKey.created_at} />
      {apiKey.created_by !== null && (
        <Text size="xs" c="dimmed" className={styles.sender ?? ""} title={apiKey.created_by}>
          by {apiKey.created_by}
        </Text>
      )}
    </>
  );
}
