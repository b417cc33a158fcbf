/** What the person at the command line says of a table, parsed. */
import type { BankColumns } from "../../documents/bank/table/fields.ts";
import type { BankTableDeclarations } from "../../documents/bank/table/reading.ts";
import { visible } from "../../documents/visible.ts";
import { BANK_FIELDS } from "../../domain/bankFormat.ts";
import { currencyByCode } from "../../domain/currency.ts";
import { DATE_FORMATS, DECIMAL_MARKS } from "../../domain/tableFormats.ts";
import { CommandError, EXIT } from "../exit.ts";

/** As they are typed. */
export interface TableOptions {
  readonly columns?: string;
  readonly dates?: string;
  readonly decimal?: string;
  readonly currency?: string;
  readonly account?: string;
}

/** @throws CommandError USAGE */
export function declarationsOf(options: TableOptions): BankTableDeclarations {
  const { columns, dates, decimal, account } = options;
  const currency = options.currency?.toUpperCase();
  if (currency !== undefined && currencyByCode(currency) === undefined) {
    throw usage("--currency", currency, "write a current code of ISO 4217, such as EUR");
  }
  return {
    ...(columns === undefined ? {} : { columns: columnsOf(columns) }),
    ...(dates === undefined ? {} : { dates: oneOf("--dates", dates, DATE_FORMATS) }),
    ...(decimal === undefined ? {} : { decimal: oneOf("--decimal", decimal, DECIMAL_MARKS) }),
    ...(currency === undefined ? {} : { currency }),
    ...(account === undefined ? {} : { account }),
  };
}

function columnsOf(text: string): BankColumns {
  const columns: { -readonly [Field in keyof BankColumns]: string } = {};
  for (const part of text.split(",")) {
    const at = part.indexOf("=");
    const header = part.slice(at + 1).trim();
    if (at < 1 || header === "") throw usage("--columns", part, "write field=header, parted by commas");
    columns[oneOf("--columns", part.slice(0, at).trim(), BANK_FIELDS)] = header;
  }
  return columns;
}

function oneOf<Value extends string>(option: string, text: string, values: readonly Value[]): Value {
  const found = values.find((value) => value.toLowerCase() === text.toLowerCase());
  if (found === undefined) throw usage(option, text, `write one of ${values.join(", ")}`);
  return found;
}

function usage(option: string, value: string, wayOut: string): CommandError {
  return new CommandError("USAGE", `${option} is ${JSON.stringify(visible(value))}: ${wayOut}`, EXIT.usage);
}
