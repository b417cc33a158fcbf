import { createReadStream } from "node:fs";
import path from "node:path";
import { SingleBar } from "cli-progress";
import type { Command } from "commander";
import { formatDecimal } from "../../domain/decimal.ts";
import type { DiscountTier, PaymentTerms } from "../../domain/paymentTerms.ts";
import { DocumentError } from "../../documents/errors.ts";
import type { LocatedFinding } from "../../documents/finding.ts";
import { readInvoice } from "../../documents/readInvoice.ts";
import type { InvoiceReading } from "../../documents/readInvoice.ts";
import { visible } from "../../documents/visible.ts";
import { EXIT } from "../exit.ts";
import type { Output } from "../output.ts";

/** What became of one file. */
type FileReading =
  | ({ readonly file: string } & InvoiceReading)
  | { readonly file: string; readonly usable: false; readonly error: { code: string; message: string } };

/** So many files take long enough for a progress bar. */
const MANY = 20;

export function addInvoiceCommands(program: Command, output: () => Output): void {
  const invoice = program.command("invoice").description("e-invoices: UBL 2.1, CII (EN 16931) and 数电票");
  invoice
    .command("read")
    .description("read e-invoices, check their arithmetic, say what a receivable would still need")
    .argument("<file...>", "XML files")
    .action(async (files: string[]) => {
      process.exitCode = await readFiles(files, output());
    });
}

async function readFiles(files: readonly string[], output: Output): Promise<number> {
  const readings: FileReading[] = [];
  const bar = progress(files.length, output);
  for (const file of files) {
    const reading = await readFile(file);
    readings.push(reading);
    bar?.increment();
  }
  bar?.stop();
  for (const reading of readings) for (const line of describe(reading)) output.say(visible(line));
  output.result(readings);
  return readings.every(({ usable }) => usable) ? EXIT.ok : EXIT.document;
}

function progress(total: number, output: Output): SingleBar | undefined {
  if (total < MANY || !output.err.isTTY) return undefined;
  const bar = new SingleBar({ format: "reading {bar} {value}/{total}", stream: output.err, clearOnComplete: true });
  bar.start(total, 0);
  return bar;
}

async function readFile(file: string): Promise<FileReading> {
  try {
    return { file, ...(await readInvoice(createReadStream(file))) };
  } catch (error) {
    if (error instanceof DocumentError) return failed(file, error.code, error.message);
    if (isSystemError(error)) return failed(file, error.code, `${file} cannot be opened (${error.code})`);
    throw error;
  }
}

function failed(file: string, code: string, message: string): FileReading {
  return { file, usable: false, error: { code, message } };
}

function isSystemError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && "syscall" in error && "code" in error && typeof error.code === "string";
}

function* describe(reading: FileReading): Generator<string> {
  const name = path.basename(reading.file);
  if ("error" in reading) {
    yield `${name}: ${reading.error.message}`;
    return;
  }
  const { invoice, findings, questions, terms } = reading;
  yield `${name}: ${invoice.kind} ${invoice.number ?? "without a number"}${reading.usable ? "" : ", not usable"}`;
  yield `  ${invoice.seller.name ?? "?"} → ${invoice.buyer.name ?? "?"}`;
  if (invoice.payee !== undefined) yield `  payable to ${invoice.payee.name ?? "?"}`;
  const payable = invoice.totals.payable === undefined ? "?" : formatDecimal(invoice.totals.payable);
  yield `  ${payable} ${invoice.currency ?? "?"}, issued ${invoice.issueDate ?? "?"}, due ${reading.dueDate ?? "?"}`;
  yield* describeTerms(terms);
  for (const finding of findings) yield `  ${finding.severity === "fatal" ? "✗" : "!"} ${describeFinding(finding)}`;
  for (const question of questions) yield `  ? ${question.text}${options(question.options)}`;
}

function* describeTerms(terms: PaymentTerms): Generator<string> {
  for (const tier of terms.discounts) yield `  ${formatDecimal(tier.percent)} % discount ${until(tier)}`;
  const { lateInterest } = terms;
  if (lateInterest !== undefined)
    yield `  late interest ${formatDecimal(lateInterest.percent)} % a ${lateInterest.per}`;
  for (const sentence of terms.unread) yield `  not understood: “${sentence}”`;
}

function until({ until: end }: DiscountTier): string {
  return end.kind === "onDate" ? `until ${end.date}` : `within ${end.days} days`;
}

function describeFinding(finding: LocatedFinding): string {
  const { expected, actual } = finding;
  const figures = expected === undefined ? "" : ` Expected ${expected}, found ${actual ?? "nothing"}.`;
  const line = finding.line === undefined ? "" : `, line ${finding.line}`;
  return `${finding.rule} ${finding.message}${figures} (${finding.path}${line})`;
}

function options(answers: readonly string[]): string {
  return answers.length === 0 ? "" : ` (${answers.join(" | ")})`;
}
