import { formatUsd } from "../format/money";
import styles from "./pace.module.css";
import type { BudgetStatus } from "./types";

export interface PaceProps {
  spent: string;
  expected: string;
  lower: string;
  upper: string;
  budget: string | null;
  status: BudgetStatus | null;
  /** What a whole bar stands for, to compare several; by itself if not said. */
  scale?: number;
}

/** What is spent, where it will end with its band, and the budget as a line: one bar. */
export function Pace({ spent, expected, lower, upper, budget, status, scale }: PaceProps) {
  const whole = scale ?? scaleOf({ upper, budget, spent });
  const at = (amount: string) => (whole > 0 ? `${Math.min(100, (Number(amount) / whole) * 100)}%` : "0%");
  const words = [
    `${formatUsd(spent)} spent`,
    `${formatUsd(expected)} expected, ${formatUsd(lower)} to ${formatUsd(upper)}`,
    ...(budget === null ? [] : [`budget ${formatUsd(budget)}`]),
  ].join(", ");
  return (
    <div role="img" aria-label={words} className={styles.pace} data-status={status ?? "none"}>
      <span className={styles.expected} style={{ width: at(expected) }} />
      <span className={styles.spent} style={{ width: at(spent) }} />
      <span className={styles.band} style={{ left: at(lower), right: `calc(100% - ${at(upper)})` }} />
      {budget !== null && <span className={styles.limit} style={{ left: at(budget) }} />}
    </div>
  );
}

/** A bar as long as the larger of the projection's upper bound and the budget, with some room. */
export function scaleOf({ upper, budget, spent }: Pick<PaceProps, "upper" | "budget" | "spent">): number {
  return Math.max(Number(upper), Number(budget ?? 0), Number(spent)) * 1.04;
}
