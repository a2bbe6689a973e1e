import { expect, test } from "vitest";
import type { Provider } from "../api/types";
import { adviceOf } from "./provider-state";

const provider = (health: Provider["health"], reason: string | null = null) =>
  ({ health, refused: { count: 1, last_at: null, last_reason: reason } }) as Provider;

test("advice is given where something is to be done", () => {
  expect(adviceOf(provider("receiving"))).toBeNull();
  expect(adviceOf(provider("waiting"))).toContain("paste a snippet");
  expect(adviceOf(provider("silent"))).toContain("Nothing came for a day");
  expect(adviceOf(provider("refusing", "The API key ss_live_Ab3x… is revoked."))).toBe(
    "The API key ss_live_Ab3x… is revoked. Clients do not tell their users.",
  );
  expect(adviceOf(provider("refusing"))).toContain("turned away");
});
