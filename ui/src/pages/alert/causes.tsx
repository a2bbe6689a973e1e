import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { formatUsd } from "../../format/money";
import { dimensionOf, nameIn } from "../../spend/dimensions";
import { exploreAlert } from "../../warning/explore-alert";
import type { Alert, Cause } from "../../warning/types";
import styles from "./alert.module.css";

/** Who and what explains most of it. Each leads to its spend. */
export function Causes({ alert }: { alert: Alert }) {
  if (alert.causes.length === 0) {
    return (
      <Text size="sm" c="dimmed" className={styles.none ?? ""}>
        {alert.kind === "budget"
          ? "Nobody and nothing stands out: the spend as a whole has come to it."
          : "No person, session, model or skill explains most of it."}
      </Text>
    );
  }
  return (
    <ul className={styles.causes}>
      {alert.causes.map((cause) => (
        <li key={`${cause.dimension}:${cause.name}`}>
          <CauseLine alert={alert} cause={cause} />
        </li>
      ))}
    </ul>
  );
}

function CauseLine({ alert, cause }: { alert: Alert; cause: Cause }) {
  const name = nameIn(cause.dimension, cause.name);
  const search = exploreAlert(alert, [`${cause.dimension}:${cause.name ?? ""}`]);
  return (
    <>
      <span className={styles.dimension}>{dimensionOf(cause.dimension).label}</span>
      <Link to="/dashboard/explorer" search={search} className={styles.cause ?? ""} title={name}>
        {name}
      </Link>
      <span className={styles.change}>
        {cause.change_usd.startsWith("-") ? "" : "+"}
        {formatUsd(cause.change_usd)}
      </span>
      <span className={styles.share}>{cause.percent}%</span>
      <span className={styles.bar} aria-hidden="true">
        <span style={{ width: `${Math.min(100, Math.max(0, cause.percent))}%` }} />
      </span>
    </>
  );
}
