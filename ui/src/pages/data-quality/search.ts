import { type PeriodSearch, readPeriod } from "../../period/presets";

/** What the page shows, as it stands in the address. Coverage unless it says prices. */
export interface QualitySearch extends PeriodSearch {
  view?: "prices";
  provider?: string;
  item?: string;
}

export function readQuality(search: Record<string, unknown>): QualitySearch {
  const { view, provider, item } = search;
  return {
    ...readPeriod(search),
    ...(view === "prices" ? { view } : {}),
    ...(typeof provider === "string" && provider !== "" ? { provider } : {}),
    ...(typeof item === "string" && item !== "" ? { item } : {}),
  };
}
