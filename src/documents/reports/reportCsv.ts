/** A report as one table: a line for every cell, so that a program needs to know no layout. */
import { typedCsvOf } from "../account/typedCsv.ts";
import type { CsvCell } from "../account/typedCsv.ts";
import { plainCell } from "./cells.ts";
import type { PlainCell } from "./cells.ts";
import { reportAsJson } from "./reportJson.ts";
import type { Report } from "./section.ts";

const HEADERS = ["section", "row", "column", "unit", "value"];
const TEXTS: ReadonlySet<PlainCell["unit"]> = new Set(["text", "date", "none"]);

/** Rows are counted from 1; what has no value is of the unit "none". */
export function reportAsCsv(report: Report): string {
  const { head, sections } = report;
  const { organisation, month, currency, asOf, period, sealed, doubled } = reportAsJson(report);
  const { from, through, days } = period;
  const periodTold = { from, through, days: days.toString() };
  const told = {
    organisation,
    month,
    currency,
    ...asOf,
    ...periodTold,
    sealed: sealed.toString(),
    doubled: doubled.toString(),
  };
  const first = Object.entries(told).map(([column, value]): readonly CsvCell[] => [
    "report",
    "1",
    column,
    "text",
    value,
  ]);
  const cells = sections.flatMap(({ key, columns, rows }) =>
    rows.flatMap((row, place) =>
      row.map((cell, column): readonly CsvCell[] => {
        const { unit, value } = plainCell(cell, head.exponent);
        const number = value as Intl.StringNumericLiteral;
        const shown = TEXTS.has(unit) ? value : { amount: number };
        return [key, (place + 1).toString(), columns[column] ?? "", unit, shown];
      }),
    ),
  );
  return typedCsvOf([HEADERS, ...first, ...cells]);
}
