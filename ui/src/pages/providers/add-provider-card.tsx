import { IconPlus } from "@tabler/icons-react";
import styles from "./cards.module.css";

export function AddProviderCard({ onAdd }: { onAdd: () => void }) {
  return (
    <button type="button" className={styles.add} onClick={onAdd}>
      <IconPlus size={20} stroke={1.6} aria-hidden="true" />
      Connect another provider
    </button>
  );
}
