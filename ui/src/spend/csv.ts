import type { ExploredSpend, Sums } from "../api/types";
import { dimensionOf, nameIn } from "./dimensions";
import type { SpendRow } from "./rows";

/** A value that a spreadsheet would run as a formula is made a text (OWASP, CSV injection), as the server does it. */
const RUNS = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** The table as it is shown, row for row, with every booked digit; unknown amounts are empty cells. */
export function csvOf(spend: ExploredSpend, rows: SpendRow[], others: SpendRow | null, by: string[]): string {
  const compares = spend.before_start !== null;
  const head = [
    ...by.map((dimension) => dimensionOf(dimension).label),
    "Estimated cost USD",
    ...(compares ? ["Estimated cost USD before"] : []),
    ...["Input tokens", "Output tokens", "Cache read tokens", "Cache write tokens", "Requests", "Unpriced line items"],
  ];
  const line = (names: string[], sums: Sums, before: string | null) => [
    ...names,
    sums.net_amount_usd ?? "",
    ...(compares ? [before ?? ""] : []),
    sums.tokens.input ?? "",
    sums.tokens.output ?? "",
    sums.tokens.cache_read ?? "",
    sums.tokens.cache_creation ?? "",
    sums.requests,
    sums.unpriced,
  ];
  const padded = (name: string) => by.map((_, at) => (at === 0 ? name : ""));
  const lines = [
    head,
    ...rows.map((row) =>
      line(
        by.map((dimension, at) => nameIn(dimension, row.names?.[at] ?? null)),
        row.sums,
        row.before,
      ),
    ),
    ...(others === null ? [] : [line(padded(others.label), others.sums, others.before)]),
    line(padded("Total"), spend.total, spend.before_usd),
  ];
  return linesOf(lines);
}

/** Rows of cells as a file. */
export function linesOf(lines: (string | number)[][]): string {
  return lines.map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

/** A value as a cell of CSV; a number stays one. */
export function cell(value: string | number): string {
  const text = typeof value === "string" && RUNS.test(value) && !isNumber(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function isNumber(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text);
}

/** Hands a text to the browser as a file. */
export function download(text: string, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
