import { Button, Group } from "@mantine/core";
import { IconPlus, IconTargetArrow } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { useState } from "react";
import { EmptyState } from "../../parts/empty-state";
import { Failure } from "../../parts/failure";
import { PageHeader } from "../../parts/page-header";
import { Panel } from "../../parts/panel";
import { RowTable, RowTableSkeleton } from "../../parts/row-table";
import { Status } from "../../parts/status";
import { BudgetModal, type Draft } from "../../warning/budget-modal";
import { STATUSES } from "../../warning/budget-status";
import { budgetsQuery } from "../../warning/queries";
import type { Budget, Budgets } from "../../warning/types";
import { useMay } from "../../warning/use-may";
import { budgetColumns } from "./budget-columns";
import { RemoveBudgetModal } from "./remove-budget-modal";
import { lightsOf, rowsOf } from "./rows";

export const route = createLazyRoute("/dashboard/budgets")({ component: BudgetsPage });

function BudgetsPage() {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [toRemove, setToRemove] = useState<Budget | null>(null);
  const [opened, setOpened] = useState<string[]>([]);
  const toggle = ({ id }: Budget) =>
    setOpened(opened.includes(id) ? opened.filter((one) => one !== id) : [...opened, id]);
  const maySet = useMay("admin");
  const budgets = useQuery(budgetsQuery);
  return (
    <>
      <PageHeader
        title="Budgets"
        action={
          maySet && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setDraft({})}>
              Set a budget
            </Button>
          )
        }
      >
        Limits on any part of the spend, and where each will end. An alert tells of every threshold once.
      </PageHeader>
      <Panel title="How they stand" action={budgets.data !== undefined && <Lights budgets={budgets.data} />}>
        {budgets.data === undefined && budgets.error === null && <RowTableSkeleton />}
        {budgets.data === undefined && budgets.error !== null && (
          <Failure what="The budgets could not be loaded" error={budgets.error} onRetry={() => budgets.refetch()} />
        )}
        {budgets.data?.budgets.length === 0 && <NoBudgets onSet={maySet ? () => setDraft({}) : null} />}
        {budgets.data !== undefined && budgets.data.budgets.length > 0 && (
          <RowTable
            label="Budgets"
            columns={budgetColumns(
              toggle,
              maySet ? { onEdit: (budget) => setDraft({ budget }), onRemove: setToRemove } : null,
            )}
            rows={rowsOf(budgets.data, opened)}
            keyOf={(row) => row.id}
          />
        )}
      </Panel>
      <BudgetModal draft={draft} onClose={() => setDraft(null)} />
      <RemoveBudgetModal budget={toRemove} onClose={() => setToRemove(null)} />
    </>
  );
}

function Lights({ budgets }: { budgets: Budgets }) {
  return (
    <Group gap={6}>
      {lightsOf(budgets.standings).map(({ status, count }) => (
        <Status key={status} tone={STATUSES[status].tone}>
          {count} {STATUSES[status].words.toLowerCase()}
        </Status>
      ))}
    </Group>
  );
}

function NoBudgets({ onSet }: { onSet: (() => void) | null }) {
  return (
    <EmptyState
      icon={IconTargetArrow}
      title="No budgets yet"
      action={
        onSet !== null && (
          <Button variant="default" onClick={onSet}>
            Set the first budget
          </Button>
        )
      }
    >
      {onSet === null
        ? "Administrators set budgets on the organization, teams, people, projects and models."
        : "Begin with the whole organization a month, or with a default for each person. An amount is suggested after two weeks of history."}
    </EmptyState>
  );
}
