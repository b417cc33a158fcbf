import { readFileSync, writeFileSync } from "node:fs";
import { InvalidArgumentError, Option } from "commander";
import type { Command } from "commander";
import { chartOf, SIDES } from "../../domain/account/chart.ts";
import type { Side } from "../../domain/account/chart.ts";
import { AccountError, byCurrency } from "../../domain/account/movement.ts";
import type { Movement } from "../../domain/account/movement.ts";
import { statementOf } from "../../domain/account/statement.ts";
import type { AccountStatement } from "../../domain/account/statement.ts";
import { currencyByCode } from "../../domain/currency.ts";
import type { Currency } from "../../domain/currency.ts";
import { dayNumber, TermsError } from "../../domain/terms.ts";
import { LANGUAGES, LAYOUTS } from "../../documents/account/language.ts";
import { statementAsJson } from "../../documents/account/shape.ts";
import { DocumentError } from "../../documents/errors.ts";
import { visible } from "../../documents/visible.ts";
import { CommandError, EXIT } from "../exit.ts";
import { formatMoney } from "../money.ts";
import type { Output } from "../output.ts";
import { readText } from "../readText.ts";
import { readChartFile, readHeadingFile } from "../statement/headingFile.ts";
import { STATEMENT_MANUAL } from "../statement/manual.ts";
import { readMovements } from "../statement/movementsFile.ts";
import { fileFor, FORMATS, renderedJournal, renderedStatement } from "../statement/rendered.ts";
import type { Rendering } from "../statement/rendered.ts";

interface Options extends Rendering {
  readonly movements: string;
  readonly heading: string;
  readonly from: number;
  readonly cutOff: number;
  readonly currency?: Currency;
  readonly out?: string;
  readonly journal?: Side;
  readonly chart?: string;
}

export function addStatementCommand(program: Command, output: () => Output): void {
  program
    .command("statement")
    .description("a statement of account for people, as PDF, CSV or JSON, or its journal")
    .requiredOption("--movements <file>", "what moved the account, as CSV or XLSX")
    .requiredOption("--heading <file>", "whose account it is and how it is paid, as JSON")
    .requiredOption("--from <date>", "first day of the period, YYYY-MM-DD", dayArgument)
    .requiredOption("--cut-off <date>", "last day of the period, YYYY-MM-DD", dayArgument)
    .addOption(new Option("--layout <layout>", "what its lines are").choices(LAYOUTS).default("open-item"))
    .addOption(new Option("--language <language>", "the recipient's").choices(LANGUAGES).default("en"))
    .addOption(new Option("--format <format>", "of the file").choices(FORMATS).default("pdf"))
    .option("--currency <code>", "of movements that name none", currencyArgument)
    .addOption(new Option("--journal <side>", "write the double entries of that side instead").choices(SIDES))
    .option("--chart <file>", "accounts of the books by their roles, as JSON, for --journal")
    .option("--out <file>", "where to write")
    .addHelpText("after", STATEMENT_MANUAL)
    .action((options: Options) => makeStatements(options, output()));
}

function dayArgument(text: string): number {
  try {
    return dayNumber(text);
  } catch (error) {
    if (!(error instanceof TermsError)) throw error;
    throw new InvalidArgumentError("Write a day of the calendar as YYYY-MM-DD.");
  }
}

function currencyArgument(code: string): Currency {
  const currency = currencyByCode(code);
  if (currency === undefined) throw new InvalidArgumentError('Write a code of ISO 4217, such as "EUR".');
  return currency;
}

interface Account {
  readonly statement: AccountStatement;
  readonly movements: readonly Movement[];
}

async function makeStatements(options: Options, output: Output): Promise<void> {
  if (options.out === undefined && !output.json) {
    throw new CommandError("USAGE", "say with --out where to write it, or with --json print it", EXIT.usage);
  }
  const accounts = await accountsOf(options);
  const isAlone = accounts.length === 1;
  for (const account of accounts) {
    const { heading, equation } = account.statement;
    const { code, exponent } = heading.currency;
    output.say(visible(`${heading.number}  ${code} ${formatMoney(equation.closing, exponent)}`));
    if (options.out === undefined) continue;
    const file = isAlone ? options.out : fileFor(options.out, code);
    write(file, await bytesOf(account, options));
    output.say(visible(`  ${file}`));
  }
  output.result(accounts.map(({ statement }) => statementAsJson(statement)));
}

/** One account for each currency. @throws CommandError HEADING_INVALID, MOVEMENTS_INVALID */
async function accountsOf(options: Options): Promise<readonly Account[]> {
  const { from, cutOff, currency: fallback } = options;
  const file = naming("HEADING_INVALID", options.heading, () =>
    readHeadingFile(readText(options.heading, "give the heading of one account")),
  );
  const bytes = readBytes(options.movements);
  try {
    const accounts = [...byCurrency(await readMovements(bytes, fallback))];
    if (accounts.length === 0) throw new TermsError("movements", "none", "write at least one line under the columns");
    return accounts.map(([currency, movements]): Account => {
      const number = accounts.length === 1 ? file.number : `${file.number}-${currency.code}`;
      return { statement: statementOf({ ...file, number, currency, from, cutOff }, movements), movements };
    });
  } catch (cause) {
    throw explained("MOVEMENTS_INVALID", options.movements, cause);
  }
}

async function bytesOf({ statement, movements }: Account, options: Options): Promise<Uint8Array> {
  const { journal, chart } = options;
  if (journal === undefined) {
    try {
      return await renderedStatement(statement, options);
    } catch (cause) {
      throw explained("STATEMENT_TOO_LONG", options.movements, cause);
    }
  }
  const accounts = naming("CHART_INVALID", chart ?? "--chart", () =>
    chartOf(journal, chart === undefined ? new Map() : readChartFile(readText(chart, "give one chart of accounts"))),
  );
  return renderedJournal(statement, movements, journal, accounts);
}

const MOST_BYTES = 64 * 1024 * 1024;

function readBytes(file: string): Uint8Array {
  try {
    const bytes = readFileSync(file);
    if (bytes.length <= MOST_BYTES) return bytes;
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "unknown";
    const message = `${visible(file)}: it cannot be read (${code}): check the path`;
    throw new CommandError("FILE_UNREADABLE", message, EXIT.usage, { cause });
  }
  const message = `${visible(file)}: it is larger than ${MOST_BYTES} bytes: give the movements of one account`;
  throw new CommandError("FILE_UNREADABLE", message, EXIT.document);
}

function naming<Result>(code: string, file: string, act: () => Result): Result {
  try {
    return act();
  } catch (cause) {
    throw explained(code, file, cause);
  }
}

/** A fault of a file, with its name; anything else as it is. */
function explained(code: string, file: string, cause: unknown): unknown {
  const isFault = cause instanceof TermsError || cause instanceof AccountError || cause instanceof DocumentError;
  if (!isFault) return cause;
  return new CommandError(code, `${visible(file)}: ${visible(cause.message)}`, EXIT.document, { cause });
}

function write(file: string, bytes: Uint8Array): void {
  try {
    writeFileSync(file, bytes);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "unknown";
    const message = `${visible(file)} cannot be written (${code}): name another`;
    throw new CommandError("FILE_UNWRITTEN", message, EXIT.usage, { cause });
  }
}
