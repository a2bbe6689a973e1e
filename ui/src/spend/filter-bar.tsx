import { ActionIcon, Group } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { Period } from "../period/days";
import { AddFilter } from "./add-filter";
import { dimensionOf, nameIn } from "./dimensions";
import styles from "./filter-bar.module.css";
import { readFilter } from "./search";

interface FilterBarProps {
  period: Period;
  filters: string[];
  tags: string[];
  onChange: (filters: string[]) => void;
}

/** What a page is narrowed to, each removed by a click, and a way to narrow it further. */
export function FilterBar({ period, filters, tags, onChange }: FilterBarProps) {
  return (
    <Group gap={6}>
      {filters.map((filter) => (
        <Chip key={filter} filter={filter} onRemove={() => onChange(filters.filter((other) => other !== filter))} />
      ))}
      <AddFilter period={period} filters={filters} tags={tags} onAdd={(filter) => onChange([...filters, filter])} />
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
