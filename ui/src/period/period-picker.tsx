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

/** The period of a page. */
export function PeriodPicker({ search, period, onChange }: PeriodPickerProps) {
  return (
    <DaysMenu
      name="Period"
      presets={PRESETS}
      chosen={search.period}
      period={period}
      onPreset={(preset) => onChange({ period: preset })}
      onDays={({ start, end }) => onChange({ from: start, to: end })}
    />
  );
}

interface DaysMenuProps<Id extends string> {
  name: string;
  size?: "xs" | "sm";
  presets: readonly { id: Id; label: string }[];
  chosen: Id | undefined;
  period: Period;
  onPreset: (id: Id) => void;
  onDays: (period: Period) => void;
}

/** Presets by one click, any two days by typing them. */
export function DaysMenu<Id extends string>({
  name,
  size = "sm",
  presets,
  chosen,
  period,
  onPreset,
  onDays,
}: DaysMenuProps<Id>) {
  const [isOpen, open] = useDisclosure(false);
  const preset = presets.find(({ id }) => id === chosen)?.label;
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
          size={size}
          leftSection={<IconCalendar size={15} />}
          rightSection={<IconChevronDown size={14} />}
          onClick={open.toggle}
          aria-label={`${name}: ${preset ?? describePeriod(period)}`}
        >
          {preset ?? describePeriod(period)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={6}>
        <div className={styles.choices}>
          <Stack gap={1} className={styles.presets ?? ""}>
            {presets.map(({ id, label }) => (
              <button
                key={id}
                type="button"
                className={styles.preset}
                aria-pressed={chosen === id}
                onClick={() => {
                  onPreset(id);
                  open.close();
                }}
              >
                {label}
              </button>
            ))}
          </Stack>
          <Between
            key={`${period.start} ${period.end}`}
            period={period}
            onChoose={(days) => {
              onDays(days);
              open.close();
            }}
          />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function Between({ period, onChoose }: { period: Period; onChoose: (period: Period) => void }) {
  const [from, setFrom] = useState(period.start);
  const [to, setTo] = useState(period.end);
  const isGood = isDay(from) && isDay(to) && from <= to;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChoose({ start: from, end: to });
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
