import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ExploredSpend } from "../../api/types";
import { Money } from "../../parts/money";
import { describePeriod, type Period } from "../../period/days";
import { Change } from "../../spend/change";
import { csvOf } from "../../spend/csv";
import { SPEND_FRESH_MS, spendQuery } from "../../spend/query";
import { BY_COST, othersOf, readSort, rowsOf, seriesOf, sorted, writeSort } from "../../spend/rows";
import { askedOf, type ExplorerSearch } from "../../spend/search";
import { SpendTable } from "../../spend/spend-table";
import { Answered } from "./answered";
import { ChartPanel } from "./chart-panel";
import { DrillDown } from "./drill-down";
import styles from "./explored.module.css";
import { nameOf, TablePanel } from "./table-panel";

export interface ExploredProps {
  search: ExplorerSearch;
  by: string[];
  period: Period;
  onChange: (changed: ExplorerSearch) => void;
}

/** Spend as a chart and a table of the same figures. */
export function Explored({ search, by, period, onChange }: ExploredProps) {
  const query = useQuery({ ...spendQuery(askedOf(search, period)), refetchInterval: SPEND_FRESH_MS });
  return (
    <Answered query={query} isEmpty={({ total }) => total.line_items === 0}>
      {(spend) => (
        <>
          <ChartPanel
            title="Spend over time"
            label={`Spend over time by ${nameOf(by)}`}
            headline={<Headline spend={spend} />}
            period={period}
            search={search}
            buckets={spend.buckets}
            series={seriesOf(spend, by)}
            onChange={onChange}
          />
          <Breakdown spend={spend} search={search} by={by} period={period} onChange={onChange} />
        </>
      )}
    </Answered>
  );
}

function Headline({ spend }: { spend: ExploredSpend }) {
  const { before_start: start, before_end: end } = spend;
  return (
    <>
      <span className={styles.total}>
        <Money amount={spend.total.net_amount_usd} />
      </span>
      {start !== null && end !== null && (
        <span>
          <Change before={spend.before_usd} now={spend.total.net_amount_usd} /> against {describePeriod({ start, end })}
        </span>
      )}
    </>
  );
}

function Breakdown({ spend, search, by, onChange }: ExploredProps & { spend: ExploredSpend }) {
  const sort = readSort(search.sort) ?? BY_COST;
  const rows = sorted(rowsOf(spend, by), sort);
  const others = othersOf(spend);
  return (
    <TablePanel by={by} period={spend} search={search} csv={() => csvOf(spend, rows, others, by)} onChange={onChange}>
      <SpendTable
        spend={spend}
        by={by}
        rows={rows}
        others={others}
        sort={sort}
        onSort={(wanted) => onChange({ sort: writeSort(wanted) })}
        nameOf={(row) => <DrillDown row={row} by={by} search={search} />}
      />
      {spend.total.unpriced > 0 && (
        <Text size="xs" c="dimmed" className={styles.note ?? ""}>
          Line items without a known price are in no amount here, and count as tokens and requests.
        </Text>
      )}
    </TablePanel>
  );
}
