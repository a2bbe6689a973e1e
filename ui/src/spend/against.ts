import { addDays, addMonths, type Day, isDay, lengthOf, type Period } from "../period/days";

/** What a period is compared with, by one click. */
export const AGAINST = [
  { id: "before", label: "The days before" },
  { id: "month", label: "A month earlier" },
  { id: "year", label: "A year earlier" },
] as const;

export type Against = (typeof AGAINST)[number]["id"];

/** What the address says of the earlier period: as many days just before, unless it says something. */
export interface AgainstSearch {
  against?: Against;
  against_from?: Day;
  against_to?: Day;
}

/** Reads the earlier period of an address; whatever makes no sense is as if it were not there. */
export function readAgainst(search: Record<string, unknown>): AgainstSearch {
  const { against, against_from: from, against_to: to } = search;
  if (isDay(from) && isDay(to) && from <= to) {
    return { against_from: from, against_to: to };
  }
  const known = AGAINST.find(({ id }) => id === against);
  return known === undefined ? {} : { against: known.id };
}

export function resolveAgainst({ against, against_from: from, against_to: to }: AgainstSearch, period: Period): Period {
  if (from !== undefined && to !== undefined) {
    return { start: from, end: to };
  }
  if (against === "month" || against === "year") {
    const months = against === "month" ? -1 : -12;
    return { start: addMonths(period.start, months), end: addMonths(period.end, months) };
  }
  return { start: addDays(period.start, -lengthOf(period)), end: addDays(period.start, -1) };
}
