import type { Provider } from "../../api/types";
import { CopyField } from "../../parts/copy-field";
import styles from "./connection.module.css";

export function Connection({ provider }: { provider: Provider }) {
  return (
    <section aria-label="Connection" className={styles.connection}>
      <CopyField label="Connection ID" value={provider.connection_id} />
      <CopyField label="Endpoint" value={provider.endpoint} />
    </section>
  );
}
