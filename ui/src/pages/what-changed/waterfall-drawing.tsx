import "@mantine/charts/styles.css";
import { BarChart } from "@mantine/charts";
import { type Bar, ticksOf } from "./bars";

interface WaterfallDrawingProps {
  bars: Bar[];
  /** Columns from left to right; rows from top to bottom otherwise, where there is no room for names below columns. */
  isUpright: boolean;
  height: number;
}

const usd = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", minimumFractionDigits: 0 });

/** The drawing itself, in a file of its own because the library behind it is large. */
export default function WaterfallDrawing({ bars, isUpright, height }: WaterfallDrawingProps) {
  const ticks = ticksOf(bars);
  const amounts = {
    ticks,
    domain: [ticks.at(0) ?? 0, ticks.at(-1) ?? 0] as [number, number],
    allowDataOverflow: true,
    tickFormatter: (amount: number) => usd.format(amount),
    tickMargin: 6,
  };
  return (
    <BarChart
      h={height}
      data={bars.map(({ id, label, range, color, shown }) => ({ id, label, range, color, shown }))}
      dataKey="label"
      series={[{ name: "range", color: "var(--ss-accent)" }]}
      orientation={isUpright ? "horizontal" : "vertical"}
      gridAxis={isUpright ? "x" : "y"}
      tickLine="none"
      maxBarWidth={56}
      withTooltip={false}
      withBarValueLabel
      valueLabelProps={{ dataKey: "shown", formatter: (shown) => shown, fill: "var(--ss-ink)", fontSize: 12 }}
      barProps={{ isAnimationActive: false, strokeWidth: 0, radius: 3 }}
      barChartProps={{
        margin: isUpright ? { top: 22, left: 0, right: 8, bottom: 0 } : { top: 0, left: 0, right: 64, bottom: 0 },
      }}
      xAxisProps={isUpright ? { tickMargin: 8, interval: 0 } : amounts}
      yAxisProps={isUpright ? { ...amounts, width: 64 } : { width: 104, tickMargin: 6, interval: 0 }}
    />
  );
}
