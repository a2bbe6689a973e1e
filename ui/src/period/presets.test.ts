import { expect, test } from "vitest";
import { describePeriod, lengthOf, todayIn } from "./days";
import { CALENDAR_YEAR } from "./fiscal";
import { readPeriod, resolvePeriod } from "./presets";

const TODAY = "2026-03-05";

test.each([
  ["today", "2026-03-05", "2026-03-05"],
  ["7d", "2026-02-27", "2026-03-05"],
  ["30d", "2026-02-04", "2026-03-05"],
  ["month", "2026-03-01", "2026-03-05"],
  ["last-month", "2026-02-01", "2026-02-28"],
  ["year", "2026-01-01", "2026-03-05"],
] as const)("%s is from %s to %s", (period, start, end) => {
  expect(resolvePeriod({ period }, TODAY, CALENDAR_YEAR)).toEqual({ start, end });
});

test.each([
  ["month", "2026-02-15", "2026-03-05"],
  ["last-month", "2026-01-15", "2026-02-14"],
  ["year", "2025-04-15", "2026-03-05"],
  ["7d", "2026-02-27", "2026-03-05"],
] as const)("%s of a year that begins on 15 April is from %s to %s", (period, start, end) => {
  expect(resolvePeriod({ period }, TODAY, { first_month: 4, first_day: 15 })).toEqual({ start, end });
});

test("two days in the address win", () => {
  expect(readPeriod({ period: "7d", from: "2026-01-01", to: "2026-01-31" })).toEqual({
    from: "2026-01-01",
    to: "2026-01-31",
  });
});

test("what makes no sense is not there", () => {
  expect(readPeriod({ period: "aeon", from: "2026-02-01", to: "2026-01-01" })).toEqual({});
  expect(readPeriod({ from: "yesterday", to: 7 })).toEqual({});
});

test("both ends count", () => {
  expect(lengthOf({ start: "2026-02-27", end: "2026-03-05" })).toBe(7);
});

test("a period of one month names it once", () => {
  expect(describePeriod({ start: "2026-11-01", end: "2026-11-22" })).toMatch(/^1\s?–\s?22 Nov 2026$/);
  expect(describePeriod({ start: "2026-11-22", end: "2026-11-22" })).toBe("22 Nov 2026");
});

test("today is the organization's", () => {
  const lateInLondon = Date.parse("2026-11-22T23:30:00Z");
  expect(todayIn("Europe/Berlin", lateInLondon)).toBe("2026-11-23");
  expect(todayIn("America/New_York", lateInLondon)).toBe("2026-11-22");
});
