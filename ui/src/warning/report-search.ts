import { addDays, type Day, isDay } from "../period/days";
import type { ReportKind } from "./types";

/** Which report the page shows, as it stands in the address; the latest daily one without more. */
export interface ReportSearch {
  kind?: ReportKind;
  day?: Day;
}

export const REPORT_KINDS: { value: ReportKind; label: string }[] = [
  { value: "daily", label: "Day" },
  { value: "weekly", label: "Week" },
];

export function readReport(search: Record<string, unknown>): ReportSearch {
  const kind = REPORT_KINDS.find(({ value }) => value === search.kind)?.value;
  return { ...(kind === undefined ? {} : { kind }), ...(isDay(search.day) ? { day: search.day } : {}) };
}

/** A day of the report before or after one that ends on this day. */
export function stepOf(kind: ReportKind, end: Day, steps: number): Day {
  return addDays(end, (kind === "daily" ? 1 : 7) * steps);
}

/** The report of another kind of the same day; the latest where the week that the day lies in is not over. */
export function withDay(kind: ReportKind, day: Day | undefined, today: Day): ReportSearch {
  return day !== undefined && (kind === "daily" || addDays(day, 6) < today) ? { kind, day } : { kind };
}
