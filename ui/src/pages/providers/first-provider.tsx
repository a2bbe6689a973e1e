import { Button, Group, Text, Title } from "@mantine/core";
import { IconArrowRight, IconPlugConnected } from "@tabler/icons-react";
import { EmptyState } from "../../parts/empty-state";
import { ExploreSample } from "../../sample/explore-sample";
import styles from "./first-provider.module.css";

const STEPS = [
  { title: "Create a provider", text: "It gets a connection ID and an endpoint of its own." },
  {
    title: "Paste one snippet",
    text: "Managed settings, shell exports, Cowork or Office: ready to copy, key included.",
  },
  { title: "Watch it arrive", text: "Raw telemetry and cost line items appear within seconds of the first prompt." },
];

/** The first run: what connecting takes, before anything is there. */
export function FirstProvider({ onAdd }: { onAdd: () => void }) {
  return (
    <section className={styles.box}>
      <EmptyState
        icon={IconPlugConnected}
        title="Connect Claude to see what it costs"
        action={
          <Group justify="center" gap="sm">
            <Button rightSection={<IconArrowRight size={16} />} onClick={onAdd}>
              Connect Claude
            </Button>
            <ExploreSample />
          </Group>
        }
      >
        StackSpend needs no vendor credentials. Claude Code, Cowork and Office agents send their own usage telemetry
        here.
      </EmptyState>
      <ol className={styles.steps}>
        {STEPS.map((step, at) => (
          <li key={step.title}>
            <span className={styles.number} aria-hidden="true">
              {at + 1}
            </span>
            <Title order={3} fz="sm">
              {step.title}
            </Title>
            <Text size="sm" c="dimmed">
              {step.text}
            </Text>
          </li>
        ))}
      </ol>
    </section>
  );
}
