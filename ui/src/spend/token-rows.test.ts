import { expect, test } from "vitest";
import type { ExploredTokens } from "../api/types";
import { csvOfTokens, tokenRowsOf, tokenSeriesOf } from "./token-rows";

const explored: ExploredTokens = {
  start: "2026-11-01",
  end: "2026-11-02",
  before_start: "2026-10-30",
  before_end: "2026-10-31",
  buckets: ["2026-11-01", "2026-11-02"],
  total: 111,
  before: 7,
  series: [100, 11],
  groups: [
    { names: ["opus"], kind: "cache_read", tokens: 100, before: 7, series: [100, 0] },
    { names: [null], kind: "input", tokens: 10, before: 0, series: [0, 10] },
  ],
  others: { groups: 3, tokens: 1, before: 0, series: [0, 1] },
};

test("each kind of a group is a row, and the others and the total follow", () => {
  expect(tokenRowsOf(explored, ["model"]).map(({ names, tokens }) => [...names, tokens])).toEqual([
    ["opus", "Cache read", 100],
    ["Unknown model", "Input", 10],
    ["3 others", "", 1],
    ["Total", "", 111],
  ]);
});

test("the chart draws the same rows", () => {
  expect(tokenSeriesOf(explored, ["model"]).map(({ label, amounts }) => [label, ...amounts.map(Number)])).toEqual([
    ["opus · Cache read", 100, 0],
    ["Unknown model · Input", 0, 10],
    ["Others", 0, 1],
  ]);
});

test("the file is the table", () => {
  expect(csvOfTokens(tokenRowsOf(explored, ["model"]), ["model"], { compares: true })).toBe(
    [
      "Model,Token kind,Tokens,Tokens before",
      "opus,Cache read,100,7",
      "Unknown model,Input,10,0",
      "3 others,,1,0",
      "Total,,111,7",
      "",
    ].join("\r\n"),
  );
});
