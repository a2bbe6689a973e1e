import "@mantine/charts/styles.css";
import { AreaChart, BarChart, LineChart } from "@mantine/charts";
import type { StepWords } from "../period/steps";
import styles from "./drawing.module.css";
import { axisWidth, type DrawnSeries, entriesOf, pointsOf } from "./series";
import type { SpendChartProps } from "./spend-chart";
import type { Unit } from "./units";

const MOST_IN_TOOLTIP = 8;

/** The drawing itself, in a file of its own because the library behind it is large. */
type DrawingProps = Required<Omit<SpendChartProps, "label">>;

export default function Drawing({ kind, buckets, series, height, words, unit }: DrawingProps) {
  const shared = {
    h: height,
    data: pointsOf(buckets, series),
    dataKey: "bucket",
    series: series.map(({ id, label, color }) => ({ name: id, label, color })),
    withLegend: false,
    gridAxis: "x" as const,
    tickLine: "none" as const,
    valueFormatter: unit.axis,
    xAxisProps: { tickFormatter: words.axis, minTickGap: 28, tickMargin: 8 },
    yAxisProps: { width: axisWidth(48), tickMargin: 6 },
    tooltipAnimationDuration: 0,
    tooltipProps: {
      cursor: { fill: "var(--ss-hover)", stroke: "var(--ss-line-strong)" },
      content: ({ label }: { label?: string | number | undefined }) => (
        <Bucket
          bucket={String(label ?? "")}
          at={buckets.indexOf(String(label))}
          series={series}
          words={words}
          unit={unit}
        />
      ),
    },
  };
  if (kind === "line") {
    return <LineChart {...shared} curveType="monotone" strokeWidth={2} withDots={buckets.length < 3} />;
  }
  if (kind === "area") {
    return (
      <AreaChart {...shared} type="stacked" curveType="monotone" strokeWidth={1.5} fillOpacity={0.5} withDots={false} />
    );
  }
  return (
    <BarChart {...shared} type="stacked" maxBarWidth={36} barProps={{ isAnimationActive: false, strokeWidth: 0 }} />
  );
}

interface BucketProps {
  bucket: string;
  at: number;
  series: DrawnSeries[];
  words: StepWords;
  unit: Unit;
}

function Bucket({ bucket, at, series, words, unit }: BucketProps) {
  if (at < 0) {
    return null;
  }
  const { shown, total } = entriesOf(series, at);
  const more = shown.length - MOST_IN_TOOLTIP;
  return (
    <div className={styles.tooltip}>
      <div className={styles.head}>
        <span>{words.full(bucket)}</span>
        <b>{unit.amount(total)}</b>
      </div>
      {shown.slice(0, MOST_IN_TOOLTIP).map((one) => (
        <div key={one.id} className={styles.entry}>
          <span className={styles.swatch} style={{ background: one.color }} />
          <span className={styles.name}>{one.label}</span>
          <span>{unit.amount(one.amounts[at] ?? null)}</span>
        </div>
      ))}
      {more > 0 && <div className={styles.more}>and {more} more</div>}
    </div>
  );
}
