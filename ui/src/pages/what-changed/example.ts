import type { ChangePart, Contributor, Driver, ExplainedChange } from "../../api/types";

type Use = ExplainedChange["before"];

/** What was used in a week of November, for tests. */
export function week(start: string, end: string, more: Partial<Use> = {}): Use {
  return {
    start,
    end,
    net_amount_usd: "80",
    tokens: { input: 1_000, output: 2_000, cache_read: 9_000, cache_creation: 0 },
    line_items: 100,
    requests: 100,
    unpriced: 0,
    people: 5,
    ...more,
  };
}

/** Parts that lead from an amount over these steps. */
export function partsFrom(
  amount: number,
  steps: Partial<Record<Driver, number>>,
  contributors: Contributor[] = [],
): ChangePart[] {
  const drivers: Driver[] = [
    "volume",
    "model_mix",
    "effort_and_speed",
    "request_size",
    "cache_use",
    "price",
    "unsplit",
  ];
  let reached = amount;
  return drivers.map((driver) => {
    const step = steps[driver] ?? 0;
    const from = reached;
    reached += step;
    return { driver, usd: String(step), from_usd: String(from), to_usd: String(reached), contributors };
  });
}

/** Somebody or something that adds to a part. */
export function contributor(dimension: Contributor["dimension"], name: string | null, usd: string): Contributor {
  return { dimension, name, usd, before_usd: "0", after_usd: usd, line_items_before: 30, line_items_after: 90 };
}

/** A change from one week to the next. */
export function change(more: Partial<ExplainedChange> = {}): ExplainedChange {
  return {
    before: week("2026-11-01", "2026-11-07"),
    after: week("2026-11-08", "2026-11-14"),
    change_usd: "0",
    parts: partsFrom(80, {}),
    model_shifts: [],
    unsplit: [],
    ...more,
  };
}
