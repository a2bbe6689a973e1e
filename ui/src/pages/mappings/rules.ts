import type { MappingKind, MappingRule, NewMappingRule } from "../../api/types";

/** What a rule can go by, the most specific first, and how its pattern is written. */
export const KINDS: { value: MappingKind; label: string; example: string }[] = [
  { value: "email", label: "E-mail", example: "alice@example.com" },
  { value: "key", label: "API key", example: "" },
  { value: "tag", label: "Tag", example: "service.namespace=checkout" },
  { value: "domain", label: "Domain", example: "example.com" },
];

export const FIELDS = [
  { name: "team", label: "Team" },
  { name: "cost_centre", label: "Cost centre" },
  { name: "project", label: "Project" },
] as const;

export type Fields = Record<(typeof FIELDS)[number]["name"], string>;

export const NO_FIELDS: Fields = { team: "", cost_centre: "", project: "" };

type Subject = Pick<NewMappingRule, "kind" | "pattern">;
type Mapped = Partial<Pick<NewMappingRule, keyof Fields>>;

/** An organization has one rule at most for each pattern of a kind. */
export function idOf({ kind, pattern }: Subject): string {
  return `${kind}:${pattern}`;
}

export function kindInWords(kind: MappingKind): string {
  return KINDS.find((one) => one.value === kind)?.label ?? kind;
}

export function fieldsOf(rule: Mapped): Fields {
  return { team: rule.team ?? "", cost_centre: rule.cost_centre ?? "", project: rule.project ?? "" };
}

/** A rule that names nothing is refused by the server. */
export function isNothing(fields: Fields): boolean {
  return Object.values(fields).every((value) => value.trim() === "");
}

/** The rule as it is sent: what is empty is left to other rules. */
export function ruleOf({ kind, pattern }: Subject, fields: Fields): NewMappingRule {
  return {
    kind,
    pattern,
    team: fields.team.trim() || null,
    cost_centre: fields.cost_centre.trim() || null,
    project: fields.project.trim() || null,
  };
}

/** What a rule says, in one line: "team Platform, project Checkout". */
export function inWords(rule: Mapped): string {
  const named = FIELDS.filter(({ name }) => rule[name] != null);
  return named.map(({ name, label }) => `${label.toLowerCase()} ${rule[name]}`).join(", ");
}

/** Whether every word that is sought is somewhere in the rule. */
export function matches(rule: MappingRule, sought: string): boolean {
  const text = [kindInWords(rule.kind), rule.pattern, rule.team, rule.cost_centre, rule.project]
    .join(" ")
    .toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
