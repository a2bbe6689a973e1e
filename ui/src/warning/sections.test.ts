import { expect, test } from "vitest";
import { gravestOf, sectionsOf } from "./sections";
import type { Alert } from "./types";

const NOW = Date.parse("2026-11-25T12:00:00Z");

function alert(id: string, changes: Partial<Alert> = {}): Alert {
  return {
    id,
    kind: "spike",
    severity: "low",
    state: "new",
    title: id,
    summary: "",
    scope: { kind: "organization", value: null },
    subject: null,
    team: null,
    impact_usd: "1",
    began_at: "2026-11-25T00:00:00Z",
    opened_at: "2026-11-25T10:00:00Z",
    seen_at: "2026-11-25T11:00:00Z",
    levels: [],
    told: [],
    causes: [],
    owner_id: null,
    owner_email: null,
    snoozed_until: null,
    escalated_at: null,
    closed_at: null,
    closed_by: null,
    deeds: [],
    zone: "UTC",
    explorer_path: "",
    ...changes,
  };
}

test("each open alert is in one section, and closed ones are in none", () => {
  const all = [
    alert("nobody's"),
    alert("mine", { owner_id: "me", state: "acknowledged" }),
    alert("Eve's", { owner_id: "eve" }),
    alert("late", { escalated_at: "2026-11-25T11:00:00Z" }),
    alert("quiet", { snoozed_until: "2026-11-26T00:00:00Z", escalated_at: "2026-11-25T11:00:00Z" }),
    alert("awake again", { snoozed_until: "2026-11-25T11:00:00Z" }),
    alert("over", { state: "resolved" }),
  ];
  expect(sectionsOf(all, "me", NOW).map(({ title, alerts }) => [title, alerts.map((one) => one.id)])).toEqual([
    ["Escalated", ["late"]],
    ["For you", ["mine"]],
    ["Needs attention", ["nobody's", "awake again"]],
    ["Others'", ["Eve's"]],
    ["Snoozed", ["quiet"]],
  ]);
});

test("the gravest is first, and of two the newer", () => {
  const all = [
    alert("old", { opened_at: "2026-11-24T10:00:00Z" }),
    alert("grave", { severity: "critical", opened_at: "2026-11-01T10:00:00Z" }),
    alert("new"),
  ];
  expect(sectionsOf(all, "me", NOW)[0]?.alerts.map((one) => one.id)).toEqual(["grave", "new", "old"]);
});

test("the gravest come first, without closed and snoozed ones", () => {
  const all = [
    alert("low"),
    alert("critical", { severity: "critical" }),
    alert("snoozed", { severity: "critical", snoozed_until: "2026-11-26T00:00:00Z" }),
    alert("closed", { severity: "critical", state: "resolved" }),
  ];
  expect(gravestOf(all, NOW).map(({ id }) => id)).toEqual(["critical", "low"]);
});
