import { Tooltip } from "@mantine/core";
import styles from "./how-found.module.css";

/** How a person or a team was found, as the ledger says it, and what that means. */
const MEANINGS: Record<string, string> = {
  stated: "The telemetry itself says so.",
  linked: "This record does not say. The same account, session or installation was seen with this name elsewhere.",
  stamped: "By the API key that sent it, which your organization made for this team or product.",
  mapped: "By one of your organization's mapping rules.",
  declared: "By the sender's own resource attributes, which whoever sets up the client can choose.",
  none: "Nothing that was sent says.",
};

export function meaningOf(how: string): string {
  return MEANINGS[how] ?? how;
}

export function HowFound({ how }: { how: string }) {
  return (
    <Tooltip label={meaningOf(how)} multiline maw={300}>
      <span className={styles.chip} data-how={how}>
        {how}
      </span>
    </Tooltip>
  );
}
