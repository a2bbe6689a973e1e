import { formatAbsolute } from "../../format/time";
import { wordsOf } from "../../format/words";
import type { Alert } from "../../warning/types";

export interface Event {
  at: string;
  words: string;
}

/** What somebody did about it. */
function ofDeed({ at, by, what, until, owner_email: owner }: Alert["deeds"][number]): Event {
  if (what === "snoozed") {
    return { at, words: `Snoozed by ${by}${until === null ? "" : ` until ${formatAbsolute(until)}`}` };
  }
  if (what === "assigned") {
    return { at, words: owner === null ? `Given up by ${by}` : `Assigned to ${owner} by ${by}` };
  }
  return { at, words: `${wordsOf(what)} by ${by}` };
}

/** What became of an alert, in the order of time. */
export function historyOf(alert: Alert): Event[] {
  const closed = `${wordsOf(alert.state)} by itself`;
  const events: { at: string | null; words: string }[] = [
    { at: alert.began_at, words: "Began" },
    { at: alert.opened_at, words: "Alert raised" },
    { at: alert.escalated_at, words: "Escalated: nobody had seen to it" },
    { at: alert.seen_at, words: "Last seen to hold" },
    { at: alert.closed_by === null ? alert.closed_at : null, words: closed },
  ];
  return [...events, ...alert.deeds.flatMap(ofDeed)]
    .filter((event): event is Event => event.at !== null)
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}
