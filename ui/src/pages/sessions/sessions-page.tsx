import { SegmentedControl, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { PageHeader } from "../../parts/page-header";
import { Panel } from "../../parts/panel";
import { PeriodOfPage } from "../../period/period-of-page";
import { usePeriod } from "../../period/use-period";
import { FilterBar } from "../../spend/filter-bar";
import { changedPeriod } from "../../spend/list-page";
import { type SessionOrder, sessionsBy } from "../../spend/people";
import { tagsQuery } from "../../spend/query";
import type { ListSearch } from "../../spend/search";
import { SessionRows } from "./session-rows";

export const route = createLazyRoute("/dashboard/sessions")({ component: SessionsPage });

function SessionsPage() {
  const { order = "cost", ...search } = route.useSearch();
  const navigate = useNavigate({ from: "/dashboard/sessions" });
  const period = usePeriod(search);
  const { data: tags = [] } = useQuery(tagsQuery(period));
  const show = (shown: ListSearch & { order?: SessionOrder }) =>
    void navigate({ search: { order, ...shown }, replace: true, resetScroll: false });
  return (
    <>
      <PageHeader
        title="Sessions"
        action={<PeriodOfPage search={search} onChange={(chosen) => show(changedPeriod(search, chosen))} />}
      >
        Each run of an agent, from its first request to its last, as far as it lies in the period.
      </PageHeader>
      <Stack gap="md">
        <FilterBar
          period={period}
          filters={search.filter ?? []}
          tags={tags}
          onChange={(filter) => show({ ...search, filter })}
        />
        <Panel
          title={order === "cost" ? "The dearest first" : "The latest first"}
          action={
            <SegmentedControl
              size="xs"
              aria-label="Which first"
              value={order}
              onChange={(chosen) => show({ ...search, order: chosen as SessionOrder })}
              data={[
                { value: "cost", label: "By cost" },
                { value: "latest", label: "By time" },
              ]}
            />
          }
        >
          <SessionRows asked={sessionsBy(search, period, order)} withPerson />
        </Panel>
      </Stack>
    </>
  );
}
