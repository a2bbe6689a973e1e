import { useQuery } from "@tanstack/react-query";
import { meQuery } from "../api/queries";
import type { FiscalCalendar } from "../api/types";
import type { Period } from "./days";
import { CALENDAR_YEAR } from "./fiscal";
import { type PeriodSearch, resolvePeriod } from "./presets";
import { useToday } from "./use-today";

/** How the organization's months and years begin. */
export function useCalendar(): FiscalCalendar {
  const { data: me } = useQuery(meQuery);
  return me?.organization.fiscal_calendar ?? CALENDAR_YEAR;
}

/** The period that a page's address says, the last 30 days unless it says one. */
export function usePeriod(search: PeriodSearch): Period {
  return resolvePeriod(search, useToday(), useCalendar());
}
