import type { ExplainedChange } from "../../api/types";
import { roundTicks } from "../../chart/ticks";
import { shortDay } from "../../period/days";
import { DRIVERS } from "./drivers";
import { isSomething, shownChange } from "./in-words";

/** One bar of the waterfall, from an amount to the next; a period's spend begins at nothing. */
export interface Bar {
  id: string;
  label: string;
  range: [number, number];
  shown: string;
  color: string;
}

/** Both periods, and between them every part that is shown as something. */
export function barsOf(change: ExplainedChange): Bar[] {
  const shown = shownChange(change);
  const whole = (id: "before" | "after"): Bar => ({
    id,
    label: daysOf(change[id]),
    range: [0, Number(shown[id].exact)],
    shown: shown[id].shown,
    color: "var(--ss-accent)",
  });
  return [
    whole("before"),
    ...shown.parts
      .filter(({ step }) => isSomething(step))
      .map(({ part, step }) => ({
        id: part.driver,
        label: DRIVERS[part.driver].short,
        range: [Number(part.from_usd), Number(part.to_usd)] as [number, number],
        shown: step,
        color: colorOf(part.driver, step),
      })),
    whole("after"),
  ];
}

/** Round amounts from where the axis begins to where it ends. */
export function ticksOf(bars: Bar[]): number[] {
  const reached = bars.flatMap(({ range: [from, to], id }) => (id === "before" || id === "after" ? [to] : [from, to]));
  const [lowest, highest] = [Math.min(...reached), Math.max(...reached)];
  const room = lowest - (highest - lowest) * ROOM;
  const floor = room > highest * TOO_SMALL ? room : Math.min(0, lowest);
  return roundTicks(floor, highest);
}

/** Where the parts would be too small to see beside the whole, the axis begins below them and not at nothing. */
const ROOM = 0.6;
const TOO_SMALL = 0.4;

function colorOf(driver: string, step: string): string {
  if (driver === "unsplit") {
    return "var(--ss-series-others)";
  }
  return step.startsWith("+") ? "var(--ss-bad)" : "var(--ss-good)";
}

function daysOf({ start, end }: { start: string; end: string }): string {
  return start === end ? shortDay(start) : `${shortDay(start)} – ${shortDay(end)}`;
}
