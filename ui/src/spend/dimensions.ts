import { titleOf, wordsOf } from "../format/words";

interface Dimension {
  id: string;
  label: string;
  /** What stands for usage that has none. */
  none: string;
  show?: (name: string) => string;
}

/** Somebody who is known by an id alone is said to be one, in fewer letters. */
function personOf(name: string): string {
  if (/^[0-9a-f]{64}$/.test(name)) {
    return `Installation ${name.slice(0, 8)}`;
  }
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name) ? `Account ${name.slice(0, 8)}` : name;
}

/** What spend can be grouped and filtered by, in the order of the menus. */
export const DIMENSIONS: Dimension[] = [
  { id: "model", label: "Model", none: "Unknown model" },
  { id: "user", label: "Person", none: "Unattributed", show: personOf },
  { id: "team", label: "Team", none: "No team" },
  { id: "cost_centre", label: "Cost centre", none: "No cost centre" },
  { id: "project", label: "Project", none: "No project" },
  { id: "connection", label: "Provider", none: "Unknown provider" },
  { id: "source", label: "Source", none: "Unknown source", show: titleOf },
  { id: "query_source", label: "Query source", none: "Not stated", show: wordsOf },
  { id: "skill", label: "Skill", none: "No skill" },
  { id: "plugin", label: "Plugin", none: "No plugin" },
  { id: "agent", label: "Agent", none: "No agent" },
  { id: "mcp_server", label: "MCP server", none: "No MCP server" },
  { id: "client_version", label: "Client version", none: "Unknown version" },
  { id: "effort", label: "Effort", none: "Not stated", show: wordsOf },
  { id: "speed", label: "Speed", none: "Not stated", show: wordsOf },
  { id: "session", label: "Session", none: "No session" },
];

/** What tokens, which have no amount of their own, can be grouped by beside one of the others. */
export const TOKEN_KIND: Dimension = {
  id: "token_kind",
  label: "Token kind",
  none: "Unknown kind",
  show: (kind) => (kind === "cache_creation" ? "Cache write" : wordsOf(kind)),
};

const TAG = "tag:";

/** A tag that clients declare, as a dimension. */
export function tagOf(name: string): string {
  return TAG + name;
}

export function isDimension(id: string): boolean {
  return (id.startsWith(TAG) && id !== TAG) || [...DIMENSIONS, TOKEN_KIND].some((known) => known.id === id);
}

export function dimensionOf(id: string): Dimension {
  if (id.startsWith(TAG)) {
    const name = id.slice(TAG.length);
    return { id, label: `Tag ${name}`, none: `No ${name}` };
  }
  const known = [...DIMENSIONS, TOKEN_KIND].find((one) => one.id === id);
  return known ?? { id, label: wordsOf(id), none: "None" };
}

/** A value of a dimension as people read it. */
export function nameIn(dimension: string, name: string | null): string {
  const known = dimensionOf(dimension);
  return name === null ? known.none : (known.show?.(name) ?? name);
}

/** The names of a group, one for each dimension, as one text. */
export function namesIn(dimensions: string[], names: (string | null)[]): string {
  return dimensions.map((dimension, at) => nameIn(dimension, names[at] ?? null)).join(" · ");
}
