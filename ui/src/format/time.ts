const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const minute = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const second = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZoneName: "short",
});

/** "32 s ago"; the date from a week on. An instant slightly ahead (the server's clock) counts as now. */
export function formatRelative(instant: string, now: number): string {
  const age = now - Date.parse(instant);
  if (age < 5 * SECOND) {
    return "just now";
  }
  if (age < MINUTE) {
    return `${Math.floor(age / SECOND)} s ago`;
  }
  if (age < HOUR) {
    return `${Math.floor(age / MINUTE)} min ago`;
  }
  if (age < DAY) {
    return `${Math.floor(age / HOUR)} h ago`;
  }
  if (age < 7 * DAY) {
    const days = Math.floor(age / DAY);
    return days === 1 ? "1 day ago" : `${days} days ago`;
  }
  return day.format(new Date(instant));
}

/** "22 Nov 2026, 19:25:19 GMT+1", in the reader's own time zone. */
export function formatAbsolute(instant: string): string {
  return second.format(new Date(instant));
}

/** "22 Nov, 19:25", in the reader's own time zone. */
export function formatMinute(instant: string): string {
  return minute.format(new Date(instant));
}

export function formatDay(instant: string): string {
  return day.format(new Date(instant));
}
