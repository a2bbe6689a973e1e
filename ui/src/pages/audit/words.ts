const DAY = 24 * 60 * 60 * 1_000;

/** "key.revoked" is "Key revoked". */
export function actionInWords(action: string): string {
  const words = action.replace(/[._]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** How far back to look, by days. */
export const PERIODS = [
  { value: "1", label: "Last 24 hours" },
  { value: "7", label: "Last 7 days" },
  { value: "30", label: "Last 30 days" },
  { value: "365", label: "Last 12 months" },
];

export function periodStart(days: string, now: number): string {
  return new Date(now - Number(days) * DAY).toISOString();
}

/** A field of an entry as text: lists by their entries, objects by their fields. */
export function valueInWords(value: unknown): string {
  if (value === null || value === undefined || value === "") {
    return "none";
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? "none" : value.map(valueInWords).join(", ");
  }
  if (typeof value === "object") {
    return changedFields(null, value as Record<string, unknown>)
      .map(({ name, after }) => `${name} ${after}`)
      .join(", ");
  }
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

/** Which one and since when: the entry itself says both, and the file has them. */
const SAID_BY_THE_ENTRY = ["id", "created_at"];

export interface Changed {
  name: string;
  before: string | null;
  after: string | null;
}

/** The fields of an entry side by side; null where there is no such side, and nothing that is not set on either. */
export function changedFields(
  before: Record<string, unknown> | null,
  after: Record<string, unknown> | null,
): Changed[] {
  const all = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return all
    .filter((name) => !SAID_BY_THE_ENTRY.includes(name))
    .filter((name) => isSet(before?.[name]) || isSet(after?.[name]))
    .map((name) => ({
      name: name.replaceAll("_", " "),
      before: before === null ? null : valueInWords(before[name]),
      after: after === null ? null : valueInWords(after[name]),
    }));
}

function isSet(value: unknown): boolean {
  return value !== null && value !== undefined;
}
