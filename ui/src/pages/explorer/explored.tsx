import { Button, Group, SegmentedControl, Select, Skeleton, Text } from "@mantine/core";
import { IconDownload, IconZoomMoney } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ExploredSpend } from "../../api/types";
import { type ChartKind, SpendChart } from "../../chart/spend-chart";
import { EmptyState } from "../../parts/empty-state";
import { Failure } from "../../parts/failure";
import { Money } from "../../parts/money";
import { Panel } from "../../parts/panel";
import { RowTableSkeleton } from "../../parts/row-table";
import { describePeriod } from "../../period/days";
import { Change } from "../../spend/change";
import { csvOf, download } from "../../spend/csv";
import { dimensionOf } from "../../spend/dimensions";
import { BY_COST, othersOf, readSort, rowsOf, seriesOf, sorted, writeSort } from "../../spend/rows";
import { type ExplorerSearch, TOPS } from "../../spend/search";
import { SpendTable } from "../../spend/spend-table";
import { DrillDown } from "./drill-down";
import styles from "./explored.module.css";

interface ExploredProps {
  spend: UseQueryResult<ExploredSpend>;
  search: ExplorerSearch;
  by: string[];
  onChange: (changed: ExplorerSearch) => void;
}

/** The answer as a chart and a table of the same figures. */
export function Explored({ spend, search, by, onChange }: ExploredProps) {
  if (spend.data === undefined) {
    return spend.error === null ? (
      <Waiting />
    ) : (
      <Failure what="This spend could not be loaded" error={spend.error} onRetry={() => spend.refetch()} />
    );
  }
  return (
    <>
      {spend.error !== null && (
        <Failure what="These figures are not fresh any more" error={spend.error} onRetry={() => spend.refetch()} />
      )}
      <Answer spend={spend.data} isStale={spend.isPlaceholderData} search={search} by={by} onChange={onChange} />
    </>
  );
}

interface AnswerProps extends Omit<ExploredProps, "spend"> {
  spend: ExploredSpend;
  isStale: boolean;
}

function Answer({ spend, isStale, search, by, onChange }: AnswerProps) {
  const chart = search.chart ?? "bar";
  if (spend.total.line_items === 0) {
    return (
      <Panel title="Spend">
        <EmptyState icon={IconZoomMoney} title="Nothing was used in this period">
          Choose a longer period, or remove a filter.
        </EmptyState>
      </Panel>
    );
  }
  return (
    <div className={styles.answer} data-stale={isStale || undefined} aria-busy={isStale}>
      <Panel
        title="Spend over time"
        hint={<Headline spend={spend} />}
        action={<ChartChoice value={chart} onChoose={(kind) => onChange({ chart: kind })} />}
      >
        <div className={styles.chart}>
          <SpendChart
            label={`Spend over time by ${nameOf(by)}`}
            kind={chart}
            buckets={spend.buckets}
            series={seriesOf(spend, by)}
          />
        </div>
      </Panel>
      <Breakdown spend={spend} search={search} by={by} onChange={onChange} />
    </div>
  );
}

function Headline({ spend }: { spend: ExploredSpend }) {
  const { before_start: start, before_end: end } = spend;
  return (
    <Group gap={8} component="span">
      <span className={styles.total}>
        <Money amount={spend.total.net_amount_usd} />
      </span>
      {start !== null && end !== null && (
        <span>
          <Change before={spend.before_usd} now={spend.total.net_amount_usd} /> against {describePeriod({ start, end })}
        </span>
      )}
    </Group>
  );
}

function ChartChoice({ value, onChoose }: { value: ChartKind; onChoose: (kind: ChartKind) => void }) {
  return (
    <SegmentedControl
      size="xs"
      aria-label="Kind of chart"
      value={value}
      onChange={(kind) => onChoose(kind as ChartKind)}
      data={[
        { value: "bar", label: "Bars" },
        { value: "line", label: "Lines" },
        { value: "area", label: "Area" },
      ]}
    />
  );
}

function Breakdown({ spend, search, by, onChange }: Omit<AnswerProps, "isStale">) {
  const sort = readSort(search.sort) ?? BY_COST;
  const rows = sorted(rowsOf(spend, by), sort);
  const others = othersOf(spend);
  const name = `stackspend-${[...by, spend.start, spend.end].join("-")}.csv`;
  return (
    <Panel
      title={by.length === 0 ? "Total" : `By ${nameOf(by)}`}
      action={
        <Group gap="xs">
          <Select
            size="xs"
            w={112}
            aria-label="Rows"
            value={String(search.top ?? TOPS[0])}
            onChange={(top) => top !== null && onChange({ top: Number(top) })}
            data={TOPS.map((top) => ({ value: String(top), label: `Top ${top}` }))}
            allowDeselect={false}
          />
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} />}
            onClick={() => download(csvOf(spend, rows, others, by), name)}
          >
            CSV
          </Button>
        </Group>
      }
    >
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
    </Panel>
  );
}

function nameOf(by: string[]): string {
  return by.length === 0 ? "nothing" : by.map((id) => dimensionOf(id).label.toLowerCase()).join(" and ");
}

function Waiting() {
  return (
    <div className={styles.answer} role="status" aria-label="Loading spend">
      <Panel
        title="Spend over time"
        hint={<Skeleton height={16} width={160} my={2} />}
        action={<Skeleton height={30} width={160} />}
      >
        <div className={styles.chart}>
          <Skeleton height={280} />
        </div>
      </Panel>
      <Panel title="Breakdown" action={<Skeleton height={30} width={190} />}>
        <RowTableSkeleton rows={8} />
      </Panel>
    </div>
  );
}
