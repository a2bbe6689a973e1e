import { ActionIcon, Group, Select, Switch, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { Period } from "../../period/days";
import { DIMENSIONS, dimensionOf, nameIn } from "../../spend/dimensions";
import { type ExplorerSearch, readFilter } from "../../spend/search";
import { AddFilter } from "./add-filter";
import styles from "./controls.module.css";

interface ControlsProps {
  search: ExplorerSearch;
  by: string[];
  period: Period;
  onChange: (changed: ExplorerSearch) => void;
}

/** What the answer is grouped by, narrowed to and compared with. */
export function Controls({ search, by, period, onChange }: ControlsProps) {
  const filters = search.filter ?? [];
  return (
    <div className={styles.controls}>
      <Group gap="xs">
        <GroupBy
          label="Group by"
          value={by[0]}
          taken={by[1]}
          onChoose={(first) => onChange({ by: kept(first, by[1]) })}
        />
        {by.length > 0 && (
          <GroupBy
            label="then by"
            value={by[1]}
            taken={by[0]}
            onChoose={(second) => onChange({ by: kept(by[0], second) })}
          />
        )}
      </Group>
      <Group gap={6} className={styles.filters ?? ""}>
        {filters.map((filter) => (
          <Chip
            key={filter}
            filter={filter}
            onRemove={() => onChange({ filter: filters.filter((other) => other !== filter) })}
          />
        ))}
        <AddFilter period={period} filters={filters} onAdd={(filter) => onChange({ filter: [...filters, filter] })} />
      </Group>
      <Tooltip label="Against the same number of days just before">
        <div>
          <Switch
            size="xs"
            label="Compare"
            checked={search.compare ?? false}
            onChange={(event) => onChange({ compare: event.currentTarget.checked })}
          />
        </div>
      </Tooltip>
    </div>
  );
}

const kept = (...dimensions: (string | undefined)[]) => dimensions.filter((one) => one !== undefined);

interface GroupByProps {
  label: string;
  value: string | undefined;
  taken: string | undefined;
  onChoose: (dimension: string | undefined) => void;
}

function GroupBy({ label, value, taken, onChoose }: GroupByProps) {
  return (
    <Group gap={7} wrap="nowrap">
      <span className={styles.label} aria-hidden="true">
        {label}
      </span>
      <Select
        aria-label={label}
        size="xs"
        w={140}
        placeholder="Nothing"
        data={DIMENSIONS.filter(({ id }) => id !== taken).map(({ id, label: shown }) => ({ value: id, label: shown }))}
        value={value ?? null}
        onChange={(chosen) => onChoose(chosen ?? undefined)}
        clearable
        clearButtonProps={{ "aria-label": `Clear ${label}` }}
        comboboxProps={{ shadow: "md" }}
        maxDropdownHeight={320}
      />
    </Group>
  );
}

function Chip({ filter, onRemove }: { filter: string; onRemove: () => void }) {
  const { dimension, value } = readFilter(filter);
  const name = nameIn(dimension, value === "" ? null : value);
  const shown = `${dimensionOf(dimension).label}: ${name}`;
  return (
    <span className={styles.chip}>
      <span className={styles.chipText} title={shown}>
        <span className={styles.chipName}>{dimensionOf(dimension).label}</span> {name}
      </span>
      <ActionIcon size={18} radius="sm" aria-label={`Remove filter ${shown}`} onClick={onRemove}>
        <IconX size={12} />
      </ActionIcon>
    </span>
  );
}
