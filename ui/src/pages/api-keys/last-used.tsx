import { Text } from "@mantine/core";
import type { ApiKey } from "../../api/types";
import { TimeAgo } from "../../parts/time-ago";
import styles from "./api-keys.module.css";

/** When the key was used last, by which program and from which network. */
export function LastUsed({ apiKey }: { apiKey: ApiKey }) {
  if (apiKey.last_used_at === null) {
    return "Never";
  }
  const by = [apiKey.last_used_agent, apiKey.last_used_network].filter((part) => part !== null).join(" · ");
  return (
    <>
      <TimeAgo at={apiKey.last_used_at} />
      {by !== "" && (
        <Text size="xs" c="dimmed" className={styles.sender ?? ""} title={by}>
          {by}
        </Text>
      )}
    </>
  );
}
