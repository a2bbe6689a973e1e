import { todayIn } from "../period/days";
import type { ExplorerSearch } from "../spend/search";
import { filtersOf } from "./scopes";
import type { Alert } from "./types";

/** The Explorer as it shows what an alert is about, from the day it began to the day it was last seen. */
export function exploreAlert(alert: Alert, more: string[] = []): ExplorerSearch {
  const session = alert.kind === "runaway_session" && alert.subject !== null ? [`session:${alert.subject}`] : [];
  const filter = [...(filtersOf(alert.scope) ?? []), ...session, ...more];
  return {
    from: todayIn(alert.zone, Date.parse(alert.began_at)),
    to: todayIn(alert.zone, Date.parse(alert.seen_at)),
    ...(filter.length === 0 ? {} : { filter: [...new Set(filter)] }),
  };
}
