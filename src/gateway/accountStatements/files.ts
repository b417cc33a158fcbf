/** Statements of account and journals as files. */
import { bookOf } from "../../domain/account/book.ts";
import { journalOf } from "../../domain/account/journal.ts";
import type { Side } from "../../domain/account/chart.ts";
import { statementOf } from "../../domain/account/statement.ts";
import { journalAsCsv } from "../../documents/account/journalCsv.ts";
import type { Language, Layout } from "../../documents/account/language.ts";
import { pdfInThread } from "../../documents/account/pdfInThread.ts";
import { statementAsJson } from "../../documents/account/shape.ts";
import { statementAsCsv } from "../../documents/account/statementCsv.ts";
import type { KeptAccount } from "../../store/accountStatements.ts";
import { ProblemError } from "../http/problems.ts";

export interface Rendering {
  readonly format: "pdf" | "csv" | "json";
  readonly layout: Layout;
  readonly language: Language;
}

/** A file as it is answered with. */
export interface AnsweredFile {
  readonly body: string;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** CSV begins with a byte order mark: spreadsheets take it for something else than UTF-8 without one. */
const BYTE_ORDER_MARK = "\ufeff";
const CSV = "text/csv; charset=utf-8";

/** @throws ProblemError `AccountTooLong` for more lines than fit on paper */
export async function statementFile(
  { heading, movements }: KeptAccount,
  { format, layout, language }: Rendering,
): Promise<AnsweredFile> {
  const headers = savedAs(`${heading.number}-${heading.version}.${format}`);
  if (format === "pdf") {
    const made = await pdfInThread({ heading, movements, layout, language });
    if ("tooLong" in made) throw new ProblemError("AccountTooLong", made.tooLong);
    return pdfFile(made.pdf, headers);
  }
  const statement = statementOf(heading, movements);
  if (format === "csv") {
    return { body: BYTE_ORDER_MARK + statementAsCsv(statement, layout, language), contentType: CSV, headers };
  }
  return { body: `${JSON.stringify(statementAsJson(statement))}\n`, contentType: "application/json", headers };
}

/** What is no text goes out as the bytes that it is. */
function pdfFile(pdf: Uint8Array, headers: AnsweredFile["headers"]): AnsweredFile {
  return { body: Buffer.from(pdf) as unknown as string, contentType: "application/pdf", headers };
}

export interface KeptFiles {
  /** The file of a name that was made before, or that is made now. */
  answer(name: string, make: () => Promise<AnsweredFile>): Promise<AnsweredFile>;
}

const MOST_KEPT_BYTES = 1 << 24;

/** What never changes is made once, and forgotten when there is no room. */
export function keepFiles(): KeptFiles {
  const kept = new Map<string, AnsweredFile>();
  let size = 0;
  return {
    async answer(name, make) {
      const known = kept.get(name);
      if (known !== undefined) return known;
      const file = await make();
      if (!kept.has(name)) size += file.body.length;
      kept.set(name, file);
      for (const [oldest, { body }] of kept) {
        if (size <= MOST_KEPT_BYTES) break;
        size -= body.length;
        kept.delete(oldest);
      }
      return file;
    },
  };
}

/** The entries of one side's books in the period. */
export function journalFile({ heading, movements }: KeptAccount, side: Side): AnsweredFile {
  const { from, cutOff, currency } = heading;
  const entries = journalOf(bookOf(movements), side).filter(({ day }) => day >= from && day <= cutOff);
  const body = BYTE_ORDER_MARK + journalAsCsv(entries, currency);
  return { body, contentType: CSV, headers: savedAs(`journal-${currency.code}-${side}.csv`) };
}

/** To be saved under a name of this project's own making. */
export function savedAs(name: string): Readonly<Record<string, string>> {
  return { "content-disposition": `attachment; filename="${name.replaceAll(/[^A-Za-z0-9._-]/g, "_")}"` };
}
