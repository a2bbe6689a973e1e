import { hasName, KINDS } from "./scopes";
import type { ScopeKind, Window } from "./types";
import { WINDOWS } from "./windows";

/** What the Monitoring page shows, as it stands in the address. */
export interface MonitoringSearch {
  by?: ScopeKind;
  window?: Window;
}

/** What its tabs are. The organization is above them, and a default is of nobody in particular. */
export const TABS = KINDS.filter(({ id }) => hasName(id) && id !== "tag");

export function readMonitoring(search: Record<string, unknown>): MonitoringSearch {
  const by = TABS.find(({ id }) => id === search.by)?.id;
  const window = WINDOWS.find(({ value }) => value === search.window)?.value;
  return { ...(by === undefined ? {} : { by }), ...(window === undefined ? {} : { window }) };
}
