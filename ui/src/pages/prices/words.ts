import { exactUsd } from "../../format/money";
import { describePeriod } from "../../period/days";
import type { Override } from "./api";
import { lastDayOf, TOKEN_KINDS } from "./draft";

export function kindInWords(kind: string): string {
  return TOKEN_KINDS.find((one) => one.kind === kind)?.label ?? kind;
}

/** "12.5 % off the list", "Input $3.50, output $17.50", "Priced as claude-haiku-4-5". */
export function amountInWords({ mtok, discount_percent: percent, prices_as: pricedAs }: Override): string {
  if (percent != null) {
    return `${percent} % off the list`;
  }
  if (pricedAs != null) {
    return `Priced as ${pricedAs}`;
  }
  const stated = TOKEN_KINDS.filter(({ kind }) => mtok?.[kind] != null);
  const words = stated.map(({ kind, label }) => `${label.toLowerCase()} ${exactUsd(mtok?.[kind] ?? null)}`).join(", ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "Since 1 Jan 2026", "1 Jan – 31 Dec 2026", "Until 31 Dec 2026", "Always". */
export function timeInWords(dated: Pick<Override, "model" | "effective_from" | "effective_to">): string {
  const [first, last] = [dated.effective_from ?? null, lastDayOf(dated)];
  if (first !== null && last !== null) {
    return describePeriod({ start: first, end: last });
  }
  if (first !== null) {
    return `Since ${describePeriod({ start: first, end: first })}`;
  }
  return last === null ? "Always" : `Until ${describePeriod({ start: last, end: last })}`;
}

export type Standing = "holds" | "ended" | "begins later";

export function standingOn(
  dated: Pick<Override, "model" | "effective_from" | "effective_to">,
  today: string,
): Standing {
  if (dated.effective_to != null && dated.effective_to <= today) {
    return "ended";
  }
  return dated.effective_from != null && dated.effective_from > today ? "begins later" : "holds";
}
