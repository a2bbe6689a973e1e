import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { type Member, useRemoveMember } from "../../api/people";
import { Failure } from "../../parts/failure";

export function RemoveMemberModal({ member, onClose }: { member: Member | null; onClose: () => void }) {
  return (
    <Modal opened={member !== null} onClose={onClose} title={<Text fw={600}>Remove {member?.email ?? ""}?</Text>}>
      {member !== null && <Confirm member={member} onClose={onClose} />}
    </Modal>
  );
}

function Confirm({ member, onClose }: { member: Member; onClose: () => void }) {
  const remove = useRemoveMember();
  return (
    <Stack gap="md">
      <Text size="sm">
        {member.name ?? member.email} is signed out at once and cannot sign in to this organization any more. API keys
        that they made go on working; revoke those that should not.
      </Text>
      {remove.error !== null && <Failure what="Nobody was removed" error={remove.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button
          color="red.9"
          loading={remove.isPending}
          onClick={() => remove.mutate(member.id, { onSuccess: onClose })}
        >
          Remove member
        </Button>
      </Group>
    </Stack>
  );
}
