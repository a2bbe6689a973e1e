import type { PeriodSearch } from "../period/presets";
import type { ListSearch } from "./search";

/** The same list in another period. */
export function changedPeriod({ filter }: ListSearch, chosen: PeriodSearch): ListSearch {
  return { ...chosen, ...(filter === undefined ? {} : { filter }) };
}
