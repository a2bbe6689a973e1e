import type { FiscalCalendar } from "../api/types";
import { addDays, type Day, type Period, toDay } from "./days";

export const CALENDAR_YEAR: FiscalCalendar = { first_month: 1, first_day: 1 };

/** The month, quarter or year, of so many months, that holds the day: as the server counts, in months since a year 0. */
export function fiscalSpan(day: Day, months: 1 | 3 | 12, calendar: FiscalCalendar): Period {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const ago = year * 12 + month - calendar.first_month - (date < calendar.first_day ? 1 : 0);
  const begun = ago - (ago % months);
  return { start: begin(begun, calendar), end: addDays(begin(begun + months, calendar), -1) };
}

function begin(month: number, { first_month: first, first_day: date }: FiscalCalendar): Day {
  const place = month + first - 1;
  return toDay(new Date(Date.UTC(Math.floor(place / 12), place % 12, date)));
}

/** Whether its months are those of the calendar on the wall. */
export function hasCalendarMonths({ first_day: date }: FiscalCalendar): boolean {
  return date === 1;
}
