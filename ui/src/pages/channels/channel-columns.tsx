import { ActionIcon, Button, Group, Menu, Text } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { wordsOf } from "../../format/words";
import type { Column } from "../../parts/row-table";
import { Status } from "../../parts/status";
import type { Channel } from "./api";
import styles from "./channels.module.css";
import { KINDS } from "./kinds";

interface Actions {
  onTest: (id: string) => void;
  onEdit: (channel: Channel) => void;
  onRotate: (channel: Channel) => void;
  onRemove: (channel: Channel) => void;
}

/** Without actions, for those who may only read. */
export function channelColumns(actions: Actions | null): Column<Channel>[] {
  const columns: Column<Channel>[] = [
    {
      id: "name",
      header: "Name",
      phone: "lead",
      cell: (channel) => (
        <>
          <Text inherit fw={500}>
            {channel.name}
          </Text>
          <Text size="xs" c="dimmed">
            {KINDS[channel.kind].title}
          </Text>
        </>
      ),
    },
    {
      id: "target",
      header: "To",
      phone: "detail",
      cell: (channel) => <span className={styles.target}>{channel.target}</span>,
    },
    { id: "routing", header: "What", phone: "detail", cell: (channel) => <Routing channel={channel} /> },
    {
      id: "state",
      header: "State",
      phone: "side",
      cell: ({ active }) => <Status tone={active ? "good" : "quiet"}>{active ? "Active" : "Paused"}</Status>,
    },
  ];
  if (actions !== null) {
    const header = <span className={styles.unseen}>Actions</span>;
    columns.push({ id: "more", header, phone: "action", cell: (channel) => <More channel={channel} {...actions} /> });
  }
  return columns;
}

function Routing({ channel }: { channel: Channel }) {
  const teams = channel.teams.length === 0 ? "all teams" : channel.teams.join(", ");
  const quiet = channel.quiet_hours;
  return (
    <>
      {channel.least_severity === "low" ? "Every alert" : `${wordsOf(channel.least_severity)} alerts and graver`} of{" "}
      {teams}
      {quiet !== null && (
        <Text size="xs" c="dimmed">
          Quiet from {quiet.start} to {quiet.end}
        </Text>
      )}
    </>
  );
}

function More({ channel, onTest, onEdit, onRotate, onRemove }: Actions & { channel: Channel }) {
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => onTest(channel.id)}
        aria-label={`Test ${channel.name}`}
      >
        Test
      </Button>
      <Menu position="bottom-end" shadow="md" width={170}>
        <Menu.Target>
          <ActionIcon aria-label={`Actions on ${channel.name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onEdit(channel)}>Change</Menu.Item>
          {channel.kind === "webhook" && <Menu.Item onClick={() => onRotate(channel)}>Rotate secret</Menu.Item>}
          <Menu.Item onClick={() => onRemove(channel)}>Remove</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
