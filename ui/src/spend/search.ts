import type { ChartKind } from "../chart/spend-chart";
import { type PeriodSearch, readPeriod } from "../period/presets";
import { DIMENSIONS } from "./dimensions";
import { readSort } from "./rows";

/** All that the Explorer shows, as it stands in the address: a link shows a colleague the same. */
export interface ExplorerSearch extends PeriodSearch {
  by?: string[];
  filter?: string[];
  chart?: ChartKind;
  compare?: boolean;
  top?: number;
  sort?: string;
}

export const TOPS = [10, 25, 50, 100, 500];
const MOST_DIMENSIONS = 2;
const CHARTS: ChartKind[] = ["bar", "line", "area"];

/** Reads an address that anybody may have written; what makes no sense is as if it were not there. */
export function readExplorer(search: Record<string, unknown>): ExplorerSearch {
  const { by, filter, chart, compare, top, sort } = search;
  const dimensions = texts(by).filter((one) => DIMENSIONS.some(({ id }) => id === one));
  const filters = texts(filter).filter((one) => one.includes(":"));
  const kind = CHARTS.find((one) => one === chart);
  const most = TOPS.find((one) => one === top);
  return {
    ...readPeriod(search),
    ...(Array.isArray(by) ? { by: [...new Set(dimensions)].slice(0, MOST_DIMENSIONS) } : {}),
    ...(filters.length > 0 ? { filter: [...new Set(filters)] } : {}),
    ...(kind === undefined ? {} : { chart: kind }),
    ...(compare === true ? { compare } : {}),
    ...(most === undefined ? {} : { top: most }),
    ...(typeof sort === "string" && readSort(sort) !== undefined ? { sort } : {}),
  };
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}

export interface Filter {
  dimension: string;
  value: string;
}

export function readFilter(text: string): Filter {
  const at = text.indexOf(":");
  return { dimension: text.slice(0, at), value: text.slice(at + 1) };
}

export function writeFilter({ dimension, value }: Filter): string {
  return `${dimension}:${value}`;
}
