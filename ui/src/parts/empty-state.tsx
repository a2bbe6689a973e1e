import { Stack, Text, Title } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import styles from "./empty-state.module.css";

interface EmptyStateProps {
  icon: Icon;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}

/** Nothing is here yet: says what will be, and leads on. */
export function EmptyState({ icon: Sign, title, children, action }: EmptyStateProps) {
  return (
    <Stack align="center" gap={6} px="md" py={40} ta="center">
      <span className={styles.sign} aria-hidden="true">
        <Sign size={20} stroke={1.6} />
      </span>
      <Title order={3} fz="md" mt={6}>
        {title}
      </Title>
      <Text size="sm" c="dimmed" maw={440}>
        {children}
      </Text>
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </Stack>
  );
}
