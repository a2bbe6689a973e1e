import { ActionIcon, Drawer, Indicator, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBell } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import { meQuery } from "../api/queries";
import { countOf } from "../format/quantity";
import { TimeAgo } from "../parts/time-ago";
import { useNow } from "../parts/use-now";
import { alertsQuery } from "./alert-queries";
import { SeverityMark } from "./alert-words";
import { Impact } from "./impact";
import styles from "./inbox-panel.module.css";
import { sectionsOf } from "./sections";
import type { Alert } from "./types";
import { useMay } from "./use-may";

/** The bell in the page bar: how much is open, and a panel of it over any page. Viewers have no inbox. */
export function InboxPanel() {
  const mayRead = useMay("member");
  const [isOpen, panel] = useDisclosure(false);
  const { pathname } = useLocation();
  const { data: alerts = [] } = useQuery({ ...alertsQuery("open"), enabled: mayRead });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the panel closes when the page changes
  useEffect(panel.close, [pathname]);
  if (!mayRead) {
    return null;
  }
  const isGrave = alerts.some((one) => one.state === "new" && (one.severity === "critical" || one.severity === "high"));
  return (
    <>
      <Indicator
        disabled={alerts.length === 0}
        size={8}
        offset={5}
        color={isGrave ? "var(--ss-bad)" : "var(--ss-warn)"}
      >
        <ActionIcon aria-label={`Inbox: ${countOf(alerts.length, "open alert")}`} onClick={panel.open}>
          <IconBell size={18} stroke={1.7} />
        </ActionIcon>
      </Indicator>
      <Drawer
        opened={isOpen}
        onClose={panel.close}
        position="right"
        size="min(440px, 100vw)"
        title={<Text fw={600}>Inbox</Text>}
        closeButtonProps={{ "aria-label": "Close inbox" }}
      >
        <Sections alerts={alerts} />
        <Link to="/dashboard/inbox" className={styles.all ?? ""}>
          All alerts
        </Link>
      </Drawer>
    </>
  );
}

function Sections({ alerts }: { alerts: Alert[] }) {
  const { data: me } = useQuery(meQuery);
  const sections = sectionsOf(alerts, me?.member.id, useNow());
  if (sections.length === 0) {
    return (
      <Text size="sm" c="dimmed" py="md">
        Nothing needs you.
      </Text>
    );
  }
  return sections.map((section) => (
    <section key={section.title} aria-label={section.title}>
      <h3 className={styles.section}>{section.title}</h3>
      {section.alerts.map((alert) => (
        <Link
          key={alert.id}
          to="/dashboard/inbox/$alertId"
          params={{ alertId: alert.id }}
          className={styles.alert ?? ""}
        >
          <span className={styles.head}>
            <SeverityMark severity={alert.severity} />
            <span className={styles.side}>
              <Impact alert={alert} /> · <TimeAgo at={alert.opened_at} />
            </span>
          </span>
          <span className={styles.title}>{alert.title}</span>
          <span className={styles.summary}>{alert.summary}</span>
        </Link>
      ))}
    </section>
  ));
}
