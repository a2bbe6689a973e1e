import type { ReactNode } from "react";
import type { Tokens } from "../api/types";
import { formatShareOf } from "../format/change";
import { formatCount, UNKNOWN } from "../format/quantity";
import { cacheShare } from "./cumulative";
import styles from "./spend-figures.module.css";

/** Figures beside each other, above what they are made of. */
export function SpendFigures({ children }: { children: ReactNode }) {
  return <dl className={styles.figures}>{children}</dl>;
}

interface FigureProps {
  name: string;
  note?: ReactNode;
  children: ReactNode;
}

export function Figure({ name, note, children }: FigureProps) {
  return (
    <div className={styles.figure}>
      <dt>{name}</dt>
      <dd className={styles.value}>{children}</dd>
      <dd className={styles.note}>{note}</dd>
    </div>
  );
}

/** How much of what was read came from the cache. */
export function CacheUse({ tokens }: { tokens: Tokens }) {
  const share = cacheShare(tokens);
  return <span className="tabular">{share === null ? "–" : formatShareOf(share)}</span>;
}

/** A sum as the activity has it; what nobody counted is unknown, not none. */
export function Count({ of: value }: { of: string | undefined }) {
  return <span className="tabular">{value === undefined ? UNKNOWN : formatCount(Number(value))}</span>;
}
