/** The set of indicators as a file. */
import { indicatorsAsCsv, indicatorsAsXlsx } from "../../documents/reports/indicatorTable.ts";
import type { IndicatorTable } from "../../documents/reports/indicatorTable.ts";
import { savedAs } from "../accountStatements/files.ts";
import type { AnsweredFile } from "../accountStatements/files.ts";
import { asItIs, markedCsv, TABLE_TYPES } from "../reports/tables.ts";

export function indicatorFile(table: IndicatorTable, format: keyof typeof TABLE_TYPES): AnsweredFile {
  const body = format === "csv" ? markedCsv(indicatorsAsCsv(table)) : asItIs(indicatorsAsXlsx(table));
  const name = `indicators-${table.asOf}-${table.currency.code ?? "token"}.${format}`;
  return { body, contentType: TABLE_TYPES[format], headers: savedAs(name) };
}
