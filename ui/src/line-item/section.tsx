import { type ReactNode, useId } from "react";
import styles from "./explanation.module.css";
import figures from "./figures.module.css";

interface SectionProps {
  title: string;
  hint?: ReactNode;
  children: ReactNode;
}

/** One question that an explanation answers. */
export function Section({ title, hint, children }: SectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h3 id={id} className={styles.title}>
        {title}
      </h3>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      {children}
    </section>
  );
}

/** A name and its value, one under the other where it is narrow. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** In the place of a figure that no record gave. */
export function NotStated() {
  return <span className={figures.unknown}>not stated</span>;
}
