import { expect, test } from "vitest";
import { readReport, stepOf, withDay } from "./report-search";

test("what is no kind and no day is left out of the address", () => {
  expect(readReport({ kind: "weekly", day: "2026-11-22" })).toEqual({ kind: "weekly", day: "2026-11-22" });
  expect(readReport({ kind: "yearly", day: "yesterday" })).toEqual({});
});

test("a step is a day or a week, over the end of a month", () => {
  expect(stepOf("daily", "2026-12-01", -1)).toBe("2026-11-30");
  expect(stepOf("weekly", "2026-11-29", 1)).toBe("2026-12-06");
});

test("a day of a week that is not over leads to the latest week", () => {
  expect(withDay("weekly", "2026-11-24", "2026-11-26")).toEqual({ kind: "weekly" });
  expect(withDay("weekly", "2026-11-18", "2026-11-26")).toEqual({ kind: "weekly", day: "2026-11-18" });
  expect(withDay("daily", "2026-11-24", "2026-11-26")).toEqual({ kind: "daily", day: "2026-11-24" });
});
