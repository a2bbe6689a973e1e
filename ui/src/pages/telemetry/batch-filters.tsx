import { Group, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { titleOf } from "../../format/words";
import { batchChoicesQuery } from "../../telemetry/queries";
import { type BatchSearch, HOLDINGS, readBatchSearch, SIGNALS } from "../../telemetry/search";
import styles from "./batch-filters.module.css";
import { TimeFilter } from "./time-filter";

interface BatchFiltersProps {
  connectionId: string;
  search: BatchSearch;
  onChange: (search: BatchSearch) => void;
}

export function BatchFilters({ connectionId, search, onChange }: BatchFiltersProps) {
  const { data: choices } = useQuery(batchChoicesQuery(connectionId));
  const choose = (name: keyof BatchSearch) => (value: string | null) =>
    onChange(readBatchSearch({ ...search, [name]: value }));
  return (
    <Group gap="xs" className={styles.filters ?? ""}>
      <Select
        size="xs"
        aria-label="Signal"
        placeholder="Any signal"
        clearable
        value={search.signal ?? null}
        onChange={choose("signal")}
        data={SIGNALS.map((signal) => ({ value: signal, label: titleOf(signal) }))}
      />
      <Select
        size="xs"
        aria-label="What it holds"
        placeholder="Whatever it holds"
        clearable
        value={search.holds ?? null}
        onChange={choose("holds")}
        data={[...HOLDINGS]}
      />
      <Select
        size="xs"
        aria-label="Key"
        placeholder="Any key"
        clearable
        searchable
        value={search.key ?? null}
        onChange={choose("key")}
        data={among(choices?.keys, search.key).map((prefix) => ({ value: prefix, label: `${prefix}…` }))}
      />
      <Select
        size="xs"
        aria-label="Client version"
        placeholder="Any client version"
        clearable
        searchable
        value={search.version ?? null}
        onChange={choose("version")}
        data={among(choices?.client_versions, search.version)}
      />
      <TimeFilter
        key={`${search.last} ${search.from} ${search.to}`}
        search={search}
        onChange={({ last, from, to }) => onChange(readBatchSearch({ ...search, last, from, to }))}
      />
    </Group>
  );
}

/** What is chosen is always among the choices, also while they are on their way. */
function among(choices: string[] = [], chosen: string | undefined): string[] {
  return chosen === undefined || choices.includes(chosen) ? choices : [chosen, ...choices];
}
