import { shortDay } from "../../period/days";
import type { Picture } from "../../warning/types";

const time = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

export interface DrawnPoint {
  at: string;
  /** Before it began; drawn in a quiet colour. */
  before?: number;
  /** Since it began. */
  since?: number;
}

/** The points as a chart wants them, split where it began. Of a sum so far there is nothing before. */
export function pointsOf({ points, step, began_at: began, is_cumulative: isSum }: Picture): DrawnPoint[] {
  return points.map(({ at, value }) => {
    const shown = step === "day" ? shortDay(at) : time.format(Date.parse(at));
    const hasBegun = isSum || Date.parse(at) + lengthOf(step) > Date.parse(began);
    return { at: shown, [hasBegun ? "since" : "before"]: Number(value) };
  });
}

/** A step that began earlier may hold the beginning. */
function lengthOf(step: Picture["step"]): number {
  const minute = 60_000;
  return { ten_minutes: 10 * minute, hour: 60 * minute, day: 24 * 60 * minute }[step];
}
