import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import styles from "./notice.module.css";

interface NoticeProps {
  tone: "warn" | "bad";
  title: string;
  children: ReactNode;
  action?: ReactNode;
}

/** Something to know that is not as it should be, where it matters; announced when it appears. */
export function Notice({ tone, title, children, action }: NoticeProps) {
  return (
    <div className={styles.notice} data-tone={tone} role="alert">
      <IconAlertTriangle size={18} stroke={1.8} className={styles.sign} aria-hidden="true" />
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        <div className={styles.body}>{children}</div>
      </div>
      {action}
    </div>
  );
}
