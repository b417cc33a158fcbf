import { InvalidArgumentError } from "commander";
import type { Command } from "commander";
import { MAX_DUE_DAY } from "../../domain/money.ts";
import { dateOfDay, dayNumber, TermsError } from "../../domain/terms.ts";
import { visible } from "../../documents/visible.ts";
import { CommandError, EXIT } from "../exit.ts";
import type { Output } from "../output.ts";
import { quotationAsJson } from "../quote/asJson.ts";
import { claimOf } from "../quote/claim.ts";
import { describeQuotation } from "../quote/describe.ts";
import { readHistoryFile } from "../quote/historyFile.ts";
import { QUOTE_MANUAL } from "../quote/manual.ts";
import { quotationOf, RowRefused } from "../quote/quotation.ts";
import { readText } from "../readText.ts";
import { readTermsFile } from "../quote/termsFile.ts";

const ONE_RECEIVABLE = "give the file of one receivable";

interface Options {
  readonly terms: string;
  readonly at: number;
  readonly history?: string;
}

export function addQuoteCommand(program: Command, output: () => Output): void {
  program
    .command("quote")
    .description("what is due on a day: open amount, discount, charges, payoff, with the working")
    .requiredOption("--terms <file>", "payment terms, as JSON")
    .requiredOption("--at <date>", "the day, YYYY-MM-DD", dayArgument)
    .option("--history <file>", "what happened so far, as CSV")
    .addHelpText("after", QUOTE_MANUAL)
    .action((options: Options) => {
      quote(options, output());
    });
}

/** No later than any due date can be, so that the ledger counts every day of lateness. */
function dayArgument(text: string): number {
  try {
    const day = dayNumber(text, "--at");
    if (day <= MAX_DUE_DAY) return day;
  } catch (error) {
    if (!(error instanceof TermsError)) throw error;
  }
  throw new InvalidArgumentError(`Write a day of the calendar up to ${dateOfDay(MAX_DUE_DAY)} as YYYY-MM-DD.`);
}

function quote({ terms: termsName, at, history: historyName }: Options, output: Output): void {
  const file = { terms: termsName, history: historyName ?? "" };
  const claim = naming(file, "terms", () => claimOf(readTermsFile(readText(termsName, ONE_RECEIVABLE))));
  const rows =
    historyName === undefined
      ? []
      : naming(file, "history", () =>
          readHistoryFile(readText(historyName, ONE_RECEIVABLE), claim.file.money.exponent),
        );
  const quotation = naming(file, "terms", () => quotationOf(claim, rows, at));
  for (const line of describeQuotation(quotation)) output.say(visible(line));
  output.result(quotationAsJson(quotation));
}

/** Names the file in what is wrong with it, on one line. @throws CommandError TERMS_INVALID, HISTORY_INVALID */
function naming<Result>(
  files: Readonly<Record<"terms" | "history", string>>,
  read: "terms" | "history",
  act: () => Result,
): Result {
  try {
    return act();
  } catch (cause) {
    if (!(cause instanceof TermsError)) throw cause;
    const wrong = cause instanceof RowRefused ? "history" : read;
    const message = `${files[wrong]}: ${inBrief(cause.message)}`;
    throw new CommandError(wrong === "terms" ? "TERMS_INVALID" : "HISTORY_INVALID", message, EXIT.document, { cause });
  }
}

const BRIEF = 600;

/**
 * One line that a terminal can show, without the middle of what is too long: the field comes first, the way out
 * last.
 */
function inBrief(message: string): string {
  const line = message.replace(/\s+/g, " ");
  return visible(line.length <= 2 * BRIEF ? line : `${line.slice(0, BRIEF)} … ${line.slice(-BRIEF)}`);
}
