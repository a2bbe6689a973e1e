import { Button, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../../access/roles";
import { type Member, membersQuery } from "../../api/people";
import { meQuery } from "../../api/queries";
import { Failure } from "../../parts/failure";
import { PageHeader } from "../../parts/page-header";
import { Panel } from "../../parts/panel";
import { RowTable, RowTableSkeleton } from "../../parts/row-table";
import { ChangeRoleModal } from "./change-role-modal";
import { InviteModal } from "./invite-modal";
import { memberColumns } from "./member-columns";
import { PendingInvitations } from "./pending-invitations";
import { RemoveMemberModal } from "./remove-member-modal";

export const route = createLazyRoute("/dashboard/settings/members")({ component: MembersPage });

function MembersPage() {
  const mayChange = useMay("admin");
  const [isInviting, inviting] = useDisclosure(false);
  return (
    <>
      <PageHeader
        title="Members"
        action={
          mayChange && (
            <Button leftSection={<IconUserPlus size={16} />} onClick={inviting.open}>
              Invite
            </Button>
          )
        }
      >
        Who may sign in to this organization, and what each may do.
      </PageHeader>
      <Stack gap="lg">
        <MemberList />
        {mayChange && <PendingInvitations />}
      </Stack>
      {mayChange && <InviteModal isOpen={isInviting} onClose={inviting.close} />}
    </>
  );
}

function MemberList() {
  const members = useQuery(membersQuery);
  const { data: me } = useQuery(meQuery);
  const [toChange, setToChange] = useState<Member | null>(null);
  const [toRemove, setToRemove] = useState<Member | null>(null);
  return (
    <Panel title="Members">
      {members.data === undefined && members.error === null && <RowTableSkeleton />}
      {members.data === undefined && members.error !== null && (
        <Failure what="The members could not be loaded" error={members.error} onRetry={() => members.refetch()} />
      )}
      {members.data !== undefined && me !== undefined && (
        <RowTable
          label="Members"
          columns={memberColumns(me, { onChange: setToChange, onRemove: setToRemove })}
          rows={members.data}
          keyOf={(member) => member.id}
        />
      )}
      <ChangeRoleModal member={toChange} onClose={() => setToChange(null)} />
      <RemoveMemberModal member={toRemove} onClose={() => setToRemove(null)} />
    </Panel>
  );
}
