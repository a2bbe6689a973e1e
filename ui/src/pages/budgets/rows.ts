import type { Budget, BudgetStatus, Budgets, Standing } from "../../warning/types";

/** A line of the list: a budget with its standing, a default itself, or one person's standing by a default. */
export interface BudgetRow {
  id: string;
  budget: Budget;
  /** Null for a default, which stands for each person by himself. */
  standing: Standing | null;
  /** Of a default: how many people come near it, and how many of them have a line. */
  people: { near: number; shown: number } | null;
  /** Whether the line is one person's by the default above it. */
  isByDefault: boolean;
}

const GRAVITY: BudgetStatus[] = ["over_budget", "trending_high", "on_track"];

/** Of a default, so many people have a line at once. */
export const FIRST_PEOPLE = 5;

/** Every budget on a line, the gravest first; a default with people under it, all of them if its id is among `opened`. */
export function rowsOf({ budgets, standings }: Budgets, opened: string[] = []): BudgetRow[] {
  const groups = budgets.map((budget) => {
    const own = standings.filter((one) => one.budget.id === budget.id).sort(byGravity);
    return { worst: own[0], rows: linesOf(budget, own, opened.includes(budget.id) ? own.length : FIRST_PEOPLE) };
  });
  return groups.sort((one, other) => gravityOf(one.worst) - gravityOf(other.worst)).flatMap(({ rows }) => rows);
}

/** How many budgets stand at each status. */
export function lightsOf(standings: Standing[]): { status: BudgetStatus; count: number }[] {
  const counts = GRAVITY.map((status) => ({ status, count: standings.filter((one) => one.status === status).length }));
  return counts.filter(({ count }) => count > 0);
}

function linesOf(budget: Budget, own: Standing[], most: number): BudgetRow[] {
  if (budget.scope.kind !== "each_person") {
    return [{ id: budget.id, budget, standing: own[0] ?? null, people: null, isByDefault: false }];
  }
  const people = own.slice(0, most).map((standing) => ({
    id: `${budget.id}:${standing.scope.value}`,
    budget,
    standing,
    people: null,
    isByDefault: true,
  }));
  return [
    { id: budget.id, budget, standing: null, people: { near: own.length, shown: people.length }, isByDefault: false },
    ...people,
  ];
}

function byGravity(one: Standing, other: Standing): number {
  return gravityOf(one) - gravityOf(other) || Number(other.used_percent) - Number(one.used_percent);
}

function gravityOf(standing: Standing | undefined): number {
  return standing === undefined ? GRAVITY.length : GRAVITY.indexOf(standing.status);
}
