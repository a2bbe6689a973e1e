import { useRemoveMapping } from "../../api/commands";
import type { MappingRule } from "../../api/types";
import { ConfirmModal } from "../../parts/confirm-modal";
import { inWords } from "./rules";

export function RemoveRuleModal({ rule, onClose }: { rule: MappingRule | null; onClose: () => void }) {
  return (
    <ConfirmModal
      about={rule}
      onClose={onClose}
      title={() => "Remove this rule?"}
      action="Remove rule"
      failed="The rule was not removed"
      useDoing={useRemoveMapping}
      told={(removed) => removed}
    >
      {(removed) => (
        <>
          Usage of <b>{removed.pattern}</b> is no longer given {inWords(removed)}, in reports of the past too. Other
          rules and what senders declare then decide.
        </>
      )}
    </ConfirmModal>
  );
}
