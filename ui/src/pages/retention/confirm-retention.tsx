import { useQuery } from "@tanstack/react-query";
import { ConfirmModal } from "../../parts/confirm-modal";
import { type RetentionChoice, retentionPreviewQuery, useChooseRetention } from "./api";
import { doomInWords, howLong } from "./words";

export function ConfirmRetention({ choice, onClose }: { choice: RetentionChoice | null; onClose: () => void }) {
  return (
    <ConfirmModal
      about={choice}
      onClose={onClose}
      title={() => "Change how long telemetry is kept?"}
      action="Change retention"
      failed="The retention was not changed"
      useDoing={useChooseRetention}
      told={(chosen) => chosen}
    >
      {(chosen) => (
        <>
          Raw batches are kept {howLong(chosen.raw_days, "day")}, line items {howLong(chosen.item_months, "month")}.{" "}
          <b>
            <Doom choice={chosen} />
          </b>{" "}
          What is deleted cannot be brought back, not by sending it again either.
        </>
      )}
    </ConfirmModal>
  );
}

function Doom({ choice }: { choice: RetentionChoice }) {
  const preview = useQuery(retentionPreviewQuery(choice));
  if (preview.error !== null) {
    return <span role="alert">What it deletes could not be counted: {preview.error.message}</span>;
  }
  return <span role="status">{preview.data === undefined ? "Counting…" : doomInWords(preview.data)}</span>;
}
