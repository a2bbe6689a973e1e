import { expect, test } from "vitest";
import type { Picture } from "../../warning/types";
import { pointsOf } from "./points";

const picture: Picture = {
  unit: "usd",
  step: "day",
  points: [
    { at: "2026-11-20T00:00:00Z", value: "10", lower: null, upper: null },
    { at: "2026-11-21T00:00:00Z", value: "90.5", lower: "8", upper: "14" },
  ],
  expected: "11",
  limit: null,
  is_cumulative: false,
  zone: "UTC",
  began_at: "2026-11-21T09:00:00Z",
};

test("the day in which it began belongs to what happened, the one before does not", () => {
  expect(pointsOf(picture)).toEqual([
    { at: "20 Nov", before: 10 },
    { at: "21 Nov", since: 90.5, usual: [8, 14] },
  ]);
});

test("a day is that of the organization, whose midnight is another day in UTC", () => {
  const points = [{ at: "2026-11-20T23:00:00Z", value: "10", lower: null, upper: null }];
  expect(pointsOf({ ...picture, zone: "Europe/Berlin", points })[0]?.at).toBe("21 Nov");
});

test("a sum so far is one line", () => {
  expect(pointsOf({ ...picture, is_cumulative: true }).every((point) => point.since !== undefined)).toBe(true);
});
