import { expect, test } from "vitest";
import { formatDrift } from "./drift";

test.each([
  ["the digits of a float sum are no drift", "0.014906999999999998", "0.014907", "the same as reported"],
  ["more", "0.10", "0.125", "25% above reported"],
  ["less", "0.06747925", "0.0112465416666667", "83.3% below reported"],
  ["hardly more", "100", "100.05", "less than 0.1% above reported"],
])("%s", (_name, reported, list, words) => {
  expect(formatDrift(reported, list)).toBe(words);
});

test("there is no drift from what nobody reported", () => {
  expect(formatDrift(null, "1")).toBeNull();
  expect(formatDrift("1", null)).toBeNull();
  expect(formatDrift("0", "1")).toBeNull();
});
