import { Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import { describePeriod } from "../period/days";
import type { DrawnSeries } from "./series";

export type ChartKind = "bar" | "line" | "area";

export interface SpendChartProps {
  /** What is drawn, for those who do not see it; the same figures stand in a table. */
  label: string;
  kind: ChartKind;
  buckets: string[];
  series: DrawnSeries[];
  height?: number;
}

const Drawing = lazy(() => import("./drawing"));

/** A chart of spend over time. What draws it is loaded on first use, in a place that it fills without a jump. */
export function SpendChart({ height = 280, ...chart }: SpendChartProps) {
  const [first = "", last = ""] = [chart.buckets.at(0), chart.buckets.at(-1)];
  const when = first === "" ? "" : `, ${describePeriod({ start: first, end: last })}`;
  return (
    <div role="img" aria-label={`${chart.label}${when}`} style={{ height }}>
      <Suspense fallback={<Skeleton height={height} />}>
        <Drawing {...chart} height={height} />
      </Suspense>
    </div>
  );
}
