import { Group, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";

interface PageHeaderProps {
  title: string;
  beside?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}

/** The page's one heading. It takes the focus when the page opens, so that a screen reader says where one is. */
export function PageHeader({ title, beside, children, action }: PageHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · StackSpend`;
    heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <Group justify="space-between" align="flex-start" gap="md" mb="xl">
      <div>
        <Group gap="sm">
          <Title ref={heading} order={1} fz={24} lh={1.3} tabIndex={-1} style={{ letterSpacing: "-0.018em" }}>
            {title}
          </Title>
          {beside}
        </Group>
        {children !== undefined && (
          <Text c="dimmed" mt={4} maw={760}>
            {children}
          </Text>
        )}
      </div>
      {action}
    </Group>
  );
}
