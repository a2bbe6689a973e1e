import type { ReactNode } from "react";
import { wordsOf } from "../../format/words";
import { TimeAgo } from "../../parts/time-ago";
import type { Alert } from "../../warning/types";
import styles from "./alert.module.css";
import { historyOf } from "./history-of";

/** What became of the alert, the first thing first; and what messages told of it. */
export function History({ alert }: { alert: Alert }) {
  return (
    <>
      <ol className={styles.history}>
        {historyOf(alert).map(({ at, words }) => (
          <Event key={`${at} ${words}`} at={<TimeAgo at={at} />}>
            {words}
          </Event>
        ))}
      </ol>
      {alert.told.length > 0 && (
        <p className={styles.told}>Messages sent: {alert.told.map((level) => levelInWords(level)).join(", ")}</p>
      )}
    </>
  );
}

function Event({ at, children }: { at: ReactNode; children: ReactNode }) {
  return (
    <li>
      <span>{children}</span>
      <span className={styles.when}>{at}</span>
    </li>
  );
}

/** A threshold is a percentage, everything else a word. */
function levelInWords(level: string): string {
  return /^\d+$/.test(level) ? `${level}%` : wordsOf(level).toLowerCase();
}
