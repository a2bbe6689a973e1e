import { Anchor, SimpleGrid, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatUsd } from "../../format/money";
import { Panel } from "../../parts/panel";
import { type Column, RowTable } from "../../parts/row-table";
import { SeverityMark } from "../../warning/alert-words";
import { BudgetLight } from "../../warning/budget-status";
import { ScopeName } from "../../warning/scope-name";
import type { Alert, Report, Standing } from "../../warning/types";
import { everyOf } from "../../warning/windows";
import styles from "./report.module.css";

/** How budgets stood, and the alerts that were open. */
export function ReportOpen({ report }: { report: Report }) {
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      <Panel title="Budgets">
        {report.budgets.length === 0 ? (
          <Nothing>
            None is set.{" "}
            <Anchor component={Link} to="/dashboard/budgets" size="sm" underline="always">
              Set a budget
            </Anchor>
          </Nothing>
        ) : (
          <RowTable label="Budgets" columns={BUDGETS} rows={report.budgets} keyOf={keyOf} />
        )}
      </Panel>
      <Panel title="Open alerts">
        {report.alerts.length === 0 ? (
          <Nothing>Nothing needed anybody.</Nothing>
        ) : (
          <RowTable label="Open alerts" columns={ALERTS} rows={report.alerts} keyOf={(alert) => alert.id} />
        )}
      </Panel>
    </SimpleGrid>
  );
}

const BUDGETS: Column<Standing>[] = [
  {
    id: "scope",
    header: "Budget of",
    phone: "lead",
    cell: ({ scope, start_date: from, budget }) => (
      <ScopeName scope={scope} from={from} note={`${formatUsd(budget.amount_usd)} ${everyOf(budget.window)}`} />
    ),
  },
  { id: "reason", header: "Why", phone: "detail", cell: ({ reason }) => <span className={styles.why}>{reason}</span> },
  { id: "status", header: "Status", phone: "side", cell: ({ status }) => <BudgetLight status={status} /> },
];

const ALERTS: Column<Alert>[] = [
  {
    id: "title",
    header: "Alert",
    phone: "lead",
    cell: ({ id, title }) => (
      <Link to="/dashboard/inbox/$alertId" params={{ alertId: id }} className={styles.name ?? ""}>
        {title}
      </Link>
    ),
  },
  { id: "severity", header: "Severity", phone: "side", cell: ({ severity }) => <SeverityMark severity={severity} /> },
];

function keyOf({ budget, scope }: Standing): string {
  return `${budget.id} ${scope.value ?? ""}`;
}

function Nothing({ children }: { children: ReactNode }) {
  return (
    <Text size="sm" c="dimmed" px={20} py="md">
      {children}
    </Text>
  );
}
