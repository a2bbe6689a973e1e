import { expect, test } from "vitest";
import { actionInWords, changedFields, periodStart, valueInWords } from "./words";

test("an action is read as words", () => {
  expect(actionInWords("sign_in.failed")).toBe("Sign in failed");
});

test("a change shows both sides, a creation only what is", () => {
  expect(changedFields({ name: "Acme" }, { name: "Acme Inc" })).toEqual([
    { name: "name", before: "Acme", after: "Acme Inc" },
  ]);
  expect(changedFields(null, { expires_at: null })).toEqual([]);
  expect(changedFields({ expires_at: "2026" }, { expires_at: null })).toEqual([
    { name: "expires at", before: "2026", after: "none" },
  ]);
});

test("what the entry itself says is not said again", () => {
  expect(changedFields(null, { name: "Ops", id: "646d2c79", created_at: "2026-11-26T20:55:14Z" })).toEqual([
    { name: "name", before: null, after: "Ops" },
  ]);
});

test("lists and objects become text", () => {
  expect(valueInWords(["usage:write", { kind: "email" }])).toBe("usage:write, kind email");
  expect(valueInWords({ kind: "each_person", value: null })).toBe("kind each_person");
  expect(valueInWords(false)).toBe("no");
  expect(valueInWords([])).toBe("none");
});

test("a period begins whole days before now", () => {
  expect(periodStart("7", Date.parse("2026-11-22T12:00:00Z"))).toBe("2026-11-15T12:00:00.000Z");
});
