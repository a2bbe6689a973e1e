import { Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { exactUsd } from "../../format/money";
import { EmptyState } from "../../parts/empty-state";
import { Failure } from "../../parts/failure";
import { Panel } from "../../parts/panel";
import { type Column, RowTable, RowTableSkeleton } from "../../parts/row-table";
import { describePeriod } from "../../period/days";
import { type ListedPrice, type PackagedPrices, priceListQuery } from "./api";
import { TOKEN_KINDS, type TokenKind } from "./draft";
import styles from "./prices.module.css";
import { timeInWords } from "./words";

interface PriceListProps {
  sought: string;
  onSeek: (sought: string) => void;
}

/** What comes with StackSpend, for reading. */
export function PriceList({ sought, onSeek }: PriceListProps) {
  const list = useQuery(priceListQuery);
  const found = list.data?.prices.filter((price) => matches(price, sought));
  return (
    <Panel
      title="Price list"
      hint={list.data === undefined ? "USD per million tokens." : <Origin list={list.data} />}
      action={
        <TextInput
          size="xs"
          aria-label="Find a model"
          placeholder="Find a model"
          leftSection={<IconSearch size={14} />}
          value={sought}
          onChange={(event) => onSeek(event.currentTarget.value)}
        />
      }
    >
      {list.data === undefined && list.error === null && <RowTableSkeleton rows={8} />}
      {list.data === undefined && list.error !== null && (
        <Failure what="The price list could not be loaded" error={list.error} onRetry={() => list.refetch()} />
      )}
      {found?.length === 0 && (
        <EmptyState icon={IconSearch} title="No such model">
          The list has no price of a model with these words in its name. Add an own price for it.
        </EmptyState>
      )}
      {found !== undefined && found.length > 0 && (
        <RowTable label="Price list" columns={COLUMNS} rows={found} keyOf={({ id }) => id} />
      )}
    </Panel>
  );
}

function Origin({ list: { version, reviewed, prices } }: { list: PackagedPrices }) {
  return (
    <>
      USD per million tokens. {prices.length} prices, as StackSpend {version} has them
      {reviewed !== null && <>, compared with their sources on {describePeriod({ start: reviewed, end: reviewed })}</>}.
    </>
  );
}

const COLUMNS: Column<ListedPrice>[] = [
  {
    id: "model",
    header: "Model",
    phone: "lead",
    cell: (price) => (
      <>
        <a href={price.source} target="_blank" rel="noreferrer" className={styles.source} title={price.source}>
          {price.model}
        </a>
        <Text size="xs" c="dimmed">
          {[
            price.speed === "fast" ? "Fast mode" : null,
            timeInWords(price),
            price.long_prompt_above === null
              ? null
              : `other rates above ${price.long_prompt_above.toLocaleString("en-US")} tokens`,
          ]
            .filter((part) => part !== null)
            .join(", ")}
        </Text>
      </>
    ),
  },
  ...TOKEN_KINDS.map(
    ({ kind, label }): Column<ListedPrice> => ({
      id: kind,
      header: label,
      align: "end",
      cell: ({ rates }) => <Rate rate={rates[kind]} />,
    }),
  ),
  {
    id: "rates",
    header: "Rates",
    phone: "detail",
    isOnlyForPhones: true,
    cell: ({ rates }) => <span className="tabular">{ratesInWords(rates)}</span>,
  },
];

function Rate({ rate }: { rate: string | null }) {
  return <span className={rate === null ? styles.none : "tabular"}>{rate === null ? "none" : exactUsd(rate)}</span>;
}

function ratesInWords(rates: Record<TokenKind, string | null>): string {
  return TOKEN_KINDS.filter(({ kind }) => rates[kind] !== null)
    .map(({ kind, label }) => `${label} ${exactUsd(rates[kind])}`)
    .join(" · ");
}

function matches({ model, speed }: ListedPrice, sought: string): boolean {
  const text = `${model} ${speed}`.toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
