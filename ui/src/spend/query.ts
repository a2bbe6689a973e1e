import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get } from "../api/client";
import type { ExploredSpend, ExploredTokens, ValueChoice } from "../api/types";
import type { Period } from "../period/days";
import type { Step } from "../period/steps";

/** Spend changes while people work; open pages ask anew this often. */
export const SPEND_FRESH_MS = 15_000;

export interface SpendAsked {
  period: Period;
  by?: string[];
  filters?: string[];
  top?: number;
  compares?: boolean;
  hasSeries?: boolean;
  every?: Step;
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

/** The same question about kinds of tokens, by at most one dimension more. */
export function tokensQuery(asked: SpendAsked) {
  const address = `/spend/tokens?${parametersOf(asked)}`;
  return queryOptions({
    queryKey: ["spend", address],
    queryFn: ({ signal }) => get<ExploredTokens>(address, signal),
    placeholderData: keepPreviousData,
  });
}

interface ValuesAsked {
  period: Period;
  dimension: string;
  contains: string;
  filters: string[];
}

/** The dearest values of a dimension that contain what was typed. */
export function valuesQuery({ period, dimension, contains, filters }: ValuesAsked) {
  const parameters = new URLSearchParams({ start_date: period.start, end_date: period.end, dimension, contains });
  for (const filter of filters) {
    parameters.append("filter_by", filter);
  }
  return queryOptions({
    queryKey: ["spend-values", dimension, parameters.toString()],
    queryFn: ({ signal }) => get<ValueChoice[]>(`/spend/values?${parameters}`, signal),
    staleTime: SPEND_FRESH_MS,
  });
}

/** The names of the tags that usage of a period carries. */
export function tagsQuery({ start, end }: Period) {
  return queryOptions({
    queryKey: ["spend-tags", start, end],
    queryFn: ({ signal }) =>
      get<string[]>(`/spend/tags?${new URLSearchParams({ start_date: start, end_date: end })}`, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

function parametersOf({
  period,
  by = [],
  filters = [],
  top = 10,
  compares = false,
  hasSeries = true,
  every = "day",
}: SpendAsked) {
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
  if (every !== "day") {
    parameters.set("granularity", every);
  }
  if (!hasSeries) {
    parameters.set("series", "false");
  }
  return parameters.toString();
}
