const percent = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 1 });
/** Below this share two costs differ by no more than the client's own float sums do. */
const NOTHING = 1e-6;

/** How far the list cost is from the reported cost, in words; `null` if one is unknown or nothing was reported. */
export function formatDrift(reported: string | null, list: string | null): string | null {
  if (reported === null || list === null || Number(reported) === 0) {
    return null;
  }
  const drift = Number(list) / Number(reported) - 1;
  if (Math.abs(drift) < NOTHING) {
    return "the same as reported";
  }
  const far = Math.abs(drift) < 0.001 ? "less than 0.1%" : percent.format(Math.abs(drift));
  return `${far} ${drift > 0 ? "above" : "below"} reported`;
}
