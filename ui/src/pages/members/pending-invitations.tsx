import { Button, Group, Modal, Text, VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ROLES } from "../../access/roles";
import {
  type Invitation,
  invitationsQuery,
  type SentInvitation,
  useRenewInvitation,
  useRevokeInvitation,
} from "../../api/people";
import { formatDay } from "../../format/time";
import { Failure } from "../../parts/failure";
import { Panel } from "../../parts/panel";
import { type Column, RowTable } from "../../parts/row-table";
import { Status } from "../../parts/status";
import { InvitationLink } from "./invitation-link";

/** Invitations that nobody has accepted yet; nothing at all if there are none. */
export function PendingInvitations() {
  const invitations = useQuery(invitationsQuery);
  const [sent, setSent] = useState<SentInvitation | null>(null);
  const renew = useRenewInvitation();
  const revoke = useRevokeInvitation();
  const failure = renew.error ?? revoke.error;
  if (invitations.data === undefined || (invitations.data.length === 0 && sent === null)) {
    return null;
  }
  const columns = invitationColumns(
    (one) => renew.mutate(one.id, { onSuccess: setSent }),
    (one) => revoke.mutate(one.id),
  );
  return (
    <Panel title="Invitations" hint="Not accepted yet.">
      {failure !== null && <Failure what="That did not work" error={failure} />}
      <RowTable label="Invitations" columns={columns} rows={invitations.data} keyOf={(one) => one.id} />
      <Modal opened={sent !== null} onClose={() => setSent(null)} title={<Text fw={600}>Invitation sent again</Text>}>
        {sent !== null && <InvitationLink sent={sent} onDone={() => setSent(null)} />}
      </Modal>
    </Panel>
  );
}

function invitationColumns(
  onRenew: (one: Invitation) => void,
  onRevoke: (one: Invitation) => void,
): Column<Invitation>[] {
  return [
    {
      id: "email",
      header: "E-mail",
      phone: "lead",
      cell: (one) => (
        <Text inherit fw={500}>
          {one.email}
        </Text>
      ),
    },
    { id: "role", header: "Role", phone: "side", cell: (one) => ROLES.find(({ role }) => role === one.role)?.title },
    { id: "by", header: "Invited by", phone: "detail", cell: (one) => one.invited_by },
    {
      id: "state",
      header: "State",
      phone: "detail",
      cell: (one) =>
        one.is_open ? (
          <Status tone="good">Open until {formatDay(one.expires_at)}</Status>
        ) : (
          <Status tone="warn">Expired</Status>
        ),
    },
    {
      id: "actions",
      header: <VisuallyHidden>Actions</VisuallyHidden>,
      align: "end",
      phone: "action",
      cell: (one) => (
        <Group gap={6} wrap="nowrap" justify="flex-end">
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Send again to ${one.email}`}
            onClick={() => onRenew(one)}
          >
            Send again
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Withdraw the invitation of ${one.email}`}
            onClick={() => onRevoke(one)}
          >
            Withdraw
          </Button>
        </Group>
      ),
    },
  ];
}
