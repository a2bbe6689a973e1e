import { ActionIcon, Group, Text, TextInput } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconSearch } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { CopyButton } from "../parts/copy-button";
import { JsonLine } from "./json-line";
import styles from "./json-viewer.module.css";
import { findLines, type Line, textOfLines } from "./lines";

const LINE_HEIGHT = 20;
/** How much is seen before the first hit of what was sought from the start. */
const LINES_BEFORE = 8;

interface JsonViewerProps {
  lines: Line[];
  /** What to search for from the start. */
  sought?: string | undefined;
}

/** Coloured JSON that stays quick at a hundred thousand lines; Enter goes to the next hit, Shift+Enter back. */
export function JsonViewer({ lines, sought = "" }: JsonViewerProps) {
  const frame = useRef<HTMLElement>(null);
  const [words, setWords] = useState(sought);
  const [turn, setTurn] = useState(0);
  const hits = useMemo(() => findLines(lines, words), [lines, words]);
  const text = useMemo(() => textOfLines(lines), [lines]);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 24,
    initialOffset: () => Math.max(0, (hits[0] ?? 0) - LINES_BEFORE) * LINE_HEIGHT,
  });
  const goTo = (number: number, found: number[]) => {
    const next = found.length === 0 ? 0 : (number + found.length) % found.length;
    setTurn(next);
    const line = found[next];
    if (line !== undefined) {
      virtual.scrollToIndex(line, { align: "center" });
    }
  };
  return (
    <div className={styles.viewer}>
      <Group className={styles.head ?? ""} gap={8} wrap="nowrap">
        <Search
          words={words}
          onWords={(next) => {
            setWords(next);
            goTo(0, findLines(lines, next));
          }}
          hits={hits.length}
          turn={turn}
          onTurn={(by) => goTo(turn + by, hits)}
        />
        <CopyButton value={text} what="JSON" />
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section ref={frame} className={styles.frame} tabIndex={0} aria-label="Telemetry as JSON">
        <div className={styles.sheet} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => (
            <JsonLine
              key={index}
              number={index + 1}
              line={lines[index]}
              top={start}
              words={words}
              isHere={hits[turn] === index}
            />
          ))}
        </div>
      </section>
    </div>
  );
}

interface SearchProps {
  words: string;
  onWords: (words: string) => void;
  hits: number;
  turn: number;
  onTurn: (by: 1 | -1) => void;
}

function Search({ words, onWords, hits, turn, onTurn }: SearchProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      event.preventDefault();
      onTurn(event.shiftKey ? -1 : 1);
    }
  };
  return (
    <>
      <TextInput
        className={styles.search ?? ""}
        size="xs"
        aria-label="Search in the JSON"
        placeholder="Search, like session.id or cost_usd"
        leftSection={<IconSearch size={14} />}
        value={words}
        onChange={(event) => onWords(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Text size="xs" c="dimmed" className={`tabular ${styles.count}`} aria-live="polite">
        {words.trim() === "" ? "" : hits === 0 ? "No match" : `${turn + 1} of ${hits}`}
      </Text>
      <ActionIcon size="sm" disabled={hits === 0} aria-label="Previous match" onClick={() => onTurn(-1)}>
        <IconChevronUp size={15} />
      </ActionIcon>
      <ActionIcon size="sm" disabled={hits === 0} aria-label="Next match" onClick={() => onTurn(1)}>
        <IconChevronDown size={15} />
      </ActionIcon>
    </>
  );
}
