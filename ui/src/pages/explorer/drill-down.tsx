import { Link } from "@tanstack/react-router";
import type { SpendRow } from "../../spend/rows";
import { type ExplorerSearch, readFilter, writeFilter } from "../../spend/search";
import styles from "./drill-down.module.css";

/** What a click on a value goes on with. */
const NEXT: Record<string, string> = {
  team: "user",
  cost_centre: "user",
  project: "user",
  model: "user",
  user: "session",
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

/** A name that leads on to what is behind it: a session's page, or narrowed to it and grouped by the next question. */
export function DrillDown({ row, by, search }: DrillDownProps) {
  const narrowing = by.map((dimension, at) => writeFilter({ dimension, value: row.names?.[at] ?? "" }));
  if (narrowing.length === 0) {
    return <span className={styles.name}>{row.label}</span>;
  }
  const sessionId = by.length === 1 && by[0] === "session" ? row.names?.[0] : null;
  if (sessionId !== null && sessionId !== undefined) {
    return (
      <Link
        className={`${styles.name} ${styles.link}`}
        to="/dashboard/sessions/$sessionId"
        params={{ sessionId }}
        title={row.label}
      >
        {row.label}
      </Link>
    );
  }
  const narrowed = narrowing.map((filter) => readFilter(filter).dimension);
  const kept = (search.filter ?? []).filter((filter) => !narrowed.includes(readFilter(filter).dimension));
  const next = NEXT[by.at(-1) ?? ""];
  return (
    <Link
      className={`${styles.name} ${styles.link}`}
      from="/dashboard/explorer"
      to="."
      search={{ ...search, filter: [...kept, ...narrowing], ...(next === undefined ? {} : { by: [next] }) }}
      title={row.label}
    >
      {row.label}
    </Link>
  );
}
