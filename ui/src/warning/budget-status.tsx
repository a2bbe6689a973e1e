import { Status, type Tone } from "../parts/status";
import type { BudgetStatus } from "./types";

export const STATUSES: Record<BudgetStatus, { tone: Tone; words: string }> = {
  over_budget: { tone: "bad", words: "Over budget" },
  trending_high: { tone: "warn", words: "Trending high" },
  on_track: { tone: "good", words: "On track" },
};

/** How grave a status is; the gravest first. */
export const BY_GRAVITY = Object.keys(STATUSES) as BudgetStatus[];

/** The light of a budget, in words too. */
export function BudgetLight({ status }: { status: BudgetStatus }) {
  const { tone, words } = STATUSES[status];
  return <Status tone={tone}>{words}</Status>;
}
