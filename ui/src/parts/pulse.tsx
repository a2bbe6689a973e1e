import { useQuery } from "@tanstack/react-query";
import { pulsesQuery } from "../api/queries";
import type { Pulse } from "../api/types";
import { Trend } from "../chart/trend";
import { countOf, formatCount } from "../format/quantity";
import styles from "./pulse.module.css";

/** How a provider is fed; undefined while that is not known, and null if nothing came within a day. */
export function usePulse(connectionId: string): Pulse | null | undefined {
  const { data } = useQuery(pulsesQuery);
  return data === undefined ? undefined : (data.find((pulse) => pulse.connection_id === connectionId) ?? null);
}

/** The records of the last hour, minute by minute. */
export function LastHour({ pulse }: { pulse: Pulse | null | undefined }) {
  if (pulse === undefined) {
    return "…";
  }
  const records = (pulse?.minutes ?? []).reduce((sum, minute) => sum + minute, 0);
  return (
    <span className={styles.hour}>
      {formatCount(records)}
      {pulse !== null && records > 0 && <Trend amounts={pulse.minutes.map(String)} />}
    </span>
  );
}

/** "2 keys, 3 client versions": who sent in the last 24 hours. */
export function sendersOf(pulse: Pulse | null | undefined): string {
  if (pulse === undefined) {
    return "…";
  }
  return pulse === null
    ? "None in 24 hours"
    : `${countOf(pulse.keys, "key")}, ${countOf(pulse.client_versions, "client version")}`;
}
