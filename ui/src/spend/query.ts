import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get } from "../api/client";
import type { ExploredSpend } from "../api/types";
import type { Period } from "../period/days";

/** Spend changes while people work; open pages ask anew this often. */
export const SPEND_FRESH_MS = 15_000;

export interface SpendAsked {
  period: Period;
  by?: string[];
  filters?: string[];
  top?: number;
  compares?: boolean;
  hasSeries?: boolean;
}

/** A question about spend; while a changed one is under way the earlier answer stays. */
export function spendQuery(asked: SpendAsked) {
  const address = `/spend?${parametersOf(asked)}`;
  return queryOptions({
    queryKey: ["spend", address],
    queryFn: ({ signal }) => get<ExploredSpend>(address, signal),
    placeholderData: keepPreviousData,
  });
}

function parametersOf({ period, by = [], filters = [], top = 10, compares = false, hasSeries = true }: SpendAsked) {
  const parameters = new URLSearchParams({ start_date: period.start, end_date: period.end, top: String(top) });
  for (const dimension of by) {
    parameters.append("group_by", dimension);
  }
  for (const filter of filters) {
    parameters.append("filter_by", filter);
  }
  if (compares) {
    parameters.set("compare", "true");
  }
  if (!hasSeries) {
    parameters.set("series", "false");
  }
  return parameters.toString();
}
