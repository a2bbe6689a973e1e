import { expect, test } from "vitest";
import type { Budget, BudgetStatus, Standing } from "../../warning/types";
import { lightsOf, rowsOf } from "./rows";

function budget(id: string, kind: Budget["scope"]["kind"], value: string | null): Budget {
  const thresholds = [50, 80, 100];
  const created_at = "2026-11-01T00:00:00Z";
  return {
    id,
    scope: { kind, value },
    window: "month",
    amount_usd: "100",
    thresholds,
    warn_of_forecast: true,
    created_at,
  };
}

function standing(of: Budget, status: BudgetStatus, used_percent: string, value = of.scope.value): Standing {
  return {
    budget: of,
    scope: { kind: value === null ? "organization" : "person", value },
    start_date: "2026-11-01",
    end_date: "2026-11-30",
    spent_usd: used_percent,
    used_percent,
    expected_usd: "90",
    lower_usd: "80",
    upper_usd: "99",
    status,
    reason: "",
    crossed: [],
    crosses_on: null,
    days_to_risk: null,
  };
}

const whole = budget("whole", "organization", null);
const each = budget("each", "each_person", null);
const team = budget("team", "team", "Payments");

test("the gravest budget is first, and people stand under their default", () => {
  const standings = [
    standing(whole, "on_track", "10"),
    standing(each, "trending_high", "60", "bob@acme.example"),
    standing(each, "trending_high", "70", "eve@acme.example"),
    standing(team, "over_budget", "120"),
  ];
  const rows = rowsOf({ budgets: [whole, each, team], standings });
  expect(rows.map((row) => row.id)).toEqual([
    "team",
    "each",
    "each:eve@acme.example",
    "each:bob@acme.example",
    "whole",
  ]);
  expect(rows[1]?.people).toEqual({ near: 2, shown: 2 });
});

test("of many people under a default five are shown, and all when it is opened", () => {
  const standings = Array.from({ length: 8 }, (_, n) => standing(each, "on_track", `${50 + n}`, `p${n}@acme.example`));
  expect(rowsOf({ budgets: [each], standings })).toHaveLength(1 + 5);
  expect(rowsOf({ budgets: [each], standings }, ["each"])).toHaveLength(1 + 8);
});

test("a default that nobody comes near is a line all the same", () => {
  expect(rowsOf({ budgets: [each], standings: [] })).toMatchObject([
    { id: "each", standing: null, people: { near: 0, shown: 0 } },
  ]);
});

test("lights are counted, those without a budget left out", () => {
  const standings = [standing(whole, "on_track", "1"), standing(team, "over_budget", "120")];
  expect(lightsOf(standings)).toEqual([
    { status: "over_budget", count: 1 },
    { status: "on_track", count: 1 },
  ]);
});
