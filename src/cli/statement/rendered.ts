/** Statements and journals as files. */
import type { Chart, Side } from "../../domain/account/chart.ts";
import { bookOf } from "../../domain/account/book.ts";
import { journalOf } from "../../domain/account/journal.ts";
import type { Movement } from "../../domain/account/movement.ts";
import type { AccountStatement } from "../../domain/account/statement.ts";
import { journalAsCsv } from "../../documents/account/journalCsv.ts";
import type { Language, Layout } from "../../documents/account/language.ts";
import { statementAsJson } from "../../documents/account/shape.ts";
import { statementAsCsv } from "../../documents/account/statementCsv.ts";
import { statementAsPdf } from "../../documents/account/statementPdf.ts";
import { toJson } from "../output.ts";

export const FORMATS = ["pdf", "csv", "json"] as const;
export type Format = (typeof FORMATS)[number];

export interface Rendering {
  readonly format: Format;
  readonly layout: Layout;
  readonly language: Language;
}

/** CSV begins with a byte order mark: spreadsheets take it for something else than UTF-8 without one. */
const BYTE_ORDER_MARK = "\ufeff";

export async function renderedStatement(
  statement: AccountStatement,
  { format, layout, language }: Rendering,
): Promise<Uint8Array> {
  switch (format) {
    case "pdf":
      return statementAsPdf(statement, layout, language);
    case "csv":
      return Buffer.from(BYTE_ORDER_MARK + statementAsCsv(statement, layout, language));
    case "json":
      return Buffer.from(`${toJson(statementAsJson(statement))}\n`);
  }
}

/** The entries of one side's books up to the cut-off. */
export function renderedJournal(
  { heading }: AccountStatement,
  movements: readonly Movement[],
  side: Side,
  chart: Chart,
): Uint8Array {
  const entries = journalOf(bookOf(movements), side, chart).filter(({ day }) => day <= heading.cutOff);
  return Buffer.from(BYTE_ORDER_MARK + journalAsCsv(entries, heading.currency));
}

/** The name of a file for one of several currencies: "october.pdf" becomes "october-EUR.pdf". */
export function fileFor(file: string, code: string): string {
  const dot = file.lastIndexOf(".");
  const isExtension = dot > Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1;
  return isExtension ? `${file.slice(0, dot)}-${code}${file.slice(dot)}` : `${file}-${code}`;
}
