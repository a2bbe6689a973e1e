import type { RawBatch } from "../api/types";

export const SIGNALS = ["logs", "metrics", "traces"] as const;

/** What is in a batch, in the words of the pages. */
export const HOLDINGS = [
  { value: "usage", label: "Usage" },
  { value: "activity", label: "Activity only" },
  { value: "nothing", label: "Nothing of use" },
  { value: "set_aside", label: "Records set aside" },
] as const;

const HOUR = 60 * 60 * 1_000;

/** How far back to look; anything else is two instants in the address. */
export const REACHES = [
  { id: "1h", label: "Last hour", hours: 1 },
  { id: "24h", label: "Last 24 hours", hours: 24 },
  { id: "7d", label: "Last 7 days", hours: 7 * 24 },
  { id: "30d", label: "Last 30 days", hours: 30 * 24 },
] as const;

/** What the list of raw batches is narrowed to, as it stands in the address. */
export interface BatchSearch {
  signal?: (typeof SIGNALS)[number];
  holds?: (typeof HOLDINGS)[number]["value"];
  key?: string;
  version?: string;
  last?: (typeof REACHES)[number]["id"];
  from?: string;
  to?: string;
}

/** What is open over the page: a line item, a raw batch, how it is shown, and what to find in it. */
export interface Opened {
  item?: string;
  batch?: string;
  view?: "json";
  find?: string;
}

export function readOpened({ item, batch, view, find }: Record<string, unknown>): Opened {
  return known<Opened>({
    item: text(item),
    batch: text(batch),
    view: view === "json" ? view : undefined,
    find: text(find),
  });
}

/** Reads the filters of an address; whatever makes no sense is as if it were not there. */
export function readBatchSearch(search: Record<string, unknown>): BatchSearch {
  const [from, to] = [instant(search.from), instant(search.to)];
  const isBetween = from !== undefined || to !== undefined;
  return known<BatchSearch>({
    signal: SIGNALS.find((one) => one === search.signal),
    holds: HOLDINGS.find(({ value }) => value === search.holds)?.value,
    key: text(search.key),
    version: text(search.version),
    last: isBetween ? undefined : REACHES.find(({ id }) => id === search.last)?.id,
    from,
    to,
  });
}

/** The question that the filters ask of the API. */
export function batchParameters(search: BatchSearch, now: number): Record<string, string> {
  const hours = REACHES.find(({ id }) => id === search.last)?.hours;
  const since = hours === undefined ? search.from : new Date(now - hours * HOUR).toISOString();
  return known({
    signal: search.signal,
    holds: search.holds,
    key: search.key,
    client_version: search.version,
    since,
    until: search.to,
  });
}

/** What a batch holds, in a few words. */
export function holdingOf({ usage, activity, set_aside: aside, records }: RawBatch): string {
  if (usage === null || activity === null) {
    return "Not counted";
  }
  const parts = [
    ...(usage > 0 ? [`${usage} usage`] : []),
    ...(activity > 0 ? [`${activity} activity`] : []),
    ...(aside.length > 0 ? [`${aside.length} set aside`] : []),
  ];
  return parts.length > 0 ? parts.join(", ") : records === 0 ? "Empty" : "Nothing of use";
}

function known<Wanted extends object>(values: { [Name in keyof Wanted]: Wanted[Name] | undefined }): Wanted {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Wanted;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function instant(value: unknown): string | undefined {
  return typeof value === "string" && !Number.isNaN(Date.parse(value)) ? value : undefined;
}
