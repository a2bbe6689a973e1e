import { ActionIcon, Button, Group, Text, Tooltip, VisuallyHidden } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { downloadAddress } from "../api/client";
import type { RawBatch } from "../api/types";
import { countOf, formatBytes, formatCount } from "../format/quantity";
import type { Column } from "../parts/row-table";
import { Status } from "../parts/status";
import { TimeAgo } from "../parts/time-ago";
import styles from "./raw-batch-columns.module.css";
import { holdingOf, type Opened } from "./search";

export function rawBatchColumns(connectionId: string, onShow: (opened: Opened) => void): Column<RawBatch>[] {
  return [
    { id: "signal", header: "Signal", phone: "lead", cell: (batch) => <SignalName batch={batch} onShow={onShow} /> },
    { id: "holds", header: "Holds", cell: (batch) => <Holding batch={batch} /> },
    { id: "records", header: "Records", align: "end", cell: (batch) => formatCount(batch.records) },
    { id: "size", header: "Size", align: "end", cell: (batch) => formatBytes(batch.size_bytes) },
    { id: "version", header: "Client", cell: (batch) => <Versions of={batch.client_versions} /> },
    { id: "key", header: "Key", cell: (batch) => <KeyPrefix prefix={batch.key_prefix} /> },
    { id: "received", header: "Received", phone: "side", cell: (batch) => <TimeAgo at={batch.received_at} /> },
    {
      id: "summary",
      header: "Summary",
      phone: "detail",
      isOnlyForPhones: true,
      cell: (batch) => (
        <>
          {countOf(batch.records, "record")} · {formatBytes(batch.size_bytes)} · <Holding batch={batch} />
        </>
      ),
    },
    {
      id: "actions",
      header: <VisuallyHidden>Actions</VisuallyHidden>,
      align: "end",
      phone: "action",
      cell: (batch) => <BatchActions batch={batch} connectionId={connectionId} onShow={onShow} />,
    },
  ];
}

/** "JSON", "Protobuf, gzip": the content type in a word. */
export function encodingOf({ content_type: type, content_encoding: coding }: RawBatch): string {
  const name = type.includes("json") ? "JSON" : type.includes("protobuf") ? "Protobuf" : type;
  return coding === null || coding === "identity" ? name : `${name}, ${coding}`;
}

/** Opens the batch, as a click elsewhere on the row does. */
function SignalName({ batch, onShow }: { batch: RawBatch; onShow: (opened: Opened) => void }) {
  return (
    <button
      type="button"
      className={styles.open}
      onClick={() => onShow({ batch: batch.id })}
      aria-label={`Open this ${batch.signal} batch`}
    >
      {batch.signal}
    </button>
  );
}

function Holding({ batch }: { batch: RawBatch }) {
  const words = holdingOf(batch);
  return batch.set_aside.length > 0 ? (
    <Status tone="warn">{words}</Status>
  ) : (
    <span className={(batch.usage ?? 0) > 0 ? "" : styles.quiet}>{words}</span>
  );
}

function Versions({ of: [first, ...more] }: { of: string[] }) {
  if (first === undefined) {
    return <Unknown>Not stated</Unknown>;
  }
  return (
    <span title={[first, ...more].join(", ")} className={styles.version}>
      {first}
      {more.length > 0 && ` +${more.length}`}
    </span>
  );
}

function KeyPrefix({ prefix }: { prefix: string | null }) {
  return prefix === null ? (
    <Unknown>Unknown key</Unknown>
  ) : (
    <Text span ff="monospace" fz={12}>
      {prefix}…
    </Text>
  );
}

function Unknown({ children }: { children: string }) {
  return (
    <Text span inherit c="dimmed" fs="italic">
      {children}
    </Text>
  );
}

interface BatchActionsProps {
  batch: RawBatch;
  connectionId: string;
  onShow: (opened: Opened) => void;
}

function BatchActions({ batch, connectionId, onShow }: BatchActionsProps) {
  return (
    <Group gap={4} wrap="nowrap" display="inline-flex">
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => onShow({ batch: batch.id, view: "json" })}
        aria-label={`View JSON of this ${batch.signal} batch`}
      >
        View JSON
      </Button>
      <Tooltip label="Download as received">
        <ActionIcon
          component="a"
          href={downloadAddress(`/providers/${connectionId}/raw-batches/${batch.id}/body`)}
          download
          size="sm"
          aria-label={`Download this ${batch.signal} batch as received`}
        >
          <IconDownload size={15} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
