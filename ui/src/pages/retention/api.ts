import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { get, post, put } from "../../api/client";
import type { components } from "../../api/schema";

type Schemas = components["schemas"];

export type Retention = Schemas["RetentionView"];
export type RetentionChoice = Schemas["RetentionChoice"];
export type RetentionPreview = Schemas["RetentionPreview"];

export const retentionQuery = queryOptions({
  queryKey: ["retention"],
  queryFn: ({ signal }) => get<Retention>("/retention", signal),
});

/** What a choice would delete, counted when it is asked. */
export const retentionPreviewQuery = (choice: RetentionChoice) =>
  queryOptions({
    queryKey: ["retention", "preview", choice],
    queryFn: () => post<RetentionPreview>("/retention/preview", choice),
    staleTime: 0,
    gcTime: 0,
  });

export function useChooseRetention() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (choice: RetentionChoice) => put<Retention>("/retention", choice),
    onSuccess: (chosen) => client.setQueryData(retentionQuery.queryKey, chosen),
  });
}
