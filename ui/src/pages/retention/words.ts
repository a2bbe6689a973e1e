import { describePeriod } from "../../period/days";
import type { RetentionPreview } from "./api";

/** "For 12 months", "For ever". */
export function howLong(count: number | null, unit: string): string {
  if (count === null) {
    return "for ever";
  }
  return `for ${count.toLocaleString("en-US")} ${count === 1 ? unit : `${unit}s`}`;
}

/** "1.2 GB", of what was received. */
export function bytesInWords(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const shown = bytes / 1000 ** power;
  return `${power === 0 ? shown : shown.toFixed(shown < 10 ? 1 : 0)} ${units[power]}`;
}

/** What a choice deletes at once, in a sentence. */
export function doomInWords({ raw_batches, raw_bytes, line_items, days, kept_since }: RetentionPreview): string {
  const parts = [
    raw_batches > 0 ? `${count(raw_batches, "raw batch", "raw batches")} (${bytesInWords(raw_bytes)})` : null,
    line_items > 0 && kept_since !== null
      ? `${count(line_items, "line item", "line items")} of ${count(days, "day", "days")} before ${describePeriod({ start: kept_since, end: kept_since })}`
      : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? "Nothing is old enough to be deleted now." : `At once it deletes ${parts.join(" and ")}.`;
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString("en-US")} ${number === 1 ? one : many}`;
}
