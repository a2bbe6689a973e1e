import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get } from "../api/client";
import type { ExplainedChange } from "../api/types";
import type { Period } from "../period/days";
import { type PeriodSearch, readPeriod } from "../period/presets";
import { type AgainstSearch, readAgainst } from "./against";
import { readFilters } from "./search";

/** All that the page shows, as it stands in the address. */
export interface WhatChangedSearch extends PeriodSearch, AgainstSearch {
  filter?: string[];
}

export function readWhatChanged(search: Record<string, unknown>): WhatChangedSearch {
  return { ...readPeriod(search), ...readAgainst(search), ...readFilters(search.filter) };
}

/** What changed between two periods; while a changed question is under way the earlier answer stays. */
export function whatChangedQuery(before: Period, after: Period, filters: string[]) {
  const parameters = new URLSearchParams({
    start_date: after.start,
    end_date: after.end,
    before_start_date: before.start,
    before_end_date: before.end,
  });
  for (const filter of filters) {
    parameters.append("filter_by", filter);
  }
  const address = `/what-changed?${parameters}`;
  return queryOptions({
    queryKey: ["what-changed", address],
    queryFn: ({ signal }) => get<ExplainedChange>(address, signal),
    placeholderData: keepPreviousData,
  });
}
