/** Days as "2026-11-22", which sort and compare as texts. All of them are days of the organization, never of the browser. */
export type Day = string;

export interface Period {
  start: Day;
  end: Day;
}

const MS_OF_DAY = 86_400_000;

export function addDays(day: Day, count: number): Day {
  return toDay(new Date(Date.parse(`${day}T00:00:00Z`) + count * MS_OF_DAY));
}

export function toDay(instant: Date): Day {
  return instant.toISOString().slice(0, 10);
}

/** How many days a period has; both ends count. */
export function lengthOf({ start, end }: Period): number {
  return Math.round((Date.parse(end) - Date.parse(start)) / MS_OF_DAY) + 1;
}

export function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01`;
}

export function lastOfMonth(day: Day): Day {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return toDay(new Date(Date.UTC(year, month, 0)));
}

/** The same day so many months later; the last one of a month stays the last one. */
export function addMonths(day: Day, count: number): Day {
  const first = new Date(`${firstOfMonth(day)}T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + count);
  const last = lastOfMonth(toDay(first));
  return day === lastOfMonth(day) || day.slice(8) > last.slice(8) ? last : `${last.slice(0, 8)}${day.slice(8)}`;
}

export function isDay(text: unknown): text is Day {
  return typeof text === "string" && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** The day that it is now in a time zone. */
export function todayIn(timeZone: string, now: number): Day {
  return new Intl.DateTimeFormat("en-CA", { timeZone }).format(now);
}

const short = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const long = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const weekday = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** "22 Nov". */
export function shortDay(day: Day): string {
  return short.format(Date.parse(day));
}

/** "Sun, 22 Nov 2026". */
export function weekdayOf(day: Day): string {
  return weekday.format(Date.parse(day));
}

/** "1 – 22 Nov 2026", "28 Oct – 22 Nov 2026". */
export function describePeriod({ start, end }: Period): string {
  return start === end ? long.format(Date.parse(start)) : long.formatRange(Date.parse(start), Date.parse(end));
}
