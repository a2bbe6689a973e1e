import { IconInbox } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { FRESH_EVERY_MS, rawBatchesQuery } from "../../api/queries";
import { EmptyState } from "../../parts/empty-state";
import { Failure } from "../../parts/failure";
import { Panel } from "../../parts/panel";
import { RowTable, RowTableSkeleton } from "../../parts/row-table";
import { rawBatchColumns } from "./raw-batch-columns";

export function RawBatches({ connectionId }: { connectionId: string }) {
  const navigate = useNavigate({ from: "/dashboard/providers/$connectionId" });
  const show = (batch: string) => navigate({ search: { batch }, resetScroll: false });
  return (
    <Panel title="Recent raw batches" hint="Exports as they were received, but for text of people. The latest 20.">
      <RawBatchRows connectionId={connectionId} onShow={show} />
    </Panel>
  );
}

function RawBatchRows({ connectionId, onShow }: { connectionId: string; onShow: (id: string) => void }) {
  const batches = useQuery({ ...rawBatchesQuery(connectionId), refetchInterval: FRESH_EVERY_MS });
  if (batches.data === undefined) {
    return batches.error === null ? (
      <RowTableSkeleton />
    ) : (
      <Failure what="The raw batches could not be loaded" error={batches.error} onRetry={() => batches.refetch()} />
    );
  }
  if (batches.data.length === 0) {
    return (
      <EmptyState icon={IconInbox} title="No telemetry yet">
        Every export will be listed here as it came, to look into and to download.
      </EmptyState>
    );
  }
  return (
    <RowTable
      label="Recent raw batches"
      columns={rawBatchColumns(connectionId, onShow)}
      rows={batches.data}
      keyOf={(batch) => batch.id}
    />
  );
}
