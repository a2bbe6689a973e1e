import { expect, test } from "vitest";
import type { Drift } from "../../api/types";
import { readQuality } from "./search";
import { sentenceOf, signedUsd } from "./words";

const drift: Drift = {
  date: null,
  model: "claude-sonnet-4-5",
  client_version: "2.1.330",
  line_items: 12,
  reported_cost_usd: "2.6",
  list_cost_usd: "2.5",
  drift_usd: "0.1",
  drift_percent: "4.00",
  notable: true,
  unpriced: 0,
  unreported: 0,
  assumed: 0,
  largest_line_item_id: null,
};

test("a drift is told in a sentence", () => {
  expect(sentenceOf(drift)).toBe(
    "claude-sonnet-4-5 from client 2.1.330 reports $0.1000 (4.00%) more than list price, over 12 line items.",
  );
  expect(
    sentenceOf({ ...drift, model: null, client_version: null, drift_usd: "-3", drift_percent: null, line_items: 1 }),
  ).toBe("An unnamed model from a client of unknown version reports $3.00 less than list price, over 1 line item.");
});

test("a difference has its sign, and none has none", () => {
  expect([signedUsd("1.2"), signedUsd("-0.0031"), signedUsd("0.000000000000000011")]).toEqual([
    "+$1.20",
    "−$0.0031",
    "$0.00",
  ]);
});

test("an address is read as far as it makes sense", () => {
  expect(readQuality({ view: "prices", provider: "p", period: "7d", item: 3 })).toEqual({
    view: "prices",
    provider: "p",
    period: "7d",
  });
  expect(readQuality({ view: "coverage", provider: "" })).toEqual({});
});
