import { Button, Drawer, Group, Text } from "@mantine/core";
import { IconBan, IconRotate } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMay } from "../../access/roles";
import { apiKeysQuery, providersQuery } from "../../api/queries";
import type { ApiKey } from "../../api/types";
import { formatAbsolute } from "../../format/time";
import { Notice } from "../../parts/notice";
import styles from "./key-drawer.module.css";
import { KeyState } from "./key-state";
import { stampOf } from "./stamp";
import { UsedBy } from "./used-by";

interface KeyDrawerProps {
  apiKey: ApiKey | undefined;
  onClose: () => void;
  onRotate: (key: ApiKey) => void;
  onRevoke: (key: ApiKey) => void;
}

/** Everything about one key, who uses it, and what can be done about it. */
export function KeyDrawer({ apiKey, onClose, onRotate, onRevoke }: KeyDrawerProps) {
  return (
    <Drawer
      opened={apiKey !== undefined}
      onClose={onClose}
      position="right"
      size="min(620px, 100vw)"
      title={<Text fw={600}>{apiKey?.name ?? ""}</Text>}
      classNames={{ body: styles.body ?? "" }}
      closeButtonProps={{ "aria-label": "Close API key" }}
    >
      {apiKey !== undefined && <OneKey key={apiKey.id} apiKey={apiKey} onRotate={onRotate} onRevoke={onRevoke} />}
    </Drawer>
  );
}

interface OneKeyProps {
  apiKey: ApiKey;
  onRotate: (key: ApiKey) => void;
  onRevoke: (key: ApiKey) => void;
}

function OneKey({ apiKey, onRotate, onRevoke }: OneKeyProps) {
  const rotatedAt = useRotatedAt(apiKey);
  const mayChange = useMay("admin");
  return (
    <>
      <Warnings apiKey={apiKey} />
      <Facts apiKey={apiKey} />
      {mayChange && apiKey.state === "active" && (
        <Group gap="sm">
          {apiKey.successor_id === null && (
            <Button leftSection={<IconRotate size={16} />} onClick={() => onRotate(apiKey)}>
              Rotate key
            </Button>
          )}
          <Button variant="default" leftSection={<IconBan size={16} />} onClick={() => onRevoke(apiKey)}>
            Revoke key
          </Button>
        </Group>
      )}
      <UsedBy apiKey={apiKey} rotatedAt={rotatedAt} />
    </>
  );
}

/** When the successor came, which is when the senders had to begin to change over. */
function useRotatedAt(apiKey: ApiKey): string | null {
  const { data: keys } = useQuery(apiKeysQuery);
  return keys?.find((one) => one.id === apiKey.successor_id)?.created_at ?? null;
}

function Warnings({ apiKey }: { apiKey: ApiKey }) {
  if (apiKey.attention === null || apiKey.expires_at === null) {
    return null;
  }
  const title = `Good until ${formatAbsolute(apiKey.expires_at)}`;
  return (
    <Notice tone="warn" title={title}>
      {apiKey.successor_id === null
        ? "After that its senders and programs are refused. Rotate it before then."
        : "Its successor has to be everywhere before then; below is who still uses this one."}
    </Notice>
  );
}

function Facts({ apiKey }: { apiKey: ApiKey }) {
  const { data: providers } = useQuery(providersQuery);
  const provider = providers?.find((one) => one.connection_id === apiKey.connection_id)?.name;
  const stamp = stampOf(apiKey);
  return (
    <dl className={styles.facts}>
      <Fact name="Key">
        <code>{apiKey.prefix}…</code>
      </Fact>
      <Fact name="State">
        <KeyState apiKey={apiKey} />
      </Fact>
      <Fact name="Provider">{apiKey.connection_id === null ? "All providers" : (provider ?? "One provider")}</Fact>
      <Fact name="Stamp">{stamp ?? "None"}</Fact>
      <Fact name="Created">
        {formatAbsolute(apiKey.created_at)} by {apiKey.created_by ?? "the command line"}
      </Fact>
      <Fact name="Expires">{apiKey.expires_at === null ? "Never" : formatAbsolute(apiKey.expires_at)}</Fact>
      <Fact name="Scopes">
        <Group gap={4}>
          {apiKey.scopes.map((scope) => (
            <code key={scope}>{scope}</code>
          ))}
        </Group>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
