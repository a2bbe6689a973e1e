import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Compared, CoverageReport, CoverageRow, SessionCoverage } from "../../api/types";
import { formatShareOf } from "../../format/change";
import { countOf, formatCount } from "../../format/quantity";
import { wordsOf } from "../../format/words";
import { Money } from "../../parts/money";
import type { Column } from "../../parts/row-table";
import { Status } from "../../parts/status";
import { addDays, type Period } from "../../period/days";
import styles from "./data-quality.module.css";
import { MEANINGS, signedUsd } from "./words";

type Aside = CoverageReport["set_aside"][number];

export const verdictColumns: Column<Compared>[] = [
  { id: "verdict", header: "Verdict", phone: "lead", cell: ({ verdict }) => <Verdict verdict={verdict} /> },
  {
    id: "sessions",
    header: "Sessions",
    align: "end",
    phone: "side",
    cell: ({ sessions }) => <Counted count={sessions} one="session" />,
  },
  {
    id: "events",
    header: "Events say",
    align: "end",
    cell: (row) => <Said usd={row.events_usd} isSilent={row.verdict === "metrics only"} />,
  },
  {
    id: "metrics",
    header: "Metrics say",
    align: "end",
    cell: (row) => <Said usd={row.metrics_usd} isSilent={row.verdict === "events only"} />,
  },
  {
    id: "meaning",
    header: "What it means",
    phone: "detail",
    cell: ({ verdict }) => <span className={styles.meaning}>{MEANINGS[verdict]}</span>,
  },
];

export const gapColumns: Column<SessionCoverage>[] = [
  { id: "session", header: "Session", phone: "lead", cell: ({ session_id: id }) => <Session id={id} /> },
  { id: "model", header: "Model", phone: "detail", cell: ({ model }) => model || "Unknown model" },
  { id: "version", header: "Client", cell: ({ client_version: version }) => <Version version={version} /> },
  { id: "verdict", header: "Verdict", phone: "detail", cell: ({ verdict }) => <Verdict verdict={verdict} /> },
  { id: "events", header: "Events say", align: "end", cell: ({ events }) => <Heard evidence={events} /> },
  { id: "metrics", header: "Metrics say", align: "end", cell: ({ metrics }) => <Heard evidence={metrics} /> },
  {
    id: "gap",
    header: "Events less metrics",
    align: "end",
    phone: "side",
    cell: ({ gap_usd: gap }) => <span className="tabular">{signedUsd(gap)}</span>,
  },
];

export function asideColumns(nameOf: (id: string) => string, period: Period): Column<Aside>[] {
  const received = { from: `${period.start}T00:00:00.000Z`, to: `${addDays(period.end, 1)}T00:00:00.000Z` };
  return [
    {
      id: "provider",
      header: "Provider",
      phone: "lead",
      cell: ({ connection_id: connectionId }) => (
        <Link
          to="/dashboard/providers/$connectionId/telemetry"
          params={{ connectionId }}
          search={{ holds: "set_aside", ...received }}
          className={styles.link ?? ""}
        >
          {nameOf(connectionId)}
        </Link>
      ),
    },
    {
      id: "records",
      header: "Records",
      align: "end",
      phone: "side",
      cell: ({ records }) => <Counted count={records} one="record" />,
    },
    { id: "batches", header: "Raw batches", align: "end", cell: ({ raw_batches: count }) => formatCount(count) },
  ];
}

export function dayColumns(nameOf: (id: string) => string): Column<CoverageRow>[] {
  return [
    { id: "date", header: "Day", phone: "lead", cell: ({ date }) => <span className="tabular">{date}</span> },
    { id: "provider", header: "Provider", phone: "detail", cell: ({ connection_id: id }) => nameOf(id) },
    { id: "version", header: "Client", phone: "detail", cell: ({ client_version: v }) => <Version version={v} /> },
    { id: "verdict", header: "Verdict", phone: "detail", cell: ({ verdict }) => <Verdict verdict={verdict} /> },
    { id: "events", header: "Events say", align: "end", cell: ({ events }) => <Heard evidence={events} /> },
    { id: "metrics", header: "Metrics say", align: "end", cell: ({ metrics }) => <Heard evidence={metrics} /> },
    {
      id: "items",
      header: "Line items",
      align: "end",
      phone: "side",
      cell: ({ line_items: items }) => <Counted count={items} one="line item" />,
    },
    { id: "metric", header: "Metrics alone", align: "end", cell: ({ metric_only: items }) => formatCount(items) },
    { id: "nobody", header: "Nobody", align: "end", cell: ({ unattributed_share: of }) => formatShareOf(of) },
    { id: "unpriced", header: "Unpriced", align: "end", cell: ({ unpriced_share: of }) => formatShareOf(of) },
    { id: "again", header: "Again", align: "end", cell: ({ duplicates }) => formatCount(duplicates) },
    { id: "late", header: "Late", align: "end", cell: ({ late }) => formatCount(late) },
  ];
}

/** A phone has no heads of columns that say what is counted. */
function Counted({ count, one }: { count: number; one: string }) {
  const [number, ...unit] = countOf(count, one).split(/(?= )/);
  return (
    <>
      {number}
      <span className={styles.unit}>{unit.join("")}</span>
    </>
  );
}

function Verdict({ verdict }: { verdict: string }) {
  const tone =
    verdict === "both agree" ? "good" : verdict === "metrics only" || verdict === "metrics saw more" ? "warn" : "quiet";
  return <Status tone={tone}>{wordsOf(verdict)}</Status>;
}

/** A signal that sent nothing says nothing, which is not $0. */
function Said({ usd, isSilent }: { usd: string; isSilent: boolean }) {
  return isSilent ? <Quiet>nothing</Quiet> : <Money amount={usd} />;
}

function Heard({ evidence: { statements, cost_usd: usd } }: { evidence: CoverageRow["events"] }) {
  return <Said usd={usd} isSilent={statements === 0} />;
}

function Quiet({ children }: { children: string }) {
  return (
    <Text span inherit c="dimmed" fs="italic">
      {children}
    </Text>
  );
}

/** Usage without a session is grouped by the person or the trace, and has no page. */
function Session({ id }: { id: string }) {
  if (id.startsWith("~") || id.startsWith("^")) {
    return <Quiet>No session</Quiet>;
  }
  return (
    <Link
      to="/dashboard/sessions/$sessionId"
      params={{ sessionId: id }}
      className={styles.link ?? ""}
      aria-label={`Session ${id}`}
    >
      <Text span ff="monospace" fz={12}>
        {id.slice(0, 8)}
      </Text>
    </Link>
  );
}

function Version({ version }: { version: string | null }) {
  return version ?? <Quiet>Not stated</Quiet>;
}
