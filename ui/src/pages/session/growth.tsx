import type { LineItem } from "../../api/types";
import { axisUsd } from "../../chart/series";
import { durationBetween } from "../../format/duration";
import { formatUsd } from "../../format/money";
import { Panel } from "../../parts/panel";
import { cumulative } from "../../spend/cumulative";
import styles from "./growth.module.css";

const WIDTH = 1000;
const HEIGHT = 160;

/** How the session's cost grew, in steps: each request lifts it by what it cost. */
export function Growth({ items }: { items: LineItem[] }) {
  const curve = cumulative(items);
  const [first, last] = [curve[0], curve.at(-1)];
  const [start, end] = [items[0], items.at(-1)];
  if (first === undefined || last === undefined || start === undefined || end === undefined) {
    return null;
  }
  const span = Math.max(1, last.at - first.at);
  const x = (at: number) => (((at - first.at) / span) * WIDTH).toFixed(1);
  const y = (usd: number) => (HEIGHT - (usd / Math.max(last.usd, 1e-9)) * (HEIGHT - 6)).toFixed(1);
  const steps = curve.map(({ at, usd }) => `H${x(at)}V${y(usd)}`).join("");
  return (
    <Panel
      title="Cumulative cost"
      hint={`${formatUsd(last.usd.toFixed(9))} in ${durationBetween(start.usage_time, end.usage_time)}`}
    >
      <div className={styles.growth}>
        <div className={styles.scale} aria-hidden="true">
          <span>{axisUsd(last.usd)}</span>
          <span>{axisUsd(last.usd / 2)}</span>
          <span>{axisUsd(0)}</span>
        </div>
        <svg
          className={styles.curve}
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`Cumulative cost, up to ${formatUsd(last.usd.toFixed(9))}`}
        >
          <path d={`M0,${HEIGHT}${steps}H${WIDTH}V${HEIGHT}Z`} className={styles.area} />
          <path d={`M0,${HEIGHT}${steps}H${WIDTH}`} className={styles.line} />
        </svg>
      </div>
    </Panel>
  );
}
