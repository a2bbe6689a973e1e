import { Group, Select, Switch, Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Period } from "../../period/days";
import { DIMENSIONS, dimensionOf, TOKEN_KIND, tagOf } from "../../spend/dimensions";
import { FilterBar } from "../../spend/filter-bar";
import { tagsQuery } from "../../spend/query";
import type { ExplorerSearch } from "../../spend/search";
import styles from "./controls.module.css";

interface ControlsProps {
  search: ExplorerSearch;
  by: string[];
  period: Period;
  onChange: (changed: ExplorerSearch) => void;
}

/** What the answer is grouped by, narrowed to and compared with. */
export function Controls({ search, by, period, onChange }: ControlsProps) {
  const { data: tags = [] } = useQuery(tagsQuery(period));
  return (
    <div className={styles.controls}>
      <Group gap="xs">
        <GroupBy
          label="Group by"
          value={by[0]}
          taken={by[1]}
          tags={tags}
          onChoose={(first) => onChange({ by: kept(first, by[1]) })}
        />
        {by.length > 0 && (
          <GroupBy
            label="then by"
            value={by[1]}
            taken={by[0]}
            tags={tags}
            onChoose={(second) => onChange({ by: kept(by[0], second) })}
          />
        )}
      </Group>
      <div className={styles.filters}>
        <FilterBar
          period={period}
          filters={search.filter ?? []}
          tags={tags}
          onChange={(filter) => onChange({ filter })}
        />
      </div>
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
  tags: string[];
  onChoose: (dimension: string | undefined) => void;
}

function GroupBy({ label, value, taken, tags, onChoose }: GroupByProps) {
  const choices = (ids: string[]) =>
    ids.filter((id) => id !== taken).map((id) => ({ value: id, label: dimensionOf(id).label }));
  // A tag that the address names is there to be seen, also where nothing carries it.
  const ofTags = [...new Set([...tags.map(tagOf), ...(value?.startsWith("tag:") ? [value] : [])])];
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
        data={[
          ...choices([...DIMENSIONS.map(({ id }) => id), TOKEN_KIND.id]),
          ...(ofTags.length > 0 ? [{ group: "Tags", items: choices(ofTags) }] : []),
        ]}
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
