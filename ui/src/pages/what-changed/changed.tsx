import { Group, Skeleton } from "@mantine/core";
import { IconZoomMoney } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ExplainedChange } from "../../api/types";
import { formatUsd } from "../../format/money";
import { EmptyState } from "../../parts/empty-state";
import { Failure } from "../../parts/failure";
import { Money } from "../../parts/money";
import { Panel } from "../../parts/panel";
import { RowTableSkeleton } from "../../parts/row-table";
import { describePeriod } from "../../period/days";
import { Change } from "../../spend/change";
import { FirstSteps } from "../../spend/first-steps";
import { barsOf, ticksOf } from "./bars";
import { PartsTable } from "./parts-table";
import { Sentences } from "./sentences";
import { Waterfall } from "./waterfall";
import styles from "./what-changed.module.css";

interface ChangedProps {
  answer: UseQueryResult<ExplainedChange>;
  filters: string[];
}

/** The answer as a picture, in words, and as a table of the same figures. */
export function Changed({ answer, filters }: ChangedProps) {
  if (answer.data === undefined) {
    return answer.error === null ? (
      <Waiting />
    ) : (
      <Failure what="What changed could not be loaded" error={answer.error} onRetry={() => answer.refetch()} />
    );
  }
  return (
    <>
      {answer.error !== null && (
        <Failure what="These figures are not fresh any more" error={answer.error} onRetry={() => answer.refetch()} />
      )}
      <Answer change={answer.data} isStale={answer.isPlaceholderData} filters={filters} />
    </>
  );
}

interface AnswerProps {
  change: ExplainedChange;
  isStale: boolean;
  filters: string[];
}

function Answer({ change, isStale, filters }: AnswerProps) {
  if (change.before.line_items + change.after.line_items === 0) {
    return (
      <Panel title="The change">
        <EmptyState icon={IconZoomMoney} title="Nothing was used in either period" action={<FirstSteps />}>
          Choose a longer period, or remove a filter.
        </EmptyState>
      </Panel>
    );
  }
  const [floor = 0] = ticksOf(barsOf(change));
  return (
    <div className={styles.answer} data-stale={isStale || undefined} aria-busy={isStale}>
      <Panel title="The change" hint={<Headline change={change} />}>
        <div className={styles.chart}>
          <Waterfall change={change} />
          {floor > 0 && <p className={styles.note}>The axis begins at {formatUsd(String(floor))}, not at nothing.</p>}
        </div>
      </Panel>
      <Sentences change={change} />
      <PartsTable change={change} filters={filters} />
    </div>
  );
}

function Headline({ change: { before, after } }: { change: ExplainedChange }) {
  return (
    <Group gap={8} component="span">
      <span className={styles.total}>
        <Money amount={after.net_amount_usd} />
      </span>
      <span>
        <Change before={before.net_amount_usd} now={after.net_amount_usd} /> against {describePeriod(before)}
      </span>
    </Group>
  );
}

function Waiting() {
  return (
    <div className={styles.answer} role="status" aria-label="Loading what changed">
      <Panel title="The change" hint={<Skeleton height={16} width={220} my={2} />}>
        <div className={styles.chart}>
          <Skeleton height={300} />
        </div>
      </Panel>
      <Panel title="In words">
        <div className={styles.words}>
          <Skeleton height={120} />
        </div>
      </Panel>
      <Panel title="Parts">
        <RowTableSkeleton rows={8} />
      </Panel>
    </div>
  );
}
