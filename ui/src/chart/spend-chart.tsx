import { Skeleton } from "@mantine/core";
import { Suspense } from "react";
import { fetchedAhead } from "../parts/fetched-ahead";
import { DAY_WORDS, type StepWords } from "../period/steps";
import type { DrawnSeries } from "./series";
import { type Unit, USD } from "./units";

export type ChartKind = "bar" | "line" | "area";

export interface SpendChartProps {
  /** What is drawn, for those who do not see it; the same figures stand in a table. */
  label: string;
  kind: ChartKind;
  buckets: string[];
  series: DrawnSeries[];
  height?: number;
  /** What buckets are called; of days unless said. */
  words?: StepWords;
  unit?: Unit;
}

const Drawing = fetchedAhead(import("./drawing"));

/** A chart of spend over time. What draws it is no part of the page; it comes into a place that it fills without a jump. */
export function SpendChart({ height = 280, words = DAY_WORDS, unit = USD, ...chart }: SpendChartProps) {
  const [first = "", last = ""] = [chart.buckets.at(0), chart.buckets.at(-1)];
  const when = first === "" ? "" : `, ${words.full(first)} to ${words.full(last)}`;
  return (
    <div role="img" aria-label={`${chart.label}${when}`} style={{ height }}>
      <Suspense fallback={<Skeleton height={height} />}>
        <Drawing {...chart} height={height} words={words} unit={unit} />
      </Suspense>
    </div>
  );
}
