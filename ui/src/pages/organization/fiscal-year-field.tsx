import { Group, Input, Select } from "@mantine/core";
import type { FiscalCalendar } from "../../api/types";

const month = new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" });
const MONTHS = Array.from({ length: 12 }, (_, at) => ({
  value: String(at + 1),
  label: month.format(Date.UTC(2026, at)),
}));
/** Those that every month has. */
const DAYS = Array.from({ length: 28 }, (_, at) => String(at + 1));

interface FiscalYearFieldProps {
  value: FiscalCalendar;
  onChange: (calendar: FiscalCalendar) => void;
  disabled: boolean;
}

/** The day on which the fiscal year begins, and with it every month and quarter. */
export function FiscalYearField({ value, onChange, disabled }: FiscalYearFieldProps) {
  return (
    <Input.Wrapper
      label="Fiscal year begins on"
      description="Months begin on this day of every month, and quarters every three months from then on: on the Overview, in budgets, forecasts and reports. What the Explorer shows by month stays calendar months."
      labelElement="div"
    >
      <Group gap="xs" mt={6}>
        <Select
          aria-label="Day on which the fiscal year begins"
          w={80}
          data={DAYS}
          value={String(value.first_day)}
          onChange={(day) => day !== null && onChange({ ...value, first_day: Number(day) })}
          allowDeselect={false}
          disabled={disabled}
        />
        <Select
          aria-label="Month in which the fiscal year begins"
          w={150}
          data={MONTHS}
          value={String(value.first_month)}
          onChange={(chosen) => chosen !== null && onChange({ ...value, first_month: Number(chosen) })}
          allowDeselect={false}
          disabled={disabled}
        />
      </Group>
    </Input.Wrapper>
  );
}
