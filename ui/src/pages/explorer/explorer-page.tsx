import { Group, Stack } from "@mantine/core";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { PageHeader } from "../../parts/page-header";
import { PeriodPicker } from "../../period/period-picker";
import { usePeriod } from "../../period/use-period";
import { TOKEN_KIND } from "../../spend/dimensions";
import { BY_MODEL, type ExplorerSearch } from "../../spend/search";
import { Controls } from "./controls";
import { Explored } from "./explored";
import { ExploredTokens } from "./explored-tokens";
import { SavedViews } from "./saved-views";

export const route = createLazyRoute("/dashboard/explorer")({ component: ExplorerPage });

function ExplorerPage() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/dashboard/explorer" });
  const period = usePeriod(search);
  const by = search.by ?? BY_MODEL;
  const change = (changed: ExplorerSearch) =>
    void navigate({ search: (known) => ({ ...known, ...changed }), replace: true, resetScroll: false });
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
          <Group gap="xs">
            <SavedViews search={search} />
            <PeriodPicker
              search={"period" in search || "from" in search ? search : { period: "30d" }}
              period={period}
              onChange={changePeriod}
            />
          </Group>
        }
      >
        What was spent on what, by whom and when. A link to this page shows a colleague the same.
      </PageHeader>
      <Stack gap="md">
        <Controls search={search} by={by} period={period} onChange={change} />
        {by.includes(TOKEN_KIND.id) ? (
          <ExploredTokens
            search={search}
            by={by.filter((dimension) => dimension !== TOKEN_KIND.id)}
            period={period}
            onChange={change}
          />
        ) : (
          <Explored search={search} by={by} period={period} onChange={change} />
        )}
      </Stack>
    </>
  );
}
