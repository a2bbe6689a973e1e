import type { ChartKind } from "../chart/spend-chart";
import type { Period } from "../period/days";
import { type PeriodSearch, readPeriod } from "../period/presets";
import { STEPS, type Step, stepOf } from "../period/steps";
import { isDimension } from "./dimensions";
import type { SpendAsked } from "./query";
import { readSort } from "./rows";

/** All that the Explorer shows, as it stands in the address: a link shows a colleague the same. */
export interface ExplorerSearch extends PeriodSearch {
  by?: string[];
  filter?: string[];
  chart?: ChartKind;
  every?: Step;
  compare?: boolean;
  top?: number;
  sort?: string;
}

export const TOPS = [10, 25, 50, 100, 500];
export const BY_MODEL = ["model"];
const MOST_DIMENSIONS = 2;
const CHARTS: ChartKind[] = ["bar", "line", "area"];

/** What a list of sessions or line items shows. */
export interface ListSearch extends PeriodSearch {
  filter?: string[];
}

export function readList(search: Record<string, unknown>): ListSearch {
  return { ...readPeriod(search), ...readFilters(search.filter) };
}

/** The same of line items, of which one may be explained. */
export function readLineItems(search: Record<string, unknown>): ListSearch & { item?: string } {
  return { ...readList(search), ...(typeof search.item === "string" ? { item: search.item } : {}) };
}

/** Reads an address that anybody may have written; what makes no sense is as if it were not there. */
export function readExplorer(search: Record<string, unknown>): ExplorerSearch {
  const { by, filter, chart, every, compare, top, sort } = search;
  const dimensions = texts(by).filter(isDimension);
  const kind = CHARTS.find((one) => one === chart);
  const step = STEPS.find(({ id }) => id === every)?.id;
  const most = TOPS.find((one) => one === top);
  return {
    ...readPeriod(search),
    ...(Array.isArray(by) ? { by: [...new Set(dimensions)].slice(0, MOST_DIMENSIONS) } : {}),
    ...readFilters(filter),
    ...(kind === undefined ? {} : { chart: kind }),
    ...(step === undefined ? {} : { every: step }),
    ...(compare === true ? { compare } : {}),
    ...(most === undefined ? {} : { top: most }),
    ...(typeof sort === "string" && readSort(sort) !== undefined ? { sort } : {}),
  };
}

/** What the Explorer is asked by the address, grouped by model unless it says something. */
export function askedOf(search: ExplorerSearch, period: Period): SpendAsked {
  return {
    period,
    by: search.by ?? BY_MODEL,
    filters: search.filter ?? [],
    top: search.top ?? TOPS[0] ?? 10,
    compares: search.compare ?? false,
    every: stepOf(period, search.every),
  };
}

/** The filters of an address. */
export function readFilters(filter: unknown): { filter?: string[] } {
  const filters = texts(filter).filter((one) => endOfDimension(one) > 0);
  return filters.length > 0 ? { filter: [...new Set(filters)] } : {};
}

/** Filters with these in the place of those of the same dimensions. */
export function narrowed(filters: string[], by: string[]): string[] {
  const dimensions = by.map((filter) => readFilter(filter).dimension);
  return [...filters.filter((filter) => !dimensions.includes(readFilter(filter).dimension)), ...by];
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}

export interface Filter {
  dimension: string;
  value: string;
}

export function readFilter(text: string): Filter {
  const at = endOfDimension(text);
  return { dimension: text.slice(0, at), value: text.slice(at + 1) };
}

/** Where the value begins, less one. The name of a tag ends at the next colon; there is none before a value. */
function endOfDimension(text: string): number {
  return text.indexOf(":", text.startsWith("tag:") ? "tag:".length : 0);
}

export function writeFilter({ dimension, value }: Filter): string {
  return `${dimension}:${value}`;
}
