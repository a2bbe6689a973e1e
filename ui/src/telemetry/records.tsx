import { Accordion, Button, Group, Skeleton, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { BatchRecord } from "../api/types";
import { formatAbsolute } from "../format/time";
import { Failure } from "../parts/failure";
import { Status } from "../parts/status";
import { becameOf, REMOVED } from "./outcomes";
import { recordsQuery } from "./queries";
import styles from "./records.module.css";

interface RecordsProps {
  connectionId: string;
  id: string;
  onLineItem: (id: string) => void;
}

/** The records of a raw batch one by one, whatever they were encoded in; opened, they show all that they say. */
export function Records({ connectionId, id, onLineItem }: RecordsProps) {
  const records = useInfiniteQuery(recordsQuery(connectionId, id));
  const [opened, setOpened] = useState<string[]>([]);
  const rows = records.data?.pages.flatMap((page) => page.rows);
  if (rows === undefined) {
    return records.error === null ? (
      <Skeleton height={320} radius="md" role="status" aria-label="Loading records" />
    ) : (
      <Failure what="The records could not be loaded" error={records.error} onRetry={() => records.refetch()} />
    );
  }
  if (rows.length === 0) {
    return <Text size="sm">This export holds no records.</Text>;
  }
  return (
    <section className={styles.frame} aria-label="Records">
      <Accordion multiple value={opened} onChange={setOpened} chevronSize={14} classNames={styles}>
        {rows.map((record) => (
          <Accordion.Item key={record.position} value={String(record.position)}>
            <Accordion.Control>
              <Line record={record} />
            </Accordion.Control>
            <Accordion.Panel>
              {opened.includes(String(record.position)) && <Whole record={record} onLineItem={onLineItem} />}
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
      {records.hasNextPage && (
        <Group justify="center" p="sm">
          <Button
            size="xs"
            variant="default"
            loading={records.isFetchingNextPage}
            onClick={() => records.fetchNextPage()}
          >
            Show more records
          </Button>
        </Group>
      )}
    </section>
  );
}

function Line({ record }: { record: BatchRecord }) {
  const { tone, words } = becameOf(record);
  return (
    <span className={styles.line}>
      <span className={styles.name}>
        <span className={styles.number}>{record.position + 1}</span> {record.name}
      </span>
      <span className={`tabular ${styles.value}`}>{figureOf(record)}</span>
      <Status tone={tone}>{words}</Status>
    </span>
  );
}

/** A data point's number; of others the model, which tells them apart. */
function figureOf({ value, unit, attributes }: BatchRecord): string {
  if (value !== null) {
    return unit === null || unit === "1" ? value : `${value} ${unit}`;
  }
  return attributes.model ?? "";
}

function Whole({ record, onLineItem }: { record: BatchRecord; onLineItem: (id: string) => void }) {
  return (
    <div className={styles.whole}>
      <p className={styles.became}>
        {becameOf(record).meaning} <LeadsTo record={record} onLineItem={onLineItem} />
      </p>
      <p className={styles.place}>
        {record.time === null ? "No time stated" : formatAbsolute(record.time)} · <code>{record.where}</code>
      </p>
      <Attributes title="Attributes" of={record.attributes} />
      <Attributes title="Resource" of={record.resource} />
    </div>
  );
}

function LeadsTo({ record: { line_item_id: item, session_id: session }, onLineItem }: Parameters<typeof Whole>[0]) {
  return (
    <>
      {item !== null && (
        <button type="button" className={styles.link} onClick={() => onLineItem(item)}>
          See the line item
        </button>
      )}
      {item !== null && session !== null && " · "}
      {session !== null && (
        <Link to="/dashboard/sessions/$sessionId" params={{ sessionId: session }} className={styles.link ?? ""}>
          See the session
        </Link>
      )}
    </>
  );
}

function Attributes({ title, of: attributes }: { title: string; of: Record<string, string> }) {
  const pairs = Object.entries(attributes);
  if (pairs.length === 0) {
    return null;
  }
  return (
    <>
      <p className={styles.title}>{title}</p>
      <dl className={styles.attributes}>
        {pairs.map(([key, value]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{value === REMOVED ? <em className={styles.removed}>Removed on arrival</em> : value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
