import { Group, Text } from "@mantine/core";
import { CopyIcon } from "./copy-button";
import styles from "./copy-field.module.css";

/** A labelled value that is there to be copied: a connection ID, an address. */
export function CopyField({ label, value }: { label: string; value: string }) {
  return (
    <dl className={styles.field}>
      <Text component="dt" size="xs" fw={500} c="dimmed" mb={4}>
        {label}
      </Text>
      <Group component="dd" className={styles.box ?? ""} gap={4} wrap="nowrap">
        <code className={styles.value}>{value}</code>
        <CopyIcon value={value} what={label.toLowerCase().replace(/\bid\b/, "ID")} />
      </Group>
    </dl>
  );
}
