import { queryOptions } from "@tanstack/react-query";
import { get } from "../api/client";
import type { Day } from "../period/days";
import type { Budgets, Forecasts, Report, ReportKind, ScopeKind, Window } from "./types";

/** The server counts a line item in seconds after it is booked; nobody has to reload a page to see it. */
const FRESH_MS = 15_000;

export const budgetsKey = ["budgets"];
export const forecastsKey = ["forecasts"];

export const budgetsQuery = queryOptions({
  queryKey: budgetsKey,
  queryFn: ({ signal }) => get<Budgets>("/budgets", signal),
  refetchInterval: FRESH_MS,
});

export const forecastsQuery = (kind: ScopeKind, window: Window) =>
  queryOptions({
    queryKey: [...forecastsKey, kind, window],
    queryFn: ({ signal }) => get<Forecasts>(`/forecasts?scope_kind=${kind}&window=${window}&limit=200`, signal),
    refetchInterval: FRESH_MS,
  });

/** The outlook of one scope, for the form of a budget. */
export const outlookQuery = (kind: ScopeKind, value: string | null, window: Window) =>
  queryOptions({
    queryKey: [...forecastsKey, kind, window, value],
    queryFn: ({ signal }) => {
      const question = new URLSearchParams({
        scope_kind: kind,
        window,
        ...(value === null ? {} : { scope_value: value }),
      });
      return get<Forecasts>(`/forecasts?${question.toString()}`, signal);
    },
  });

/** The report of a day, or of the week that it lies in; the latest without one. */
export const reportQuery = (kind: ReportKind, day: Day | null) =>
  queryOptions({
    queryKey: ["report", kind, day],
    queryFn: ({ signal }) => get<Report>(`/report?kind=${kind}${day === null ? "" : `&day=${day}`}`, signal),
  });
