import type { ExploredSpend, Sums } from "../api/types";
import { colorOf, type DrawnSeries, drawn } from "../chart/series";
import { namesIn } from "./dimensions";

/** A row of the table: a group, or all groups without a row of their own. */
export interface SpendRow {
  id: string;
  label: string;
  names: (string | null)[] | null;
  color: string;
  sums: Sums;
  before: string | null;
}

export type SortKey = "name" | "cost" | "change" | "tokens" | "requests";
export interface Sort {
  key: SortKey;
  descends: boolean;
}

export const BY_COST: Sort = { key: "cost", descends: true };

export function rowsOf(spend: ExploredSpend, by: string[]): SpendRow[] {
  return spend.groups.map((group, place) => ({
    id: JSON.stringify(group.names),
    label: namesIn(by, group.names),
    names: group.names,
    color: colorOf(place),
    sums: group.sums,
    before: group.before_usd,
  }));
}

export function othersOf(spend: ExploredSpend): SpendRow | null {
  const { others } = spend;
  return others === null
    ? null
    : {
        id: "others",
        label: `${others.groups} others`,
        names: null,
        color: colorOf(Number.POSITIVE_INFINITY),
        sums: others.sums,
        before: others.before_usd,
      };
}

/** What a chart of this answer draws: its groups and the others, or without groups the whole. */
export function seriesOf(spend: ExploredSpend, by: string[]): DrawnSeries[] {
  if (by.length === 0) {
    return drawn([{ id: "total", label: "All spend", amounts: spend.series }], null);
  }
  const own = spend.groups.map((group) => ({
    id: JSON.stringify(group.names),
    label: namesIn(by, group.names),
    amounts: group.series,
  }));
  const rest = spend.others === null ? null : { id: "rest", label: "Others", amounts: spend.others.series };
  return drawn(own, rest);
}

/** The rows in the wanted order. What nobody knows comes last, whichever way. */
export function sorted(rows: SpendRow[], { key, descends }: Sort): SpendRow[] {
  const direction = descends ? -1 : 1;
  return [...rows].sort((one, other) => {
    const [a, b] = [sortedBy(one, key), sortedBy(other, key)];
    if (a === null || b === null) {
      return Number(a === null) - Number(b === null);
    }
    return direction * (typeof a === "string" ? a.localeCompare(String(b)) : a - Number(b));
  });
}

function sortedBy(row: SpendRow, key: SortKey): string | number | null {
  switch (key) {
    case "name":
      return row.label;
    case "cost":
      return row.sums.net_amount_usd === null ? null : Number(row.sums.net_amount_usd);
    case "change":
      return Number(row.sums.net_amount_usd ?? 0) - Number(row.before ?? 0);
    case "tokens":
      return tokensOf(row.sums);
    case "requests":
      return row.sums.requests;
  }
}

/** All tokens together; null if a kind of them is unknown. */
export function tokensOf({ tokens }: Sums): number | null {
  const counts = Object.values(tokens);
  return counts.some((count) => count === null) ? null : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

export function readSort(text: unknown): Sort | undefined {
  const found = typeof text === "string" ? /^(-?)(name|cost|change|tokens|requests)$/.exec(text) : null;
  return found === null ? undefined : { descends: found[1] === "-", key: found[2] as SortKey };
}

export function writeSort({ key, descends }: Sort): string {
  return `${descends ? "-" : ""}${key}`;
}
