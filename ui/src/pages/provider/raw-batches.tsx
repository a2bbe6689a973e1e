import { Button } from "@mantine/core";
import { IconInbox } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { FRESH_EVERY_MS } from "../../api/queries";
import { EmptyState } from "../../parts/empty-state";
import { Failure } from "../../parts/failure";
import { Panel } from "../../parts/panel";
import { RowTable, RowTableSkeleton } from "../../parts/row-table";
import { latestBatchesQuery } from "../../telemetry/queries";
import { rawBatchColumns } from "../../telemetry/raw-batch-columns";
import type { Opened } from "../../telemetry/search";

export function RawBatches({ connectionId }: { connectionId: string }) {
  const navigate = useNavigate({ from: "/dashboard/providers/$connectionId" });
  return (
    <Panel
      title="Recent raw batches"
      hint="Exports as they were received, but for text of people. The latest 20."
      action={
        <Button
          size="xs"
          variant="default"
          renderRoot={(props) => (
            <Link to="/dashboard/providers/$connectionId/telemetry" params={{ connectionId }} {...props} />
          )}
        >
          Browse all
        </Button>
      }
    >
      <RawBatchRows connectionId={connectionId} onShow={(search) => void navigate({ search, resetScroll: false })} />
    </Panel>
  );
}

function RawBatchRows({ connectionId, onShow }: { connectionId: string; onShow: (opened: Opened) => void }) {
  const batches = useQuery({ ...latestBatchesQuery(connectionId), refetchInterval: FRESH_EVERY_MS });
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
      onOpen={({ id }) => onShow({ batch: id })}
    />
  );
}
