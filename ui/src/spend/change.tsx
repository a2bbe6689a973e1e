import { Text, Tooltip } from "@mantine/core";
import { directionOf, formatChange } from "../format/change";
import { formatUsd } from "../format/money";
import styles from "./change.module.css";

/** How an amount stands to the one before, with both in the tooltip. Unknown is said, not guessed. */
export function Change({ before, now }: { before: string | null; now: string | null }) {
  const change = formatChange(before, now);
  if (change === null) {
    return (
      <Text span inherit c="dimmed">
        –
      </Text>
    );
  }
  return (
    <Tooltip label={`${formatUsd(before)} before`}>
      <span className={styles.change} data-direction={change === "no change" ? "same" : directionOf(before, now)}>
        {change}
      </span>
    </Tooltip>
  );
}
