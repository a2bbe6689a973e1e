import type { MappingChange } from "../../api/types";
import { Status } from "../../parts/status";
import styles from "./mappings.module.css";
import { idOf, inWords } from "./rules";

const MOST_TOLD = 200;

/** Every change of an import, what is lost first: it is what one would not want to miss. */
export function ChangeList({ change: { added, changed, removed } }: { change: MappingChange }) {
  const lines = [
    ...removed.map((rule) => ({ rule, tone: "bad" as const, verb: "Remove", words: inWords(rule) })),
    ...changed.map(({ before, after }) => ({
      rule: after,
      tone: "warn" as const,
      verb: "Change",
      words: `${inWords(before)} → ${inWords(after)}`,
    })),
    ...added.map((rule) => ({ rule, tone: "good" as const, verb: "Add", words: inWords(rule) })),
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <ul className={styles.changes} aria-label="What the import changes" tabIndex={0}>
      {lines.slice(0, MOST_TOLD).map(({ rule, tone, verb, words }) => (
        <li key={`${verb} ${idOf(rule)}`}>
          <Status tone={tone}>{verb}</Status>
          <span>
            <b>{rule.pattern}</b>: {words}
          </span>
        </li>
      ))}
      {lines.length > MOST_TOLD && <li>And {(lines.length - MOST_TOLD).toLocaleString("en-US")} more.</li>}
    </ul>
  );
}
