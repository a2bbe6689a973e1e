import { Skeleton } from "@mantine/core";
import { IconZoomMoney } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { EmptyState } from "../../parts/empty-state";
import { Failure } from "../../parts/failure";
import { Panel } from "../../parts/panel";
import { RowTableSkeleton } from "../../parts/row-table";
import { FirstSteps } from "../../spend/first-steps";
import styles from "./explored.module.css";

interface AnsweredProps<Answer> {
  query: UseQueryResult<Answer>;
  isEmpty: (answer: Answer) => boolean;
  children: (answer: Answer) => ReactNode;
}

/** An answer on its way, failed, empty, of the question before, or there. */
export function Answered<Answer>({ query, isEmpty, children }: AnsweredProps<Answer>) {
  if (query.data === undefined) {
    return query.error === null ? (
      <Waiting />
    ) : (
      <Failure what="This spend could not be loaded" error={query.error} onRetry={() => query.refetch()} />
    );
  }
  const isStale = query.isPlaceholderData;
  return (
    <>
      {query.error !== null && (
        <Failure what="These figures are not fresh any more" error={query.error} onRetry={() => query.refetch()} />
      )}
      {isEmpty(query.data) ? (
        <Panel title="Spend">
          <EmptyState icon={IconZoomMoney} title="Nothing was used in this period" action={<FirstSteps />}>
            Choose a longer period, or remove a filter.
          </EmptyState>
        </Panel>
      ) : (
        <div className={styles.answer} data-stale={isStale || undefined} aria-busy={isStale}>
          {children(query.data)}
        </div>
      )}
    </>
  );
}

function Waiting() {
  return (
    <div className={styles.answer} role="status" aria-label="Loading spend">
      <Panel
        title="Spend over time"
        hint={<Skeleton height={16} width={160} my={2} />}
        action={<Skeleton height={30} width={280} />}
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
