import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useToday } from "../period/use-today";
import styles from "./scope-name.module.css";
import { filtersOf, kindOf, nameOf } from "./scopes";
import type { BudgetScope } from "./types";

interface ScopeNameProps {
  scope: BudgetScope;
  /** The day from which the Explorer shows it; without one there is no link. */
  from: string | null;
  note?: string;
  withKind?: boolean;
}

/** What a budget or a forecast is about; a click explores its spend. */
export function ScopeName({ scope, from, note, withKind = true }: ScopeNameProps) {
  const today = useToday();
  const filter = filtersOf(scope);
  const about = [
    ...(withKind && scope.value !== null ? [kindOf(scope.kind).one] : []),
    ...(note === undefined ? [] : [note]),
  ];
  const name = nameOf(scope);
  return (
    <>
      {filter === null || from === null ? (
        <span className={styles.name}>{name}</span>
      ) : (
        <Link
          to="/dashboard/explorer"
          search={{ from, to: today, ...(filter.length === 0 ? {} : { filter }) }}
          className={styles.name ?? ""}
          title={name}
        >
          {name}
        </Link>
      )}
      {about.length > 0 && (
        <Text size="xs" c="dimmed">
          {about.join(" · ")}
        </Text>
      )}
    </>
  );
}
