const grouped = new Intl.NumberFormat("en-US");
const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

export const UNKNOWN = "unknown";

export function formatCount(count: number | null): string {
  return count === null ? UNKNOWN : grouped.format(count);
}

/** "1 record", "2,048 records". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${grouped.format(count)} ${count === 1 ? one : many}`;
}

/** "999 tokens", "141.2K tokens"; a kind that nobody counted makes the sum unknown. */
export function formatTokens(counts: (number | null)[]): string {
  const sum = formatTokenSum(counts);
  return `${sum} ${sum === "1" ? "token" : "tokens"}`;
}

/** "999", "141.2K", for a column whose head says that these are tokens. */
export function formatTokenSum(counts: (number | null)[]): string {
  return counts.some((count) => count === null)
    ? UNKNOWN
    : compact.format(counts.reduce<number>((sum, count) => sum + (count ?? 0), 0));
}

export function formatBytes(bytes: number): string {
  if (bytes < 1_000) {
    return `${bytes} B`;
  }
  const [size, unit] = bytes < 1_000_000 ? [bytes / 1_000, "kB"] : [bytes / 1_000_000, "MB"];
  return `${size.toFixed(size < 10 ? 1 : 0)} ${unit}`;
}
