import { Button, Group, Menu } from "@mantine/core";
import {
  IconBan,
  IconBellOff,
  IconCheck,
  IconChevronDown,
  IconEye,
  IconMoodConfuzed,
  IconUser,
  IconUsers,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { membersQuery } from "../api/people";
import { meQuery } from "../api/queries";
import { Failure } from "../parts/failure";
import { useActOnAlert } from "./alert-queries";
import { isOpen } from "./alert-words";
import type { Alert } from "./types";

const HOUR_MS = 3_600_000;
const SNOOZES = [
  { words: "for 4 hours", ms: 4 * HOUR_MS },
  { words: "for a day", ms: 24 * HOUR_MS },
  { words: "for a week", ms: 7 * 24 * HOUR_MS },
];

/** All that a member can do about an open alert; about a closed one there is nothing to do. */
export function AlertActions({ alert }: { alert: Alert }) {
  const { data: me } = useQuery(meQuery);
  const { data: members = [] } = useQuery({ ...membersQuery, enabled: isOpen(alert) });
  const act = useActOnAlert(alert.id);
  if (!isOpen(alert) || me === undefined || me.member.role === "viewer") {
    return null;
  }
  const others = members.filter(({ id, role }) => id !== me.member.id && id !== alert.owner_id && role !== "viewer");
  const isMine = alert.owner_id === me.member.id;
  return (
    <>
      <Group gap={6}>
        {alert.state === "new" && (
          <Button
            leftSection={<IconEye size={16} />}
            loading={act.isPending}
            onClick={() => act.mutate({ do: "acknowledge" })}
          >
            Acknowledge
          </Button>
        )}
        <Button variant="default" leftSection={<IconCheck size={16} />} onClick={() => act.mutate({ do: "resolve" })}>
          Resolve
        </Button>
        <Menu position="bottom-end" shadow="md" width={220}>
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={15} />}>
              More
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconUser size={15} />}
              onClick={() => act.mutate({ do: "assign", ownerId: isMine ? null : me.member.id })}
            >
              {isMine ? "Give it up" : "Assign to me"}
            </Menu.Item>
            <Menu.Sub>
              <Menu.Sub.Target>
                <Menu.Sub.Item leftSection={<IconUsers size={15} />}>Assign to</Menu.Sub.Item>
              </Menu.Sub.Target>
              <Menu.Sub.Dropdown>
                {others.map(({ id, email }) => (
                  <Menu.Item key={id} onClick={() => act.mutate({ do: "assign", ownerId: id })}>
                    {email}
                  </Menu.Item>
                ))}
                {others.length === 0 && <Menu.Item disabled>Nobody else is here</Menu.Item>}
              </Menu.Sub.Dropdown>
            </Menu.Sub>
            {SNOOZES.map(({ words, ms }) => (
              <Menu.Item
                key={words}
                leftSection={<IconBellOff size={15} />}
                onClick={() => act.mutate({ do: "snooze", until: new Date(Date.now() + ms).toISOString() })}
              >
                Snooze {words}
              </Menu.Item>
            ))}
            <Menu.Divider />
            <Menu.Item leftSection={<IconBan size={15} />} onClick={() => act.mutate({ do: "dismiss" })}>
              Dismiss: right, but fine
            </Menu.Item>
            <Menu.Item
              leftSection={<IconMoodConfuzed size={15} />}
              onClick={() => act.mutate({ do: "false-positive" })}
            >
              False positive: not so
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      {act.error !== null && <Failure what="The alert was not changed" error={act.error} />}
    </>
  );
}
