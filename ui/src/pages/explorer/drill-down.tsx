import { Link } from "@tanstack/react-router";
import type { SpendRow } from "../../spend/rows";
import { type ExplorerSearch, narrowed, writeFilter } from "../../spend/search";
import styles from "./drill-down.module.css";
import { LeadDown } from "./lead-down";

/** What a click on a value goes on with. */
const NEXT: Record<string, string> = {
  team: "user",
  cost_centre: "user",
  project: "user",
  model: "user",
  user: "session",
  connection: "user",
  source: "user",
  query_source: "model",
  skill: "user",
  plugin: "skill",
  agent: "user",
  mcp_server: "user",
  client_version: "user",
  effort: "model",
  speed: "model",
};

interface DrillDownProps {
  row: SpendRow;
  by: string[];
  search: ExplorerSearch;
}

/** A name that leads on to what is behind it: narrowed to it and grouped by the next question, or its lists. */
export function DrillDown({ row, by, search }: DrillDownProps) {
  const narrowing = by.map((dimension, at) => writeFilter({ dimension, value: row.names?.[at] ?? "" }));
  const filter = narrowed(search.filter ?? [], narrowing);
  return (
    <>
      {by.length === 0 ? (
        <span className={styles.name}>{row.label}</span>
      ) : (
        <Name row={row} by={by} search={{ ...search, filter }} />
      )}
      <span className={styles.beside}>
        <LeadDown of={row.label} filters={filter} search={search} />
      </span>
    </>
  );
}

function Name({ row, by, search }: DrillDownProps) {
  const className = `${styles.name} ${styles.link}`;
  const sessionId = by.length === 1 && by[0] === "session" ? row.names?.[0] : null;
  if (sessionId !== null && sessionId !== undefined) {
    return (
      <Link className={className} to="/dashboard/sessions/$sessionId" params={{ sessionId }} title={row.label}>
        {row.label}
      </Link>
    );
  }
  const last = by.at(-1) ?? "";
  const next = last.startsWith("tag:") ? "user" : NEXT[last];
  return (
    <Link
      className={className}
      from="/dashboard/explorer"
      to="."
      search={{ ...search, ...(next === undefined ? {} : { by: [next] }) }}
      title={row.label}
    >
      {row.label}
    </Link>
  );
}
