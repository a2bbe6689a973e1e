import { Stack } from "@mantine/core";
import { IconReceipt } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { LineItemDrawer } from "../../line-item/line-item-drawer";
import { EmptyState } from "../../parts/empty-state";
import { Failure } from "../../parts/failure";
import { MoreRows } from "../../parts/more-rows";
import { PageHeader } from "../../parts/page-header";
import { Panel } from "../../parts/panel";
import { RowTable, RowTableSkeleton } from "../../parts/row-table";
import { PeriodOfPage } from "../../period/period-of-page";
import { usePeriod } from "../../period/use-period";
import { FilterBar } from "../../spend/filter-bar";
import { FirstSteps } from "../../spend/first-steps";
import { changedPeriod } from "../../spend/list-page";
import { type LineItemsAsked, lineItemPagesQuery } from "../../spend/people";
import { tagsQuery } from "../../spend/query";
import type { ListSearch } from "../../spend/search";
import { lineItemColumns } from "./line-item-columns";

export const route = createLazyRoute("/dashboard/line-items")({ component: LineItemsPage });

function LineItemsPage() {
  const { item, ...search } = route.useSearch();
  const navigate = useNavigate({ from: "/dashboard/line-items" });
  const period = usePeriod(search);
  const { data: tags = [] } = useQuery(tagsQuery(period));
  const filters = search.filter ?? [];
  const show = (shown: ListSearch & { item?: string }) => void navigate({ search: shown, resetScroll: false });
  return (
    <>
      <PageHeader
        title="Line items"
        action={<PeriodOfPage search={search} onChange={(chosen) => show(changedPeriod(search, chosen))} />}
      >
        Whatever was booked, the newest first, with a session or without. Each explains itself.
      </PageHeader>
      <Stack gap="md">
        <FilterBar period={period} filters={filters} tags={tags} onChange={(filter) => show({ ...search, filter })} />
        <Panel title="The newest first">
          <Rows asked={{ period, filters }} onOpen={(id) => show({ ...search, item: id })} />
        </Panel>
      </Stack>
      <LineItemDrawer id={item} isCovered={false} onClose={() => show(search)} />
    </>
  );
}

function Rows({ asked, onOpen }: { asked: LineItemsAsked; onOpen: (id: string) => void }) {
  const items = useInfiniteQuery(lineItemPagesQuery(asked));
  if (items.data === undefined) {
    return items.error === null ? (
      <RowTableSkeleton rows={8} />
    ) : (
      <Failure what="The line items could not be loaded" error={items.error} onRetry={() => items.refetch()} />
    );
  }
  const rows = items.data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) {
    return (
      <EmptyState icon={IconReceipt} title="No line item in this period" action={<FirstSteps />}>
        Choose a longer period, or remove a filter.
      </EmptyState>
    );
  }
  return (
    <>
      <RowTable
        label="Line items"
        columns={lineItemColumns}
        rows={rows}
        keyOf={({ id }) => id}
        onOpen={({ id }) => onOpen(id)}
      />
      <MoreRows pages={items} />
    </>
  );
}
