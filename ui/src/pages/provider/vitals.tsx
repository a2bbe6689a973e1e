import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Provider } from "../../api/types";
import { countOf, formatCount } from "../../format/quantity";
import { LastHour, sendersOf, usePulse } from "../../parts/pulse";
import { TimeAgo } from "../../parts/time-ago";
import styles from "./vitals.module.css";

/** Whether telemetry comes in, at a glance; renewed while one looks. */
export function Vitals({ provider }: { provider: Provider }) {
  const { last_synced_at: lastSynced, refused } = provider;
  const pulse = usePulse(provider.connection_id);
  return (
    <dl className={styles.vitals}>
      <Vital name="Last synced" note={lastSynced === null ? "Waiting for first telemetry" : "Telemetry received"}>
        {lastSynced === null ? "Never" : <TimeAgo at={lastSynced} />}
      </Vital>
      <Vital name="Raw batches" note="Kept as received">
        {formatCount(provider.raw_batches)}
      </Vital>
      <Vital name="Records, last hour" note={`Senders in 24 hours: ${sendersOf(pulse)}`}>
        <LastHour pulse={pulse} />
      </Vital>
      <Vital
        name="Refused exports"
        tone={refused.count > 0 ? "bad" : undefined}
        note={
          refused.last_at === null ? "Nobody was turned away" : <RefusedNote refused={refused} at={refused.last_at} />
        }
      >
        {refused.count === 0 ? "None" : countOf(refused.count, "export")}
      </Vital>
    </dl>
  );
}

function RefusedNote({ refused, at }: { refused: Provider["refused"]; at: string }) {
  return (
    <>
      Last <TimeAgo at={at} />
      {refused.last_reason !== null && <>: {refused.last_reason}</>}
    </>
  );
}

interface VitalProps {
  name: string;
  note: ReactNode;
  tone?: "bad" | undefined;
  children: ReactNode;
}

function Vital({ name, note, tone, children }: VitalProps) {
  return (
    <div className={styles.vital} data-tone={tone}>
      <dt>{name}</dt>
      <dd className="tabular">{children}</dd>
      <Text component="dd" className={styles.note ?? ""}>
        {note}
      </Text>
    </div>
  );
}
