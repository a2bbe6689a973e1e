import { Text } from "@mantine/core";
import { IconCircleCheckFilled } from "@tabler/icons-react";
import type { Provider } from "../../api/types";
import { countOf } from "../../format/quantity";
import { TimeAgo } from "../../parts/time-ago";
import styles from "./live-check.module.css";

/** Turns from waiting to received by itself; refusals show here too, for the client never tells its user. */
export function LiveCheck({ provider }: { provider: Provider }) {
  const { last_synced_at: lastSynced, refused } = provider;
  return (
    <div className={styles.check} data-received={lastSynced !== null || undefined} role="status">
      {lastSynced === null ? (
        <span className={styles.pulse} aria-hidden="true" />
      ) : (
        <IconCircleCheckFilled size={20} className={styles.done} aria-hidden="true" />
      )}
      <div>
        <Text fw={500}>{lastSynced === null ? "Waiting for first telemetry…" : "Telemetry received"}</Text>
        <Text size="sm" c="dimmed">
          {lastSynced === null ? (
            "Start Claude Code with the settings above and send a prompt. This page notices by itself."
          ) : (
            <>
              {countOf(provider.raw_batches, "raw batch", "raw batches")}, last synced <TimeAgo at={lastSynced} />.
            </>
          )}
        </Text>
        {lastSynced === null && refused.count > 0 && (
          <Text size="sm" mt={6} className={styles.refused ?? ""}>
            Something did arrive, and was refused: {refused.last_reason ?? "the reason was not recorded"}
          </Text>
        )}
      </div>
    </div>
  );
}
