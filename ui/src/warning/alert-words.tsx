import { wordsOf } from "../format/words";
import { Status, type Tone } from "../parts/status";
import type { Alert, AlertState, Severity } from "./types";

/** The gravest first. */
export const SEVERITIES: Severity[] = ["critical", "high", "medium", "low"];

const TONES: Record<Severity, Tone> = { critical: "bad", high: "bad", medium: "warn", low: "quiet" };
const STATE_TONES: Record<AlertState, Tone> = {
  new: "warn",
  acknowledged: "quiet",
  resolved: "good",
  false_positive: "quiet",
  dismissed: "quiet",
};

export function SeverityMark({ severity }: { severity: Severity }) {
  return <Status tone={TONES[severity]}>{wordsOf(severity)}</Status>;
}

export function StateMark({ alert, now }: { alert: Alert; now: number }) {
  if (isSnoozed(alert, now)) {
    return <Status tone="quiet">Snoozed</Status>;
  }
  if (alert.state === "new" && alert.escalated_at !== null) {
    return <Status tone="bad">Escalated</Status>;
  }
  return <Status tone={STATE_TONES[alert.state]}>{wordsOf(alert.state)}</Status>;
}

export function isOpen({ state }: Alert): boolean {
  return state === "new" || state === "acknowledged";
}

export function isSnoozed(alert: Alert, now: number): boolean {
  return isOpen(alert) && alert.snoozed_until !== null && Date.parse(alert.snoozed_until) > now;
}
