import { Text, Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { LineItem, Tokens } from "../../api/types";
import { formatUsd } from "../../format/money";
import { formatCount, formatTokens } from "../../format/quantity";
import { WhoSpent } from "../../line-item/who-spent";
import { Money } from "../../parts/money";
import type { Column } from "../../parts/row-table";
import { TimeAgo } from "../../parts/time-ago";
import styles from "./line-items.module.css";

export const lineItemColumns: Column<LineItem>[] = [
  {
    id: "model",
    header: "Model",
    phone: "lead",
    cell: (item) => <Explain item={item} />,
  },
  {
    id: "cost",
    header: "Est. cost",
    align: "end",
    phone: "side",
    cell: (item) => <Money amount={item.net_amount_usd} reason={item.unpriced_reason} />,
  },
  tokenColumn("input", "Input"),
  tokenColumn("output", "Output"),
  tokenColumn("cache_read", "Cache read"),
  tokenColumn("cache_creation", "Cache write"),
  { id: "user", header: "User", cell: (item) => <WhoSpent item={item} /> },
  { id: "session", header: "Session", cell: (item) => <Session id={item.session_id} /> },
  { id: "evidence", header: "Evidence", cell: (item) => <Evidence of={item.evidence} /> },
  { id: "used", header: "Used", cell: (item) => <TimeAgo at={item.usage_time} /> },
];

/** On a phone one line under the model holds what the columns hold elsewhere. */
lineItemColumns.push({
  id: "summary",
  header: "Summary",
  phone: "detail",
  isOnlyForPhones: true,
  cell: (item) => (
    <>
      {formatTokens(Object.values(item.tokens))} · {item.evidence.replaceAll("_", " ")} ·{" "}
      <TimeAgo at={item.usage_time} />
      <WhoSpent item={item} />
    </>
  ),
});

function tokenColumn(kind: keyof Tokens, header: string): Column<LineItem> {
  return {
    id: kind,
    header: (
      <Tooltip label={`${header} tokens`}>
        <span>{header}</span>
      </Tooltip>
    ),
    align: "end",
    cell: (item) => formatCount(item.tokens[kind]),
  };
}

/** Opens the explanation, as a click elsewhere on the row does. */
function Explain({ item }: { item: LineItem }) {
  const model = item.model ?? "Unknown model";
  return (
    <Link
      className={styles.explain ?? ""}
      from="/dashboard/providers/$connectionId"
      to="."
      search={{ item: item.id }}
      resetScroll={false}
      preload={false}
      aria-label={`Explain ${model}, ${formatUsd(item.net_amount_usd)}`}
    >
      {model}
    </Link>
  );
}

function Session({ id }: { id: string | null }) {
  if (id === null) {
    return <Unknown>No session</Unknown>;
  }
  return (
    <Tooltip label={id}>
      <Text span ff="monospace" fz={12}>
        {id.slice(0, 8)}
      </Text>
    </Tooltip>
  );
}

function Evidence({ of: evidence }: { of: string }) {
  return <span className="initial">{evidence.replaceAll("_", " ")}</span>;
}

function Unknown({ children }: { children: string }) {
  return (
    <Text span inherit c="dimmed" fs="italic">
      {children}
    </Text>
  );
}
