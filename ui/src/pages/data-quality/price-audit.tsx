import { IconReceipt2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Drift } from "../../api/types";
import { EmptyState } from "../../parts/empty-state";
import { Failure } from "../../parts/failure";
import { Panel } from "../../parts/panel";
import { RowTable, RowTableSkeleton } from "../../parts/row-table";
import styles from "./data-quality.module.css";
import { driftColumns } from "./drift-columns";
import { type Asked, priceAuditQuery } from "./queries";
import { sentenceOf } from "./words";

const MOST_SENTENCES = 5;

interface PriceAuditProps {
  asked: Asked;
  onItem: (id: string) => void;
}

/** What clients say that usage cost, beside what it costs at list price. */
export function PriceAudit({ asked, onItem }: PriceAuditProps) {
  const drifts = useQuery(priceAuditQuery(asked));
  if (drifts.data === undefined) {
    return drifts.error === null ? (
      <RowTableSkeleton rows={8} />
    ) : (
      <Failure what="The price audit could not be loaded" error={drifts.error} onRetry={() => drifts.refetch()} />
    );
  }
  if (drifts.data.length === 0) {
    return (
      <EmptyState icon={IconReceipt2} title="No requests in this period">
        Choose a longer period, or another provider. What is known from metrics alone says nothing of prices.
      </EmptyState>
    );
  }
  return (
    <>
      <Panel title="What to look at" hint="Where a client's price differs from list by one per cent or more">
        <Sentences drifts={drifts.data} onItem={onItem} />
      </Panel>
      <Panel title="Reported and list cost" hint="By model and client version, the largest difference in dollars first">
        <RowTable
          label="Reported and list cost"
          columns={driftColumns(asked.period, onItem)}
          rows={drifts.data}
          keyOf={({ model, client_version: version }) => `${model} ${version}`}
        />
      </Panel>
    </>
  );
}

function Sentences({ drifts, onItem }: { drifts: Drift[]; onItem: (id: string) => void }) {
  const notable = drifts.filter((drift) => drift.notable);
  if (notable.length === 0) {
    return <p className={styles.fine}>Nothing: every client with a price of its own prices by the list.</p>;
  }
  return (
    <ul className={styles.sentences}>
      {notable.slice(0, MOST_SENTENCES).map((drift) => (
        <li key={`${drift.model} ${drift.client_version}`}>
          {sentenceOf(drift)}{" "}
          {drift.largest_line_item_id !== null && (
            <button
              type="button"
              className={styles.link}
              onClick={() => drift.largest_line_item_id !== null && onItem(drift.largest_line_item_id)}
            >
              See the one that differs most
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
