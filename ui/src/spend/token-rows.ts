import type { ExploredTokens } from "../api/types";
import { colorOf, type DrawnSeries, drawn } from "../chart/series";
import { linesOf } from "./csv";
import { dimensionOf, nameIn, TOKEN_KIND } from "./dimensions";

/** A row of the table of tokens: a kind of a group, all others, or the total. */
export interface TokenRow {
  id: string;
  /** One for each dimension, the kind last. */
  names: string[];
  color: string | null;
  tokens: number;
  before: number | null;
}

export function tokenRowsOf(explored: ExploredTokens, by: string[]): TokenRow[] {
  const padded = (name: string) => [name, ...by.map(() => "")];
  const { others } = explored;
  return [
    ...explored.groups.map(({ names, kind, tokens, before }, place) => ({
      id: JSON.stringify([names, kind]),
      names: namesOf(by, names, kind),
      color: colorOf(place),
      tokens,
      before,
    })),
    ...(others === null
      ? []
      : [{ id: "others", names: padded(`${others.groups} others`), color: OTHERS_COLOR, ...others }]),
    { id: "total", names: padded("Total"), color: null, tokens: explored.total, before: explored.before },
  ];
}

const OTHERS_COLOR = colorOf(Number.POSITIVE_INFINITY);

export function tokenSeriesOf(explored: ExploredTokens, by: string[]): DrawnSeries[] {
  const own = explored.groups.map(({ names, kind, series }) => ({
    id: JSON.stringify([names, kind]),
    label: namesOf(by, names, kind).join(" · "),
    amounts: series.map(String),
  }));
  const { others } = explored;
  return drawn(own, others === null ? null : { id: "rest", label: "Others", amounts: others.series.map(String) });
}

/** The table as it is shown. */
export function csvOfTokens(rows: TokenRow[], by: string[], { compares }: { compares: boolean }): string {
  const head = [...by, TOKEN_KIND.id].map((dimension) => dimensionOf(dimension).label);
  return linesOf([
    [...head, "Tokens", ...(compares ? ["Tokens before"] : [])],
    ...rows.map(({ names, tokens, before }) => [...names, tokens, ...(compares ? [before ?? ""] : [])]),
  ]);
}

function namesOf(by: string[], names: (string | null)[], kind: string): string[] {
  return [...by.map((dimension, at) => nameIn(dimension, names[at] ?? null)), nameIn(TOKEN_KIND.id, kind)];
}
