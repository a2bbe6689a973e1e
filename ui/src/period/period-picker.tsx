import { Button, Group, Popover, Stack, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCalendar, IconChevronDown } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { describePeriod, isDay, type Period } from "./days";
import styles from "./period-picker.module.css";
import { type PeriodSearch, PRESETS } from "./presets";

interface PeriodPickerProps {
  search: PeriodSearch;
  period: Period;
  onChange: (search: PeriodSearch) => void;
}

/** Presets by one click, any two days by typing them. */
export function PeriodPicker({ search, period, onChange }: PeriodPickerProps) {
  const [isOpen, open] = useDisclosure(false);
  const choose = (chosen: PeriodSearch) => {
    onChange(chosen);
    open.close();
  };
  const preset = PRESETS.find(({ id }) => id === search.period)?.label;
  return (
    <Popover
      opened={isOpen}
      onChange={(opened) => (opened ? open.open() : open.close())}
      position="bottom-end"
      trapFocus
    >
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconCalendar size={15} />}
          rightSection={<IconChevronDown size={14} />}
          onClick={open.toggle}
          aria-label={`Period: ${preset ?? describePeriod(period)}`}
        >
          {preset ?? describePeriod(period)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={6}>
        <div className={styles.choices}>
          <Stack gap={1} className={styles.presets ?? ""}>
            {PRESETS.map(({ id, label }) => (
              <button
                key={id}
                type="button"
                className={styles.preset}
                aria-pressed={search.period === id}
                onClick={() => choose({ period: id })}
              >
                {label}
              </button>
            ))}
          </Stack>
          <Between key={`${period.start} ${period.end}`} period={period} onChoose={choose} />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function Between({ period, onChoose }: { period: Period; onChoose: (search: PeriodSearch) => void }) {
  const [from, setFrom] = useState(period.start);
  const [to, setTo] = useState(period.end);
  const isGood = isDay(from) && isDay(to) && from <= to;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChoose({ from, to });
  };
  return (
    <form onSubmit={submit} className={styles.between}>
      <TextInput type="date" label="From" value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
      <TextInput type="date" label="To" value={to} onChange={(event) => setTo(event.currentTarget.value)} />
      <Group justify="flex-end">
        <Button type="submit" size="xs" disabled={!isGood}>
          Apply
        </Button>
      </Group>
    </form>
  );
}
