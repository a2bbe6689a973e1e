import { titleOf } from "../format/words";
import { nameIn } from "../spend/dimensions";
import type { BudgetScope, ScopeKind } from "./types";

interface KindWords {
  id: ScopeKind;
  /** "Team". */
  one: string;
  /** "Teams". */
  many: string;
  /** The Explorer's name of it; null where it has no such filter. */
  dimension: string | null;
}

/** What a budget or a forecast can be about, in the order of the menus. */
export const KINDS: KindWords[] = [
  { id: "organization", one: "Organization", many: "Organization", dimension: null },
  { id: "team", one: "Team", many: "Teams", dimension: "team" },
  { id: "person", one: "Person", many: "People", dimension: "user" },
  { id: "each_person", one: "Each person", many: "Each person", dimension: null },
  { id: "project", one: "Project", many: "Projects", dimension: "project" },
  { id: "cost_centre", one: "Cost centre", many: "Cost centres", dimension: "cost_centre" },
  { id: "model", one: "Model", many: "Models", dimension: "model" },
  { id: "source", one: "Source", many: "Sources", dimension: "source" },
  { id: "tag", one: "Tag", many: "Tags", dimension: null },
  { id: "provider", one: "Provider type", many: "Provider types", dimension: null },
];

export function kindOf(id: ScopeKind): KindWords {
  return KINDS.find((kind) => kind.id === id) ?? { id, one: titleOf(id), many: titleOf(id), dimension: null };
}

/** Whether a scope of this kind has a name: the organization and the default per person have none. */
export function hasName(kind: ScopeKind): boolean {
  return kind !== "organization" && kind !== "each_person";
}

/** "Whole organization", "Payments", "Claude Code". */
export function nameOf({ kind, value }: BudgetScope): string {
  if (value === null) {
    return kind === "organization" ? "Whole organization" : kindOf(kind).one;
  }
  if (kind === "tag") {
    return value;
  }
  const { dimension } = kindOf(kind);
  return dimension === null ? titleOf(value) : nameIn(dimension, value);
}

/** The Explorer's filters for a scope; null where it cannot be narrowed to it. */
export function filtersOf({ kind, value }: BudgetScope): string[] | null {
  const { dimension } = kindOf(kind);
  if (value === null) {
    return kind === "organization" ? [] : null;
  }
  if (kind === "tag") {
    return [`tag:${value.replace("=", ":")}`];
  }
  return dimension === null ? null : [`${dimension}:${value}`];
}
