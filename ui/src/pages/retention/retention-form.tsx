import { Button, Group, NumberInput, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useMay } from "../../access/roles";
import { describePeriod } from "../../period/days";
import type { Retention, RetentionChoice } from "./api";
import styles from "./retention.module.css";
import { howLong } from "./words";

interface RetentionFormProps {
  kept: Retention;
  onAsk: (choice: RetentionChoice) => void;
}

/** Two lengths; an empty one is for ever. */
export function RetentionForm({ kept, onAsk }: RetentionFormProps) {
  const [rawDays, setRawDays] = useState(textOf(kept.raw_days));
  const [months, setMonths] = useState(textOf(kept.item_months));
  const mayChoose = useMay("owner");
  const isChanged = rawDays !== textOf(kept.raw_days) || months !== textOf(kept.item_months);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAsk({ raw_days: numberOf(rawDays), item_months: numberOf(months) });
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <Stack gap="lg" maw={620}>
        <NumberInput
          label="Raw batches"
          description={`Days from their arrival, 1 to 3,650. The server keeps those of anybody ${howLong(kept.server_raw_days, "day")}. Without its raw batches a line item stays, but a replay cannot rebuild it.`}
          placeholder="For ever"
          suffix=" days"
          min={1}
          max={3650}
          allowDecimal={false}
          value={rawDays}
          onChange={(days) => setRawDays(String(days))}
          disabled={!mayChoose}
        />
        <NumberInput
          label="Line items"
          description={`Whole months before the present one (UTC), 3 to 120. Of older days nothing stays: no line items, no sums, no activity.${sinceInWords(kept)}`}
          placeholder="For ever"
          suffix=" months"
          min={3}
          max={120}
          allowDecimal={false}
          value={months}
          onChange={(count) => setMonths(String(count))}
          disabled={!mayChoose}
        />
      </Stack>
      {mayChoose && (
        <Group className={styles.foot ?? ""}>
          <Button type="submit" disabled={!isChanged}>
            Save changes
          </Button>
        </Group>
      )}
    </form>
  );
}

function sinceInWords({ kept_since: since }: Retention): string {
  return since === null ? "" : ` Kept now: from ${describePeriod({ start: since, end: since })} on.`;
}

function textOf(count: number | null): string {
  return count === null ? "" : String(count);
}

function numberOf(text: string): number | null {
  return text === "" ? null : Number(text);
}
