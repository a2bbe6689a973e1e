import { PeriodPicker } from "./period-picker";
import { type PeriodSearch, resolvePeriod } from "./presets";
import { useToday } from "./use-today";

interface PeriodOfPageProps {
  search: PeriodSearch;
  onChange: (search: PeriodSearch) => void;
}

/** The period that a page's address says, the last 30 days unless it says one. */
export function usePeriod(search: PeriodSearch) {
  return resolvePeriod(search, useToday());
}

export function PeriodOfPage({ search, onChange }: PeriodOfPageProps) {
  const isSaid = "period" in search || "from" in search;
  return <PeriodPicker search={isSaid ? search : { period: "30d" }} period={usePeriod(search)} onChange={onChange} />;
}
