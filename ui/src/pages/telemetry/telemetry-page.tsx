import { Button, Group } from "@mantine/core";
import { IconInbox } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { ApiProblem } from "../../api/client";
import { providerQuery } from "../../api/queries";
import { EmptyState } from "../../parts/empty-state";
import { Failure } from "../../parts/failure";
import { NoSuchProvider } from "../../parts/no-such-provider";
import { PageHeader } from "../../parts/page-header";
import { Panel } from "../../parts/panel";
import { ProviderPages } from "../../parts/provider-pages";
import { RowTable, RowTableSkeleton } from "../../parts/row-table";
import { Drawers } from "../../telemetry/drawers";
import { batchListQuery } from "../../telemetry/queries";
import { rawBatchColumns } from "../../telemetry/raw-batch-columns";
import { type BatchSearch, type Opened, readBatchSearch, readOpened } from "../../telemetry/search";
import { BatchFilters } from "./batch-filters";

const LIST_FRESH_MS = 5_000;
const HERE = "/dashboard/providers/$connectionId/telemetry";

export const route = createLazyRoute(HERE)({ component: TelemetryPage });

function TelemetryPage() {
  const { connectionId } = route.useParams();
  const provider = useQuery(providerQuery(connectionId));
  if (provider.error instanceof ApiProblem && provider.error.status === 404) {
    return <NoSuchProvider />;
  }
  return (
    <>
      <ProviderPages connectionId={connectionId} />
      <PageHeader title={provider.data === undefined ? "Raw telemetry" : `Raw telemetry of ${provider.data.name}`}>
        Every export as it was received, but for text of people, for as long as raw telemetry is kept.
      </PageHeader>
      <Batches key={connectionId} connectionId={connectionId} />
    </>
  );
}

function Batches({ connectionId }: { connectionId: string }) {
  const all = route.useSearch();
  const [search, opened] = [readBatchSearch({ ...all }), readOpened({ ...all })];
  const navigate = useNavigate({ from: HERE });
  const go = (next: BatchSearch & Opened) => void navigate({ search: next, resetScroll: false });
  const open = (next: Opened) => go({ ...search, ...next });
  return (
    <>
      <Panel
        title="Raw batches"
        hint="The newest first"
        action={<BatchFilters connectionId={connectionId} search={search} onChange={go} />}
      >
        <Rows connectionId={connectionId} search={search} onShow={open} onClear={() => go({})} />
      </Panel>
      <Drawers connectionId={connectionId} opened={opened} onOpen={open} />
    </>
  );
}

interface RowsProps {
  connectionId: string;
  search: BatchSearch;
  onShow: (opened: Opened) => void;
  onClear: () => void;
}

function Rows({ connectionId, search, onShow, onClear }: RowsProps) {
  const batches = useInfiniteQuery({
    ...batchListQuery(connectionId, search),
    // Who has gone on to older batches is not led back by newer ones.
    refetchInterval: ({ state }) => (state.data !== undefined && state.data.pages.length > 1 ? false : LIST_FRESH_MS),
  });
  const rows = batches.data?.pages.flatMap((page) => page.rows);
  if (rows === undefined) {
    return batches.error === null ? (
      <RowTableSkeleton rows={8} />
    ) : (
      <Failure what="The raw batches could not be loaded" error={batches.error} onRetry={() => batches.refetch()} />
    );
  }
  if (rows.length === 0) {
    return <NoBatch isNarrowed={Object.keys(search).length > 0} onClear={onClear} />;
  }
  return (
    <>
      <RowTable
        label="Raw batches"
        columns={rawBatchColumns(connectionId, onShow)}
        rows={rows}
        keyOf={(batch) => batch.id}
        onOpen={({ id }) => onShow({ batch: id })}
      />
      {batches.hasNextPage && (
        <Group justify="center" p="md">
          <Button variant="default" loading={batches.isFetchingNextPage} onClick={() => batches.fetchNextPage()}>
            Show older batches
          </Button>
        </Group>
      )}
    </>
  );
}

function NoBatch({ isNarrowed, onClear }: { isNarrowed: boolean; onClear: () => void }) {
  if (!isNarrowed) {
    return (
      <EmptyState icon={IconInbox} title="No telemetry yet">
        Every export will be listed here as it came, to look into and to download.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={IconInbox}
      title="No such raw batch"
      action={
        <Button variant="default" onClick={onClear}>
          Show everything
        </Button>
      }
    >
      Nothing that is kept fits these filters. Batches from before StackSpend noted what they hold are found by signal,
      key and time only, until the next replay.
    </EmptyState>
  );
}
