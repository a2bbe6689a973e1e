import { wordsOf } from "../../format/words";
import type { Alert } from "../../warning/types";

export interface Event {
  at: string;
  words: string;
}

/** What became of an alert, in the order of time. */
export function historyOf(alert: Alert): Event[] {
  const closed = `${wordsOf(alert.state)} ${alert.closed_by === null ? "by itself" : `by ${alert.closed_by}`}`;
  const events: { at: string | null; words: string }[] = [
    { at: alert.began_at, words: "Began" },
    { at: alert.opened_at, words: "Alert raised" },
    { at: alert.escalated_at, words: "Escalated: nobody had seen to it" },
    { at: alert.seen_at, words: "Last seen to hold" },
    { at: alert.closed_at, words: closed },
  ];
  return events
    .filter((event): event is Event => event.at !== null)
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}
