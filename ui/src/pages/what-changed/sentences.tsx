import { List, Text } from "@mantine/core";
import type { ExplainedChange } from "../../api/types";
import { CopyButton } from "../../parts/copy-button";
import { Panel } from "../../parts/panel";
import { partsInWords, wholeInWords } from "./in-words";
import styles from "./what-changed.module.css";

/** What people can repeat, the largest part first. */
export function Sentences({ change }: { change: ExplainedChange }) {
  const whole = wholeInWords(change);
  const parts = partsInWords(change);
  const text = [whole, ...parts.map(({ words }) => `- ${words}`)].join("\n");
  return (
    <Panel title="In words" action={<CopyButton value={text} what="the sentences" />}>
      <div className={styles.words}>
        <Text fw={500}>{whole}</Text>
        {parts.length > 0 && (
          <List size="sm" spacing={6} mt={10} aria-label="What drove the change">
            {parts.map(({ driver, words }) => (
              <List.Item key={driver}>{words}</List.Item>
            ))}
          </List>
        )}
      </div>
    </Panel>
  );
}
