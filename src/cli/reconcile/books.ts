/** Both books of a reconciliation, read whole or not at all. */
import { DocumentError } from "../../documents/errors.ts";
import type { BookDeclarations } from "../../documents/ledger/bookReading.ts";
import { readBook } from "../../documents/ledger/readBook.ts";
import type { Book, BookFault } from "../../documents/ledger/readBook.ts";
import { visible } from "../../documents/visible.ts";
import { BOOK_FIELDS, SIGNS } from "../../domain/bookFormat.ts";
import type { BookField, Signs } from "../../domain/bookFormat.ts";
import { currencyByCode } from "../../domain/currency.ts";
import { parseDecimal, toMinorUnits } from "../../domain/decimal.ts";
import type { BookSide } from "../../domain/ledgerItem.ts";
import { DATE_FORMATS, DECIMAL_MARKS, ENCODINGS } from "../../domain/tableFormats.ts";
import { CommandError, EXIT } from "../exit.ts";
import { readFileBytes } from "../readText.ts";

/** Of one side, as they are typed. */
export interface BookOptions {
  readonly columns?: string;
  readonly dates?: string;
  readonly decimal?: string;
  readonly encoding?: string;
  readonly signs?: string;
  readonly currency?: string;
}

const SHOWN_FAULTS = 10;

/** @throws CommandError BOOK_UNREADABLE with every fault that was found, so that all can be mended at once */
export async function bookOf(file: string, side: BookSide, options: BookOptions): Promise<Book> {
  const said = declarationsOf(side, options);
  const bytes = readFileBytes(file, "split it by currency or by period");
  try {
    const book = await readBook(bytes, side, said);
    if (book.faults.length > 0) throw unreadable(file, faultsOf(book.faults));
    return book;
  } catch (error) {
    if (error instanceof DocumentError) throw unreadable(file, error.message);
    throw error;
  }
}

function unreadable(file: string, message: string): CommandError {
  return new CommandError("BOOK_UNREADABLE", `${visible(file)}: ${visible(message)}`, EXIT.document);
}

function faultsOf(faults: readonly BookFault[]): string {
  const shown = faults.slice(0, SHOWN_FAULTS).map(({ line, field, value, message }) => {
    return `line ${line}, ${field} ${JSON.stringify(value)}: ${message}`;
  });
  const more = faults.length > SHOWN_FAULTS ? [`and ${faults.length - SHOWN_FAULTS} more`] : [];
  return [...shown, ...more].join("; ");
}

/** @throws CommandError USAGE */
function declarationsOf(side: BookSide, options: BookOptions): BookDeclarations {
  const { columns, dates, decimal, encoding, signs, currency } = options;
  const code = currency?.toUpperCase();
  if (code !== undefined && currencyByCode(code) === undefined) {
    throw usage("--currency", code, "write a current code of ISO 4217, such as EUR");
  }
  return {
    ...(columns === undefined ? {} : { columns: columnsOf(side, columns) }),
    ...(dates === undefined ? {} : { dates: oneOf(`--${side}-dates`, dates, DATE_FORMATS) }),
    ...(decimal === undefined ? {} : { decimal: oneOf(`--${side}-decimal`, decimal, DECIMAL_MARKS) }),
    ...(encoding === undefined ? {} : { encoding: oneOf(`--${side}-encoding`, encoding, ENCODINGS) }),
    ...(signs === undefined ? {} : { signs: oneOf<Signs>(`--${side}-signs`, signs, SIGNS) }),
    ...(code === undefined ? {} : { currency: code }),
  };
}

function columnsOf(side: BookSide, text: string): Partial<Record<BookField, string>> {
  const columns: Partial<Record<BookField, string>> = {};
  for (const part of text.split(",")) {
    const at = part.indexOf("=");
    const header = part.slice(at + 1).trim();
    if (at < 1 || header === "") throw usage(`--${side}-columns`, part, "write field=header, parted by commas");
    columns[oneOf(`--${side}-columns`, part.slice(0, at).trim(), BOOK_FIELDS)] = header;
  }
  return columns;
}

function oneOf<Value extends string>(option: string, text: string, values: readonly Value[]): Value {
  const found = values.find((value) => value.toLowerCase() === text.toLowerCase());
  if (found === undefined) throw usage(option, text, `write one of ${values.join(", ")}`);
  return found;
}

/** Minor units by currency, of a list such as `EUR=0.05,CNY=1`. @throws CommandError USAGE */
export function tolerancesOf(list: string): Readonly<Record<string, bigint>> {
  const tolerances = new Map<string, bigint>();
  for (const part of list.split(",")) {
    const [code = "", amount = "", more] = part.split("=").map((text) => text.trim());
    const currency = currencyByCode(code.toUpperCase());
    const value = parseDecimal(amount);
    const isAmount = value !== undefined && value.units >= 0n && value.scale <= (currency?.exponent ?? 0);
    if (currency === undefined || more !== undefined || !isAmount) {
      throw usage("--tolerance", part, "write currency=amount, parted by commas, such as EUR=0.05");
    }
    tolerances.set(currency.code, toMinorUnits(value, currency.exponent, "--tolerance"));
  }
  return Object.fromEntries(tolerances);
}

function usage(option: string, value: string, wayOut: string): CommandError {
  return new CommandError("USAGE", `${option} is ${JSON.stringify(visible(value))}: ${wayOut}`, EXIT.usage);
}
