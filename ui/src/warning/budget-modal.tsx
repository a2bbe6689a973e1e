import { Modal, Text } from "@mantine/core";
import { BudgetForm } from "./budget-form";
import type { Budget, BudgetScope, Window } from "./types";

/** What the form begins with: a budget to change, or what a new one is of. */
export interface Draft {
  budget?: Budget;
  scope?: BudgetScope;
  window?: Window;
}

export function BudgetModal({ draft, onClose }: { draft: Draft | null; onClose: () => void }) {
  const title = draft?.budget === undefined ? "Set a budget" : "Change the budget";
  return (
    <Modal opened={draft !== null} onClose={onClose} title={<Text fw={600}>{title}</Text>}>
      {draft !== null && <BudgetForm draft={draft} onDone={onClose} />}
    </Modal>
  );
}
