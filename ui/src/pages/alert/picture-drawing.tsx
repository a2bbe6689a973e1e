import "@mantine/charts/styles.css";
import { AreaChart, BarChart } from "@mantine/charts";
import { axisUsd } from "../../chart/series";
import { formatUsd } from "../../format/money";
import type { Picture } from "../../warning/types";
import { pointsOf } from "./points";

/** The drawing itself, in a file of its own because the library behind it is large. */
export default function PictureDrawing({ picture, height }: { picture: Picture; height: number }) {
  const isUsd = picture.unit === "usd";
  const lines = [
    { y: picture.expected, label: "Usual", color: "var(--ss-ink-quiet)" },
    { y: picture.limit, label: "Budget", color: "var(--ss-ink)" },
  ].flatMap(({ y, ...line }) => (y === null ? [] : [{ ...line, y: Number(y), strokeDasharray: "5 4" }]));
  const highest = Math.max(...picture.points.map(({ value }) => Number(value)), ...lines.map(({ y }) => y));
  const shared = {
    h: height,
    data: pointsOf(picture),
    dataKey: "at",
    series: [
      { name: "before", label: "Before", color: "var(--ss-series-others)" },
      { name: "since", label: picture.is_cumulative ? "Spent" : "Since it began", color: "var(--ss-bad)" },
    ],
    withLegend: false,
    gridAxis: "x" as const,
    tickLine: "none" as const,
    referenceLines: lines,
    valueFormatter: (value: number) => (isUsd ? formatUsd(value.toFixed(2)) : `${value}%`),
    xAxisProps: { minTickGap: 28, tickMargin: 8 },
    yAxisProps: {
      width: 52,
      tickMargin: 6,
      domain: [0, Math.ceil(highest * 1.08)] as [number, number],
      tickFormatter: (value: number) => (isUsd ? axisUsd(value) : `${value}%`),
    },
    tooltipAnimationDuration: 0,
  };
  return picture.is_cumulative ? (
    <AreaChart {...shared} curveType="linear" strokeWidth={2} fillOpacity={0.16} withDots={picture.points.length < 3} />
  ) : (
    <BarChart {...shared} type="stacked" maxBarWidth={28} barProps={{ isAnimationActive: false, strokeWidth: 0 }} />
  );
}
