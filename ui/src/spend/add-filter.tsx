import { Button, Combobox, Loader, ScrollArea, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconFilterPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useState } from "react";
import type { ValueChoice } from "../api/types";
import { formatUsd } from "../format/money";
import type { Period } from "../period/days";
import styles from "./add-filter.module.css";
import { DIMENSIONS, dimensionOf, nameIn, tagOf } from "./dimensions";
import { valuesQuery } from "./query";
import { writeFilter } from "./search";

interface AddFilterProps {
  period: Period;
  filters: string[];
  tags: string[];
  onAdd: (filter: string) => void;
}

const TYPING_MS = 180;

/** First what to filter by, then its values in this period, the dearest first, found by typing a part of one. */
export function AddFilter({ period, filters, tags, onAdd }: AddFilterProps) {
  const [dimension, setDimension] = useState<string | null>(null);
  const [typed, setTyped] = useState("");
  const [contains] = useDebouncedValue(typed.trim(), TYPING_MS);
  const box = useCombobox({
    onDropdownClose: () => {
      setDimension(null);
      setTyped("");
    },
    onDropdownOpen: () => box.focusSearchInput(),
  });
  const values = useQuery({
    ...valuesQuery({ period, dimension: dimension ?? "", contains, filters }),
    enabled: dimension !== null,
    placeholderData: (known, of) => (of?.queryKey[1] === dimension ? known : undefined),
  });
  const choices = dimension === null ? dimensionsWith(typed, tags) : valuesOf(dimension, values.data, typed, filters);
  const first = choices[0]?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what Enter takes follows from what is first in the list
  useEffect(() => {
    box.selectFirstOption();
  }, [first, dimension]);
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
  const goBack = (event: KeyboardEvent) => {
    if (event.key === "Backspace" && typed === "") {
      setDimension(null);
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
          onKeyDown={goBack}
          placeholder={dimension === null ? "Filter by…" : `${dimensionOf(dimension).label}…`}
          aria-label={dimension === null ? "Filter by" : dimensionOf(dimension).label}
          rightSection={values.isFetching && <Loader size={14} />}
        />
        <Combobox.Options aria-label="Choices">
          <ScrollArea.Autosize mah={300} type="scroll">
            {choices.map(({ id, label, amount }) => (
              <Combobox.Option key={id} value={id}>
                <span className={styles.value}>
                  <span className={styles.name}>{label}</span>
                  {amount !== undefined && <span className={styles.amount}>{formatUsd(amount)}</span>}
                </span>
              </Combobox.Option>
            ))}
            {choices.length === 0 && (
              <Combobox.Empty>
                {values.isError
                  ? "The values could not be loaded"
                  : values.isFetching
                    ? "Looking…"
                    : "None in this period"}
              </Combobox.Empty>
            )}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

interface Choice {
  id: string;
  label: string;
  amount?: string | null;
}

function dimensionsWith(typed: string, tags: string[]): Choice[] {
  const every = [...DIMENSIONS.map(({ id }) => id), ...tags.map(tagOf)];
  return every.map((id) => ({ id, label: dimensionOf(id).label })).filter(({ label }) => matches(label, typed));
}

/** What the server found, but for what is chosen already. It does not know what stands for usage without a value. */
function valuesOf(dimension: string, found: ValueChoice[] | undefined, typed: string, filters: string[]): Choice[] {
  const none = nameIn(dimension, null);
  const withNone = typed.trim() !== "" && matches(none, typed) ? [{ id: "", label: none }] : [];
  const named = (found ?? []).map(({ name, net_amount_usd: amount }) => ({
    id: name ?? "",
    label: nameIn(dimension, name),
    amount,
  }));
  return [...named, ...withNone].filter(({ id }) => !filters.includes(writeFilter({ dimension, value: id })));
}

function matches(text: string, typed: string): boolean {
  return text.toLowerCase().includes(typed.trim().toLowerCase());
}
