import { Group, SegmentedControl, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { meQuery } from "../../api/queries";
import type { DrawnSeries } from "../../chart/series";
import { type ChartKind, SpendChart } from "../../chart/spend-chart";
import { type Unit, USD } from "../../chart/units";
import { Panel } from "../../parts/panel";
import type { Period } from "../../period/days";
import { hasCalendarMonths } from "../../period/fiscal";
import { type Step, stepOf, stepsOf, wordsOfStep } from "../../period/steps";
import { useCalendar } from "../../period/use-period";
import type { ExplorerSearch } from "../../spend/search";
import styles from "./explored.module.css";

interface ChartPanelProps {
  title: string;
  label: string;
  headline: ReactNode;
  period: Period;
  search: ExplorerSearch;
  buckets: string[];
  series: DrawnSeries[];
  unit?: Unit;
  onChange: (changed: ExplorerSearch) => void;
}

/** The answer over time, in the kind of chart and the steps that the address says. */
export function ChartPanel({
  title,
  label,
  headline,
  period,
  search,
  buckets,
  series,
  unit = USD,
  onChange,
}: ChartPanelProps) {
  const { data: me } = useQuery(meQuery);
  const zone = me?.organization.time_zone ?? "UTC";
  const kind = search.chart ?? "bar";
  const step = stepOf(period, search.every);
  return (
    <Panel
      title={title}
      hint={
        <Group gap={8} component="span">
          {headline}
          <span>Times in {zone}</span>
        </Group>
      }
      action={
        <Group gap="xs">
          <StepChoice value={step} period={period} onChoose={(every) => onChange({ every })} />
          <ChartChoice value={kind} onChoose={(chart) => onChange({ chart })} />
        </Group>
      }
    >
      <div className={styles.chart}>
        <SpendChart
          label={label}
          kind={kind}
          buckets={buckets}
          series={series}
          words={wordsOfStep(step, zone)}
          unit={unit}
        />
      </div>
    </Panel>
  );
}

interface StepChoiceProps {
  value: Step;
  period: Period;
  onChoose: (step: Step) => void;
}

function StepChoice({ value, period, onChoose }: StepChoiceProps) {
  const isFiscal = !hasCalendarMonths(useCalendar());
  const data = stepsOf(period).map(({ id, label }) => ({
    value: id,
    label: isFiscal && id === "month" ? "By calendar month" : label,
  }));
  return (
    <Select
      size="xs"
      w={isFiscal ? 158 : 112}
      aria-label="Steps"
      value={value}
      onChange={(step) => step !== null && onChoose(step as Step)}
      data={data}
      allowDeselect={false}
    />
  );
}

function ChartChoice({ value, onChoose }: { value: ChartKind; onChoose: (kind: ChartKind) => void }) {
  return (
    <SegmentedControl
      size="xs"
      aria-label="Kind of chart"
      value={value}
      onChange={(kind) => onChoose(kind as ChartKind)}
      data={[
        { value: "bar", label: "Bars" },
        { value: "line", label: "Lines" },
        { value: "area", label: "Area" },
      ]}
    />
  );
}
