import { expect, test } from "vitest";
import { directionOf, formatChange, formatShare } from "./change";

test.each([
  ["a rise", "100", "112.4", "+12.4%"],
  ["a fall", "100", "97", "−3%"],
  ["many times more", "10", "114", "×11"],
  ["from nothing", "0", "5", "new"],
  ["nothing to nothing", "0", "0", "no change"],
  ["hardly anything", "100", "100.01", "no change"],
])("%s", (_name, before, now, shown) => {
  expect(formatChange(before, now)).toBe(shown);
});

test("there is no change from or to what nobody knows", () => {
  expect(formatChange(null, "1")).toBeNull();
  expect(formatChange("1", null)).toBeNull();
});

test("the direction is of the amounts", () => {
  expect([directionOf("1", "2"), directionOf("2", "1"), directionOf("1", "1")]).toEqual(["up", "down", "same"]);
});

test.each([
  ["1", "8", "12.5%"],
  ["0", "8", "0%"],
  ["0.001", "8", "<0.1%"],
  [null, "8", null],
  ["1", "0", null],
])("%s of %s is %s", (part, whole, shown) => {
  expect(formatShare(part, whole)).toBe(shown);
});
