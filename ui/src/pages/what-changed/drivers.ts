import type { ChangePart, Contributor, Driver, ExplainedChange } from "../../api/types";
import { formatShareOf } from "../../format/change";
import { formatCount, formatTokenSum } from "../../format/quantity";
import { cacheShare } from "../../spend/cumulative";
import { nameIn } from "../../spend/dimensions";

/** A part as people call it, and what it is. */
export const DRIVERS: Record<Driver, { label: string; short: string; hint: string }> = {
  volume: {
    label: "Volume",
    short: "Volume",
    hint: "More or fewer requests, each at what an average request cost before",
  },
  model_mix: {
    label: "Model mix",
    short: "Model mix",
    hint: "Dearer or cheaper models and programs than before",
  },
  effort_and_speed: {
    label: "Effort and fast mode",
    short: "Effort, fast",
    hint: "More or less thinking, more or less fast mode",
  },
  request_size: {
    label: "Size of requests",
    short: "Size",
    hint: "More or fewer tokens in each request of the same kind",
  },
  cache_use: {
    label: "Cache use",
    short: "Cache use",
    hint: "A smaller or larger part of what was read came from the cache",
  },
  price: {
    label: "Price",
    short: "Price",
    hint: "The same tokens at another price",
  },
  unsplit: {
    label: "Not split",
    short: "Not split",
    hint: "What cannot be told apart, and why",
  },
};

const REASONS = {
  unpriced: "the cost in one of the periods is not known",
  no_tokens: "no tokens were stated",
  no_list_price: "no list price is known",
};

type Use = ExplainedChange["before"];

/** Line items whose cost is known: what parts count as requests. */
export function requestsOf({ line_items, unpriced }: Use): number {
  return line_items - unpriced;
}

/** What was measured in both periods, and which way it went: 1 up, -1 down, 0 not at all. */
export interface Measure {
  what: string;
  before: string;
  after: string;
  direction: number;
}

/** What a part comes from, in both periods; null where no single figure tells it. */
export function measureOf(change: ExplainedChange, part: ChangePart): Measure | null {
  const { before, after } = change;
  switch (part.driver) {
    case "volume":
      return measured("requests", requestsOf(before), requestsOf(after), formatCount);
    case "model_mix":
      return mixOf(change);
    case "effort_and_speed":
      return effortOf(part);
    case "request_size":
      return measured("tokens in each request", tokensPerRequest(before), tokensPerRequest(after), (tokens) =>
        formatTokenSum([Math.round(tokens)]),
      );
    case "cache_use":
      return measured(
        "of what was read from the cache",
        cacheShare(before.tokens),
        cacheShare(after.tokens),
        formatShareOf,
      );
    case "price":
    case "unsplit":
      return null;
  }
}

/** The model whose share of requests grew most, and the one whose share fell most. */
export function placesChanged(change: ExplainedChange): { gained: Shift | undefined; lost: Shift | undefined } {
  const [before, after] = [requestsOf(change.before), requestsOf(change.after)];
  const shares = change.model_shifts.map(({ model, line_items_before, line_items_after }) => ({
    name: nameIn("model", model),
    before: line_items_before / Math.max(1, before),
    after: line_items_after / Math.max(1, after),
  }));
  return {
    gained: shares.find((share) => share.after > share.before),
    lost: shares.find((share) => share.after < share.before),
  };
}

interface Shift {
  name: string;
  before: number;
  after: number;
}

function mixOf(change: ExplainedChange): Measure | null {
  const { gained, lost } = placesChanged(change);
  const shown = gained ?? lost;
  return shown === undefined
    ? null
    : measured(`of requests with ${shown.name}`, shown.before, shown.after, formatShareOf);
}

/** The effort that matters most, or fast mode; that nothing else ran is no figure of it. */
function effortOf(part: ChangePart): Measure | null {
  const most = mostOf(part, ["effort", "speed"]);
  if (most === undefined || (most.dimension === "speed" && most.name !== "fast")) {
    return null;
  }
  const what = most.dimension === "speed" ? "requests in fast mode" : `requests at ${most.name} effort`;
  return measured(what, most.line_items_before, most.line_items_after, formatCount);
}

/** Why some of the change is not split, the largest first. */
export function reasonsOf({ unsplit }: ExplainedChange): string {
  return unsplit.map(({ reason, model }) => `${nameIn("model", model)}: ${REASONS[reason]}`).join("; ");
}

/** Who or what of these dimensions adds most to a part. */
export function mostOf(part: ChangePart, dimensions: Contributor["dimension"][]): Contributor | undefined {
  return part.contributors
    .filter(({ dimension, name }) => dimensions.includes(dimension) && name !== null)
    .sort((one, other) => Math.abs(Number(other.usd)) - Math.abs(Number(one.usd)))[0];
}

function tokensPerRequest({ tokens, line_items }: Use): number | null {
  const counts = Object.values(tokens);
  return line_items === 0 || counts.every((count) => count === null)
    ? null
    : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0) / line_items;
}

function measured(
  what: string,
  before: number | null,
  after: number | null,
  show: (figure: number) => string,
): Measure | null {
  return before === null || after === null
    ? null
    : { what, before: show(before), after: show(after), direction: Math.sign(after - before) };
}
