import { Skeleton, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { FRESH_EVERY_MS, keyUsersQuery } from "../../api/queries";
import type { ApiKey } from "../../api/types";
import { countOf } from "../../format/quantity";
import { Failure } from "../../parts/failure";
import { TimeAgo } from "../../parts/time-ago";
import styles from "./key-drawer.module.css";

/** Who sends with the key: programs as the server saw them, people as their telemetry says. */
export function UsedBy({ apiKey, rotatedAt }: { apiKey: ApiKey; rotatedAt: string | null }) {
  const users = useQuery({ ...keyUsersQuery(apiKey.id), refetchInterval: FRESH_EVERY_MS });
  if (users.error !== null) {
    return <Failure what="Who uses it could not be loaded" error={users.error} onRetry={() => users.refetch()} />;
  }
  if (users.data === undefined) {
    return <Skeleton height={120} radius="md" role="status" aria-label="Loading who uses it" />;
  }
  const { senders, people } = users.data;
  return (
    <section aria-label="Used by">
      <Title order={3} fz={14} mb={6}>
        Used by
      </Title>
      {senders.length === 0 && (
        <Text size="sm" c="dimmed">
          Nothing has used it yet.
        </Text>
      )}
      {senders.length > 0 && (
        <List name="Programs and networks">
          {senders.map((seen) => (
            <Seen key={`${seen.user_agent} ${seen.network}`} at={seen.last_seen_at} rotatedAt={rotatedAt}>
              <span className={styles.who}>{seen.user_agent ?? "A program that does not say what it is"}</span>
              <span className={styles.more}>
                {seen.network === null ? "from an unknown network" : `from ${seen.network}`}
              </span>
            </Seen>
          ))}
        </List>
      )}
      {people.length > 0 && (
        <List name="People and services, by their telemetry">
          {people.map((one) => (
            <Seen key={`${one.user} ${one.source} ${one.client_version}`} at={one.last_seen_at} rotatedAt={rotatedAt}>
              <span className={styles.who}>{one.user ?? "Unknown user"}</span>
              <span className={styles.more}>
                {one.source} {one.client_version ?? ""} · {countOf(one.line_items, "line item")} in 30 days
              </span>
            </Seen>
          ))}
        </List>
      )}
    </section>
  );
}

function List({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <Text size="xs" c="dimmed" mt="sm" mb={4}>
        {name}
      </Text>
      <ul className={styles.list} aria-label={name}>
        {children}
      </ul>
    </>
  );
}

function Seen({ at, rotatedAt, children }: { at: string; rotatedAt: string | null; children: ReactNode }) {
  return (
    <li>
      {children}
      <span className={styles.when}>
        <TimeAgo at={at} />
      </span>
      {rotatedAt !== null && Date.parse(at) > Date.parse(rotatedAt) && (
        <span className={styles.still}>Still uses it</span>
      )}
    </li>
  );
}
