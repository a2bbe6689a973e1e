import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { get, post, put, remove } from "../../api/client";
import type { components } from "../../api/schema";

type Schemas = components["schemas"];

export type Channel = Schemas["ChannelView"];
export type SentChannel = Schemas["SentChannel"];
/** The secret of a webhook is in this one answer and nowhere else. */
export type CreatedChannel = Schemas["CreatedChannel"];
export type Delivery = Schemas["DeliveryView"];

const LOG_FRESH_MS = 3_000;

export const channelsQuery = queryOptions({
  queryKey: ["channels"],
  queryFn: ({ signal }) => get<Channel[]>("/channels", signal),
});

export const deliveriesQuery = queryOptions({
  queryKey: ["deliveries"],
  queryFn: ({ signal }) => get<Delivery[]>("/deliveries", signal),
  refetchInterval: LOG_FRESH_MS,
});

export type ChatService = Schemas["ChatService"];

export const chatServicesQuery = queryOptions({
  queryKey: ["chat-services"],
  queryFn: ({ signal }) => get<ChatService[]>("/chat-services", signal),
  staleTime: Number.POSITIVE_INFINITY,
});

export type ReportTimes = Schemas["ReportTimesView"];

export const reportTimesQuery = queryOptions({
  queryKey: ["report-times"],
  queryFn: ({ signal }) => get<ReportTimes>("/report-times", signal),
});

export function useSetReportTimes() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (times: ReportTimes) => put<ReportTimes>("/report-times", times),
    onSuccess: (times) => client.setQueryData(reportTimesQuery.queryKey, times),
  });
}

/** Adds a channel, or puts it in the place of the one with this id, of which there is no secret to show. */
export function useSaveChannel(id: string | null) {
  const changed = useChanged();
  return useMutation({
    mutationFn: async (channel: SentChannel): Promise<CreatedChannel> =>
      id === null
        ? post<CreatedChannel>("/channels", channel)
        : { channel: await put<Channel>(`/channels/${id}`, channel), secret: null },
    onSuccess: changed,
  });
}

export function useRemoveChannel() {
  const changed = useChanged();
  return useMutation({ mutationFn: (id: string) => remove<Channel>(`/channels/${id}`), onSuccess: changed });
}

export function useRotateSecret() {
  const changed = useChanged();
  return useMutation({
    mutationFn: (id: string) => post<CreatedChannel>(`/channels/${id}/rotate-secret`),
    onSuccess: changed,
  });
}

export function useTestChannel() {
  const changed = useChanged();
  return useMutation({ mutationFn: (id: string) => post<string>(`/channels/${id}/test`), onSuccess: changed });
}

function useChanged() {
  const client = useQueryClient();
  return () =>
    Promise.all([channelsQuery, deliveriesQuery].map(({ queryKey }) => client.invalidateQueries({ queryKey })));
}
