import { expect, test } from "vitest";
import { addDays, lengthOf } from "./days";
import { CALENDAR_YEAR, fiscalSpan } from "./fiscal";

const UNITED_KINGDOM = { first_month: 4, first_day: 6 };

test.each([
  ["2026-11-26", 1, CALENDAR_YEAR, "2026-11-01", "2026-11-30"],
  ["2028-02-29", 3, CALENDAR_YEAR, "2028-01-01", "2028-03-31"],
  ["2027-01-05", 1, UNITED_KINGDOM, "2026-12-06", "2027-01-05"],
  ["2027-01-05", 3, UNITED_KINGDOM, "2026-10-06", "2027-01-05"],
  ["2027-04-05", 12, UNITED_KINGDOM, "2026-04-06", "2027-04-05"],
  ["2027-03-01", 1, { first_month: 2, first_day: 28 }, "2027-02-28", "2027-03-27"],
] as const)("%s lies in %i months of %o from %s to %s", (day, months, calendar, start, end) => {
  expect(fiscalSpan(day, months, calendar)).toEqual({ start, end });
});

test("months of every calendar follow each other without a hole, over a leap year", () => {
  for (let date = 1; date <= 28; date++) {
    const calendar = { first_month: 7, first_day: date };
    let span = fiscalSpan("2027-12-31", 1, calendar);
    for (let n = 0; n < 24; n++) {
      const next = fiscalSpan(addDays(span.end, 1), 1, calendar);
      expect(next.start).toBe(addDays(span.end, 1));
      expect(lengthOf(next)).toBeGreaterThanOrEqual(28);
      expect(lengthOf(next)).toBeLessThanOrEqual(31);
      span = next;
    }
  }
});
