import { Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { ColorSchemeToggle } from "../app/color-scheme-toggle";
import { BrandMark } from "./brand";
import styles from "./entry-page.module.css";
import { EstimateNote } from "./estimate-note";

interface EntryPageProps {
  title: string;
  /** What the window is called, if not as the page. */
  windowTitle?: string;
  lead?: ReactNode;
  children: ReactNode;
}

/** A page for who is not signed in yet: one card, one thing to do. */
export function EntryPage({ title, windowTitle = title, lead, children }: EntryPageProps) {
  useEffect(() => {
    document.title = `${windowTitle} · StackSpend`;
  }, [windowTitle]);
  return (
    <main className={styles.page}>
      <div className={styles.scheme}>
        <ColorSchemeToggle />
      </div>
      <Stack className={styles.card ?? ""} gap="lg">
        <BrandMark size={36} />
        <div>
          <Title order={1} fz={22} lh={1.3} style={{ letterSpacing: "-0.018em" }}>
            {title}
          </Title>
          {lead !== undefined && (
            <Text c="dimmed" mt={6}>
              {lead}
            </Text>
          )}
        </div>
        {children}
      </Stack>
      <EstimateNote />
    </main>
  );
}
