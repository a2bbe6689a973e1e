import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { LineItem } from "../../api/types";
import { formatUsd } from "../../format/money";
import { formatTokenSum } from "../../format/quantity";
import { titleOf, wordsOf } from "../../format/words";
import { Money } from "../../parts/money";
import type { Column } from "../../parts/row-table";
import { TimeAgo } from "../../parts/time-ago";
import { nameIn } from "../../spend/dimensions";
import { PersonName } from "../../spend/person-name";
import styles from "../../spend/person-name.module.css";

export const lineItemColumns: Column<LineItem>[] = [
  { id: "model", header: "Model", phone: "lead", cell: (item) => <Explain item={item} /> },
  {
    id: "cost",
    header: "Est. cost",
    align: "end",
    phone: "side",
    cell: (item) => <Money amount={item.net_amount_usd} reason={item.unpriced_reason} />,
  },
  { id: "user", header: "Person", cell: ({ user }) => <PersonName name={user} /> },
  { id: "session", header: "Session", cell: ({ session_id: id }) => <Session id={id} /> },
  { id: "source", header: "Source", cell: ({ source }) => titleOf(source) },
  { id: "by", header: "By", cell: ({ query_source: by }) => (by === null ? "Not stated" : wordsOf(by)) },
  { id: "tokens", header: "Tokens", align: "end", cell: ({ tokens }) => formatTokenSum(Object.values(tokens)) },
  { id: "used", header: "Used", cell: ({ usage_time: at }) => <TimeAgo at={at} /> },
  {
    id: "summary",
    header: "Summary",
    phone: "detail",
    isOnlyForPhones: true,
    cell: ({ user, usage_time: at }) => (
      <>
        {nameIn("user", user)} · <TimeAgo at={at} />
      </>
    ),
  },
];

function Explain({ item }: { item: LineItem }) {
  const model = item.model ?? "Unknown model";
  return (
    <Link
      from="/dashboard/line-items"
      to="."
      search={(known) => ({ ...known, item: item.id })}
      resetScroll={false}
      preload={false}
      className={styles.name ?? ""}
      aria-label={`Explain ${model}, ${formatUsd(item.net_amount_usd)}`}
    >
      {model}
    </Link>
  );
}

function Session({ id }: { id: string | null }) {
  return id === null ? (
    <Text span inherit c="dimmed">
      {nameIn("session", null)}
    </Text>
  ) : (
    <Link to="/dashboard/sessions/$sessionId" params={{ sessionId: id }} className={styles.name ?? ""}>
      <Text span ff="monospace" fz={12}>
        {id.slice(0, 8)}
      </Text>
    </Link>
  );
}
