import type { ReactNode } from "react";
import styles from "./json-viewer.module.css";
import type { Line } from "./lines";

interface JsonLineProps {
  number: number;
  line: Line | undefined;
  top: number;
  words: string;
  isHere: boolean;
}

export function JsonLine({ number, line, top, words, isHere }: JsonLineProps) {
  return (
    <div className={styles.line} style={{ transform: `translateY(${top}px)` }} data-here={isHere || undefined}>
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <span style={{ paddingInlineStart: `${(line?.indent ?? 0) * 2}ch` }}>
        {line?.tokens.map((token, at) => (
          <span key={at} data-kind={token.kind}>
            {marked(token.text, words.trim())}
          </span>
        ))}
      </span>
    </div>
  );
}

/** The text with every place of the sought words marked. */
function marked(text: string, words: string): ReactNode {
  if (words === "") {
    return text;
  }
  const parts: ReactNode[] = [];
  const [plain, sought] = [text.toLowerCase(), words.toLowerCase()];
  let from = 0;
  for (let at = plain.indexOf(sought); at !== -1; at = plain.indexOf(sought, from)) {
    parts.push(text.slice(from, at), <mark key={at}>{text.slice(at, at + sought.length)}</mark>);
    from = at + sought.length;
  }
  return [...parts, text.slice(from)];
}
