import { type ReactNode, useState } from "react";
import type { Provider } from "../../api/types";
import { Panel } from "../../parts/panel";
import { IngestKey } from "./ingest-key";
import { Kits } from "./kits";
import { LiveCheck } from "./live-check";
import styles from "./set-up.module.css";

/** Key, snippet, live check. The new key lives in this component only, and is gone when the page is left. */
export function SetUp({ provider, isFirst }: { provider: Provider; isFirst: boolean }) {
  const [ingestKey, setIngestKey] = useState<string | null>(null);
  return (
    <Panel
      title={isFirst ? "Set up" : "Connect more senders"}
      hint="Three steps, about five minutes. Nothing is asked of the vendor."
    >
      <ol className={styles.steps}>
        <Step number={1} title="Generate an ingest key">
          <IngestKey provider={provider} ingestKey={ingestKey} onKey={setIngestKey} />
        </Step>
        <Step number={2} title="Tell the client where to send">
          <Kits connectionId={provider.connection_id} ingestKey={ingestKey} />
        </Step>
        <Step number={3} title="Check that telemetry arrives">
          <LiveCheck provider={provider} />
        </Step>
      </ol>
    </Panel>
  );
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <li className={styles.step}>
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <div className={styles.body}>
        <h3 className={styles.title}>{title}</h3>
        {children}
      </div>
    </li>
  );
}
