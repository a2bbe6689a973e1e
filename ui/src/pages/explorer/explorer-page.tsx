import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { PageHeader } from "../../parts/page-header";
import { PeriodPicker } from "../../period/period-picker";
import { resolvePeriod } from "../../period/presets";
import { useToday } from "../../period/use-today";
import { SPEND_FRESH_MS, spendQuery } from "../../spend/query";
import type { ExplorerSearch } from "../../spend/search";
import { Controls } from "./controls";
import { Explored } from "./explored";

export const route = createLazyRoute("/dashboard/explorer")({ component: ExplorerPage });

const BY_MODEL = ["model"];
const TOP = 10;

function ExplorerPage() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/dashboard/explorer" });
  const today = useToday();
  const period = resolvePeriod(search, today);
  const by = search.by ?? BY_MODEL;
  const change = (changed: ExplorerSearch) =>
    void navigate({ search: (known) => ({ ...known, ...changed }), replace: true, resetScroll: false });
  const spend = useQuery({
    ...spendQuery({
      period,
      by,
      filters: search.filter ?? [],
      top: search.top ?? TOP,
      compares: search.compare ?? false,
    }),
    refetchInterval: SPEND_FRESH_MS,
  });
  const changePeriod = ({ period: preset, from, to }: ExplorerSearch) =>
    void navigate({
      search: ({ period: _preset, from: _from, to: _to, ...known }) => ({
        ...known,
        ...(preset === undefined ? {} : { period: preset }),
        ...(from === undefined || to === undefined ? {} : { from, to }),
      }),
      replace: true,
      resetScroll: false,
    });
  return (
    <>
      <PageHeader
        title="Explorer"
        action={
          <PeriodPicker
            search={"period" in search || "from" in search ? search : { period: "30d" }}
            period={period}
            onChange={changePeriod}
          />
        }
      >
        What was spent on what, by whom and when. A link to this page shows a colleague the same.
      </PageHeader>
      <Stack gap="md">
        <Controls search={search} by={by} period={period} onChange={change} />
        <Explored spend={spend} search={search} by={by} onChange={change} />
      </Stack>
    </>
  );
}
