import { Text } from "@mantine/core";
import type { AuditEntry } from "../../api/types";
import type { Column } from "../../parts/row-table";
import { TimeAgo } from "../../parts/time-ago";
import styles from "./audit-page.module.css";
import { actionInWords, changedFields } from "./words";

export const auditColumns: Column<AuditEntry>[] = [
  {
    id: "action",
    header: "Action",
    phone: "lead",
    cell: (entry) => (
      <Text inherit fw={500}>
        {actionInWords(entry.action)}
      </Text>
    ),
  },
  {
    id: "subject",
    header: "What",
    phone: "detail",
    cell: (entry) => <span className={styles.field}>{entry.subject}</span>,
  },
  { id: "change", header: "Before and after", phone: "detail", cell: (entry) => <Change entry={entry} /> },
  { id: "by", header: "By", phone: "detail", cell: (entry) => <By entry={entry} /> },
  {
    id: "at",
    header: "When",
    phone: "side",
    cell: (entry) => <TimeAgo at={entry.at} />,
  },
];

function Change({ entry }: { entry: AuditEntry }) {
  return (
    <>
      {changedFields(entry.before, entry.after).map(({ name, before, after }) => (
        <span key={name} className={styles.field}>
          <span className={styles.name}>{name}:</span> {before}
          {before !== null && after !== null && " → "}
          {after}
        </span>
      ))}
    </>
  );
}

function By({ entry: { by } }: { entry: AuditEntry }) {
  return (
    <>
      <span className={styles.field}>{by.name}</span>
      {by.address !== null && (
        <Text size="xs" c="dimmed">
          from {by.address}
        </Text>
      )}
    </>
  );
}
