import type { LineItem, Tokens } from "../api/types";

/** A point of a session's curve: the estimated dollars up to and with this line item. */
export interface Reached {
  at: number;
  usd: number;
}

/** How the cost grew, for drawing. What has no known price adds nothing, as in the total. */
export function cumulative(items: LineItem[]): Reached[] {
  let usd = 0;
  return items.map((item) => {
    usd += Number(item.net_amount_usd ?? 0);
    return { at: Date.parse(item.usage_time), usd };
  });
}

/** The part of what was read that came from the cache; null if a count is unknown or nothing was read. */
export function cacheShare({ input, cache_read: read, cache_creation: written }: Tokens): number | null {
  if (input === null || read === null || written === null) {
    return null;
  }
  const all = input + read + written;
  return all === 0 ? null : read / all;
}
