import type { QueryClient } from "@tanstack/react-query";
import { meQuery } from "../api/queries";
import { type Period, todayIn } from "./days";
import { type PeriodSearch, resolvePeriod } from "./presets";

interface Going {
  context: { queryClient: QueryClient };
  deps: PeriodSearch;
  cause: "preload" | "enter" | "stay";
}

/** Asks for what a page of a period shows first beside its code, not after it. While the organization's days are unknown,
 * the page asks by itself. A look at a link asks for nothing: such answers cost the ledger much. */
export function askAhead(
  { context: { queryClient }, deps, cause }: Going,
  ask: (client: QueryClient, period: Period) => void,
): void {
  const me = queryClient.getQueryData(meQuery.queryKey);
  if (me !== undefined && cause !== "preload") {
    const { time_zone: zone, fiscal_calendar: calendar } = me.organization;
    ask(queryClient, resolvePeriod(deps, todayIn(zone, Date.now()), calendar));
  }
}
