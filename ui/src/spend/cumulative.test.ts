import { expect, test } from "vitest";
import type { LineItem } from "../api/types";
import { cacheShare, cumulative } from "./cumulative";

const item = (usage_time: string, net_amount_usd: string | null) => ({ usage_time, net_amount_usd }) as LineItem;

test("a curve ends at the sum, and what nobody can price does not lift it", () => {
  const curve = cumulative([
    item("2026-11-22T10:00:00Z", "0.5"),
    item("2026-11-22T10:00:01Z", null),
    item("2026-11-22T10:00:02Z", "0.25"),
  ]);

  expect(curve.map(({ usd }) => usd)).toEqual([0.5, 0.5, 0.75]);
});

test.each([
  ["three of four tokens that were read", { input: 10, output: 5, cache_read: 75, cache_creation: 15 }, 0.75],
  ["nothing read", { input: 0, output: 5, cache_read: 0, cache_creation: 0 }, null],
  ["a kind that nobody counted", { input: null, output: 5, cache_read: 75, cache_creation: 15 }, null],
])("cache use of %s", (_name, tokens, share) => {
  expect(cacheShare(tokens)).toBe(share);
});
