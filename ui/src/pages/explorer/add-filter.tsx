import { Button, Combobox, Loader, ScrollArea, useCombobox } from "@mantine/core";
import { IconFilterPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatUsd } from "../../format/money";
import type { Period } from "../../period/days";
import { DIMENSIONS, dimensionOf, nameIn } from "../../spend/dimensions";
import { spendQuery } from "../../spend/query";
import { readFilter, writeFilter } from "../../spend/search";
import styles from "./add-filter.module.css";

interface AddFilterProps {
  period: Period;
  filters: string[];
  onAdd: (filter: string) => void;
}

const MOST_VALUES = 500;
const MOST_SHOWN = 60;

/** First what to filter by, then its values in this period, the dearest first, narrowed down by typing. */
export function AddFilter({ period, filters, onAdd }: AddFilterProps) {
  const [dimension, setDimension] = useState<string | null>(null);
  const [typed, setTyped] = useState("");
  const box = useCombobox({
    onDropdownClose: () => {
      setDimension(null);
      setTyped("");
    },
    onDropdownOpen: () => box.focusSearchInput(),
  });
  const taken = filters.map((filter) => readFilter(filter).dimension);
  const choose = (value: string) => {
    setTyped("");
    if (dimension === null) {
      setDimension(value);
      box.focusSearchInput();
    } else {
      onAdd(writeFilter({ dimension, value }));
      box.closeDropdown();
    }
  };
  return (
    <Combobox store={box} width={290} position="bottom-start" shadow="md" onOptionSubmit={choose}>
      <Combobox.Target withAriaAttributes={false}>
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          leftSection={<IconFilterPlus size={15} />}
          onClick={() => box.toggleDropdown()}
        >
          Filter
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          placeholder={dimension === null ? "Filter by…" : `${dimensionOf(dimension).label}…`}
          aria-label={dimension === null ? "Filter by" : dimensionOf(dimension).label}
        />
        <Combobox.Options aria-label="Choices">
          <ScrollArea.Autosize mah={300} type="scroll">
            {dimension === null ? (
              <Dimensions typed={typed} taken={taken} />
            ) : (
              <Values dimension={dimension} period={period} filters={filters} typed={typed} />
            )}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function Dimensions({ typed, taken }: { typed: string; taken: string[] }) {
  const matching = DIMENSIONS.filter(({ id, label }) => !taken.includes(id) && matches(label, typed));
  return matching.length === 0 ? (
    <Combobox.Empty>Nothing else to filter by</Combobox.Empty>
  ) : (
    matching.map(({ id, label }) => (
      <Combobox.Option key={id} value={id}>
        {label}
      </Combobox.Option>
    ))
  );
}

interface ValuesProps {
  dimension: string;
  period: Period;
  filters: string[];
  typed: string;
}

function Values({ dimension, period, filters, typed }: ValuesProps) {
  const spend = useQuery(spendQuery({ period, by: [dimension], filters, top: MOST_VALUES, hasSeries: false }));
  if (spend.data === undefined || spend.isPlaceholderData) {
    return (
      <Combobox.Empty>{spend.error === null ? <Loader size="xs" /> : "The values could not be loaded"}</Combobox.Empty>
    );
  }
  const matching = spend.data.groups.filter(({ names }) => {
    const [name = null] = names;
    return matches(nameIn(dimension, name), typed) || matches(name ?? "", typed);
  });
  if (matching.length === 0) {
    return <Combobox.Empty>None in this period</Combobox.Empty>;
  }
  return matching.slice(0, MOST_SHOWN).map(({ names, sums }) => (
    <Combobox.Option key={names[0]} value={names[0] ?? ""}>
      <span className={styles.value}>
        <span className={styles.name}>{nameIn(dimension, names[0] ?? null)}</span>
        <span className={styles.amount}>{formatUsd(sums.net_amount_usd)}</span>
      </span>
    </Combobox.Option>
  ));
}

function matches(text: string, typed: string): boolean {
  return text.toLowerCase().includes(typed.trim().toLowerCase());
}
