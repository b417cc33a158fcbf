import { InvalidArgumentError } from "commander";
import type { Command } from "commander";
import type { Book } from "../../documents/ledger/readBook.ts";
import { currencyByCode } from "../../domain/currency.ts";
import { dateOfDay, dayNumber, TermsError } from "../../domain/terms.ts";
import { LEDGER_POLICY } from "../../reconciliation/ledgers/policy.ts";
import { reconcileBooks } from "../../reconciliation/ledgers/reconcile.ts";
import type { Output } from "../output.ts";
import { bookOf, tolerancesOf } from "../reconcile/books.ts";
import { describeBook, describeCurrency } from "../reconcile/describe.ts";
import { RECONCILE_MANUAL } from "../reconcile/manual.ts";

interface Options {
  readonly cutOff?: number;
  readonly currency?: string;
  readonly tolerance?: string;
  readonly supplierEncoding?: string;
  readonly buyerEncoding?: string;
  readonly supplierColumns?: string;
  readonly supplierDates?: string;
  readonly supplierDecimal?: string;
  readonly supplierSigns?: string;
  readonly buyerColumns?: string;
  readonly buyerDates?: string;
  readonly buyerDecimal?: string;
  readonly buyerSigns?: string;
}

export function addReconcileCommand(program: Command, output: () => Output): void {
  const command = program
    .command("reconcile")
    .description("two books of one pair: what is the same, what is not and why, and the bridge between their balances")
    .argument("<supplier>", "the supplier's receivables, CSV or .xlsx")
    .argument("<buyer>", "the buyer's payables, CSV or .xlsx")
    .option("--cut-off <date>", "the last day that counts, YYYY-MM-DD", dayArgument)
    .option("--currency <code>", "of all lines, for files without a column of currencies")
    .option("--tolerance <list>", "up to which a difference of amount is called tolerable, such as EUR=0.05,CNY=1");
  for (const side of ["supplier", "buyer"]) {
    command
      .option(`--${side}-columns <list>`, "field=header, parted by commas")
      .option(`--${side}-dates <form>`, "such as DD/MM/YYYY")
      .option(`--${side}-encoding <name>`, "utf-8 or gb18030 (GBK)")
      .option(`--${side}-decimal <mark>`, "point or comma")
      .option(`--${side}-signs <signs>`, "owed, reversed or byKind");
  }
  command.addHelpText("after", RECONCILE_MANUAL).action(async (supplier: string, buyer: string, options: Options) => {
    await reconcile({ supplier, buyer }, options, output());
  });
}

function dayArgument(text: string): number {
  try {
    return dayNumber(text, "--cut-off");
  } catch (error) {
    if (!(error instanceof TermsError)) throw error;
    throw new InvalidArgumentError("Write a day of the calendar as YYYY-MM-DD.");
  }
}

interface Files {
  readonly supplier: string;
  readonly buyer: string;
}

async function reconcile(files: Files, options: Options, output: Output): Promise<void> {
  const { currency, tolerance } = options;
  const toleranceUnits = tolerance === undefined ? {} : tolerancesOf(tolerance);
  const common = currency === undefined ? {} : { currency };
  const supplier = await bookOf(files.supplier, "supplier", {
    ...common,
    ...sideOptions({ columns: options.supplierColumns, dates: options.supplierDates }),
    ...sideOptions({ decimal: options.supplierDecimal, signs: options.supplierSigns }),
    ...sideOptions({ encoding: options.supplierEncoding }),
  });
  const buyer = await bookOf(files.buyer, "buyer", {
    ...common,
    ...sideOptions({ columns: options.buyerColumns, dates: options.buyerDates }),
    ...sideOptions({ decimal: options.buyerDecimal, signs: options.buyerSigns }),
    ...sideOptions({ encoding: options.buyerEncoding }),
  });
  const cutOff = options.cutOff ?? lastDayOf([supplier, buyer]);
  const items = { supplier: supplier.items, buyer: buyer.items };
  const currencies = reconcileBooks({ items, cutOff }, { ...LEDGER_POLICY, toleranceUnits });
  output.say(describeBook(files.supplier, supplier.reading, supplier.items.length));
  output.say(describeBook(files.buyer, buyer.reading, buyer.items.length));
  const whose = options.cutOff === undefined ? " (the last date of either file; --cut-off says another)" : "";
  output.say(`Cut-off: ${dateOfDay(cutOff)}${whose}`);
  for (const result of currencies) for (const line of describeCurrency(result)) output.say(line);
  output.result({
    cutOff: dateOfDay(cutOff),
    supplier: { reading: supplier.reading, items: supplier.items.length },
    buyer: { reading: buyer.reading, items: buyer.items.length },
    currencies: currencies.map((result) => ({ ...result, exponent: currencyByCode(result.currency)?.exponent })),
  });
}

/** Without what was not said. */
function sideOptions(options: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, said]) => (said === undefined ? [] : [[name, said]])),
  );
}

function lastDayOf(books: readonly Book[]): number {
  return books.reduce((last, { items }) => items.reduce((day, item) => Math.max(day, item.day), last), 0);
}
