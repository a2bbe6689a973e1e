import type { QueryClient } from "@tanstack/react-query";
import { meQuery } from "../api/queries";
import { type Period, todayIn } from "./days";
import { type PeriodSearch, resolvePeriod } from "./presets";

/** The period that a page will show, before it is there to ask for it; undefined while the organization's days are
 * unknown. */
export function knownPeriod(queryClient: QueryClient, search: PeriodSearch, now: number): Period | undefined {
  const me = queryClient.getQueryData(meQuery.queryKey);
  return me && resolvePeriod(search, todayIn(me.organization.time_zone, now), me.organization.fiscal_calendar);
}
