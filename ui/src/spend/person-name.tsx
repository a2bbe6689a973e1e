import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { nameIn } from "./dimensions";
import styles from "./person-name.module.css";

/** Somebody's name, which leads to the page of what they used. Usage that names nobody leads nowhere. */
export function PersonName({ name }: { name: string | null }) {
  return name === null ? (
    <Text span inherit c="dimmed" fs="italic">
      {nameIn("user", null)}
    </Text>
  ) : (
    <Link to="/dashboard/people/$name" params={{ name }} className={styles.name ?? ""} title={name}>
      {nameIn("user", name)}
    </Link>
  );
}
