import { ActionIcon, Menu, Text, VisuallyHidden } from "@mantine/core";
import { IconDots, IconUserCog, IconUserMinus } from "@tabler/icons-react";
import { includes, ROLES } from "../../access/roles";
import type { Member } from "../../api/people";
import type { Me } from "../../api/types";
import { formatDay } from "../../format/time";
import type { Column } from "../../parts/row-table";
import { TimeAgo } from "../../parts/time-ago";

interface MemberActions {
  onChange: (member: Member) => void;
  onRemove: (member: Member) => void;
}

export function memberColumns(me: Me, actions: MemberActions): Column<Member>[] {
  const columns: Column<Member>[] = [
    { id: "who", header: "Member", phone: "lead", cell: (member) => <Who member={member} me={me} /> },
    { id: "role", header: "Role", phone: "side", cell: (member) => titleOf(member) },
    { id: "joined", header: "Joined", cell: (member) => formatDay(member.joined_at) },
    {
      id: "signed-in",
      header: "Last signed in",
      phone: "detail",
      cell: (member) => (member.signed_in_at === null ? "Never" : <TimeAgo at={member.signed_in_at} />),
    },
    {
      id: "codes",
      header: "One-time codes",
      cell: (member) =>
        member.has_one_time_codes ? (
          "On"
        ) : (
          <Text span inherit c="dimmed">
            Off
          </Text>
        ),
    },
  ];
  if (!includes(me.member.role, "admin")) {
    return columns;
  }
  return [
    ...columns,
    {
      id: "actions",
      header: <VisuallyHidden>Actions</VisuallyHidden>,
      align: "end",
      phone: "action",
      // Only owners change owners.
      cell: (member) => includes(me.member.role, member.role) && <Actions member={member} {...actions} />,
    },
  ];
}

function Who({ member, me }: { member: Member; me: Me }) {
  return (
    <>
      <Text inherit fw={500}>
        {member.name ?? member.email}
        {member.id === me.member.id && (
          <Text span inherit fw={400} c="dimmed">
            {" "}
            (you)
          </Text>
        )}
      </Text>
      {member.name !== null && (
        <Text size="xs" c="dimmed">
          {member.email}
        </Text>
      )}
    </>
  );
}

function Actions({ member, onChange, onRemove }: MemberActions & { member: Member }) {
  return (
    <Menu position="bottom-end" shadow="md" width={180}>
      <Menu.Target>
        <ActionIcon aria-label={`Change ${member.email}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconUserCog size={15} />} onClick={() => onChange(member)}>
          Change role
        </Menu.Item>
        <Menu.Item leftSection={<IconUserMinus size={15} />} onClick={() => onRemove(member)}>
          Remove
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function titleOf(member: Member): string {
  return ROLES.find((one) => one.role === member.role)?.title ?? member.role;
}
