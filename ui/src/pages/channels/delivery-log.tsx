import { Text } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { countOf } from "../../format/quantity";
import { wordsOf } from "../../format/words";
import { EmptyState } from "../../parts/empty-state";
import { Failure } from "../../parts/failure";
import { Panel } from "../../parts/panel";
import { type Column, RowTable, RowTableSkeleton } from "../../parts/row-table";
import { Status, type Tone } from "../../parts/status";
import { TimeAgo } from "../../parts/time-ago";
import { type Channel, type Delivery, deliveriesQuery } from "./api";
import styles from "./channels.module.css";

const TONES: Record<Delivery["state"], Tone> = { delivered: "good", waiting: "warn", failed: "bad" };

/** What was sent, and what the other side answered. */
export function DeliveryLog({ channels }: { channels: Channel[] }) {
  const log = useQuery(deliveriesQuery);
  return (
    <Panel title="Delivery log" hint="The last hundred; a webhook is tried again five times within a day">
      {log.data === undefined && log.error === null && <RowTableSkeleton />}
      {log.data === undefined && log.error !== null && (
        <Failure what="The log could not be loaded" error={log.error} onRetry={() => log.refetch()} />
      )}
      {log.data?.length === 0 && (
        <EmptyState icon={IconSend} title="Nothing was sent yet">
          Test a channel, and what the other side answers shows here.
        </EmptyState>
      )}
      {log.data !== undefined && log.data.length > 0 && (
        <RowTable label="Delivery log" columns={columnsOf(channels)} rows={log.data} keyOf={(one) => one.id} />
      )}
    </Panel>
  );
}

function columnsOf(channels: Channel[]): Column<Delivery>[] {
  const nameOf = (one: Delivery) => channels.find(({ id }) => id === one.channel_id)?.name ?? "A removed channel";
  return [
    { id: "event", header: "Event", phone: "lead", cell: (one) => wordsOf(one.event.replaceAll(".", " ")) },
    { id: "channel", header: "Channel", phone: "detail", cell: nameOf },
    { id: "answer", header: "Last answer", phone: "detail", cell: (one) => <LastAnswer delivery={one} /> },
    { id: "at", header: "When", phone: "detail", cell: (one) => <TimeAgo at={one.created_at} /> },
    {
      id: "state",
      header: "State",
      phone: "side",
      cell: (one) => <Status tone={TONES[one.state]}>{wordsOf(one.state)}</Status>,
    },
  ];
}

function LastAnswer({ delivery: { attempts } }: { delivery: Delivery }) {
  const last = attempts.at(-1);
  if (last === undefined) {
    return <Text c="dimmed">Not tried yet</Text>;
  }
  return (
    <span className={styles.answer}>
      {last.status !== null && <b className="tabular">{last.status} </b>}
      {last.answer}
      {attempts.length > 1 && (
        <Text size="xs" c="dimmed">
          {countOf(attempts.length, "attempt")}
        </Text>
      )}
    </span>
  );
}
