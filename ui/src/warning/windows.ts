import type { Window } from "./types";

/** What budgets and forecasts run over, in the order of the menus. */
export const WINDOWS: { value: Window; label: string; every: string }[] = [
  { value: "day", label: "Day", every: "a day" },
  { value: "week", label: "Week", every: "a week" },
  { value: "month", label: "Month", every: "a month" },
  { value: "quarter", label: "Quarter", every: "a quarter" },
];

/** "a month". */
export function everyOf(window: Window): string {
  return WINDOWS.find((one) => one.value === window)?.every ?? `a ${window}`;
}
