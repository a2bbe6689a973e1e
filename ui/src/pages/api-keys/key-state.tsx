import { Text } from "@mantine/core";
import type { ApiKey } from "../../api/types";
import { formatDay } from "../../format/time";
import { Status, type Tone } from "../../parts/status";

const TONES: Record<ApiKey["state"], Tone> = { active: "good", revoked: "quiet", expired: "warn" };

/** What the key opens now, and until when; a warning once that is near. */
export function KeyState({ apiKey }: { apiKey: ApiKey }) {
  const isRotated = apiKey.state === "active" && apiKey.successor_id !== null;
  return (
    <>
      <Status tone={apiKey.attention === null ? TONES[apiKey.state] : "warn"}>
        {isRotated ? "Rotated" : apiKey.state.replace(/^./, (first) => first.toUpperCase())}
      </Status>
      {apiKey.state === "active" && apiKey.expires_at !== null && (
        <Text size="xs" c="dimmed">
          until {formatDay(apiKey.expires_at)}
        </Text>
      )}
    </>
  );
}
