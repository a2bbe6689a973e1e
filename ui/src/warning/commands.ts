import { useMutation, useQueryClient } from "@tanstack/react-query";
import { post, put, remove } from "../api/client";
import { budgetsKey, forecastsKey } from "./queries";
import type { Budget, SentBudget } from "./types";

/** Sets a budget, or puts it in the place of the one with this id. */
export function useSaveBudget(id: string | null) {
  const changed = useBudgetsChanged();
  return useMutation({
    mutationFn: (budget: SentBudget) =>
      id === null ? post<Budget>("/budgets", budget) : put<Budget>(`/budgets/${id}`, budget),
    onSuccess: changed,
  });
}

export function useRemoveBudget() {
  const changed = useBudgetsChanged();
  return useMutation({
    mutationFn: (id: string) => remove<Budget>(`/budgets/${id}`),
    onSuccess: changed,
  });
}

/** Budgets are on their own page and beside the forecasts. */
function useBudgetsChanged() {
  const client = useQueryClient();
  return () => Promise.all([budgetsKey, forecastsKey].map((queryKey) => client.invalidateQueries({ queryKey })));
}
