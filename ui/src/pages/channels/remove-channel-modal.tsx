import { ConfirmModal } from "../../parts/confirm-modal";
import { type Channel, useRemoveChannel } from "./api";

export function RemoveChannelModal({ channel, onClose }: { channel: Channel | null; onClose: () => void }) {
  return (
    <ConfirmModal
      about={channel}
      onClose={onClose}
      title={({ name }) => `Remove “${name}”?`}
      action="Remove channel"
      failed="The channel was not removed"
      useDoing={useRemoveChannel}
      told={({ id }) => id}
    >
      {() => "Nothing is told there any more, what still waits included, and its deliveries leave the log."}
    </ConfirmModal>
  );
}
