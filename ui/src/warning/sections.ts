import { isOpen, isSnoozed, SEVERITIES } from "./alert-words";
import type { Alert } from "./types";

export interface Section {
  title: string;
  alerts: Alert[];
}

/** The open alerts by what one has to do about them; each in one section, the gravest first, empty sections left out. */
export function sectionsOf(alerts: Alert[], me: string | undefined, now: number): Section[] {
  const titles = ["Escalated", "For you", "Needs attention", "Others'", "Snoozed"];
  const placed = alerts.filter(isOpen).sort(byGravity);
  return titles
    .map((title) => ({ title, alerts: placed.filter((alert) => sectionOf(alert, me, now) === title) }))
    .filter((section) => section.alerts.length > 0);
}

function sectionOf(alert: Alert, me: string | undefined, now: number): string {
  if (isSnoozed(alert, now)) {
    return "Snoozed";
  }
  if (alert.state === "new" && alert.escalated_at !== null) {
    return "Escalated";
  }
  if (alert.owner_id !== null) {
    return alert.owner_id === me ? "For you" : "Others'";
  }
  return "Needs attention";
}

/** The gravest of the open alerts that nobody has put aside. */
export function gravestOf(alerts: Alert[], now: number): Alert[] {
  return alerts.filter((alert) => isOpen(alert) && !isSnoozed(alert, now)).sort(byGravity);
}

function byGravity(one: Alert, other: Alert): number {
  const graver = SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity);
  return graver || Date.parse(other.opened_at) - Date.parse(one.opened_at);
}
