import { expect, test } from "vitest";
import { roundTicks } from "./ticks";

test("steps are even, and the last one is not below the highest", () => {
  expect(roundTicks(0, 691)).toEqual([0, 200, 400, 600, 800]);
  expect(roundTicks(0, 0.0314)).toEqual([0, 0.01, 0.02, 0.03, 0.04]);
});

test("what lies below nothing is on the axis too", () => {
  expect(roundTicks(-24.5, 12)).toEqual([-30, -20, -10, 0, 10, 20]);
});

test("nothing at all is still an axis", () => {
  expect(roundTicks(0, 0)).toEqual([0]);
});
