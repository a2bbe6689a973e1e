import type { BatchRecord } from "../api/types";
import { wordsOf } from "../format/words";
import type { Tone } from "../parts/status";

interface Became {
  tone: Tone;
  words: string;
  /** What that means, for whoever opens the record. */
  meaning: string;
}

/** What the server puts in the place of a text of people that it removed on arrival. */
export const REMOVED = "<REMOVED>";

const OUTCOMES: Record<BatchRecord["outcome"], Became> = {
  booked: { tone: "good", words: "Booked", meaning: "A line item rests on this record." },
  again: {
    tone: "quiet",
    words: "Seen before",
    meaning: "The same record came in an earlier raw batch. It is booked once.",
  },
  covered: {
    tone: "quiet",
    words: "Covered",
    meaning: "Better evidence of the same usage is booked, so this record adds nothing.",
  },
  activity: { tone: "quiet", words: "Activity", meaning: "Counted beside spend." },
  nothing: { tone: "quiet", words: "Nothing of use", meaning: "It says nothing of usage or activity." },
  set_aside: { tone: "warn", words: "Set aside", meaning: "It could not be read, and nothing of it is booked." },
  pending: { tone: "warn", words: "Not booked yet", meaning: "It says something of usage that is not booked yet." },
};

export function becameOf({ outcome, detail }: Pick<BatchRecord, "outcome" | "detail">): Became {
  const became = OUTCOMES[outcome];
  if (detail === null) {
    return became;
  }
  return outcome === "activity"
    ? { ...became, words: `${became.words}: ${wordsOf(detail).toLowerCase()}` }
    : { ...became, meaning: detail };
}
