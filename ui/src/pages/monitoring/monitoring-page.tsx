import { Select, Skeleton, Tabs } from "@mantine/core";
import { IconActivity } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { useState } from "react";
import { EmptyState } from "../../parts/empty-state";
import { Failure } from "../../parts/failure";
import { PageHeader } from "../../parts/page-header";
import { Panel } from "../../parts/panel";
import { RowTable, RowTableSkeleton } from "../../parts/row-table";
import { BudgetModal, type Draft } from "../../warning/budget-modal";
import { TABS } from "../../warning/monitoring-search";
import { scaleOf } from "../../warning/pace";
import { forecastsQuery } from "../../warning/queries";
import { kindOf } from "../../warning/scopes";
import type { Forecast, ScopeKind, Window } from "../../warning/types";
import { useMay } from "../../warning/use-may";
import { WINDOWS } from "../../warning/windows";
import styles from "./monitoring.module.css";
import { monitoringColumns } from "./monitoring-columns";
import { Total } from "./total";

export const route = createLazyRoute("/dashboard/monitoring")({ component: MonitoringPage });

function MonitoringPage() {
  const { by = "team", window = "month" } = route.useSearch();
  const navigate = route.useNavigate();
  const [draft, setDraft] = useState<Draft | null>(null);
  const outlook = useQuery(forecastsQuery(by, window));
  const maySet = useMay("admin");
  const choose = (search: { by?: ScopeKind; window?: Window }) =>
    navigate({ search: { by, window, ...search }, replace: true });
  return (
    <>
      <PageHeader
        title="Monitoring"
        action={
          <Select
            aria-label="Window"
            w={130}
            allowDeselect={false}
            value={window}
            onChange={(chosen) => choose({ window: (chosen ?? "month") as Window })}
            data={WINDOWS.map(({ value, label }) => ({ value, label: `This ${label.toLowerCase()}` }))}
          />
        }
      >
        Where spend stands and where it will end: whoever is about to cross a budget shows before it happens.
      </PageHeader>
      {outlook.isPending && <Skeleton height={185} radius={12} mb={20} />}
      {outlook.data !== undefined && (
        <Total outlook={outlook.data.total} onSet={maySet ? (scope) => setDraft({ scope, window }) : null} />
      )}
      <Panel
        title={kindOf(by).many}
        action={
          <Tabs value={by} onChange={(chosen) => choose({ by: (chosen ?? "team") as ScopeKind })} variant="pills">
            <Tabs.List className={styles.tabs ?? ""} aria-label="By">
              {TABS.map(({ id, many }) => (
                <Tabs.Tab key={id} value={id} className={styles.tab ?? ""}>
                  {many}
                </Tabs.Tab>
              ))}
            </Tabs.List>
          </Tabs>
        }
      >
        {outlook.data === undefined && outlook.error === null && <RowTableSkeleton />}
        {outlook.data === undefined && outlook.error !== null && (
          <Failure what="The forecasts could not be loaded" error={outlook.error} onRetry={() => outlook.refetch()} />
        )}
        {outlook.data !== undefined && (
          <Rows
            by={by}
            window={window}
            forecasts={outlook.data.forecasts}
            onSet={maySet ? (one) => setDraft({ scope: one.scope, window }) : null}
          />
        )}
      </Panel>
      <BudgetModal draft={draft} onClose={() => setDraft(null)} />
    </>
  );
}

interface RowsProps {
  by: ScopeKind;
  window: Window;
  forecasts: Forecast[];
  onSet: ((forecast: Forecast) => void) | null;
}

function Rows({ by, window, forecasts, onSet }: RowsProps) {
  if (forecasts.length === 0) {
    return (
      <EmptyState icon={IconActivity} title={`No ${kindOf(by).many.toLowerCase()} yet`}>
        Usage that names one shows here; a mapping rule can give usage a team, a cost centre and a project.
      </EmptyState>
    );
  }
  const scale = Math.max(
    ...forecasts.map((one) => scaleOf({ upper: one.upper_usd, budget: one.budget_usd, spent: one.spent_usd })),
  );
  return (
    <RowTable
      label={kindOf(by).many}
      columns={monitoringColumns({ scale, window, onSet })}
      rows={forecasts}
      keyOf={(one) => one.scope.value ?? ""}
    />
  );
}
