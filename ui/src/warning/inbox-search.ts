import { SEVERITIES } from "./alert-words";
import type { Severity } from "./types";

export const STATES = ["open", "closed", "all"] as const;

/** What the Inbox shows, as it stands in the address. */
export interface InboxSearch {
  state?: (typeof STATES)[number];
  severity?: Severity;
}

export function readInbox(search: Record<string, unknown>): InboxSearch {
  const state = STATES.find((one) => one === search.state);
  const severity = SEVERITIES.find((one) => one === search.severity);
  return { ...(state === undefined ? {} : { state }), ...(severity === undefined ? {} : { severity }) };
}
