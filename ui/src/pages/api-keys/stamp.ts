import type { ApiKey } from "../../api/types";

/** "Payments · Checkout": what everything that the key sends belongs to; `null` for a key without a stamp. */
export function stampOf({ team, project }: Pick<ApiKey, "team" | "project">): string | null {
  const parts = [team, project].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(" · ") : null;
}
