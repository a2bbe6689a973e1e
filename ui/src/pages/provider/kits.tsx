import { Skeleton, Stack, Tabs, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { kitsQuery } from "../../api/queries";
import type { Kit } from "../../api/types";
import { Failure } from "../../parts/failure";
import { Snippet } from "../../parts/snippet";
import { fillInKey } from "./fill-in-key";
import styles from "./kits.module.css";

/** One tab per way to set a client up; the texts come from the server, the key from this page. */
export function Kits({ connectionId, ingestKey }: { connectionId: string; ingestKey: string | null }) {
  const kits = useQuery(kitsQuery(connectionId));
  if (kits.error !== null && kits.data === undefined) {
    return <Failure what="The snippets could not be loaded" error={kits.error} onRetry={() => kits.refetch()} />;
  }
  const [first] = kits.data ?? [];
  if (kits.data === undefined || first === undefined) {
    return <Skeleton height={320} radius="md" role="status" aria-label="Loading snippets" />;
  }
  return (
    <Tabs defaultValue={first.id} keepMounted={false}>
      <Tabs.List className={styles.tabs ?? ""}>
        {kits.data.map((kit) => (
          <Tabs.Tab key={kit.id} value={kit.id}>
            {kit.title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {kits.data.map((kit) => (
        <Tabs.Panel key={kit.id} value={kit.id} pt="md">
          <OneKit kit={kit} ingestKey={ingestKey} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function OneKit({ kit, ingestKey }: { kit: Kit; ingestKey: string | null }) {
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {kit.where}
      </Text>
      <Snippet title={kit.filename ?? kit.title} language={kit.language} code={fillInKey(kit.text, ingestKey)} />
      {kit.steps.length > 0 && (
        <ul className={styles.steps}>
          {kit.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
      )}
    </Stack>
  );
}
