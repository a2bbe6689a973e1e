import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get, getPage } from "../api/client";
import type { LineItem, PersonReport, PersonRow, SessionReport, SessionRow } from "../api/types";
import type { Period } from "../period/days";
import { spendQuery } from "./query";
import { type ListSearch, readList, writeFilter } from "./search";

const days = ({ start, end }: Period) => ({ start_date: start, end_date: end });

export const peopleQuery = (period: Period) =>
  queryOptions({
    queryKey: ["people", period],
    queryFn: ({ signal }) => get<PersonRow[]>(`/people?${new URLSearchParams(days(period))}`, signal),
    placeholderData: keepPreviousData,
  });

export const personQuery = (name: string, period: Period) =>
  queryOptions({
    queryKey: ["person", name, period],
    queryFn: ({ signal }) => get<PersonReport>(`/person?${new URLSearchParams({ name, ...days(period) })}`, signal),
    placeholderData: keepPreviousData,
  });

const MOST_TRENDS = 100;

/** How the spend of people went, in the period and before it. */
export const trendsQuery = (period: Period) => spendQuery({ period, by: ["user"], top: MOST_TRENDS, compares: true });

/** The spend of one person, to be told by some dimension. */
export const spendOf = (name: string, period: Period) => ({
  period,
  filters: [writeFilter({ dimension: "user", value: name })],
  compares: true,
});

const PAGE = 100;

/** The sessions that an address asks for. */
export const sessionsBy = ({ filter = [] }: ListSearch, period: Period, order?: SessionOrder): SessionsAsked => ({
  period,
  filters: filter,
  ...(order === undefined ? {} : { order }),
  limit: PAGE,
});

/** The dearest sessions of one person. */
export const sessionsOf = (name: string, period: Period): SessionsAsked => ({
  period,
  filters: spendOf(name, period).filters,
  limit: 50,
});

export interface LineItemsAsked {
  period: Period;
  filters: string[];
}

export const lineItemPagesQuery = ({ period, filters }: LineItemsAsked) => {
  const parameters = new URLSearchParams({ ...days(period), limit: "100" });
  for (const filter of filters) {
    parameters.append("filter_by", filter);
  }
  return infiniteQueryOptions({
    queryKey: ["line-item-list", parameters.toString()],
    queryFn: ({ signal, pageParam }) => getPage<LineItem>(`/line-items?${withCursor(parameters, pageParam)}`, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
};

function withCursor(parameters: URLSearchParams, cursor: string): string {
  const page = new URLSearchParams(parameters);
  if (cursor !== "") {
    page.set("cursor", cursor);
  }
  return page.toString();
}

const SESSION_ORDERS = ["cost", "latest"] as const;
export type SessionOrder = (typeof SESSION_ORDERS)[number];

/** What the list of sessions shows, as it stands in the address. */
export function readSessions(search: Record<string, unknown>): ListSearch & { order?: SessionOrder } {
  const order = SESSION_ORDERS.find((known) => known === search.order);
  return { ...readList(search), ...(order === undefined ? {} : { order }) };
}

export interface SessionsAsked {
  period: Period;
  filters: string[];
  order?: SessionOrder;
  limit: number;
}

export const sessionPagesQuery = ({ period, filters, order = "cost", limit }: SessionsAsked) => {
  const parameters = new URLSearchParams({ ...days(period), order, limit: String(limit) });
  for (const filter of filters) {
    parameters.append("filter_by", filter);
  }
  return infiniteQueryOptions({
    queryKey: ["session-list", parameters.toString()],
    queryFn: ({ signal, pageParam }) => getPage<SessionRow>(`/sessions?${withCursor(parameters, pageParam)}`, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
};

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ["session", id],
    queryFn: ({ signal }) => get<SessionReport>(`/sessions/${encodeURIComponent(id)}`, signal),
  });
