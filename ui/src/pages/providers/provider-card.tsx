import { Group, Skeleton, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { providerTypesQuery } from "../../api/queries";
import type { Provider } from "../../api/types";
import { countOf } from "../../format/quantity";
import { adviceOf, ProviderState } from "../../parts/provider-state";
import { ProviderTypeMark } from "../../parts/provider-type-mark";
import { LastHour, sendersOf, usePulse } from "../../parts/pulse";
import { TimeAgo } from "../../parts/time-ago";
import styles from "./cards.module.css";

export function ProviderCard({ provider }: { provider: Provider }) {
  const pulse = usePulse(provider.connection_id);
  const advice = adviceOf(provider);
  const { data: types } = useQuery(providerTypesQuery);
  const type = types?.find((known) => known.type === provider.type);
  return (
    <article className={styles.card}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Group gap={12} wrap="nowrap" miw={0}>
          <ProviderTypeMark type={provider.type} />
          <div className={styles.names}>
            <Title order={2} fz={15} lh={1.35}>
              <Link
                to="/dashboard/providers/$connectionId"
                params={{ connectionId: provider.connection_id }}
                className={styles.link}
              >
                {provider.name}
              </Link>
            </Title>
            <Text size="sm" c="dimmed">
              {type?.title ?? provider.type}
            </Text>
          </div>
        </Group>
        <ProviderState provider={provider} />
      </Group>
      <dl className={styles.facts}>
        <div>
          <dt>Last synced</dt>
          <dd>{provider.last_synced_at === null ? "Never" : <TimeAgo at={provider.last_synced_at} />}</dd>
        </div>
        {provider.last_synced_at !== null && (
          <>
            <div>
              <dt>Records, last hour</dt>
              <dd className="tabular">
                <LastHour pulse={pulse} />
              </dd>
            </div>
            <div>
              <dt>Senders, 24 hours</dt>
              <dd className="tabular">{sendersOf(pulse)}</dd>
            </div>
          </>
        )}
        {provider.refused.count > 0 && (
          <div data-tone="bad">
            <dt>Refused</dt>
            <dd className="tabular">{countOf(provider.refused.count, "export")}</dd>
          </div>
        )}
      </dl>
      {advice !== null && (
        <Text size="sm" c="dimmed">
          {advice}
        </Text>
      )}
    </article>
  );
}

export function ProviderCardSkeleton() {
  return (
    <div className={styles.card} role="status" aria-label="Loading providers">
      <Group gap={12} wrap="nowrap">
        <Skeleton width={36} height={36} radius={10} />
        <div style={{ flex: 1 }}>
          <Skeleton height={12} width="55%" mb={10} />
          <Skeleton height={10} width="35%" />
        </div>
      </Group>
      <div className={styles.facts}>
        <Skeleton height={32} width={90} />
        <Skeleton height={32} width={70} />
      </div>
    </div>
  );
}
