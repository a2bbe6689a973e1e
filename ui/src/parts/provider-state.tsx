import type { Provider } from "../api/types";
import { Status, type Tone } from "./status";

const STATES: Record<Provider["health"], { tone: Tone; words: string }> = {
  waiting: { tone: "warn", words: "Waiting" },
  receiving: { tone: "good", words: "Receiving" },
  silent: { tone: "warn", words: "Silent" },
  refusing: { tone: "bad", words: "Refusing" },
};

export function ProviderState({ provider: { health } }: { provider: Provider }) {
  const { tone, words } = STATES[health];
  return (
    <Status tone={tone} isLive={health === "waiting"}>
      {words}
    </Status>
  );
}

/** What to do about it, in a sentence; nothing where all is well. */
export function adviceOf({ health, refused }: Provider): string | null {
  switch (health) {
    case "receiving":
      return null;
    case "waiting":
      return "Finish the set-up: generate a key, paste a snippet, send a prompt.";
    case "silent":
      return "Nothing came for a day. If people work, check that their settings still hold the endpoint and a key in force.";
    case "refusing":
      return `${refused.last_reason ?? "Exports were turned away within the last day."} Clients do not tell their users.`;
  }
}
