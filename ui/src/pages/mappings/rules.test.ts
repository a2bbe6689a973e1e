import { describe, expect, it } from "vitest";
import type { MappingRule } from "../../api/types";
import { fieldsOf, inWords, isNothing, matches, NO_FIELDS, ruleOf } from "./rules";

const ALICE: MappingRule = {
  kind: "email",
  pattern: "alice@acme.example",
  team: "Platform",
  cost_centre: null,
  project: "Checkout",
  created_at: "2026-11-22T12:00:00Z",
  created_by: "owner@acme.example",
};

describe("a rule", () => {
  it("is found by words from anywhere in it, in any order and case", () => {
    expect(matches(ALICE, "checkout ALICE@")).toBe(true);
    expect(matches(ALICE, "alice payments")).toBe(false);
    expect(matches(ALICE, " ")).toBe(true);
  });

  it("is sent with null for what is empty, so that other rules may say it", () => {
    expect(ruleOf(ALICE, { ...fieldsOf(ALICE), team: "  Payments ", project: " " })).toEqual({
      kind: "email",
      pattern: "alice@acme.example",
      team: "Payments",
      cost_centre: null,
      project: null,
    });
  });

  it("says nothing when all its fields are blank", () => {
    expect(isNothing({ ...NO_FIELDS, team: " " })).toBe(true);
    expect(isNothing(fieldsOf(ALICE))).toBe(false);
  });

  it("is told in one line without what it leaves open", () => {
    expect(inWords(ALICE)).toBe("team Platform, project Checkout");
  });
});
