import type { FiscalCalendar } from "../api/types";
import { addDays, type Day, isDay, type Period } from "./days";
import { fiscalSpan } from "./fiscal";

/** The periods that a click chooses; anything else is two days in the address. */
export const PRESETS = [
  { id: "today", label: "Today" },
  { id: "7d", label: "Last 7 days" },
  { id: "30d", label: "Last 30 days" },
  { id: "90d", label: "Last 90 days" },
  { id: "month", label: "This month" },
  { id: "last-month", label: "Last month" },
  { id: "year", label: "This year" },
] as const;

export type Preset = (typeof PRESETS)[number]["id"];

/** What the address says of the period: a preset, or two days. */
export interface PeriodSearch {
  period?: Preset;
  from?: Day;
  to?: Day;
}

/** Reads the period of an address; whatever makes no sense is as if it were not there. */
export function readPeriod(search: Record<string, unknown>): PeriodSearch {
  const { period, from, to } = search;
  if (isDay(from) && isDay(to) && from <= to) {
    return { from, to };
  }
  const preset = PRESETS.find(({ id }) => id === period);
  return preset === undefined ? {} : { period: preset.id };
}

/** The days of an address, the last 30 unless it says some; months and the year are those of the organization. */
export function resolvePeriod(
  { period = "30d", from, to }: PeriodSearch,
  today: Day,
  calendar: FiscalCalendar,
): Period {
  if (from !== undefined && to !== undefined) {
    return { start: from, end: to };
  }
  const month = fiscalSpan(today, 1, calendar);
  const starts: Record<Preset, Period> = {
    today: { start: today, end: today },
    "7d": { start: addDays(today, -6), end: today },
    "30d": { start: addDays(today, -29), end: today },
    "90d": { start: addDays(today, -89), end: today },
    month: { start: month.start, end: today },
    "last-month": fiscalSpan(addDays(month.start, -1), 1, calendar),
    year: { start: fiscalSpan(today, 12, calendar).start, end: today },
  };
  return starts[period];
}
