/**
 * CSV whose amounts stay numbers: text is guarded against formulas, and a figure of this project's own making is not.
 */
import { csvOf } from "../table/writeCsv.ts";

/** Text of any origin, or an amount as this project writes one. */
export type CsvCell = string | { readonly amount: Intl.StringNumericLiteral };

const LINE_END = "\r\n";

/** RFC 4180 in UTF-8; text in quotes, amounts bare, so that a credit of -12.50 is a number to a spreadsheet. */
export function typedCsvOf(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(cellOf).join(",")}${LINE_END}`).join("");
}

function cellOf(cell: CsvCell): string {
  return typeof cell === "string" ? csvOf([[cell]]).slice(0, -LINE_END.length) : cell.amount;
}
