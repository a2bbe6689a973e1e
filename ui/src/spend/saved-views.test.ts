import { expect, test } from "vitest";
import type { SavedView } from "../api/types";
import { isShown, questionOf } from "./saved-views";

const view: SavedView = {
  id: "1",
  name: "Opus by team",
  question: { compare: true, by: ["team"], filter: ["model:opus"], period: "7d" },
  is_shared: false,
  owner_email: "alice@acme.example",
  is_own: true,
  may_change: true,
  changed_at: "2026-11-22T12:00:00Z",
};

test("a view is shown if the address says the same, in whatever order", () => {
  expect(isShown(view, { period: "7d", by: ["team"], filter: ["model:opus"], compare: true })).toBe(true);
  expect(isShown(view, { period: "30d", by: ["team"], filter: ["model:opus"], compare: true })).toBe(false);
});

test("what this version does not know is left out", () => {
  expect(questionOf({ question: { by: ["mood"], chart: "pie", period: "7d" } })).toEqual({ period: "7d", by: [] });
});
