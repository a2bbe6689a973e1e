import { type Icon, IconChartBar, IconListDetails, IconRoute } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Sighting, Statement, Usage } from "../api/types";
import { formatUsd } from "../format/money";
import { formatCount } from "../format/quantity";
import { formatAbsolute } from "../format/time";
import { wordsOf } from "../format/words";
import shared from "./explanation.module.css";
import styles from "./records.module.css";

const SIGNS: Record<string, Icon> = { event: IconListDetails, metric: IconChartBar, span: IconRoute };

const KINDS: Record<string, string> = {
  input: "input",
  output: "output",
  cache_read: "cache read",
  cache_creation: "cache write",
};

/** Records that said something about this usage, each with the raw batches that it arrived in. */
export function Statements({ statements }: { statements: Statement[] }) {
  return (
    <ul className={styles.statements}>
      {statements.map((statement) => (
        <OneStatement key={keyOf(statement)} statement={statement} />
      ))}
    </ul>
  );
}

function OneStatement({ statement }: { statement: Statement }) {
  const Sign = SIGNS[statement.evidence] ?? IconListDetails;
  return (
    <li className={styles.statement}>
      <Sign size={17} stroke={1.6} aria-hidden="true" className={styles.sign} />
      <div className={styles.said}>
        <p>
          <b>{wordsOf(statement.evidence)}</b> <span className={styles.quiet}>of {formatAbsolute(statement.time)}</span>
        </p>
        <p className="tabular">{figuresOf(statement.usage)}</p>
        {statement.request_id !== null && <code className={styles.request}>{statement.request_id}</code>}
        <ul className={styles.sightings}>
          {statement.sightings.map((sighting) => (
            <Arrival
              key={`${sighting.raw_batch_id} ${sighting.position}`}
              sighting={sighting}
              sought={statement.request_id}
            />
          ))}
        </ul>
      </div>
    </li>
  );
}

/** Leads to the batch's JSON, at the record where it can be found by its request. */
function Arrival({ sighting, sought }: { sighting: Sighting; sought: string | null }) {
  return (
    <li>
      <span>
        <Link
          className={shared.link ?? ""}
          to="/dashboard/providers/$connectionId"
          params={{ connectionId: sighting.connection_id }}
          search={({ item }) => ({
            ...(item === undefined ? {} : { item }),
            batch: sighting.raw_batch_id,
            ...(sought === null ? {} : { find: sought }),
          })}
          resetScroll={false}
          preload={false}
        >
          Raw batch <code>{sighting.raw_batch_id.slice(0, 8)}</code>
        </Link>
        , record {formatCount(sighting.position + 1)}, received {formatAbsolute(sighting.received_at)}
      </span>
      {sighting.again && <span className={styles.again}>Seen again, not counted again</span>}
    </li>
  );
}

/** Only what was said: a metric's data point is one number. */
function figuresOf({ cost_usd: cost, tokens }: Usage): string {
  const counts = Object.entries(tokens).filter((pair): pair is [string, number] => pair[1] !== null);
  const figures = counts.map(([kind, count]) => `${formatCount(count)} ${KINDS[kind]}`);
  return [...(cost === null ? [] : [formatUsd(cost)]), ...figures].join(" · ");
}

function keyOf({ evidence, time, sightings: [first] }: Statement): string {
  return `${evidence} ${time} ${first?.raw_batch_id} ${first?.position}`;
}
