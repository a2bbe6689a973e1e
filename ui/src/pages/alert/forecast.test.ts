import { expect, test } from "vitest";
import type { Alert, Picture, Standing } from "../../warning/types";
import { standingOf, withForecast } from "./forecast";
import { pointsOf } from "./points";

const picture: Picture = {
  unit: "usd",
  step: "day",
  points: [
    { at: "2026-11-27T00:00:00Z", value: "60", lower: null, upper: null },
    { at: "2026-11-28T00:00:00Z", value: "80", lower: null, upper: null },
  ],
  expected: null,
  limit: "100",
  is_cumulative: true,
  zone: "UTC",
  began_at: "2026-11-27T00:00:00Z",
};
const scope = { kind: "team", value: "Payments" };
const standing = {
  scope,
  budget: { amount_usd: "100.00" },
  start_date: "2026-11-27",
  end_date: "2026-11-30",
  lower_usd: "90",
  upper_usd: "120",
} as Standing;
const alert = { scope } as Alert;

test("the bounds widen from what is spent to where the window ends", () => {
  expect(withForecast(pointsOf(picture), picture, standing)).toEqual([
    { at: "27 Nov", since: 60 },
    { at: "28 Nov", since: 80, usual: [80, 80] },
    { at: "29 Nov", usual: [85, 100] },
    { at: "30 Nov", usual: [90, 120] },
  ]);
});

test("on the last day nothing lies ahead", () => {
  const ended = { ...standing, end_date: "2026-11-28" };
  expect(withForecast(pointsOf(picture), picture, ended)).toEqual(pointsOf(picture));
});

test("another scope, window or amount is another budget", () => {
  expect(standingOf(alert, picture, [standing])).toBe(standing);
  expect(standingOf(alert, picture, [{ ...standing, start_date: "2026-12-01" }])).toBeNull();
  expect(standingOf(alert, { ...picture, limit: "250" }, [standing])).toBeNull();
  expect(standingOf({ scope: { kind: "team", value: "Data" } } as Alert, picture, [standing])).toBeNull();
});
