import { expect, test } from "vitest";
import { stepOf, stepsOf, wordsOfStep } from "./steps";

const day = { start: "2026-11-22", end: "2026-11-22" };
const month = { start: "2026-10-01", end: "2026-10-31" };
const quarter = { start: "2026-09-01", end: "2026-11-30" };

test("one day is told by hour, more by day, unless one asks for another step", () => {
  expect(stepOf(day, undefined)).toBe("hour");
  expect(stepOf(month, undefined)).toBe("day");
  expect(stepOf(quarter, "week")).toBe("week");
});

test("hours of a long period are not offered, and an address that asks for them gets days", () => {
  expect(stepsOf(month).map(({ id }) => id)).toContain("hour");
  expect(stepsOf(quarter).map(({ id }) => id)).not.toContain("hour");
  expect(stepOf(quarter, "hour")).toBe("day");
});

test("an hour is the organization's, also when clocks change", () => {
  const { axis, full } = wordsOfStep("hour", "Europe/Berlin");
  expect(axis("2026-10-25T00:00:00+00:00")).toBe("25 Oct, 02:00");
  expect(axis("2026-10-25T01:00:00+00:00")).toBe("25 Oct, 02:00");
  expect(full("2026-10-25T00:00:00+00:00")).not.toBe(full("2026-10-25T01:00:00+00:00"));
});

test("weeks and months say so", () => {
  expect(wordsOfStep("week", "UTC").full("2026-11-16")).toBe("Week from Mon, 16 Nov 2026");
  expect(wordsOfStep("month", "UTC").axis("2026-11-01")).toBe("Nov 2026");
});
