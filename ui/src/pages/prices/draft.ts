import { addDays, isDay } from "../../period/days";
import type { Override } from "./api";

export const TOKEN_KINDS = [
  { kind: "input", label: "Input" },
  { kind: "output", label: "Output" },
  { kind: "cache_read", label: "Cache read" },
  { kind: "cache_creation_5m", label: "Cache write, 5 min" },
  { kind: "cache_creation_1h", label: "Cache write, 1 h" },
] as const;

export type TokenKind = (typeof TOKEN_KINDS)[number]["kind"];
export type Sort = "rates" | "discount" | "alias";
export type Speed = "standard" | "fast" | null;

export const SORTS: { value: Sort; label: string }[] = [
  { value: "rates", label: "Own rates" },
  { value: "discount", label: "Discount" },
  { value: "alias", label: "Other name" },
];

/** A price as the form has it: texts as they are typed, and both days included. */
export interface Draft {
  sort: Sort;
  model: string;
  rates: Record<TokenKind, string>;
  percent: string;
  pricedAs: string;
  speed: Speed;
  firstDay: string;
  lastDay: string;
  note: string;
}

export type Field = Exclude<keyof Draft, "sort" | "speed" | "note" | "firstDay">;

const NO_RATES = { input: "", output: "", cache_read: "", cache_creation_5m: "", cache_creation_1h: "" };

export function emptyDraft(model = ""): Draft {
  return {
    sort: "rates",
    model,
    rates: NO_RATES,
    percent: "",
    pricedAs: "",
    speed: null,
    firstDay: "",
    lastDay: "",
    note: "",
  };
}

export function sortOf(override: Override): Sort {
  if (override.mtok != null) {
    return "rates";
  }
  return override.discount_percent != null ? "discount" : "alias";
}

export function draftOf(override: Override): Draft {
  const rates = Object.fromEntries(TOKEN_KINDS.map(({ kind }) => [kind, override.mtok?.[kind] ?? ""]));
  return {
    sort: sortOf(override),
    model: override.model,
    rates: { ...NO_RATES, ...rates },
    percent: override.discount_percent ?? "",
    pricedAs: override.prices_as ?? "",
    speed: override.speed ?? null,
    firstDay: override.effective_from ?? "",
    lastDay: lastDayOf(override) ?? "",
    note: override.note ?? "",
  };
}

/** The API names the first day on which a price does not hold any more, people the last on which it does. */
export function lastDayOf({ effective_to: end }: Override): string | null {
  return end == null ? null : addDays(end, -1);
}

export function endedAfter(override: Override, lastDay: string): Override {
  return { ...override, effective_to: addDays(lastDay, 1) };
}

export function overrideOf(draft: Draft): Override {
  const { sort, speed, firstDay, lastDay } = draft;
  const rates = Object.fromEntries(TOKEN_KINDS.map(({ kind }) => [kind, draft.rates[kind].trim() || null]));
  return {
    model: draft.model.trim(),
    mtok: sort === "rates" ? rates : null,
    discount_percent: sort === "discount" ? draft.percent.trim() : null,
    prices_as: sort === "alias" ? draft.pricedAs.trim() : null,
    speed: sort === "alias" ? null : speed,
    effective_from: firstDay || null,
    effective_to: lastDay === "" ? null : addDays(lastDay, 1),
    note: draft.note.trim() || null,
  };
}

/** What is missing or wrong, by field; what only the server can know is its to say. */
export function problemsOf(draft: Draft): Partial<Record<Field, string>> {
  return { ...modelProblem(draft), ...amountProblem(draft), ...dayProblem(draft) };
}

function modelProblem({ sort, model }: Draft): Partial<Record<Field, string>> {
  const name = model.trim();
  if (name === "") {
    return { model: sort === "discount" ? "Name a model, or write * for all." : "Name the model." };
  }
  if (sort !== "discount" && name.includes("*")) {
    return { model: "Only a discount can be for several models." };
  }
  return name.slice(0, -1).includes("*") ? { model: "A * can only stand at the end." } : {};
}

function amountProblem({ sort, rates, percent, pricedAs }: Draft): Partial<Record<Field, string>> {
  if (sort === "alias") {
    return pricedAs.trim() === "" ? { pricedAs: "Name the model whose price holds." } : {};
  }
  if (sort === "discount") {
    const isGood = isAmount(percent) && Number(percent) <= 100;
    return isGood ? {} : { percent: "Give a number from 0 to 100." };
  }
  const stated = Object.values(rates).filter((rate) => rate.trim() !== "");
  if (stated.length === 0) {
    return { rates: "Give one rate at least." };
  }
  return stated.every(isAmount) ? {} : { rates: "A rate is a number from 0 up." };
}

function dayProblem({ firstDay, lastDay }: Draft): Partial<Record<Field, string>> {
  const areDays = [firstDay, lastDay].every((day) => day === "" || isDay(day));
  return !areDays || (firstDay !== "" && lastDay !== "" && lastDay < firstDay)
    ? { lastDay: "The last day comes before the first." }
    : {};
}

function isAmount(text: string): boolean {
  return /^\d+(\.\d+)?$/.test(text.trim());
}
