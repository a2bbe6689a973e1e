import { expect, test } from "vitest";
import type { ExploredSpend, Sums } from "../api/types";
import { csvOf } from "./csv";
import { othersOf, readSort, rowsOf, seriesOf, sorted, tokensOf, writeSort } from "./rows";

function sums(amount: string | null, requests = 1): Sums {
  const tokens = { input: 1, output: 2, cache_read: 3, cache_creation: 4 };
  return { net_amount_usd: amount, tokens, line_items: requests, requests, unpriced: amount === null ? 1 : 0 };
}

const spend: ExploredSpend = {
  start: "2026-11-01",
  end: "2026-11-02",
  before_start: "2026-10-30",
  before_end: "2026-10-31",
  buckets: ["2026-11-01", "2026-11-02"],
  total: sums("6.5", 9),
  before_usd: "4",
  series: ["2.5", "4"],
  groups: [
    { names: ["=HYPERLINK(1)"], sums: sums("3.25", 2), before_usd: "4", series: ["1", "2.25"] },
    { names: [null], sums: sums("2", 5), before_usd: null, series: ["1", "1"] },
    { names: ['a "b", c'], sums: sums(null), before_usd: null, series: ["0", null] },
  ],
  others: { groups: 2, sums: sums("1.25"), before_usd: "0", series: ["0.5", "0.75"] },
};
const rows = rowsOf(spend, ["user"]);

test("usage of nobody has a name for people", () => {
  expect(rows.map((row) => row.label)).toEqual(["=HYPERLINK(1)", "Unattributed", 'a "b", c']);
});

test("what nobody knows comes last, whichever way", () => {
  const order = (descends: boolean) => sorted(rows, { key: "cost", descends }).map((row) => row.sums.net_amount_usd);
  expect(order(true)).toEqual(["3.25", "2", null]);
  expect(order(false)).toEqual(["2", "3.25", null]);
});

test("rows sort by requests and by name", () => {
  expect(sorted(rows, { key: "requests", descends: true })[0]?.sums.requests).toBe(5);
  expect(sorted(rows, { key: "name", descends: true })[0]?.label).toBe("Unattributed");
});

test("a chart draws the groups and the others", () => {
  expect(seriesOf(spend, ["user"]).map((one) => one.label)).toEqual([
    "=HYPERLINK(1)",
    "Unattributed",
    'a "b", c',
    "Others",
  ]);
  expect(seriesOf(spend, []).map((one) => one.amounts)).toEqual([["2.5", "4"]]);
});

test("the file has the table's rows, exact and harmless", () => {
  expect(csvOf(spend, rows, othersOf(spend), ["user"]).split("\r\n")).toEqual([
    "Person,Estimated cost USD,Estimated cost USD before,Input tokens,Output tokens,Cache read tokens," +
      "Cache write tokens,Requests,Unpriced line items",
    "'=HYPERLINK(1),3.25,4,1,2,3,4,2,0",
    "Unattributed,2,,1,2,3,4,5,0",
    '"a ""b"", c",,,1,2,3,4,1,1',
    "2 others,1.25,0,1,2,3,4,1,0",
    "Total,6.5,4,1,2,3,4,9,0",
    "",
  ]);
});

test("an order is a text in the address", () => {
  expect(readSort(writeSort({ key: "tokens", descends: true }))).toEqual({ key: "tokens", descends: true });
  expect(readSort("-price")).toBeUndefined();
});

test("tokens of an unknown kind have no sum", () => {
  expect(tokensOf(sums("1"))).toBe(10);
  expect(tokensOf({ ...sums("1"), tokens: { ...sums("1").tokens, input: null } })).toBeNull();
});
