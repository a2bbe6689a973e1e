import { type Day, lengthOf, type Period, shortDay, weekdayOf } from "./days";

/** How wide the steps of a series are, as the API names them. */
export const STEPS = [
  { id: "hour", label: "By hour" },
  { id: "day", label: "By day" },
  { id: "week", label: "By week" },
  { id: "month", label: "By month" },
] as const;

export type Step = (typeof STEPS)[number]["id"];

/** The API tells no hours of longer periods. */
export const MOST_DAYS_OF_HOURS = 31;

/** The steps that a period can be told in. */
export function stepsOf(period: Period) {
  return STEPS.filter(({ id }) => id !== "hour" || lengthOf(period) <= MOST_DAYS_OF_HOURS);
}

/** The step that is asked for if the period can be told in it; else hours of a single day, and days of more. */
export function stepOf(period: Period, wanted: Step | undefined): Step {
  const fitting = stepsOf(period).find(({ id }) => id === wanted);
  return fitting?.id ?? (lengthOf(period) === 1 ? "hour" : "day");
}

/** What a bucket of a chart is called, at the axis and in full. */
export interface StepWords {
  axis: (bucket: string) => string;
  full: (bucket: string) => string;
}

export const DAY_WORDS: StepWords = { axis: shortDay, full: weekdayOf };

const month = new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });

/** Buckets are first days, and of hours instants, which are told in the organization's time zone. */
export function wordsOfStep(step: Step, timeZone: string): StepWords {
  if (step === "week") {
    return { axis: shortDay, full: (bucket) => `Week from ${weekdayOf(bucket)}` };
  }
  if (step === "month") {
    const name = (bucket: Day) => month.format(Date.parse(bucket));
    return { axis: name, full: name };
  }
  return step === "hour" ? hourWords(timeZone) : DAY_WORDS;
}

function hourWords(timeZone: string): StepWords {
  const hour = { hour: "2-digit", minute: "2-digit", timeZone } as const;
  const axis = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", ...hour });
  const full = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZoneName: "short",
    ...hour,
  });
  return {
    axis: (bucket) => axis.format(Date.parse(bucket)),
    full: (bucket) => full.format(Date.parse(bucket)),
  };
}
