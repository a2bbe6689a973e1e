import { expect, test } from "vitest";
import { readExplorer, readFilter, writeFilter } from "./search";

test("an address is read as it was written", () => {
  const written = {
    period: "7d",
    by: ["model", "user"],
    filter: ["model:claude-opus-5-5"],
    chart: "area",
    compare: true,
    top: 50,
    sort: "-tokens",
  };
  expect(readExplorer(written)).toEqual(written);
});

test("what makes no sense is not there", () => {
  expect(
    readExplorer({ by: ["model", "model", "mood", "user", "team"], filter: "all", chart: "pie", top: 7, sort: 3 }),
  ).toEqual({ by: ["model", "user"] });
});

test("grouped by nothing is not the same as not saying", () => {
  expect(readExplorer({ by: [] })).toEqual({ by: [] });
  expect(readExplorer({})).toEqual({});
});

test("a filter's value may hold a colon", () => {
  const filter = { dimension: "session", value: "a:b" };
  expect(readFilter(writeFilter(filter))).toEqual(filter);
});
