const PLACE = "{{INGEST_KEY}}";
const NOT_YET = "<generate a key above>";

/** The snippet with the key in its place. Without a key the place says what to do, and could not be sent by mistake. */
export function fillInKey(text: string, ingestKey: string | null): string {
  return text.replaceAll(PLACE, () => ingestKey ?? NOT_YET);
}
