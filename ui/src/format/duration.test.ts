import { expect, test } from "vitest";
import { durationBetween, formatDuration } from "./duration";

test.each([
  [0, "0 s"],
  [48.2, "48 s"],
  [60, "1 min"],
  [11_100, "3 h 05 min"],
  [187_200, "2 d 4 h"],
])("%d seconds", (seconds, shown) => {
  expect(formatDuration(seconds)).toBe(shown);
});

test("a clock that ran backwards is no negative time", () => {
  expect(durationBetween("2026-11-22T10:00:05Z", "2026-11-22T10:00:00Z")).toBe("0 s");
});
