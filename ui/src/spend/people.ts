import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get, getPage } from "../api/client";
import type { LineItem, PersonReport, PersonRow, SessionReport, SessionRow } from "../api/types";
import type { Period } from "../period/days";

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

export const SESSION_ORDERS = ["cost", "latest"] as const;
export type SessionOrder = (typeof SESSION_ORDERS)[number];

export interface SessionsAsked {
  period: Period;
  filters?: string[];
  order?: SessionOrder;
  limit?: number;
}

export const sessionsQuery = ({ period, filters = [], order = "cost", limit = 200 }: SessionsAsked) => {
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
