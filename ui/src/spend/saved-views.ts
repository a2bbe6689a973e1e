import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { get, post, put, remove } from "../api/client";
import type { SavedView } from "../api/types";
import { type ExplorerSearch, readExplorer } from "./search";

export const savedViewsQuery = queryOptions({
  queryKey: ["saved-views"],
  queryFn: ({ signal }) => get<SavedView[]>("/saved-views", signal),
});

export interface ViewToKeep {
  /** The one that it takes the place of. */
  id?: string;
  name: string;
  question: ExplorerSearch;
  is_shared: boolean;
}

export function useKeepView() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...view }: ViewToKeep) =>
      id === undefined ? post<SavedView>("/saved-views", view) : put<SavedView>(`/saved-views/${id}`, view),
    onSuccess: () => client.invalidateQueries({ queryKey: savedViewsQuery.queryKey }),
  });
}

export function useRemoveView() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => remove<SavedView>(`/saved-views/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: savedViewsQuery.queryKey }),
  });
}

/** What a view asks, as the address says it; a version of StackSpend that knew more may have kept it. */
export function questionOf({ question }: Pick<SavedView, "question">): ExplorerSearch {
  return readExplorer(question);
}

/** Whether the page shows just this view. */
export function isShown(view: SavedView, search: ExplorerSearch): boolean {
  return sameText(questionOf(view)) === sameText(search);
}

function sameText(search: ExplorerSearch): string {
  return JSON.stringify(Object.entries(search).sort(([one], [other]) => one.localeCompare(other)));
}
