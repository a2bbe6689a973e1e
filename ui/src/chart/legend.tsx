import styles from "./legend.module.css";
import type { DrawnSeries } from "./series";

/** Which colour is what, for charts without a table of their own beside them. */
export function Legend({ series }: { series: DrawnSeries[] }) {
  return (
    <ul className={styles.legend}>
      {series.map(({ id, label, color }) => (
        <li key={id}>
          <Swatch color={color} />
          <span className={styles.label}>{label}</span>
        </li>
      ))}
    </ul>
  );
}

export function Swatch({ color }: { color: string }) {
  return <span className={styles.swatch} style={{ background: color }} aria-hidden="true" />;
}
