import { Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { useState } from "react";
import { Failure } from "../../parts/failure";
import { PageHeader } from "../../parts/page-header";
import { Panel } from "../../parts/panel";
import { type RetentionChoice, retentionQuery } from "./api";
import { ConfirmRetention } from "./confirm-retention";
import { KeptText } from "./kept-text";
import styles from "./retention.module.css";
import { RetentionForm } from "./retention-form";

export const route = createLazyRoute("/dashboard/settings/retention")({ component: RetentionPage });

function RetentionPage() {
  const [asked, setAsked] = useState<RetentionChoice | null>(null);
  const kept = useQuery(retentionQuery);
  return (
    <>
      <PageHeader title="Retention and content">How long telemetry is kept, and whether text of people is.</PageHeader>
      <Stack gap="lg">
        <Panel title="Retention" hint="An owner chooses. An empty field keeps for ever.">
          {kept.data === undefined && kept.error === null && (
            <Stack className={styles.form ?? ""} gap="lg" role="status" aria-label="Loading">
              <Skeleton height={78} maw={620} />
              <Skeleton height={78} maw={620} />
            </Stack>
          )}
          {kept.data === undefined && kept.error !== null && (
            <Failure what="The retention could not be loaded" error={kept.error} onRetry={() => kept.refetch()} />
          )}
          {kept.data !== undefined && (
            <RetentionForm key={`${kept.data.raw_days} ${kept.data.item_months}`} kept={kept.data} onAsk={setAsked} />
          )}
        </Panel>
        <KeptText />
      </Stack>
      <ConfirmRetention choice={asked} onClose={() => setAsked(null)} />
    </>
  );
}
