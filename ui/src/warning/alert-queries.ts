import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { get, post, put } from "../api/client";
import type { Alert, AlertDetail } from "./types";

const FRESH_MS = 15_000;
const MOST = 200;

export const alertsKey = ["alerts"];

/** The newest first; every open one, or the latest of all. */
export const alertsQuery = (which: "open" | "all") =>
  queryOptions({
    queryKey: [...alertsKey, which],
    queryFn: ({ signal }) => get<Alert[]>(`/alerts?only_open=${which === "open"}&limit=${MOST}`, signal),
    refetchInterval: FRESH_MS,
  });

export const alertQuery = (id: string) =>
  queryOptions({
    queryKey: [...alertsKey, "one", id],
    queryFn: ({ signal }) => get<AlertDetail>(`/alerts/${id}`, signal),
    refetchInterval: FRESH_MS,
  });

/** What somebody does about an alert. */
export type Act =
  | { do: "acknowledge" | "resolve" | "dismiss" | "false-positive" }
  | { do: "snooze"; until: string }
  | { do: "assign"; ownerId: string | null };

export function useActOnAlert(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: Act) => send(id, act),
    onSuccess: () => client.invalidateQueries({ queryKey: alertsKey }),
  });
}

function send(id: string, act: Act): Promise<Alert> {
  if (act.do === "assign") {
    return put<Alert>(`/alerts/${id}/owner`, { owner_id: act.ownerId });
  }
  return post<Alert>(`/alerts/${id}/${act.do}`, act.do === "snooze" ? { until: act.until } : undefined);
}
