import { IconReceipt2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { FRESH_EVERY_MS, lineItemsQuery } from "../../api/queries";
import { EmptyState } from "../../parts/empty-state";
import { Failure } from "../../parts/failure";
import { Panel } from "../../parts/panel";
import { RowTable, RowTableSkeleton } from "../../parts/row-table";
import { lineItemColumns } from "./line-item-columns";

export function LineItems({ connectionId }: { connectionId: string }) {
  return (
    <Panel
      title="Recent line items"
      hint="The latest 20, in tokens and estimated dollars. Each dollar is booked once, whichever signal carried it."
    >
      <LineItemRows connectionId={connectionId} />
    </Panel>
  );
}

function LineItemRows({ connectionId }: { connectionId: string }) {
  const navigate = useNavigate({ from: "/dashboard/providers/$connectionId" });
  const items = useQuery({ ...lineItemsQuery(connectionId), refetchInterval: FRESH_EVERY_MS });
  if (items.data === undefined) {
    return items.error === null ? (
      <RowTableSkeleton />
    ) : (
      <Failure what="The line items could not be loaded" error={items.error} onRetry={() => items.refetch()} />
    );
  }
  if (items.data.length === 0) {
    return (
      <EmptyState icon={IconReceipt2} title="No line items yet">
        They appear here within seconds of the first request that Claude answers: cost, tokens, model, and whose it was.
      </EmptyState>
    );
  }
  return (
    <RowTable
      label="Recent line items"
      columns={lineItemColumns}
      rows={items.data}
      keyOf={(item) => item.id}
      onOpen={(item) => navigate({ search: { item: item.id }, resetScroll: false })}
    />
  );
}
