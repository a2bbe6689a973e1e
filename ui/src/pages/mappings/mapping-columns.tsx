import { ActionIcon, Group, Text } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import type { ApiKey, MappingRule } from "../../api/types";
import type { Column } from "../../parts/row-table";
import { TimeAgo } from "../../parts/time-ago";
import styles from "./mappings.module.css";
import { RuleEditor } from "./rule-editor";
import { idOf, inWords, kindInWords } from "./rules";

interface Wanted {
  keys: ApiKey[] | undefined;
  mayChange: boolean;
  edited: string | null;
  onEdit: (id: string | null) => void;
  onRemove: (rule: MappingRule) => void;
}

export function mappingColumns({ keys, mayChange, edited, onEdit, onRemove }: Wanted): Column<MappingRule>[] {
  const columns: Column<MappingRule>[] = [
    { id: "pattern", header: "Usage of", phone: "lead", cell: (rule) => <Pattern rule={rule} keys={keys} /> },
    {
      id: "fields",
      header: "Belongs to",
      phone: "detail",
      cell: (rule) =>
        edited === idOf(rule) ? <RuleEditor rule={rule} onClose={() => onEdit(null)} /> : <Fields rule={rule} />,
    },
    { id: "at", header: "Set", cell: (rule) => <Written rule={rule} /> },
  ];
  const actions: Column<MappingRule> = {
    id: "actions",
    header: <span className={styles.unseen}>Change</span>,
    align: "end",
    phone: "side",
    cell: (rule) =>
      edited !== idOf(rule) && (
        <Group gap={2} justify="flex-end" wrap="nowrap">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Edit the rule for ${rule.pattern}`}
            onClick={() => onEdit(idOf(rule))}
          >
            <IconPencil size={16} stroke={1.7} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove the rule for ${rule.pattern}`}
            onClick={() => onRemove(rule)}
          >
            <IconTrash size={16} stroke={1.7} />
          </ActionIcon>
        </Group>
      ),
  };
  return mayChange ? [...columns, actions] : columns;
}

function Pattern({ rule, keys }: { rule: MappingRule; keys: ApiKey[] | undefined }) {
  const key = rule.kind === "key" ? keys?.find((one) => one.id === rule.pattern) : undefined;
  return (
    <>
      <Text inherit fw={500} className={styles.pattern ?? ""}>
        {key?.name ?? rule.pattern}
      </Text>
      <Text size="xs" c="dimmed">
        {kindInWords(rule.kind)}
        {key !== undefined && ` ${key.prefix}…`}
      </Text>
    </>
  );
}

function Fields({ rule }: { rule: MappingRule }) {
  const others = inWords({ cost_centre: rule.cost_centre, project: rule.project });
  return (
    <span className={styles.fields}>
      {rule.team === null ? <span className={styles.open}>Team left open</span> : rule.team}
      {others !== "" && (
        <Text size="xs" c="dimmed">
          {others.replace(/^./, (first) => first.toUpperCase())}
        </Text>
      )}
    </span>
  );
}

function Written({ rule }: { rule: MappingRule }) {
  return (
    <>
      <TimeAgo at={rule.created_at} />
      <Text size="xs" c="dimmed" className={styles.author ?? ""} title={rule.created_by}>
        by {rule.created_by}
      </Text>
    </>
  );
}
