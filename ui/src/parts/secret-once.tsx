import { Text } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { CopyButton } from "./copy-button";
import styles from "./secret-once.module.css";

/** A secret that only its maker ever sees, and only now; announced to screen readers when it appears. */
export function SecretOnce({ label, secret }: { label: string; secret: string }) {
  return (
    <section className={styles.box} aria-label={label} aria-live="polite">
      <div className={styles.said}>
        <IconCircleCheck size={17} aria-hidden="true" className={styles.sign} />
        <Text size="sm">
          <b>Copy it now.</b> It is shown this once; StackSpend keeps only a hash of it.
        </Text>
      </div>
      <div className={styles.row}>
        <code className={styles.secret}>{secret}</code>
        <CopyButton value={secret} what={label.toLowerCase().replace("api", "API")} variant="filled" />
      </div>
    </section>
  );
}
