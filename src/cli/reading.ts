/** What reading e-invoices found, in words for the terminal. */
import { currencyByCode } from "../domain/currency.ts";
import { formatDecimal, shortest, toMinorUnits } from "../domain/decimal.ts";
import type { Decimal } from "../domain/decimal.ts";
import type { DiscountTier, PaymentTerms } from "../domain/paymentTerms.ts";
import type { LocatedFinding } from "../documents/finding.ts";
import type { InvoiceReading } from "../documents/readInvoice.ts";
import { visible } from "../documents/visible.ts";
import { formatMoney } from "./money.ts";

/** What became of one file. */
export type FileReading = ReadFile | FailedFile;

export interface FailedFile {
  /** As it was given. */
  readonly file: string;
  readonly usable: false;
  readonly issuable: false;
  readonly error: { readonly code: string; readonly message: string };
}

export type ReadFile = {
  /** As it was given. */
  readonly file: string;
  /** Usable, and no question is open. */
  readonly issuable: boolean;
} & InvoiceReading;

/** A reading as lines. */
export function* describeReading(reading: FileReading): Generator<string> {
  const name = visible(reading.file);
  if ("error" in reading) {
    yield `${name}: ${onOneLine(reading.error.message)}`;
    return;
  }
  const { invoice, findings, questions, terms } = reading;
  const number = invoice.number === undefined ? "without a number" : onOneLine(invoice.number);
  yield `${name}: ${invoice.kind} ${number}${verdict(reading)}`;
  yield `  ${nameOf(invoice.seller)} → ${nameOf(invoice.buyer)}`;
  if (invoice.payee !== undefined) yield `  payable to ${nameOf(invoice.payee)}`;
  const { currency, issueDate } = invoice;
  const payable = invoice.totals.payable === undefined ? "?" : moneyOf(invoice.totals.payable, currency);
  yield `  ${payable} ${onOneLine(currency ?? "?")}, issued ${issueDate ?? "?"}, due ${reading.dueDate ?? "?"}`;
  yield* describeTerms(terms);
  for (const finding of findings) yield `  ${finding.severity === "fatal" ? "✗" : "!"} ${describeFinding(finding)}`;
  for (const question of questions) yield `  ? ${onOneLine(question.text)}${options(question.options)}`;
}

function verdict({ usable, issuable }: ReadFile): string {
  if (issuable) return "";
  return usable ? ", usable once its questions are answered" : ", not usable";
}

function nameOf({ name }: { readonly name: string | undefined }): string {
  return onOneLine(name ?? "?");
}

/** White space, which lays out the XML, becomes one space; whatever else does not show is written as an escape. */
function onOneLine(text: string): string {
  return visible(text.replace(/[\t\n\r ]+/g, " ").trim());
}

/** An amount as people read it; one that is no whole number of the currency's minor units as it was written. */
function moneyOf(amount: Decimal, code: string | undefined): string {
  const currency = code === undefined ? undefined : currencyByCode(code);
  if (currency === undefined || shortest(amount).scale > currency.exponent) return formatDecimal(amount);
  return formatMoney(toMinorUnits(amount, currency.exponent, "amount"), currency.exponent);
}

function* describeTerms(terms: PaymentTerms): Generator<string> {
  for (const tier of terms.discounts) yield `  ${formatDecimal(tier.percent)} % discount ${until(tier)}`;
  const { lateInterest } = terms;
  if (lateInterest !== undefined)
    yield `  late interest ${formatDecimal(lateInterest.percent)} % a ${lateInterest.per}`;
  for (const sentence of terms.unread) yield `  not understood: “${onOneLine(sentence)}”`;
}

function until({ until: end }: DiscountTier): string {
  return end.kind === "onDate" ? `until ${end.date}` : `within ${end.days} days`;
}

function describeFinding(finding: LocatedFinding): string {
  const { expected, actual } = finding;
  const figures = expected === undefined ? "" : ` Expected ${expected}, found ${actual ?? "nothing"}.`;
  const line = finding.line === undefined ? "" : `, line ${finding.line}`;
  return onOneLine(`${finding.rule} ${finding.message}${figures} (${finding.path}${line})`);
}

function options(answers: readonly string[]): string {
  return answers.length === 0 ? "" : ` (${onOneLine(answers.join(" | "))})`;
}
