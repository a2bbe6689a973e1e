import { Button, Group, SegmentedControl, Select } from "@mantine/core";
import { IconInbox } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { meQuery } from "../../api/queries";
import { wordsOf } from "../../format/words";
import { EmptyState } from "../../parts/empty-state";
import { Failure } from "../../parts/failure";
import { PageHeader } from "../../parts/page-header";
import { Panel } from "../../parts/panel";
import { RowTable, RowTableSkeleton } from "../../parts/row-table";
import { useNow } from "../../parts/use-now";
import { alertsQuery } from "../../warning/alert-queries";
import { isOpen, SEVERITIES } from "../../warning/alert-words";
import { type InboxSearch, STATES } from "../../warning/inbox-search";
import { sectionsOf } from "../../warning/sections";
import type { Alert } from "../../warning/types";
import { alertColumns } from "./alert-columns";
import styles from "./inbox.module.css";

export const route = createLazyRoute("/dashboard/inbox")({ component: InboxPage });

function InboxPage() {
  const { state = "open", severity } = route.useSearch();
  const navigate = route.useNavigate();
  const choose = (search: InboxSearch) => navigate({ search, replace: true });
  return (
    <>
      <PageHeader
        title="Inbox"
        action={
          <Group gap="xs">
            <SegmentedControl
              size="xs"
              aria-label="State"
              value={state}
              onChange={(chosen) => choose({ ...(severity === undefined ? {} : { severity }), state: chosen })}
              data={STATES.map((one) => ({ value: one, label: wordsOf(one) }))}
            />
            <Select
              size="xs"
              w={140}
              aria-label="Severity"
              placeholder="Any severity"
              clearable
              value={severity ?? null}
              onChange={(chosen) => {
                const known = SEVERITIES.find((one) => one === chosen);
                choose({ state, ...(known === undefined ? {} : { severity: known }) });
              }}
              data={SEVERITIES.map((one) => ({ value: one, label: wordsOf(one) }))}
            />
          </Group>
        }
      >
        One alert for each cause. It resolves by itself when the cause ends.
      </PageHeader>
      <Alerts state={state} severity={severity} onClear={() => choose({})} />
    </>
  );
}

interface AlertsProps {
  state: NonNullable<InboxSearch["state"]>;
  severity: InboxSearch["severity"];
  onClear: () => void;
}

function Alerts({ state, severity, onClear }: AlertsProps) {
  const { data: me } = useQuery(meQuery);
  const now = useNow();
  const alerts = useQuery(alertsQuery(state === "open" ? "open" : "all"));
  const shown = alerts.data?.filter(
    (one) => (severity === undefined || one.severity === severity) && (state !== "closed" || !isOpen(one)),
  );
  if (shown === undefined) {
    return alerts.error === null ? (
      <Panel title="Alerts">
        <RowTableSkeleton />
      </Panel>
    ) : (
      <Failure what="The alerts could not be loaded" error={alerts.error} onRetry={() => alerts.refetch()} />
    );
  }
  if (shown.length === 0) {
    const isFiltered = severity !== undefined || state === "closed";
    return <NoAlerts onClear={isFiltered ? onClear : null} />;
  }
  const sections = state === "open" ? sectionsOf(shown, me?.member.id, now) : [{ title: "Alerts", alerts: shown }];
  return (
    <div className={styles.sections}>
      {sections.map(({ title, alerts: rows }) => (
        <Rows key={title} title={title} alerts={rows} now={now} />
      ))}
    </div>
  );
}

function Rows({ title, alerts, now }: { title: string; alerts: Alert[]; now: number }) {
  return (
    <Panel title={`${title} · ${alerts.length}`}>
      <RowTable
        label={title}
        columns={alertColumns(now)}
        rows={alerts}
        keyOf={(alert) => alert.id}
        isDimmed={(alert) => !isOpen(alert)}
      />
    </Panel>
  );
}

function NoAlerts({ onClear }: { onClear: (() => void) | null }) {
  return (
    <Panel title="Alerts">
      <EmptyState
        icon={IconInbox}
        title={onClear === null ? "Nothing needs you" : "No such alert"}
        action={
          onClear !== null && (
            <Button variant="default" onClick={onClear}>
              Show what is open
            </Button>
          )
        }
      >
        Budgets that are used up, sessions that run away and spend that is not as usual show here within seconds.
      </EmptyState>
    </Panel>
  );
}
