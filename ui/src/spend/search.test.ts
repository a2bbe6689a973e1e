import { expect, test } from "vitest";
import { narrowed, readExplorer, readFilter, writeFilter } from "./search";

test("an address is read as it was written", () => {
  const written = {
    period: "7d",
    by: ["model", "user"],
    filter: ["model:claude-opus-5-5"],
    chart: "area",
    every: "week",
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

test.each([
  { dimension: "session", value: "a:b" },
  { dimension: "tag:squad", value: "a:b" },
  { dimension: "tag:squad", value: "" },
])("a filter's value may hold a colon: %o", (filter) => {
  expect(readFilter(writeFilter(filter))).toEqual(filter);
});

test("tags and kinds of tokens are grouped by too", () => {
  const written = { by: ["tag:squad", "token_kind"], filter: ["tag:squad:a"] };
  expect(readExplorer(written)).toEqual(written);
  expect(readExplorer({ by: ["tag:"], filter: ["tag:squad"], every: "minute" })).toEqual({ by: [] });
});

test("a filter takes the place of others of its dimension", () => {
  expect(narrowed(["model:a", "user:b", "model:c"], ["model:d"])).toEqual(["user:b", "model:d"]);
});
