import { SimpleGrid, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ExploredSpend, SpendGroup } from "../../api/types";
import { shareOf } from "../../format/change";
import { Failure } from "../../parts/failure";
import { Money } from "../../parts/money";
import { Panel } from "../../parts/panel";
import { usePeriod } from "../../period/use-period";
import { Change } from "../../spend/change";
import { dimensionOf, nameIn } from "../../spend/dimensions";
import { SPEND_FRESH_MS, spendQuery } from "../../spend/query";
import styles from "./top-lists.module.css";

interface List {
  by: string;
  title: string;
  /** Most usage has none of these, which is no news: only what has one is listed. */
  named?: boolean;
}

const LISTS: List[] = [
  { by: "user", title: "People" },
  { by: "team", title: "Teams" },
  { by: "model", title: "Models" },
  { by: "source", title: "Sources" },
  { by: "skill", title: "Skills", named: true },
  { by: "agent", title: "Agents", named: true },
];
const ROWS = 5;

/** Who and what the month's spend went to, each list leading on to the Explorer. */
export function TopLists() {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
      {LISTS.map((list) => (
        <TopList key={list.by} {...list} />
      ))}
    </SimpleGrid>
  );
}

function TopList({ by, title, named = false }: List) {
  const period = usePeriod({ period: "month" });
  const asked = spendQuery({ period, by: [by], top: ROWS + 1, compares: true, hasSeries: false });
  const spend = useQuery({ ...asked, refetchInterval: SPEND_FRESH_MS });
  return (
    <Panel
      title={title}
      action={
        <Link
          to="/dashboard/explorer"
          search={{ by: [by], period: "month", compare: true }}
          className={styles.all ?? ""}
          aria-label={`All by ${dimensionOf(by).label.toLowerCase()}`}
        >
          All
        </Link>
      }
    >
      {spend.data === undefined ? (
        spend.error === null ? (
          <Waiting />
        ) : (
          <Failure what="This list could not be loaded" error={spend.error} onRetry={() => spend.refetch()} />
        )
      ) : (
        <Rows groups={shown(spend.data, named)} by={by} />
      )}
    </Panel>
  );
}

function shown(spend: ExploredSpend, named: boolean): SpendGroup[] {
  return spend.groups.filter(({ names }) => !named || names[0] !== null).slice(0, ROWS);
}

function Rows({ groups, by }: { groups: SpendGroup[]; by: string }) {
  const most = groups[0]?.sums.net_amount_usd ?? null;
  if (groups.length === 0) {
    return (
      <Text size="sm" c="dimmed" px={20} py={18}>
        Nothing was used this month yet.
      </Text>
    );
  }
  return (
    <ol className={styles.rows}>
      {groups.map(({ names, sums, before_usd: before }) => (
        <li key={names[0] ?? ""} className={styles.row}>
          <span className={styles.name} title={names[0] ?? ""} data-none={names[0] === null || undefined}>
            {nameIn(by, names[0] ?? null)}
          </span>
          <span className={styles.amount}>
            <Money amount={sums.net_amount_usd} />
          </span>
          <span className={styles.change}>
            <Change before={before} now={sums.net_amount_usd} />
          </span>
          <span className={styles.track} aria-hidden="true">
            <span className={styles.fill} style={{ width: `${(shareOf(sums.net_amount_usd, most) ?? 0) * 100}%` }} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function Waiting() {
  return (
    <div className={styles.rows} role="status" aria-label="Loading">
      {Array.from({ length: ROWS }, (_, row) => (
        <div key={row} className={styles.row}>
          <Skeleton height={11} width="60%" my={5} />
          <Skeleton height={11} width={52} my={5} />
          <Skeleton height={11} width={40} my={5} />
          <span className={styles.track} />
        </div>
      ))}
    </div>
  );
}
