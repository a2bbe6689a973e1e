import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { get } from "../api/client";
import type { PersonReport, PersonRow, SessionReport, SessionRow } from "../api/types";
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
  return queryOptions({
    queryKey: ["sessions", parameters.toString()],
    queryFn: ({ signal }) => get<SessionRow[]>(`/sessions?${parameters}`, signal),
    placeholderData: keepPreviousData,
  });
};

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ["session", id],
    queryFn: ({ signal }) => get<SessionReport>(`/sessions/${encodeURIComponent(id)}`, signal),
  });
