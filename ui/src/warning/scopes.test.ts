import { expect, test } from "vitest";
import { filtersOf, nameOf } from "./scopes";
import type { BudgetScope } from "./types";

test.each<[string, BudgetScope, string[] | null]>([
  ["everything", { kind: "organization", value: null }, []],
  [
    "a person, whom the Explorer calls a user",
    { kind: "person", value: "bob@acme.example" },
    ["user:bob@acme.example"],
  ],
  ["a name with a colon", { kind: "team", value: "a:b" }, ["team:a:b"]],
  ["a provider, which the Explorer has no filter for", { kind: "provider", value: "claude" }, null],
  ["a tag", { kind: "tag", value: "env=prod=1" }, ["tag:env:prod=1"]],
  ["everybody by himself", { kind: "each_person", value: null }, null],
])("%s", (_name, scope, filters) => {
  expect(filtersOf(scope)).toEqual(filters);
});

test("names of people and teams stay as they are, those of programs are titles", () => {
  expect(nameOf({ kind: "team", value: "data_platform" })).toBe("data_platform");
  expect(nameOf({ kind: "source", value: "claude_code" })).toBe("Claude Code");
  expect(nameOf({ kind: "organization", value: null })).toBe("Whole organization");
});
