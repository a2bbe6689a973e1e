import type { Provider } from "../../api/types";
import { CopyIcon } from "../../parts/copy-button";
import styles from "./connection.module.css";

/** The two values that set-ups elsewhere ask for. */
export function Connection({ provider }: { provider: Provider }) {
  return (
    <dl className={styles.connection}>
      <Row name="Connection ID" value={provider.connection_id} />
      <Row name="Endpoint" value={provider.endpoint} />
    </dl>
  );
}

function Row({ name, value }: { name: "Connection ID" | "Endpoint"; value: string }) {
  return (
    <div className={styles.row}>
      <dt>{name}</dt>
      <dd>
        <code className={styles.value}>{value}</code>
        <CopyIcon value={value} what={name === "Endpoint" ? "endpoint" : "connection ID"} />
      </dd>
    </div>
  );
}
