import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { SessionRow } from "../../api/types";
import { durationBetween } from "../../format/duration";
import { countOf, formatCount, formatTokenSum } from "../../format/quantity";
import { titleOf } from "../../format/words";
import { HowFound } from "../../parts/how-found";
import { Money } from "../../parts/money";
import type { Column } from "../../parts/row-table";
import { TimeAgo } from "../../parts/time-ago";
import { nameIn } from "../../spend/dimensions";
import { PersonName } from "../../spend/person-name";
import styles from "../../spend/person-name.module.css";

const who: Column<SessionRow> = {
  id: "user",
  header: "Person",
  cell: ({ user, attribution }) => (
    <>
      <PersonName name={user} /> {user !== null && <HowFound how={attribution} />}
    </>
  ),
};

/** Sessions; on the page of a person nobody needs to be told whose they are. */
export function sessionColumns({ withPerson }: { withPerson: boolean }): Column<SessionRow>[] {
  return [
    { id: "session", header: "Session", phone: "lead", cell: (row) => <Name row={row} /> },
    {
      id: "cost",
      header: "Est. cost",
      align: "end",
      phone: "side",
      cell: ({ net_amount_usd: amount }) => <Money amount={amount} />,
    },
    ...(withPerson ? [who] : []),
    { id: "source", header: "Source", cell: ({ source }) => titleOf(source) },
    { id: "models", header: "Models", cell: ({ models }) => <Models names={models} /> },
    { id: "requests", header: "Requests", align: "end", cell: ({ requests }) => formatCount(requests) },
    { id: "tokens", header: "Tokens", align: "end", cell: ({ tokens }) => formatTokenSum(Object.values(tokens)) },
    {
      id: "lasted",
      header: "Lasted",
      align: "end",
      cell: ({ started_at: start, ended_at: end }) => durationBetween(start, end),
    },
    { id: "ended", header: "Ended", cell: ({ ended_at: at }) => <TimeAgo at={at} /> },
    {
      id: "summary",
      header: "Summary",
      phone: "detail",
      isOnlyForPhones: true,
      cell: (row) => (
        <>
          {withPerson && `${nameIn("user", row.user)} · `}
          {countOf(row.requests, "request")} ·
          <TimeAgo at={row.ended_at} />
        </>
      ),
    },
  ];
}

function Name({ row: { session_id: id } }: { row: SessionRow }) {
  return (
    <Link
      to="/dashboard/sessions/$sessionId"
      params={{ sessionId: id }}
      className={styles.name ?? ""}
      aria-label={`Session ${id}`}
    >
      <Text span ff="monospace" fz={12}>
        {id.slice(0, 8)}
      </Text>
    </Link>
  );
}

function Models({ names }: { names: string[] }) {
  const [first, ...more] = names;
  return (
    <span title={names.join(", ")}>
      {first ?? "Unknown model"}
      {more.length > 0 && (
        <Text span inherit c="dimmed">
          {" "}
          +{more.length}
        </Text>
      )}
    </span>
  );
}
