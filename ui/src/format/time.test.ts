import { expect, test } from "vitest";
import { formatRelative } from "./time";

const now = Date.parse("2026-11-22T12:00:00Z");

test.each([
  ["2026-11-22T12:00:03Z", "just now"],
  ["2026-11-22T11:59:58Z", "just now"],
  ["2026-11-22T11:59:28Z", "32 s ago"],
  ["2026-11-22T11:55:00Z", "5 min ago"],
  ["2026-11-22T09:00:00Z", "3 h ago"],
  ["2026-11-21T11:00:00Z", "1 day ago"],
  ["2026-11-19T11:00:00Z", "3 days ago"],
  ["2026-10-02T11:00:00Z", "2 Oct 2026"],
])("%s is %s", (instant, shown) => {
  expect(formatRelative(instant, now)).toBe(shown);
});
