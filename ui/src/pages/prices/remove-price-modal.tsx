import { ConfirmModal } from "../../parts/confirm-modal";
import { type OwnPrice, useChangeOwnPrice } from "./api";
import { amountInWords } from "./words";

export function RemovePriceModal({ price, onClose }: { price: OwnPrice | null; onClose: () => void }) {
  return (
    <ConfirmModal
      about={price}
      onClose={onClose}
      title={() => "Remove this price?"}
      action="Remove price"
      failed="The price was not removed"
      useDoing={useChangeOwnPrice}
      told={({ override }) => ({ before: override })}
    >
      {({ override }) => (
        <>
          <b>{override.model}</b> ({amountInWords(override)}) is forgotten as if it had never been agreed: a replay
          prices its past at the list price. To keep the past, end it instead.
        </>
      )}
    </ConfirmModal>
  );
}
