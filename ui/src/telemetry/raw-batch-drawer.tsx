import { Button, Drawer, Group, SegmentedControl, Skeleton, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { downloadAddress } from "../api/client";
import type { RawBatch, ReadableBatch, Removed, SetAside } from "../api/types";
import { countOf, formatBytes, formatCount } from "../format/quantity";
import { formatAbsolute } from "../format/time";
import { JsonViewer } from "../json/json-viewer";
import { linesOfJson } from "../json/lines";
import { Failure } from "../parts/failure";
import { Notice } from "../parts/notice";
import { rawBatchQuery } from "./queries";
import { encodingOf } from "./raw-batch-columns";
import styles from "./raw-batch-drawer.module.css";
import { Records } from "./records";
import { holdingOf } from "./search";

const ABOVE_OTHER_DRAWERS = 210; // Mantine gives every drawer 200

interface RawBatchDrawerProps {
  connectionId: string;
  id: string | undefined;
  /** Whether it is shown as JSON, and else record by record. */
  isJson: boolean;
  /** What to find in its JSON from the start. */
  sought: string | undefined;
  onView: (isJson: boolean) => void;
  onLineItem: (id: string) => void;
  onClose: () => void;
}

export function RawBatchDrawer({ id, onClose, ...shown }: RawBatchDrawerProps) {
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      zIndex={ABOVE_OTHER_DRAWERS}
      size="min(860px, 100vw)"
      title={<Text fw={600}>Raw batch</Text>}
      classNames={{ content: styles.drawer ?? "", body: styles.body ?? "" }}
      closeButtonProps={{ "aria-label": "Close raw batch" }}
    >
      {id !== undefined && <OneBatch key={id} id={id} {...shown} />}
    </Drawer>
  );
}

type OneBatchProps = Omit<RawBatchDrawerProps, "id" | "onClose"> & { id: string };

function OneBatch({ id, ...shown }: OneBatchProps) {
  const answer = useQuery(rawBatchQuery(shown.connectionId, id));
  if (answer.error !== null) {
    return <Failure what="This raw batch could not be loaded" error={answer.error} onRetry={() => answer.refetch()} />;
  }
  if (answer.data === undefined) {
    return (
      <Stack gap="md" role="status" aria-label="Loading raw batch">
        <Skeleton height={44} />
        <Skeleton height={32} />
        <Skeleton height={420} radius="md" />
      </Stack>
    );
  }
  return <ShownBatch answer={answer.data} {...shown} />;
}

/** The facts are read from the answer as usual; the telemetry itself from its text, so that no digit changes. */
function ShownBatch({
  connectionId,
  answer,
  isJson,
  sought,
  onView,
  onLineItem,
}: Omit<OneBatchProps, "id"> & { answer: string }) {
  const { batch, json } = useMemo(() => (JSON.parse(answer) as { data: ReadableBatch }).data, [answer]);
  const lines = useMemo(() => (isJson ? linesOfJson(answer, ["data", "json"]) : []), [answer, isJson]);
  return (
    <>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="md">
        <Facts batch={batch} />
        <Button
          component="a"
          href={downloadAddress(`/providers/${connectionId}/raw-batches/${batch.id}/body`)}
          download
          size="xs"
          variant="default"
          flex="none"
          leftSection={<IconDownload size={14} />}
        >
          Download
        </Button>
      </Group>
      {batch.set_aside.length > 0 && <SetAsideRecords records={batch.set_aside} />}
      {batch.removed.length > 0 && <RemovedTexts texts={batch.removed} />}
      {json === null ? (
        <Notice tone="warn" title="These bytes cannot be read as OTLP">
          They are kept as they came; download them to look into them.
        </Notice>
      ) : (
        <>
          <SegmentedControl
            size="xs"
            aria-label="How to show it"
            className={styles.views ?? ""}
            value={isJson ? "json" : "records"}
            onChange={(view) => onView(view === "json")}
            data={[
              { value: "records", label: "Records" },
              { value: "json", label: "JSON" },
            ]}
          />
          {isJson ? (
            <JsonViewer lines={lines} sought={sought} />
          ) : (
            <Records connectionId={connectionId} id={batch.id} onLineItem={onLineItem} />
          )}
        </>
      )}
    </>
  );
}

function Facts({ batch }: { batch: RawBatch }) {
  return (
    <Text size="sm" c="dimmed" component="div" className={styles.facts ?? ""}>
      <div>
        <b className={styles.signal}>{batch.signal}</b> · {countOf(batch.records, "record")} ·{" "}
        {formatBytes(batch.size_bytes)} · {encodingOf(batch)} · {holdingOf(batch)}
      </div>
      <div>
        Received {formatAbsolute(batch.received_at)}
        {batch.key_prefix !== null && (
          <>
            {" "}
            with <code>{batch.key_prefix}…</code>
          </>
        )}
        {batch.client_versions.length > 0 && <> · client {batch.client_versions.join(", ")}</>}
        {batch.user_agent !== null && <> · {batch.user_agent}</>}
      </div>
      <div className={styles.digest}>
        Digest <code>{batch.digest}</code>
      </div>
    </Text>
  );
}

/** What is missing in these bytes, on purpose. */
function RemovedTexts({ texts }: { texts: Removed[] }) {
  return (
    <Text size="sm" component="div" className={styles.removed ?? ""}>
      <b>Text of people was removed on arrival:</b>{" "}
      {texts.map(({ key, count, bytes }, index) => (
        <span key={key}>
          {index > 0 && ", "}
          <code>{key}</code> {formatCount(count)} × ({formatBytes(bytes)})
        </span>
      ))}
    </Text>
  );
}

function SetAsideRecords({ records }: { records: SetAside[] }) {
  return (
    <Notice tone="warn" title={`${countOf(records.length, "record")} set aside, the rest was booked`}>
      <ul className={styles.aside}>
        {records.map((record) => (
          <li key={`${record.where} ${record.reason}`}>
            <code>{record.where}</code>: {record.reason}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
