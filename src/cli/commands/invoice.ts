import { createReadStream } from "node:fs";
import { SingleBar } from "cli-progress";
import type { Command } from "commander";
import { DocumentError } from "../../documents/errors.ts";
import { readInvoice } from "../../documents/readInvoice.ts";
import { EXIT } from "../exit.ts";
import type { ExitCode } from "../exit.ts";
import type { Output } from "../output.ts";
import { describeReading } from "../reading.ts";
import type { FailedFile, FileReading } from "../reading.ts";
import { isSystemError, isUnopened, whyUnreadable } from "../unopened.ts";

/** So many files take long enough for a progress bar. */
const MANY = 20;

const MANUAL = `
Exits with 0 only if every file is usable and raises no question; with 3 if one is not usable or asks something;
with 2 if no file at all could be opened.

With --json the result is a list with one object for each file. "issuable" says that it is usable and asks nothing;
amounts are decimals as the document writes them, as text: "11900.00".

Examples:
  countersign invoice read invoice.xml
  countersign invoice read invoices/*.xml --json`;

export function addInvoiceCommands(program: Command, output: () => Output): void {
  const invoice = program.command("invoice").description("e-invoices: UBL 2.1, CII (EN 16931) and 数电票");
  invoice
    .command("read")
    .description("read e-invoices, check their arithmetic, say what a receivable would still need")
    .argument("<file...>", "XML files")
    .addHelpText("after", MANUAL)
    .action(async (files: string[]) => {
      process.exitCode = await readFiles(files, output());
    });
}

async function readFiles(files: readonly string[], output: Output): Promise<ExitCode> {
  const readings: FileReading[] = [];
  const bar = progress(files.length, output);
  let opened = 0;
  for (const file of files) {
    const reading = await readFile(file);
    readings.push(reading);
    if (!("error" in reading) || !isUnopened(reading.error.code)) opened += 1;
    bar?.increment();
  }
  bar?.stop();
  for (const reading of readings) for (const line of describeReading(reading)) output.say(line);
  output.result(readings);
  if (opened === 0) return EXIT.usage;
  return readings.every(({ issuable }) => issuable) ? EXIT.ok : EXIT.document;
}

function progress(total: number, output: Output): SingleBar | undefined {
  if (total < MANY || output.json || !output.err.isTTY) return undefined;
  const bar = new SingleBar({ format: "reading {bar} {value}/{total}", stream: output.err, clearOnComplete: true });
  bar.start(total, 0);
  return bar;
}

async function readFile(file: string): Promise<FileReading> {
  try {
    const reading = await readInvoice(createReadStream(file));
    return { file, issuable: reading.usable && reading.questions.length === 0, ...reading };
  } catch (error) {
    if (error instanceof DocumentError) return failed(file, error.code, error.message);
    if (isSystemError(error)) return failed(file, error.code, whyUnreadable(error.code));
    throw error;
  }
}

function failed(file: string, code: string, message: string): FailedFile {
  return { file, usable: false, issuable: false, error: { code, message } };
}
