import { InvalidArgumentError, Option } from "commander";
import type { Command } from "commander";
import { monthsAfterDay, weeksAfter } from "../../domain/prediction/forecast.ts";
import { DATE_FORMATS, DECIMAL_MARKS, ENCODINGS } from "../../domain/tableFormats.ts";
import type { DateFormat, DecimalMark, Encoding } from "../../domain/tableFormats.ts";
import { dateOfDay, dayNumber, TermsError } from "../../domain/terms.ts";
import type { Output } from "../output.ts";
import { predictedAsJson } from "../predict/asJson.ts";
import { booksIn, lastDayOf } from "../predict/books.ts";
import { describePredicted } from "../predict/describe.ts";
import { PREDICT_MANUAL } from "../predict/manual.ts";
import { predictedOf } from "../predict/working.ts";

interface Options {
  readonly history: string;
  readonly asOf?: number;
  readonly periods: "weeks" | "months";
  readonly backTest?: true;
  readonly currency?: string;
  readonly dates?: DateFormat;
  readonly decimal?: DecimalMark;
  readonly encoding?: Encoding;
}

const COUNTS = { weeks: 13, months: 6 } as const;
const DAY = 86_400;

export function addPredictCommand(program: Command, output: () => Output): void {
  program
    .command("predict")
    .description("when open invoices will be paid, and what comes in, from a history; with what that was worth so far")
    .requiredOption("--history <file>", "invoices with the days of their settlement, CSV or .xlsx")
    .option("--as-of <date>", "the day that is today, YYYY-MM-DD (default: the last day of the file)", dayArgument)
    .addOption(new Option("--periods <length>", "of the forecast").choices(["weeks", "months"]).default("months"))
    .option("--back-test", "shows the whole test by time")
    .option("--currency <code>", "of all lines, for a file without a column of currencies")
    .addOption(new Option("--dates <form>", "of days, such as DD/MM/YYYY").choices(DATE_FORMATS))
    .addOption(new Option("--decimal <mark>", "of amounts").choices(DECIMAL_MARKS))
    .addOption(new Option("--encoding <name>", "of the text").choices(ENCODINGS))
    .addHelpText("after", PREDICT_MANUAL)
    .action(async (options: Options) => {
      await predict(options, output());
    });
}

function dayArgument(text: string): number {
  try {
    return dayNumber(text, "--as-of");
  } catch (error) {
    if (!(error instanceof TermsError)) throw error;
    throw new InvalidArgumentError("Write a day of the calendar as YYYY-MM-DD.");
  }
}

async function predict(options: Options, output: Output): Promise<void> {
  const { history, currency, dates, decimal, encoding } = options;
  const books = await booksIn(history, { currency, dates, decimal, encoding });
  // The next day has begun already somewhere: a file from there is right.
  const today = Math.floor(Date.now() / 1_000 / DAY) + 1;
  const day = options.asOf ?? lastDayOf(history, books, today);
  const whose = options.asOf === undefined ? " (the last day of the file; --as-of says another)" : "";
  output.say(`As of ${dateOfDay(day)}${whose}. Statistics by counting; nothing after that day is used.`);
  const periods = options.periods === "weeks" ? weeksAfter(day, COUNTS.weeks) : monthsAfterDay(day, COUNTS.months);
  const cut = { day, known: (day + 1) * DAY - 1 };
  const predicted = books.map((book) => predictedOf(book, { cut, periods, isTested: options.backTest === true }));
  for (const one of predicted) for (const line of describePredicted(one)) output.say(line);
  output.result({ asOf: dateOfDay(day), currencies: predicted.map(predictedAsJson) });
}
