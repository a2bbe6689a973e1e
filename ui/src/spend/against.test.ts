import { expect, test } from "vitest";
import { type AgainstSearch, readAgainst, resolveAgainst } from "./against";

const NOVEMBER = { start: "2026-11-01", end: "2026-11-30" };

test.each<[string, AgainstSearch, string, string]>([
  ["as many days just before", {}, "2026-10-02", "2026-10-31"],
  ["the whole month before", { against: "month" }, "2026-10-01", "2026-10-31"],
  ["the same month of the year before", { against: "year" }, "2025-11-01", "2025-11-30"],
  ["any two days", { against_from: "2026-03-01", against_to: "2026-03-31" }, "2026-03-01", "2026-03-31"],
])("%s", (_what, search, start, end) => {
  expect(resolveAgainst(search, NOVEMBER)).toEqual({ start, end });
});

test("a shorter month is compared up to its end", () => {
  expect(resolveAgainst({ against: "month" }, { start: "2026-03-29", end: "2026-03-30" })).toEqual({
    start: "2026-02-28",
    end: "2026-02-28",
  });
});

test("what makes no sense is not there", () => {
  expect(readAgainst({ against: "aeon", against_from: "2026-02-01", against_to: "2026-01-01" })).toEqual({});
});
