import { Group, Text, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";
import styles from "./panel.module.css";

interface PanelProps {
  title: string;
  hint?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}

/** A titled section of a page on its own surface. Its content decides about its own padding. */
export function Panel({ title, hint, action, children }: PanelProps) {
  const id = useId();
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <Group className={styles.head ?? ""} justify="space-between" gap="sm">
        <div>
          <Title id={id} order={2} fz={15} lh={1.4} style={{ letterSpacing: "-0.006em" }}>
            {title}
          </Title>
          {hint !== undefined && (
            <Text size="sm" c="dimmed" mt={1}>
              {hint}
            </Text>
          )}
        </div>
        {action}
      </Group>
      {children}
    </section>
  );
}
