import type { ReactNode } from "react";
import styles from "./status.module.css";

export type Tone = "good" | "warn" | "bad" | "quiet";

/** A state in words with a coloured dot; the words alone say it, the colour only helps. */
export function Status({ tone, isLive = false, children }: { tone: Tone; isLive?: boolean; children: ReactNode }) {
  return (
    <span className={styles.status} data-tone={tone}>
      <span className={styles.dot} data-live={isLive || undefined} aria-hidden="true" />
      {children}
    </span>
  );
}
