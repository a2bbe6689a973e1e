import { Tooltip } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useRef } from "react";
import type { ExploredSpend, Sums } from "../api/types";
import { Swatch } from "../chart/legend";
import { formatShare, shareOf } from "../format/change";
import { formatCount, formatTokens } from "../format/quantity";
import { Money } from "../parts/money";
import { Change } from "./change";
import { dimensionOf } from "./dimensions";
import type { Sort, SortKey, SpendRow } from "./rows";
import styles from "./spend-table.module.css";

interface SpendTableProps {
  spend: ExploredSpend;
  by: string[];
  rows: SpendRow[];
  others: SpendRow | null;
  sort: Sort;
  onSort: (sort: Sort) => void;
  nameOf: (row: SpendRow) => ReactNode;
}

const ROW_PX = 41;
const PHONE_ROW_PX = 62;
/** Fewer rows are simply there; more are made as they scroll into view. */
const VIRTUAL_FROM = 80;

/** The figures of a chart: a row for each group, the others, and the total that they add up to. */
export function SpendTable({ spend, by, rows, others, sort, onSort, nameOf }: SpendTableProps) {
  const compares = spend.before_start !== null;
  const body = useRef<HTMLTableSectionElement>(null);
  const isPhone = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const window = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => (isPhone ? PHONE_ROW_PX : ROW_PX),
    overscan: 20,
    enabled: rows.length > VIRTUAL_FROM,
    scrollMargin: body.current?.offsetTop ?? 0,
  });
  const isVirtual = rows.length > VIRTUAL_FROM;
  const visible = isVirtual ? window.getVirtualItems() : rows.map((_, index) => ({ index, start: 0, end: 0 }));
  const margin = window.options.scrollMargin;
  const above = isVirtual ? (visible[0]?.start ?? margin) - margin : 0;
  const below = isVirtual ? window.getTotalSize() - ((visible.at(-1)?.end ?? margin) - margin) : 0;
  const head = (key: SortKey, label: string, hint?: string) => (
    <SortedHead sort={sort} sortKey={key} label={label} hint={hint} onSort={onSort} />
  );
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label="Spend by group" aria-rowcount={rows.length + 2}>
        <thead>
          <tr>
            {head("name", by.map((id) => dimensionOf(id).label).join(" · "))}
            {head("cost", "Est. cost")}
            <th scope="col" className={styles.wide}>
              Share
            </th>
            {compares && head("change", "Change", "Against the same number of days before")}
            {head("tokens", "Tokens", "Input, output, cache reads and cache writes together")}
            {head("requests", "Requests", "Usage that only metrics saw cannot be told apart into requests")}
          </tr>
        </thead>
        <tbody ref={body}>
          {above > 0 && <Gap height={above} />}
          {visible.map(({ index }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <Figures key={row.id} sums={row.sums} before={row.before} compares={compares} total={spend.total}>
                <span className={styles.name}>
                  <Swatch color={row.color} />
                  {nameOf(row)}
                </span>
              </Figures>
            );
          })}
          {below > 0 && <Gap height={below} />}
          {others !== null && (
            <Figures sums={others.sums} before={others.before} compares={compares} total={spend.total}>
              <span className={styles.name}>
                <Swatch color={others.color} />
                {others.label}
              </span>
            </Figures>
          )}
        </tbody>
        <tfoot>
          <Figures sums={spend.total} before={spend.before_usd} compares={compares} total={null}>
            Total
          </Figures>
        </tfoot>
      </table>
    </div>
  );
}

interface FiguresProps {
  sums: Sums;
  before: string | null;
  compares: boolean;
  total: Sums | null;
  children: ReactNode;
}

function Figures({ sums, before, compares, total, children }: FiguresProps) {
  const amount = sums.net_amount_usd;
  return (
    <tr>
      <th scope="row">{children}</th>
      <td>
        {sums.unpriced > 0 && amount !== null && <Unpriced count={sums.unpriced} />}
        <Money amount={amount} />
      </td>
      <td className={styles.wide}>{total !== null && <Share part={amount} whole={total.net_amount_usd} />}</td>
      {compares && (
        <td>
          <Change before={before} now={amount} />
        </td>
      )}
      <td className={styles.wide}>{formatTokens(Object.values(sums.tokens)).replace(/ tokens?$/, "")}</td>
      <td className={styles.wide}>{formatCount(sums.requests)}</td>
    </tr>
  );
}

function Unpriced({ count }: { count: number }) {
  return (
    <Tooltip label={`${formatCount(count)} line items have no known price and are in no amount`}>
      <span className={styles.unpriced}>unpriced +</span>
    </Tooltip>
  );
}

function Share({ part, whole }: { part: string | null; whole: string | null }) {
  const share = shareOf(part, whole);
  return (
    <span className={styles.share}>
      <span className={styles.track} aria-hidden="true">
        <span className={styles.fill} style={{ width: `${Math.min(1, share ?? 0) * 100}%` }} />
      </span>
      <span className={styles.percent}>{formatShare(part, whole) ?? "–"}</span>
    </span>
  );
}

interface SortedHeadProps {
  sort: Sort;
  sortKey: SortKey;
  label: string;
  hint: string | undefined;
  onSort: (sort: Sort) => void;
}

function SortedHead({ sort, sortKey, label, hint, onSort }: SortedHeadProps) {
  const isSorted = sort.key === sortKey;
  const Arrow = sort.descends ? IconArrowDown : IconArrowUp;
  const next = { key: sortKey, descends: isSorted ? !sort.descends : sortKey !== "name" };
  const isWide = sortKey === "tokens" || sortKey === "requests";
  return (
    <th
      scope="col"
      aria-sort={isSorted ? (sort.descends ? "descending" : "ascending") : "none"}
      className={isWide ? styles.wide : undefined}
    >
      <Tooltip label={hint} disabled={hint === undefined}>
        <button type="button" className={styles.sort} onClick={() => onSort(next)}>
          {label}
          {isSorted && <Arrow size={13} aria-hidden="true" />}
        </button>
      </Tooltip>
    </th>
  );
}

function Gap({ height }: { height: number }) {
  return (
    <tr>
      <td style={{ height, padding: 0 }} colSpan={6} />
    </tr>
  );
}
