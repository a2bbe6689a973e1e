import { moneyLabel } from "../format/money";
/** One line, area or colour of a chart; amounts are decimal texts, null where nobody knows. */
export interface Series {
  id: string;
  label: string;
  amounts: (string | null)[];
}

export interface DrawnSeries extends Series {
  color: string;
}

/** More than this many nobody tells apart; the rest is drawn as one. */
export const MOST_SERIES = 10;
export const OTHERS = "others";

export function colorOf(place: number): string {
  return place < MOST_SERIES ? `var(--ss-series-${place})` : "var(--ss-series-others)";
}

/** The largest series in colours of their own, all others added up in grey. `rest` is what has no series of its own. */
export function drawn(series: Series[], rest: Series | null): DrawnSeries[] {
  const own = series.slice(0, MOST_SERIES).map((one, place) => ({ ...one, color: colorOf(place) }));
  const others = [...series.slice(MOST_SERIES), ...(rest === null ? [] : [rest])];
  const [first] = others;
  if (first === undefined) {
    return own;
  }
  const amounts = first.amounts.map((_, bucket) => sumForDrawing(others.map((one) => one.amounts[bucket] ?? null)));
  return [...own, { id: OTHERS, label: rest?.label ?? "Others", amounts, color: colorOf(MOST_SERIES) }];
}

/** One object for each bucket, as charts want it. What nobody knows is left out, never drawn as zero. */
export function pointsOf(buckets: string[], series: Series[]): Record<string, string | number>[] {
  return buckets.map((bucket, at) => {
    const point: Record<string, string | number> = { bucket };
    for (const one of series) {
      const amount = one.amounts[at];
      if (amount !== null && amount !== undefined) {
        point[one.id] = Number(amount);
      }
    }
    return point;
  });
}

/** What the tooltip of a bucket lists: who spent anything, the largest first, and the whole. */
export function entriesOf(series: DrawnSeries[], at: number): { shown: DrawnSeries[]; total: string | null } {
  const spent = series.filter((one) => Number(one.amounts[at] ?? 0) > 0);
  const shown = spent.sort((one, other) => Number(other.amounts[at]) - Number(one.amounts[at]));
  return { shown, total: sumForDrawing(series.map((one) => one.amounts[at] ?? null)) };
}

/** A sum for a picture, where a float's digits are plenty; tables show what the server added up. */
function sumForDrawing(amounts: (string | null)[]): string | null {
  const known = amounts.filter((amount) => amount !== null);
  return known.length === 0 ? null : known.reduce((sum, amount) => sum + Number(amount), 0).toFixed(9);
}

const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

/** "$1.2K" at an axis. */
export function axisUsd(amount: number): string {
  return amount !== 0 && Math.abs(amount) < 0.1
    ? `${moneyLabel()}${amount.toPrecision(1)}`
    : `${moneyLabel()}${compact.format(amount)}`;
}

/** Pixels for the amounts at an axis: so many under "$", and more for a longer label. */
export function axisWidth(usual: number): number {
  return usual + 9 * (moneyLabel().length - 1);
}
