import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { type SentInvitation, useInvite } from "../../api/people";
import { Failure } from "../../parts/failure";
import { InvitationLink } from "./invitation-link";
import { RoleChoice } from "./role-choice";

/** Whom to invite as what, and after it the link, in case no letter carries it. */
export function InviteModal({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [sent, setSent] = useState<SentInvitation | null>(null);
  const close = () => {
    setSent(null);
    onClose();
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={<Text fw={600}>{sent === null ? "Invite somebody" : "Invitation made"}</Text>}
      closeOnClickOutside={sent === null}
    >
      {sent === null ? <InviteForm onSent={setSent} onCancel={close} /> : <InvitationLink sent={sent} onDone={close} />}
    </Modal>
  );
}

function InviteForm({ onSent, onCancel }: { onSent: (sent: SentInvitation) => void; onCancel: () => void }) {
  const [email, setEmail] = useState("");
  const [role, setRole] = useState("member");
  const invite = useInvite();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate({ email, role }, { onSuccess: onSent });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <TextInput
          label="E-mail"
          type="email"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          data-autofocus
        />
        <RoleChoice role={role} onRole={setRole} />
        {invite.error !== null && <Failure what="Nobody was invited" error={invite.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={invite.isPending} disabled={email.trim() === ""}>
            Invite
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
