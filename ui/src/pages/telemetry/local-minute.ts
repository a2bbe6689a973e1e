const MINUTE = 60_000;

/** An instant as a field of type datetime-local has it: "2026-11-22T13:05" in the reader's time zone. */
export function localMinute(instant: string | undefined): string {
  if (instant === undefined) {
    return "";
  }
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * MINUTE).toISOString().slice(0, 16);
}

/** The instant of such a text; none if it is empty. */
export function instantOf(local: string): string | undefined {
  return local === "" ? undefined : new Date(local).toISOString();
}
