import { expect, test } from "vitest";
import type { RawBatch } from "../api/types";
import { batchParameters, holdingOf, readBatchSearch, readOpened } from "./search";

const NOON = Date.parse("2026-11-22T12:00:00Z");

test("an address is read as far as it makes sense", () => {
  expect(
    readBatchSearch({ signal: "logs", holds: "set_aside", key: "ss_live_Ab3x", version: "2.1.330", last: "1h" }),
  ).toEqual({
    signal: "logs",
    holds: "set_aside",
    key: "ss_live_Ab3x",
    version: "2.1.330",
    last: "1h",
  });
  expect(readBatchSearch({ signal: "smoke", holds: 3, key: "", last: "1y", from: "yesterday" })).toEqual({});
});

test("two instants win over a reach", () => {
  const search = readBatchSearch({ last: "1h", from: "2026-11-22T10:00:00.000Z" });
  expect(search).toEqual({ from: "2026-11-22T10:00:00.000Z" });
  expect(batchParameters(search, NOON)).toEqual({ since: "2026-11-22T10:00:00.000Z" });
});

test("a reach begins before now", () => {
  expect(batchParameters({ last: "24h", version: "2.1.330" }, NOON)).toEqual({
    since: "2026-11-21T12:00:00.000Z",
    client_version: "2.1.330",
  });
});

test("only what is open is kept", () => {
  expect(readOpened({ batch: "b", view: "json", find: 3, other: "x" })).toEqual({ batch: "b", view: "json" });
  expect(readOpened({ view: "sideways" })).toEqual({});
});

test.each([
  ["3 usage, 1 set aside", { usage: 3, activity: 0, set_aside: [{ where: "$", reason: "Broken." }], records: 4 }],
  ["2 activity", { usage: 0, activity: 2, set_aside: [], records: 9 }],
  ["Nothing of use", { usage: 0, activity: 0, set_aside: [], records: 9 }],
  ["Empty", { usage: 0, activity: 0, set_aside: [], records: 0 }],
  ["Not counted", { usage: null, activity: null, set_aside: [], records: 9 }],
])("a batch holds: %s", (words, batch) => {
  expect(holdingOf(batch as unknown as RawBatch)).toBe(words);
});
