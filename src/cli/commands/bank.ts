import { createReadStream } from "node:fs";
import type { Command } from "commander";
import { BankFileError } from "../../documents/bank/errors.ts";
import type { BankFileOptions } from "../../documents/bank/readBankFile.ts";
import { visible } from "../../documents/visible.ts";
import { declarationsOf } from "../bank/declarations.ts";
import type { TableOptions } from "../bank/declarations.ts";
import { describeFile } from "../bank/describe.ts";
import { summarise } from "../bank/summary.ts";
import type { BankFileSummary } from "../bank/summary.ts";
import { EXIT } from "../exit.ts";
import type { ExitCode } from "../exit.ts";
import type { Output } from "../output.ts";
import { isSystemError, isUnopened, whyUnreadable } from "../unopened.ts";

interface Options extends TableOptions {
  readonly entries?: boolean;
}

const MANUAL = `
The format is told by how a file begins:
  camt.052, camt.053, camt.054   ISO 20022, versions 1 to 13, whatever their namespace
  remt.001                       remittance advice of a payer
  MT940, MT942                   SWIFT, in its blocks or bare; UTF-8 or Windows-1252
  CSV, .xlsx                     CSV in UTF-8, or the first sheet; a line of headers, recognised in seven languages

How a table was read is shown. What its headers and values do not say has to be declared; nothing is guessed:
  --columns  bookingDate, valueDate, amount (or debit and credit, or amount and sign), currency, balance, account,
             bankReference, reference, endToEndId, counterparty, counterpartyAccount, text

Payment orders (pain.001, pain.008), their status (pain.002) and OFX are no statements and are refused.

A statement is usable if each amount is a whole number of minor units, and if opening balance and booked entries make
the closing balance. A breach of the schema alone is a warning (!), an error (✗) is not.

Exits with 0 only if every file is usable; with 3 if one is not; with 2 if no file at all could be opened.

With --json the result is a list with one object for each file: { file, usable, statements: [{ format, account,
balances, entryCount, balanced, turnovers, findings, entries }], advices } or { file, usable, error }. Amounts are
minor units as text, money out below zero; entries are there with --entries.

Examples:
  countersign bank read statement.xml
  countersign bank read *.sta --entries --json
  countersign bank read umsaetze.csv --dates DD.MM.YYYY --currency EUR --account DE89370400440532013000`;

export function addBankCommands(program: Command, output: () => Output): void {
  const bank = program
    .command("bank")
    .description("bank statements and remittance advices: camt, MT940, remt.001, CSV, .xlsx");
  bank
    .command("read")
    .description("read bank files, check their balances, add them up")
    .argument("<file...>", "files of a bank")
    .option("--entries", "list the entries as well")
    .option("--columns <list>", "tables: field=header, parted by commas")
    .option("--dates <form>", "tables: such as DD/MM/YYYY")
    .option("--decimal <mark>", "tables: point or comma")
    .option("--currency <code>", "tables: of all rows, for files without a column of currencies")
    .option("--account <number>", "tables: of all rows, for files without a column of accounts")
    .addHelpText("after", MANUAL)
    .action(async (files: string[], options: Options) => {
      process.exitCode = await readFiles(files, options, output());
    });
}

interface FailedFile {
  readonly usable: false;
  readonly error: { readonly code: string; readonly message: string };
}

async function readFiles(files: readonly string[], options: Options, output: Output): Promise<ExitCode> {
  const table = declarationsOf(options);
  const results: ({ readonly file: string } & (BankFileSummary | FailedFile))[] = [];
  let opened = 0;
  let usable = 0;
  for (const file of files) {
    const result = await readFile(file, { table }, options.entries === true);
    if (!("error" in result) || !isUnopened(result.error.code)) opened += 1;
    if (result.usable) usable += 1;
    if ("error" in result) output.say(`${visible(file)}: ${visible(result.error.message)}`);
    else for (const line of describeFile(file, result)) output.say(line);
    if (output.json) results.push({ file, ...result });
  }
  output.result(results);
  if (opened === 0) return EXIT.usage;
  return usable === files.length ? EXIT.ok : EXIT.document;
}

async function readFile(
  file: string,
  options: BankFileOptions,
  withEntries: boolean,
): Promise<BankFileSummary | FailedFile> {
  try {
    return await summarise(createReadStream(file), options, withEntries);
  } catch (error) {
    if (error instanceof BankFileError) return failed(error.code, error.message);
    if (isSystemError(error)) {
      return failed(error.code, whyUnreadable(error.code));
    }
    throw error;
  }
}

function failed(code: string, message: string): FailedFile {
  return { usable: false, error: { code, message } };
}
