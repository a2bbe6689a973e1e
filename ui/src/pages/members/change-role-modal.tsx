import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { type Member, useChangeRole } from "../../api/people";
import { Failure } from "../../parts/failure";
import { RoleChoice } from "./role-choice";

export function ChangeRoleModal({ member, onClose }: { member: Member | null; onClose: () => void }) {
  return (
    <Modal opened={member !== null} onClose={onClose} title={<Text fw={600}>Role of {member?.email ?? ""}</Text>}>
      {member !== null && <ChangeRole member={member} onClose={onClose} />}
    </Modal>
  );
}

function ChangeRole({ member, onClose }: { member: Member; onClose: () => void }) {
  const [role, setRole] = useState<string>(member.role);
  const change = useChangeRole();
  return (
    <Stack gap="lg">
      <RoleChoice role={role} onRole={setRole} />
      <Text size="sm" c="dimmed">
        The change holds at once: {member.email} is signed out and signs in again with the new role.
      </Text>
      {change.error !== null && <Failure what="The role was not changed" error={change.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          loading={change.isPending}
          disabled={role === member.role}
          onClick={() => change.mutate({ id: member.id, role }, { onSuccess: onClose })}
        >
          Change role
        </Button>
      </Group>
    </Stack>
  );
}
