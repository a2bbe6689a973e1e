import { Text } from "@mantine/core";
import type { LineItem } from "../api/types";
import { formatAbsolute } from "../format/time";
import { titleOf } from "../format/words";
import { CopyIcon } from "../parts/copy-button";
import { HowFound } from "../parts/how-found";
import { Money } from "../parts/money";
import styles from "./explanation.module.css";
import { Fact } from "./section";
import { Person } from "./who-spent";

/** What was used, when and by whom: enough to recognise the line item. */
export function Summary({ item }: { item: LineItem }) {
  return (
    <>
      <div className={styles.lead}>
        <p className={styles.amount}>
          <Money amount={item.net_amount_usd} reason={item.unpriced_reason} />{" "}
          <span className={styles.estimate}>estimated, not an invoice</span>
        </p>
        <p className={styles.model}>{item.model ?? "Unknown model"}</p>
        <p className={styles.hint}>
          {formatAbsolute(item.usage_time)}
          {item.dated_by_arrival && " (by arrival: the client's clock was ahead)"}
        </p>
      </div>
      <dl className={styles.facts}>
        <Fact name="User">
          <Person item={item} /> <HowFound how={item.attribution} />
        </Fact>
        <Fact name="Team">
          {item.team ?? <Nothing>No team</Nothing>} <HowFound how={item.team_attribution} />
        </Fact>
        <Fact name="Session">
          {item.session_id === null ? <Nothing>No session</Nothing> : <Id of={item.session_id} />}
        </Fact>
        <Fact name="Source">{sourceOf(item)}</Fact>
        {item.cost_centre !== null && <Fact name="Cost centre">{item.cost_centre}</Fact>}
        {item.project_id !== null && <Fact name="Project">{item.project_id}</Fact>}
      </dl>
    </>
  );
}

/** "Claude Code 2.1.197, main". */
function sourceOf({ source, client_version: version, query_source: query }: LineItem): string {
  const name = version === null ? titleOf(source) : `${titleOf(source)} ${version}`;
  return query === null ? name : `${name}, ${query.replaceAll("_", " ")}`;
}

function Id({ of: id }: { of: string }) {
  return (
    <span className={styles.id}>
      <code>{id}</code>
      <CopyIcon value={id} what="session ID" />
    </span>
  );
}

function Nothing({ children }: { children: string }) {
  return (
    <Text span inherit c="dimmed" fs="italic">
      {children}
    </Text>
  );
}
