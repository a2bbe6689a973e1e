import { Button, Group, Popover, Stack, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { formatMinute } from "../../format/time";
import styles from "../../period/period-picker.module.css";
import { type BatchSearch, REACHES } from "../../telemetry/search";
import { instantOf, localMinute } from "./local-minute";

type Time = Pick<BatchSearch, "last" | "from" | "to">;

/** When batches were received: a reach by one click, or between two minutes of the reader's own time zone. */
export function TimeFilter({ search, onChange }: { search: Time; onChange: (time: Time) => void }) {
  const [isOpen, open] = useDisclosure(false);
  const choose = (time: Time) => {
    onChange(time);
    open.close();
  };
  const words = wordsOfTime(search);
  return (
    <Popover
      opened={isOpen}
      onChange={(opened) => (opened ? open.open() : open.close())}
      position="bottom-end"
      trapFocus
    >
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          justify="space-between"
          fw={400}
          rightSection={<IconChevronDown size={14} />}
          onClick={open.toggle}
          aria-label={`Received: ${words}`}
        >
          {words}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={6}>
        <div className={styles.choices}>
          <Stack gap={1} className={styles.presets ?? ""}>
            <Choice label="Any time" isChosen={Object.keys(search).length === 0} onChoose={() => choose({})} />
            {REACHES.map(({ id, label }) => (
              <Choice key={id} label={label} isChosen={search.last === id} onChoose={() => choose({ last: id })} />
            ))}
          </Stack>
          <Between search={search} onChoose={choose} />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function wordsOfTime({ last, from, to }: Time): string {
  if (from === undefined && to === undefined) {
    return REACHES.find(({ id }) => id === last)?.label ?? "Any time";
  }
  return [from === undefined ? "" : formatMinute(from), to === undefined ? "" : formatMinute(to)].join(" – ").trim();
}

function Choice({ label, isChosen, onChoose }: { label: string; isChosen: boolean; onChoose: () => void }) {
  return (
    <button type="button" className={styles.preset} aria-pressed={isChosen} onClick={onChoose}>
      {label}
    </button>
  );
}

function Between({ search, onChoose }: { search: Time; onChoose: (time: Time) => void }) {
  const [from, setFrom] = useState(localMinute(search.from));
  const [to, setTo] = useState(localMinute(search.to));
  const isGood = (from !== "" || to !== "") && (from === "" || to === "" || from < to);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [since, until] = [instantOf(from), instantOf(to)];
    onChoose({ ...(since === undefined ? {} : { from: since }), ...(until === undefined ? {} : { to: until }) });
  };
  return (
    <form onSubmit={submit} className={styles.between}>
      <TextInput
        type="datetime-local"
        label="From"
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput type="datetime-local" label="To" value={to} onChange={(event) => setTo(event.currentTarget.value)} />
      <Group justify="flex-end">
        <Button type="submit" size="xs" disabled={!isGood}>
          Apply
        </Button>
      </Group>
    </form>
  );
}
