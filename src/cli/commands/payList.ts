import { writeFileSync } from "node:fs";
import { InvalidArgumentError, Option } from "commander";
import type { Command } from "commander";
import { AccountError } from "../../domain/account/movement.ts";
import type { BankAccount } from "../../domain/account/movement.ts";
import { payListOf } from "../../domain/account/payRun.ts";
import type { PayableAccount, PayList } from "../../domain/account/payRun.ts";
import { dayNumber, TermsError } from "../../domain/terms.ts";
import { DocumentError } from "../../documents/errors.ts";
import { pain001, PAIN_VERSIONS } from "../../documents/payments/pain001.ts";
import type { PainMessage } from "../../documents/payments/pain001.ts";
import { REMITTANCE_FORMS } from "../../documents/payments/remittance.ts";
import { visible } from "../../documents/visible.ts";
import { CommandError, EXIT } from "../exit.ts";
import type { Output } from "../output.ts";
import { describePayList, payListAsJson } from "../payList/describe.ts";
import { PAY_LIST_MANUAL } from "../payList/manual.ts";
import { readPayables } from "../payList/payablesFile.ts";
import { readFileBytes } from "../readText.ts";

interface Options extends Pick<PainMessage, "debtor" | "repertoire" | "remittance"> {
  readonly payables: string;
  readonly account: string;
  readonly bic?: string;
  readonly day?: number;
  readonly through?: number;
  readonly run?: string;
  readonly painVersion: PainMessage["version"];
  readonly out?: string;
}

const DAY_SECONDS = 86_400;

export function addPayListCommand(program: Command, output: () => Output): void {
  program
    .command("pay-list")
    .description("what a buyer has to pay, to whom and less what, and the order to its bank (pain.001)")
    .requiredOption("--payables <file>", "open items, CSV, .xlsx or JSON")
    .requiredOption("--debtor <name>", "who pays")
    .requiredOption("--account <number>", "which account pays, an IBAN or a number")
    .option("--bic <bic>", "of the bank of that account")
    .option("--day <date>", "day of payment, YYYY-MM-DD (default: today, UTC)", dayArgument)
    .option("--through <date>", "last day before the next run, YYYY-MM-DD (default: the day of payment)", dayArgument)
    .option("--run <id>", "begins every end-to-end id, and is the message's (default: PAY- and the day)")
    .addOption(new Option("--pain-version <version>", "of pain.001.001").choices(PAIN_VERSIONS).default("09"))
    .addOption(new Option("--repertoire <set>", "of characters").choices(["sepa", "unicode"]).default("sepa"))
    .addOption(new Option("--remittance <form>", "what a payment says").choices(REMITTANCE_FORMS).default("structured"))
    .option("--out <file>", "where to write the message; without it nothing is written")
    .addHelpText("after", PAY_LIST_MANUAL)
    .action(async (options: Options) => {
      await makePayList(options, output());
    });
}

function dayArgument(text: string): number {
  try {
    return dayNumber(text);
  } catch (error) {
    if (!(error instanceof TermsError)) throw error;
    throw new InvalidArgumentError("Write a day of the calendar as YYYY-MM-DD.");
  }
}

async function makePayList(options: Options, output: Output): Promise<void> {
  const created = Math.floor(Date.now() / 1000);
  const { day = Math.floor(created / DAY_SECONDS), through = day, out } = options;
  if (through < day) throw new CommandError("USAGE", "--through is before the day of payment", EXIT.usage);
  const run = options.run ?? `PAY-${new Date(day * DAY_SECONDS * 1000).toISOString().slice(0, 10)}`;
  const accounts = await accountsIn(options.payables);
  const list = explaining(options.payables, () =>
    payListOf(accounts, { day, through, run, debtorAccount: debtorAccountOf(options) }),
  );
  for (const line of describePayList(list)) output.say(line);
  if (list.orders.length === 0) output.say("Nothing is to be paid.");
  else if (out !== undefined) {
    writeOut(
      out,
      explaining(options.payables, () => messageOf(list, options, { created, messageId: run })),
    );
    output.say(visible(`  ${out}`));
  }
  output.result(payListAsJson(list));
}

function debtorAccountOf({ account, bic }: Options): BankAccount {
  return { account: account.replaceAll(" ", ""), ...(bic === undefined ? {} : { bic }) };
}

/** @throws CommandError PAYABLES_INVALID */
async function accountsIn(file: string): Promise<readonly PayableAccount[]> {
  const bytes = readFileBytes(file, "pay in several runs");
  try {
    return await readPayables(bytes);
  } catch (cause) {
    throw explained(file, cause);
  }
}

function messageOf(
  { orders }: PayList,
  { debtor, painVersion: version, repertoire, remittance }: Options,
  made: Pick<PainMessage, "created" | "messageId">,
): string {
  return pain001(orders, { ...made, debtor, version, repertoire, remittance });
}

function explaining<Result>(file: string, act: () => Result): Result {
  try {
    return act();
  } catch (cause) {
    throw explained(file, cause);
  }
}

/** A fault of a file, with its name; anything else as it is. */
function explained(file: string, cause: unknown): unknown {
  const isFault = cause instanceof TermsError || cause instanceof AccountError || cause instanceof DocumentError;
  if (!isFault) return cause;
  const message = `${visible(file)}: ${visible(cause.message)}`;
  return new CommandError("PAYABLES_INVALID", message, EXIT.document, { cause });
}

function writeOut(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "unknown";
    const message = `${visible(file)} cannot be written (${code}): name another`;
    throw new CommandError("FILE_UNWRITTEN", message, EXIT.usage, { cause });
  }
}
