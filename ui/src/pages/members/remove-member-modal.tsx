import { type Member, useRemoveMember } from "../../api/people";
import { ConfirmModal } from "../../parts/confirm-modal";

export function RemoveMemberModal({ member, onClose }: { member: Member | null; onClose: () => void }) {
  return (
    <ConfirmModal
      about={member}
      onClose={onClose}
      title={({ email }) => `Remove ${email}?`}
      action="Remove member"
      failed="Nobody was removed"
      useDoing={useRemoveMember}
      told={({ id }) => id}
    >
      {({ name, email }) =>
        `${name ?? email} is signed out at once and cannot sign in to this organization any more. API keys that they made go on working; revoke those that should not.`
      }
    </ConfirmModal>
  );
}
