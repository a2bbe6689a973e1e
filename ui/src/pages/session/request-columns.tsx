import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { LineItem } from "../../api/types";
import { durationBetween } from "../../format/duration";
import { formatUsd } from "../../format/money";
import { formatCount, formatTokens } from "../../format/quantity";
import { formatAbsolute } from "../../format/time";
import { wordsOf } from "../../format/words";
import { Money } from "../../parts/money";
import type { Column } from "../../parts/row-table";
import { cumulative } from "../../spend/cumulative";
import styles from "../../spend/person-name.module.css";

export interface TimelineRow {
  item: LineItem;
  /** What the session had cost with this line item, as far as prices are known. */
  reached: number;
}

export function timelineOf(items: LineItem[]): TimelineRow[] {
  const curve = cumulative(items);
  return items.map((item, at) => ({ item, reached: curve[at]?.usd ?? 0 }));
}

interface Timeline {
  start: string;
  mayExplain: boolean;
}

export function requestColumns({ start, mayExplain }: Timeline): Column<TimelineRow>[] {
  return [
    {
      id: "after",
      header: "After",
      cell: ({ item }) => (
        <time dateTime={item.usage_time} title={formatAbsolute(item.usage_time)} className="tabular">
          {durationBetween(start, item.usage_time)}
        </time>
      ),
    },
    {
      id: "model",
      header: "Model",
      phone: "lead",
      cell: ({ item }) => (mayExplain ? <Explain item={item} /> : (item.model ?? "Unknown model")),
    },
    { id: "by", header: "By", phone: "detail", cell: ({ item }) => <By item={item} /> },
    tokens("input", "Input"),
    tokens("output", "Output"),
    tokens("cache_read", "Cache read"),
    tokens("cache_creation", "Cache write"),
    {
      id: "cost",
      header: "Est. cost",
      align: "end",
      phone: "side",
      cell: ({ item }) => <Money amount={item.net_amount_usd} reason={item.unpriced_reason} />,
    },
    { id: "reached", header: "Up to here", align: "end", cell: ({ reached }) => formatUsd(reached.toFixed(9)) },
    {
      id: "summary",
      header: "Summary",
      phone: "detail",
      isOnlyForPhones: true,
      cell: ({ item }) => (
        <>
          {formatTokens(Object.values(item.tokens))} · after {durationBetween(start, item.usage_time)}
        </>
      ),
    },
  ];
}

function tokens(kind: keyof LineItem["tokens"], header: string): Column<TimelineRow> {
  return { id: kind, header, align: "end", cell: ({ item }) => formatCount(item.tokens[kind]) };
}

function Explain({ item }: { item: LineItem }) {
  const model = item.model ?? "Unknown model";
  return (
    <Link
      from="/dashboard/sessions/$sessionId"
      to="."
      search={{ item: item.id }}
      resetScroll={false}
      preload={false}
      className={styles.name ?? ""}
      aria-label={`Explain ${model}, ${formatUsd(item.net_amount_usd)}`}
    >
      {model}
    </Link>
  );
}

/** What of the session asked: the main loop, a subagent, a skill, a tool's server. */
function By({ item }: { item: LineItem }) {
  const more = [item.agent, item.skill, item.mcp_server].filter((name) => name !== null);
  return (
    <>
      {item.query_source === null ? "Not stated" : wordsOf(item.query_source)}
      {more.length > 0 && (
        <Text span inherit c="dimmed">
          {" "}
          {more.join(" · ")}
        </Text>
      )}
    </>
  );
}
