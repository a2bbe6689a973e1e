import { Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
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
}

/**
 * A table that becomes a list of two-line rows on a phone: `lead` and `side` on the first line, the details under them.
 * The roles are said aloud, because browsers forget them when a table is laid out as a grid.
 */
export function RowTable<Row>({ label, columns, rows, keyOf, isDimmed }: RowTableProps<Row>) {
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label={label} role="table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" data-align={column.align} data-only-phones={column.isOnlyForPhones}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} role="row" data-dimmed={isDimmed?.(row) || undefined}>
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
          ))}
        </tbody>
      </table>
    </div>
  );
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
