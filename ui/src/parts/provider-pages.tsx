import { Anchor, Group } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import styles from "./provider-pages.module.css";

const PAGES = [
  { to: "/dashboard/providers/$connectionId", label: "Overview" },
  { to: "/dashboard/providers/$connectionId/telemetry", label: "Raw telemetry" },
] as const;

/** The way back to all providers, and the pages of this one. */
export function ProviderPages({ connectionId }: { connectionId: string }) {
  return (
    <>
      <Anchor component={Link} to="/dashboard/providers" size="sm" c="dimmed" display="inline-block" mb="xs">
        <Group gap={4}>
          <IconChevronLeft size={14} aria-hidden="true" />
          Providers
        </Group>
      </Anchor>
      <nav aria-label="Provider" className={styles.pages}>
        {PAGES.map(({ to, label }) => (
          <Link
            key={to}
            to={to}
            params={{ connectionId }}
            activeOptions={{ exact: true, includeSearch: false }}
            className={styles.page ?? ""}
          >
            {label}
          </Link>
        ))}
        <Link to="/dashboard/data-quality" search={{ provider: connectionId }} className={styles.page ?? ""}>
          Data quality
        </Link>
      </nav>
    </>
  );
}
