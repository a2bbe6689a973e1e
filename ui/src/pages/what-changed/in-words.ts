import type { ChangePart, ExplainedChange } from "../../api/types";
import { formatChange, formatShareOf } from "../../format/change";
import { usdSteps } from "../../format/money";
import { describePeriod } from "../../period/days";
import { nameIn } from "../../spend/dimensions";
import { DRIVERS, type Measure, measureOf, mostOf, placesChanged, reasonsOf } from "./drivers";

/** From this share of a part on, somebody explains most of it. */
const MOST = 0.5;

export interface ShownAmount {
  exact: string;
  shown: string;
}

export interface ShownPart {
  part: ChangePart;
  step: string;
}

export interface ShownChange {
  before: ShownAmount;
  after: ShownAmount;
  whole: string;
  parts: ShownPart[];
}

/** The amounts and parts as they are shown, so that what people read adds up. */
export function shownChange({ parts }: ExplainedChange): ShownChange {
  const exact = [parts[0]?.from_usd ?? "0", ...parts.map(({ to_usd }) => to_usd)];
  const { amounts, steps, whole } = usdSteps(exact);
  const amount = (at: number) => ({ exact: exact.at(at) ?? "0", shown: amounts.at(at) ?? "" });
  return {
    before: amount(0),
    after: amount(-1),
    whole,
    parts: parts.map((part, at) => ({ part, step: steps[at] ?? "" })),
  };
}

/** Whether a step is shown as something else than nothing. */
export function isSomething(step: string): boolean {
  return /[1-9]/.test(step);
}

/** The whole in one sentence: "Spend rose by $20.00 (+25%), from $80.00 (1 – 7 Nov 2026) to $100.00 (…)." */
export function wholeInWords(change: ExplainedChange): string {
  const { before, after, whole } = shownChange(change);
  const [first, second] = [describePeriod(change.before), describePeriod(change.after)];
  if (!isSomething(whole)) {
    return `Spend did not change: ${after.shown} in ${second}, and ${before.shown} in ${first}.`;
  }
  const percent = formatChange(before.exact, after.exact);
  const share = percent === null || percent === "new" ? "" : ` (${percent})`;
  const verb = whole.startsWith("+") ? "rose" : "fell";
  return `Spend ${verb} by ${whole.slice(1)}${share}, from ${before.shown} in ${first} to ${after.shown} in ${second}.`;
}

/** What drove the change, the largest part first; each sentence stands for itself. */
export function partsInWords(change: ExplainedChange): { driver: ChangePart["driver"]; words: string }[] {
  return shownChange(change)
    .parts.filter(({ step }) => isSomething(step))
    .sort((one, other) => Math.abs(Number(other.part.usd)) - Math.abs(Number(one.part.usd)))
    .map(({ part, step }) => ({ driver: part.driver, words: partInWords(change, part, step) }));
}

function partInWords(change: ExplainedChange, part: ChangePart, step: string): string {
  const verb = step.startsWith("+") ? "added" : "saved";
  return `${causeOf(change, part)} ${verb} ${step.slice(1)}${whoOf(change, part)}.`;
}

function causeOf(change: ExplainedChange, part: ChangePart): string {
  const rises = Number(part.usd) > 0;
  const measure = measureOf(change, part);
  switch (part.driver) {
    case "volume":
      return `${rises ? "More" : "Fewer"} requests${figures(measure, rises)}`;
    case "model_mix":
      return mixInWords(change);
    case "effort_and_speed":
      return effortInWords(part, measure);
    case "request_size":
      return `${rises ? "Larger" : "Smaller"} requests${figures(measure, rises, " tokens each")}`;
    case "cache_use":
      return `${rises ? "Less" : "More"} from the cache${figures(measure, !rises, " of what was read")}`;
    case "price":
      return `A ${rises ? "higher" : "lower"} price for the same tokens${percentOf(part)}`;
    case "unsplit":
      return `Changes that cannot be split (${reasonsOf(change)})`;
  }
}

/** The figures of a measure, where they went the way that the words say. */
function figures(measure: Measure | null, rises: boolean, unit = ""): string {
  return measure === null || measure.direction !== (rises ? 1 : -1)
    ? ""
    : `, ${measure.after}${unit} instead of ${measure.before},`;
}

function mixInWords(change: ExplainedChange): string {
  const { gained, lost } = placesChanged(change);
  if (gained === undefined || lost === undefined) {
    return `Other ${DRIVERS.model_mix.label.toLowerCase()}`;
  }
  const share = `${formatShareOf(gained.after)} of requests, ${formatShareOf(gained.before)} before`;
  return `${gained.name} instead of ${lost.name} (${share})`;
}

/** Fast mode costs more, so what it adds is more of it, whichever requests there were more of. */
function effortInWords(part: ChangePart, measure: Measure | null): string {
  if (mostOf(part, ["effort", "speed"])?.dimension === "speed") {
    const rises = Number(part.usd) > 0;
    return `${rises ? "More" : "Less"} fast mode${figures(measure, rises, " requests")}`;
  }
  return measure === null
    ? "Other efforts and speeds"
    : `${measure.direction > 0 ? "More" : "Fewer"} ${measure.what}, ${measure.after} instead of ${measure.before},`;
}

function percentOf({ usd, from_usd }: ChangePart): string {
  const change = Number(usd) / Number(from_usd);
  const percent = Number.isFinite(change) ? formatChange("1", String(1 + change)) : null;
  return percent === null || percent === "no change" ? "" : `, ${percent},`;
}

/** Who explains most of a part, and with which model; nobody is named who is the only one. */
function whoOf(change: ExplainedChange, part: ChangePart): string {
  const who = Math.max(change.before.people, change.after.people) > 1 ? leading(part, "user") : undefined;
  const isOfModels = part.driver === "model_mix" || part.driver === "unsplit" || change.model_shifts.length === 0;
  const what = isOfModels ? undefined : leading(part, "model");
  const words = [...(who === undefined ? [] : [`by ${who}`]), ...(what === undefined ? [] : [`with ${what}`])];
  return words.length === 0 ? "" : `, most of it ${words.join(" and ")}`;
}

function leading(part: ChangePart, dimension: "user" | "model"): string | undefined {
  const most = mostOf(part, [dimension]);
  return most !== undefined && Number(most.usd) / Number(part.usd) >= MOST ? nameIn(dimension, most.name) : undefined;
}
