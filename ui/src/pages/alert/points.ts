import { shortDay, todayIn } from "../../period/days";
import type { Picture } from "../../warning/types";

export interface DrawnPoint {
  at: string;
  /** Before it began; drawn in a quiet colour. */
  before?: number;
  /** Since it began. */
  since?: number;
  /** Between which two amounts a usual one lies; of a budget, those of the days ahead. */
  usual?: [number, number];
}

/** The points as a chart wants them, split where it began. Of a sum so far there is nothing before. */
export function pointsOf({ points, step, zone, began_at: began, is_cumulative: isSum }: Picture): DrawnPoint[] {
  const time = new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  });
  return points.map(({ at, value, lower, upper }) => {
    const shown = step === "day" ? shortDay(todayIn(zone, Date.parse(at))) : time.format(Date.parse(at));
    const hasBegun = isSum || Date.parse(at) + lengthOf(step) > Date.parse(began);
    return {
      at: shown,
      [hasBegun ? "since" : "before"]: Number(value),
      ...(lower === null || upper === null ? {} : { usual: [Number(lower), Number(upper)] as [number, number] }),
    };
  });
}

/** A step that began earlier may hold the beginning. */
function lengthOf(step: Picture["step"]): number {
  const minute = 60_000;
  return { ten_minutes: 10 * minute, hour: 60 * minute, day: 24 * 60 * minute }[step];
}
