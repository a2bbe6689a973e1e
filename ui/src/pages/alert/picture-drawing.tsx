import "@mantine/charts/styles.css";
import { CompositeChart, type CompositeChartSeries } from "@mantine/charts";
import { axisUsd, axisWidth } from "../../chart/series";
import { roundTicks } from "../../chart/ticks";
import { formatUsd } from "../../format/money";
import type { Picture, Standing } from "../../warning/types";
import { withForecast } from "./forecast";
import { pointsOf } from "./points";

const percent = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });

const AS_BARS: CompositeChartSeries[] = [
  { name: "usual", label: "Usual", color: "var(--ss-ink-faint)", type: "area" },
  { name: "before", label: "Before", color: "var(--ss-series-others)", type: "bar" },
  { name: "since", label: "Since it began", color: "var(--ss-bad)", type: "bar" },
];

const AS_SUM: CompositeChartSeries[] = [
  { name: "usual", label: "Forecast", color: "var(--ss-ink-faint)", type: "area" },
  { name: "since", label: "Spent", color: "var(--ss-bad)", type: "line" },
];

interface PictureDrawingProps {
  picture: Picture;
  standing: Standing | null;
  height: number;
}

/** The drawing itself, in a file of its own because the library behind it is large. */
export default function PictureDrawing({ picture, standing, height }: PictureDrawingProps) {
  const isUsd = picture.unit === "usd";
  const isSum = picture.is_cumulative;
  const points = standing === null ? pointsOf(picture) : withForecast(pointsOf(picture), picture, standing);
  const hasBand = picture.points.some(({ upper }) => upper !== null);
  const lines = [
    { y: hasBand ? null : picture.expected, label: "Usual", color: "var(--ss-ink-quiet)" },
    { y: picture.limit, label: "Budget", color: "var(--ss-ink)" },
  ].flatMap(({ y, ...line }) => (y === null ? [] : [{ ...line, y: Number(y), strokeDasharray: "5 4" }]));
  const drawn = [
    ...points.flatMap(({ before = 0, since = 0, usual: [, upper] = [0, 0] }) => [before, since, upper]),
    ...lines.map(({ y }) => y),
  ];
  const ticks = roundTicks(Math.min(0, ...drawn), Math.max(...drawn));
  return (
    <CompositeChart
      h={height}
      data={points}
      dataKey="at"
      series={isSum ? AS_SUM : AS_BARS}
      withLegend={false}
      gridAxis="x"
      tickLine="none"
      referenceLines={lines}
      valueFormatter={(value: number | [number, number]) =>
        (Array.isArray(value) ? value : [value])
          .map((one) => (isUsd ? formatUsd(one.toFixed(2)) : `${percent.format(one)}%`))
          .join(" – ")
      }
      xAxisProps={{ minTickGap: 28, tickMargin: 8 }}
      yAxisProps={{
        width: axisWidth(60),
        tickMargin: 6,
        ticks,
        domain: [ticks.at(0) ?? 0, ticks.at(-1) ?? 0],
        tickFormatter: (value: number) => (isUsd ? axisUsd(value) : `${percent.format(value)}%`),
      }}
      tooltipAnimationDuration={0}
      maxBarWidth={28}
      withDots={isSum && picture.points.length < 3}
      curveType={isSum ? "linear" : "step"}
      areaProps={{ isAnimationActive: false, strokeWidth: 0, fillOpacity: 0.22 }}
      barProps={{ isAnimationActive: false, strokeWidth: 0, stackId: "spend" }}
      lineProps={{ isAnimationActive: false }}
    />
  );
}
