import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ExploredTokens as Explored } from "../../api/types";
import { Swatch } from "../../chart/legend";
import { TOKENS } from "../../chart/units";
import { formatShareOf } from "../../format/change";
import { formatCount, formatTokens } from "../../format/quantity";
import { type Column, RowTable } from "../../parts/row-table";
import { dimensionOf, TOKEN_KIND } from "../../spend/dimensions";
import { SPEND_FRESH_MS, tokensQuery } from "../../spend/query";
import { askedOf } from "../../spend/search";
import { csvOfTokens, type TokenRow, tokenRowsOf, tokenSeriesOf } from "../../spend/token-rows";
import { Answered } from "./answered";
import { ChartPanel } from "./chart-panel";
import type { ExploredProps } from "./explored";
import styles from "./explored.module.css";
import { nameOf, TablePanel } from "./table-panel";

/** Kinds of tokens have counts and no amounts; `by` is what they are grouped by besides. */
export function ExploredTokens({ search, by, period, onChange }: ExploredProps) {
  const query = useQuery({ ...tokensQuery({ ...askedOf(search, period), by }), refetchInterval: SPEND_FRESH_MS });
  const shown = [...by, TOKEN_KIND.id];
  return (
    <Answered query={query} isEmpty={({ total }) => total === 0}>
      {(explored) => {
        const rows = tokenRowsOf(explored, by);
        const compares = explored.before !== null;
        return (
          <>
            <ChartPanel
              title="Tokens over time"
              label={`Tokens over time by ${nameOf(shown)}`}
              headline={<span className={styles.total}>{formatTokens([explored.total])}</span>}
              period={period}
              search={search}
              buckets={explored.buckets}
              series={tokenSeriesOf(explored, by)}
              unit={TOKENS}
              onChange={onChange}
            />
            <TablePanel
              by={shown}
              period={explored}
              search={search}
              csv={() => csvOfTokens(rows, by, { compares })}
              onChange={onChange}
            >
              <RowTable label="Tokens by group" columns={columnsOf(explored, by)} rows={rows} keyOf={({ id }) => id} />
              <Text size="xs" c="dimmed" className={styles.note ?? ""}>
                Tokens only: a request has one cost, which clients do not split by kind of token. An explanation of a
                line item shows its list cost kind by kind.
              </Text>
            </TablePanel>
          </>
        );
      }}
    </Answered>
  );
}

function columnsOf({ total, before }: Explored, by: string[]): Column<TokenRow>[] {
  return [
    ...[...by, TOKEN_KIND.id].map(
      (dimension, at): Column<TokenRow> => ({
        id: dimension,
        header: dimensionOf(dimension).label,
        phone: at === 0 ? "lead" : "detail",
        cell: (row) => (
          <span className={styles.name}>
            {at === 0 && row.color !== null && <Swatch color={row.color} />}
            {row.names[at]}
          </span>
        ),
      }),
    ),
    { id: "tokens", header: "Tokens", align: "end", phone: "side", cell: ({ tokens }) => formatCount(tokens) },
    { id: "share", header: "Share", align: "end", cell: ({ tokens }) => formatShareOf(tokens / total) },
    ...(before === null
      ? []
      : [
          {
            id: "before",
            header: "Before",
            align: "end" as const,
            cell: (row: TokenRow) => formatCount(row.before),
          },
        ]),
  ];
}
