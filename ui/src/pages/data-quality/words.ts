import type { Drift } from "../../api/types";
import { formatUsd } from "../../format/money";
import { countOf } from "../../format/quantity";

/** What a verdict means, and what was booked. */
export const MEANINGS: Record<string, string> = {
  "both agree": "Events and metrics say the same. Each dollar is booked once.",
  "events only":
    "No metrics came: they are switched off, or the client ended before it exported them. Events are booked.",
  "metrics only":
    "No events came: OTEL_LOGS_EXPORTER is off or was refused. Booked from metrics, without single requests.",
  "events saw more": "Metrics miss some of it, mostly the last export of a session. Events are booked.",
  "metrics saw more": "Some events are missing. What metrics saw beyond them is booked as metric-only line items.",
};

/** "claude-sonnet-4-5 from client 2.1.330 reports $0.12 (4.5%) more than list price, over 12 line items." */
export function sentenceOf(drift: Drift): string {
  const model = drift.model ?? "An unnamed model";
  const client = drift.client_version === null ? "a client of unknown version" : `client ${drift.client_version}`;
  const isMore = !drift.drift_usd.startsWith("-");
  const far = formatUsd(drift.drift_usd.replace("-", ""));
  const share = drift.drift_percent === null ? "" : ` (${drift.drift_percent.replace("-", "")}%)`;
  const over = countOf(drift.line_items, "line item");
  return `${model} from ${client} reports ${far}${share} ${isMore ? "more" : "less"} than list price, over ${over}.`;
}

/** Two costs that are nearer than this are the same: clients add in floating point. The ledger has the same limit. */
const SAME_USD = 1e-9;

export function isSame(amount: string): boolean {
  return Math.abs(Number(amount)) <= SAME_USD;
}

/** "+$1.20", "−$0.0031", "$0.00" for none worth the name. */
export function signedUsd(amount: string): string {
  if (isSame(amount)) {
    return formatUsd("0");
  }
  return amount.startsWith("-") ? `−${formatUsd(amount.slice(1))}` : `+${formatUsd(amount)}`;
}
