import type { Tokens, Usage } from "../api/types";
import { formatCount } from "../format/quantity";
import { Money } from "../parts/money";
import styles from "./figures.module.css";
import { NotStated } from "./section";

export interface Side {
  name: string;
  note?: string;
  usage: Usage;
}

const KINDS: [keyof Tokens, string][] = [
  ["input", "Input tokens"],
  ["output", "Output tokens"],
  ["cache_read", "Cache read"],
  ["cache_creation", "Cache write"],
];

/** Several accounts of the same usage beside each other. What nobody stated is not zero, and says so. */
export function UsageTable({ label, sides }: { label: string; sides: Side[] }) {
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            <td />
            {sides.map(({ name, note }) => (
              <th key={name} scope="col">
                {name}
                {note !== undefined && <span className={styles.note}>{note}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Cost</th>
            {sides.map(({ name, usage }) => (
              <td key={name}>{usage.cost_usd === null ? <NotStated /> : <Money amount={usage.cost_usd} />}</td>
            ))}
          </tr>
          {KINDS.map(([kind, words]) => (
            <tr key={kind}>
              <th scope="row">{words}</th>
              {sides.map(({ name, usage }) => (
                <td key={name}>{usage.tokens[kind] === null ? <NotStated /> : formatCount(usage.tokens[kind])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
