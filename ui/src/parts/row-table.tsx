import { Skeleton } from "@mantine/core";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type MouseEvent, type ReactNode, useLayoutEffect, useRef, useState } from "react";
import styles from "./row-table.module.css";

export interface Column<Row> {
  id: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  align?: "end";
  /** Where the cell goes when the screen is too narrow for columns; left out there if not said. */
  phone?: "lead" | "side" | "detail" | "action";
  /** Sums up on a phone what other columns say elsewhere, so it is not a column there. */
  isOnlyForPhones?: boolean;
}

interface RowTableProps<Row> {
  /** What the rows are, for those who do not see the heading. */
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  keyOf: (row: Row) => string;
  isDimmed?: (row: Row) => boolean;
  /** A click anywhere on the row. For the keyboard and screen readers a cell must hold a link or button that does it. */
  onOpen?: (row: Row) => void;
}

const ROW_PX = 41;
/** Fewer rows are simply there; more are made as they scroll into view. */
const VIRTUAL_FROM = 80;

/**
 * A table that becomes a list of two-line rows on a phone: `lead` and `side` on the first line, the details under them.
 * The roles are said aloud, because browsers forget them when a table is laid out as a grid.
 */
export function RowTable<Row>({ label, columns, rows, keyOf, isDimmed, onOpen }: RowTableProps<Row>) {
  const { body, visible, above, below, measure } = useVisible(rows.length);
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label={label} role="table" aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" data-align={column.align} data-only-phones={column.isOnlyForPhones}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {above > 0 && <Gap height={above} />}
          {visible.map((index) => {
            const row = rows[index];
            return row === undefined ? null : (
              <tr
                ref={measure}
                data-index={index}
                aria-rowindex={index + 2}
                key={keyOf(row)}
                role="row"
                data-dimmed={isDimmed?.(row) || undefined}
                data-opens={onOpen !== undefined || undefined}
                onClick={(event) => {
                  if (onOpen !== undefined && isPlainClick(event)) {
                    onOpen(row);
                  }
                }}
              >
                {columns.map((column) => (
                  <td
                    key={column.id}
                    role="cell"
                    data-align={column.align}
                    data-phone={column.phone ?? "hidden"}
                    data-only-phones={column.isOnlyForPhones}
                  >
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          {below > 0 && <Gap height={below} />}
        </tbody>
      </table>
    </div>
  );
}

/** Which rows to make, and how much room the others take above and below. */
function useVisible(count: number) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [margin, setMargin] = useState(0);
  const isVirtual = count > VIRTUAL_FROM;
  useLayoutEffect(() => {
    if (isVirtual && body.current !== null) {
      setMargin(body.current.getBoundingClientRect().top + window.scrollY);
    }
  }, [isVirtual]);
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => ROW_PX,
    overscan: 20,
    enabled: isVirtual,
    scrollMargin: margin,
  });
  if (!isVirtual) {
    return { body, visible: Array.from({ length: count }, (_, index) => index), above: 0, below: 0 };
  }
  const items = virtualizer.getVirtualItems();
  return {
    body,
    visible: items.map(({ index }) => index),
    above: (items[0]?.start ?? margin) - margin,
    below: virtualizer.getTotalSize() - ((items.at(-1)?.end ?? margin) - margin),
    measure: virtualizer.measureElement,
  };
}

function Gap({ height }: { height: number }) {
  return (
    <tr style={{ display: "table-row" }}>
      <td style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}

/** Not on a control, which does its own, and not the end of selecting text. */
function isPlainClick({ target }: MouseEvent): boolean {
  return target instanceof Element && target.closest("a, button") === null && !window.getSelection()?.toString();
}

/** The table's shape while its rows are on their way. */
export function RowTableSkeleton({ rows = 4 }: { rows?: number }) {
  return (
    <div className={styles.waiting} role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, number) => (
        <div key={number} className={styles.bar}>
          <Skeleton height={10} width="18%" />
          <Skeleton height={10} width="34%" />
          <Skeleton height={10} width="12%" />
          <Skeleton height={10} width="16%" />
        </div>
      ))}
    </div>
  );
}
