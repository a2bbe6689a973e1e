import { PeriodPicker } from "./period-picker";
import type { PeriodSearch } from "./presets";
import { usePeriod } from "./use-period";

interface PeriodOfPageProps {
  search: PeriodSearch;
  onChange: (search: PeriodSearch) => void;
}

export function PeriodOfPage({ search, onChange }: PeriodOfPageProps) {
  const isSaid = "period" in search || "from" in search;
  return <PeriodPicker search={isSaid ? search : { period: "30d" }} period={usePeriod(search)} onChange={onChange} />;
}
