import { type Icon, IconPlugConnected, IconTerminal2 } from "@tabler/icons-react";
import styles from "./provider-type-mark.module.css";

/** One sign per provider type; a type that is not in the list gets the general one. */
const SIGNS: Record<string, Icon> = { claude: IconTerminal2 };

export function ProviderTypeMark({ type }: { type: string }) {
  const Sign = SIGNS[type] ?? IconPlugConnected;
  return (
    <span className={styles.mark} aria-hidden="true" data-type={type}>
      <Sign size={19} stroke={1.8} />
    </span>
  );
}
