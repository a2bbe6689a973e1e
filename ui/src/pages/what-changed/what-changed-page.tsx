import { Group, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { PageHeader } from "../../parts/page-header";
import { PeriodOfPage } from "../../period/period-of-page";
import { DaysMenu } from "../../period/period-picker";
import type { PeriodSearch } from "../../period/presets";
import { usePeriod } from "../../period/use-period";
import { AGAINST, type AgainstSearch, resolveAgainst } from "../../spend/against";
import { FilterBar } from "../../spend/filter-bar";
import { SPEND_FRESH_MS, tagsQuery } from "../../spend/query";
import { whatChangedQuery } from "../../spend/what-changed";
import { Changed } from "./changed";
import styles from "./what-changed.module.css";

export const route = createLazyRoute("/dashboard/what-changed")({ component: WhatChangedPage });

function WhatChangedPage() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/dashboard/what-changed" });
  const after = usePeriod(search);
  const before = resolveAgainst(search, after);
  const filters = search.filter ?? [];
  const { data: tags = [] } = useQuery(tagsQuery(after));
  const answer = useQuery({ ...whatChangedQuery(before, after, filters), refetchInterval: SPEND_FRESH_MS });
  const change = (changed: (known: typeof search) => typeof search) =>
    void navigate({ search: changed, replace: true, resetScroll: false });
  const changePeriod = (chosen: PeriodSearch) =>
    change(({ period: _period, from: _from, to: _to, ...known }) => ({ ...known, ...chosen }));
  const compare = (chosen: AgainstSearch) =>
    change(({ against: _against, against_from: _from, against_to: _to, ...known }) => ({ ...known, ...chosen }));
  const isOfDays = search.against_from !== undefined;
  return (
    <>
      <PageHeader title="What changed" action={<PeriodOfPage search={search} onChange={changePeriod} />}>
        Why spend is not what it was: more work, other models, more effort, larger requests, less cache, other prices.
      </PageHeader>
      <Stack gap="md">
        <div className={styles.controls}>
          <Group gap={7} wrap="nowrap">
            <span className={styles.label} aria-hidden="true">
              against
            </span>
            <DaysMenu
              name="Compared with"
              size="xs"
              presets={AGAINST}
              chosen={isOfDays ? undefined : (search.against ?? "before")}
              period={before}
              onPreset={(against) => compare(against === "before" ? {} : { against })}
              onDays={({ start, end }) => compare({ against_from: start, against_to: end })}
            />
          </Group>
          <FilterBar
            filters={filters}
            period={after}
            tags={tags}
            onChange={(filter) =>
              change(({ filter: _filter, ...known }) => ({ ...known, ...(filter.length > 0 ? { filter } : {}) }))
            }
          />
        </div>
        <Changed answer={answer} filters={filters} />
      </Stack>
    </>
  );
}
