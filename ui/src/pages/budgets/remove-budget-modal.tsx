import { formatUsd } from "../../format/money";
import { ConfirmModal } from "../../parts/confirm-modal";
import { useRemoveBudget } from "../../warning/commands";
import { nameOf } from "../../warning/scopes";
import type { Budget } from "../../warning/types";
import { everyOf } from "../../warning/windows";

export function RemoveBudgetModal({ budget, onClose }: { budget: Budget | null; onClose: () => void }) {
  return (
    <ConfirmModal
      about={budget}
      onClose={onClose}
      title={({ scope }) => `Remove the budget of ${nameOf(scope)}?`}
      action="Remove budget"
      failed="The budget was not removed"
      useDoing={useRemoveBudget}
      told={({ id }) => id}
    >
      {({ amount_usd, window }) =>
        `${formatUsd(amount_usd)} ${everyOf(window)} is no limit any more, and its alerts resolve. The audit keeps what it was.`
      }
    </ConfirmModal>
  );
}
