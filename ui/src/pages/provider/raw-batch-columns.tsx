import { ActionIcon, Button, Group, Text, Tooltip, VisuallyHidden } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { downloadAddress } from "../../api/client";
import type { RawBatch } from "../../api/types";
import { countOf, formatBytes, formatCount } from "../../format/quantity";
import type { Column } from "../../parts/row-table";
import { Status } from "../../parts/status";
import { TimeAgo } from "../../parts/time-ago";

export function rawBatchColumns(connectionId: string, onShow: (id: string) => void): Column<RawBatch>[] {
  return [
    { id: "signal", header: "Signal", phone: "lead", cell: (batch) => <SignalName batch={batch} /> },
    { id: "records", header: "Records", align: "end", cell: (batch) => formatCount(batch.records) },
    { id: "size", header: "Size", align: "end", cell: (batch) => formatBytes(batch.size_bytes) },
    { id: "encoding", header: "Encoding", cell: (batch) => encodingOf(batch) },
    { id: "key", header: "Key", cell: (batch) => <KeyPrefix prefix={batch.key_prefix} /> },
    { id: "received", header: "Received", phone: "side", cell: (batch) => <TimeAgo at={batch.received_at} /> },
    {
      id: "summary",
      header: "Summary",
      phone: "detail",
      isOnlyForPhones: true,
      cell: (batch) => `${countOf(batch.records, "record")} · ${formatBytes(batch.size_bytes)} · ${encodingOf(batch)}`,
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

function SignalName({ batch }: { batch: RawBatch }) {
  return (
    <Group component="span" gap={8} display="inline-flex">
      <span style={{ textTransform: "capitalize" }}>{batch.signal}</span>
      {batch.set_aside.length > 0 && <Status tone="warn">{`${formatCount(batch.set_aside.length)} set aside`}</Status>}
    </Group>
  );
}

function KeyPrefix({ prefix }: { prefix: string | null }) {
  return prefix === null ? (
    <Text span inherit c="dimmed" fs="italic">
      Unknown key
    </Text>
  ) : (
    <Text span ff="monospace" fz={12}>
      {prefix}…
    </Text>
  );
}

interface BatchActionsProps {
  batch: RawBatch;
  connectionId: string;
  onShow: (id: string) => void;
}

function BatchActions({ batch, connectionId, onShow }: BatchActionsProps) {
  return (
    <Group gap={4} wrap="nowrap" display="inline-flex">
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => onShow(batch.id)}
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
