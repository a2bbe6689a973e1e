import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Column } from "../../parts/row-table";
import { TimeAgo } from "../../parts/time-ago";
import { SeverityMark, StateMark } from "../../warning/alert-words";
import { Impact } from "../../warning/impact";
import type { Alert } from "../../warning/types";
import styles from "./inbox.module.css";

export function alertColumns(now: number): Column<Alert>[] {
  return [
    {
      id: "severity",
      header: "Severity",
      cell: (alert) => <SeverityMark severity={alert.severity} />,
    },
    { id: "what", header: "What happened", phone: "lead", cell: (alert) => <What alert={alert} /> },
    {
      id: "impact",
      header: "Impact",
      align: "end",
      phone: "side",
      cell: (alert) => <Impact alert={alert} />,
    },
    {
      id: "state",
      header: "State",
      cell: (alert) => (
        <>
          <StateMark alert={alert} now={now} />
          {alert.owner_email !== null && (
            <Text size="xs" c="dimmed" className={styles.owner ?? ""} title={alert.owner_email}>
              {alert.owner_email}
            </Text>
          )}
        </>
      ),
    },
    { id: "raised", header: "Raised", cell: (alert) => <TimeAgo at={alert.opened_at} /> },
    {
      id: "about",
      header: "About",
      phone: "detail",
      isOnlyForPhones: true,
      cell: (alert) => (
        <span className={styles.about}>
          <SeverityMark severity={alert.severity} />
          <StateMark alert={alert} now={now} />
          <TimeAgo at={alert.opened_at} />
        </span>
      ),
    },
  ];
}

function What({ alert }: { alert: Alert }) {
  return (
    <div className={styles.what}>
      <Link to="/dashboard/inbox/$alertId" params={{ alertId: alert.id }} className={styles.title ?? ""}>
        {alert.title}
      </Link>
      <Text size="xs" c="dimmed">
        {alert.summary}
      </Text>
    </div>
  );
}
