import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { get, post } from "./client";
import type { SampleProgress } from "./types";

const WHILE_MAKING_MS = 700;

/** How the sample stands; asked again and again only while it is being made. */
export const sampleQuery = queryOptions({
  queryKey: ["sample"],
  queryFn: ({ signal }) => get<SampleProgress>("/sample", signal),
  refetchInterval: ({ state }) => (state.data?.state === "making" ? WHILE_MAKING_MS : false),
});

export function useMakeSample() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => post<SampleProgress>("/sample"),
    onSuccess: (progress) => client.setQueryData(sampleQuery.queryKey, progress),
  });
}

/** In and out with a fresh page load: nothing of one organization stays in memory when the other is shown. */
export function useEnterSample() {
  return useMutation({ mutationFn: () => post<null>("/sample/enter"), onSuccess: startOver });
}

export function useLeaveSample() {
  return useMutation({ mutationFn: () => post<null>("/sample/leave"), onSuccess: startOver });
}

export function useRemoveSample() {
  return useMutation({ mutationFn: () => post<SampleProgress>("/sample/remove"), onSuccess: startOver });
}

function startOver(): void {
  window.location.assign("/");
}
