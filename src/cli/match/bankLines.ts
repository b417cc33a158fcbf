/** Bank statements and remittance advices as cash application takes them. */
import { BankFileError } from "../../documents/bank/errors.ts";
import { readBankFile } from "../../documents/bank/readBankFile.ts";
import type { BankFile } from "../../documents/bank/readBankFile.ts";
import { visible } from "../../documents/visible.ts";
import { isPostable } from "../../domain/bankFinding.ts";
import type { BankDetail, BankEntry, BankStatement } from "../../domain/bankStatement.ts";
import { currencyByCode } from "../../domain/currency.ts";
import type { RemittanceAdvice, StructuredRemittance } from "../../domain/remittance.ts";
import { dayNumber } from "../../domain/terms.ts";
import type { Advice, AdviceLine, CashLine, Party } from "../../reconciliation/cash/model.ts";
import { CommandError, EXIT } from "../exit.ts";
import { readFileBytes } from "../readText.ts";

/** Lines of a bank file, and how many of its entries are no payments of customers. */
export interface BankLines {
  readonly lines: readonly CashLine[];
  /** Not booked yet, taken back, or returned: nothing to apply. */
  readonly leftOut: number;
}

/** @throws CommandError BANK_FILE_UNREADABLE */
async function fileOf(file: string): Promise<BankFile> {
  try {
    return await readBankFile(readFileBytes(file, "give it in parts"));
  } catch (error) {
    if (error instanceof BankFileError) throw unusable(file, error.message);
    throw error;
  }
}

function unusable(file: string, message: string): CommandError {
  return new CommandError("BANK_FILE_UNREADABLE", `${visible(file)}: ${visible(message)}`, EXIT.document);
}

/** @throws CommandError BANK_FILE_UNREADABLE for what cannot be read, or must not be posted */
export async function readBankLines(file: string): Promise<BankLines> {
  const read = await fileOf(file);
  if (read.kind === "advices") throw unusable(file, "it is a remittance advice: give it with --remittance");
  const faulty = read.statements.find((statement) => !isPostable(statement));
  const fault = faulty?.findings.find(({ severity }) => severity === "error");
  if (fault !== undefined) throw unusable(file, `${fault.message} (countersign bank read shows all of it)`);
  const entries = read.statements.flatMap((statement) => statement.entries.map((entry) => ({ statement, entry })));
  const booked = entries.filter(({ entry }) => isPayment(entry));
  return {
    lines: booked.flatMap(({ statement, entry }) => linesOf(file, statement, entry)),
    leftOut: entries.length - booked.length,
  };
}

function isPayment({ status, reversal, details }: BankEntry): boolean {
  return status === "booked" && !reversal && details.every(({ returned }) => returned === undefined);
}

/** A batch is as many payments as it has transactions with amounts of their own; else the entry is one. */
function linesOf(file: string, statement: BankStatement, entry: BankEntry): readonly CashLine[] {
  const { details } = entry;
  const areOwn = details.length > 1 && details.every(({ money }) => money !== undefined);
  const key = keyOf(statement, entry);
  if (!areOwn) return [lineOf(file, entry, details, key, entry)];
  return details.map((detail, index) => {
    const own = detail.references.bankReference ?? detail.references.endToEndId ?? String(index + 1);
    return lineOf(file, entry, [detail], `${key}/${own}`, detail.money ?? entry);
  });
}

/** What the bank calls the entry, or where it stands: the same statement read twice gives the same keys. */
function keyOf({ account, statementId, messageId }: BankStatement, { bankReference, index }: BankEntry): string {
  const holder = account.iban ?? account.otherId ?? "";
  return `${holder}/${bankReference ?? `${statementId ?? messageId ?? ""}/${index}`}`;
}

function lineOf(
  file: string,
  entry: BankEntry,
  details: readonly BankDetail[],
  reference: string,
  money: { readonly amount: bigint; readonly currency: string; readonly exponent: number },
): CashLine {
  if (currencyByCode(money.currency)?.exponent !== money.exponent) {
    throw unusable(file, `${money.currency} is written with ${money.exponent} decimals, unlike the items`);
  }
  const date = entry.valueDate ?? entry.bookingDate;
  if (date === undefined) throw unusable(file, `entry ${reference} has no value date: ask the bank for it`);
  const [first] = details;
  const texts = details.flatMap(({ unstructured, additionalInformation }) => [
    ...unstructured,
    ...(additionalInformation === undefined ? [] : [additionalInformation]),
  ]);
  return {
    ...{ reference, kind: "CASH", amount: money.amount, currency: money.currency },
    valueDate: dayNumber(date, "value date"),
    payerName: first?.counterparty.name ?? "",
    payerAccount: first?.counterparty.iban ?? first?.counterparty.otherId ?? "",
    // A bank wraps a text where its field ends, within a number as well.
    text: (texts.length > 0 ? texts : [entry.additionalInformation ?? ""]).join(" "),
    structured: details.flatMap(({ structured }) => structured.flatMap(numbersOf)),
  };
}

function numbersOf({ creditorReference, documents }: StructuredRemittance): readonly string[] {
  const numbers = [creditorReference?.reference, ...documents.map(({ number }) => number)];
  return numbers.filter((number) => number !== undefined);
}

/** @throws CommandError BANK_FILE_UNREADABLE */
export async function readAdvices(file: string, parties: readonly Party[]): Promise<readonly Advice[]> {
  const read = await fileOf(file);
  if (read.kind !== "advices") throw unusable(file, "it is no remittance advice: give a remt.001, or use --bank");
  return read.advices.map((advice, index) => adviceOf(file, advice, index, parties));
}

function adviceOf(file: string, advice: RemittanceAdvice, index: number, parties: readonly Party[]): Advice {
  const id = advice.adviceId ?? advice.messageId ?? `${file}/${index + 1}`;
  if (!isPostable(advice)) throw unusable(file, `advice ${id} does not add up (countersign bank read shows why)`);
  const { name = "", iban } = advice.payer;
  const payer = parties.find(
    ({ names, accounts }) =>
      names.some((known) => known.toLowerCase() === name.toLowerCase()) ||
      accounts.some((known) => known.replaceAll(" ", "") === iban),
  );
  if (payer === undefined) throw unusable(file, `advice ${id} is of ${name || "nobody"}, who owes none of the items`);
  const { amount, date } = advice.payment;
  if (amount === undefined || date === undefined) throw unusable(file, `advice ${id} names no amount or no day`);
  return {
    ...{ id, payer: payer.id, currency: amount.currency, date: dayNumber(date, "advice") },
    lines: advice.lines.flatMap(lineOfAdvice),
  };
}

function lineOfAdvice({ documents, amounts }: StructuredRemittance): readonly AdviceLine[] {
  const [document, another] = documents;
  const net = amounts.remitted?.amount ?? amounts.credited?.amount;
  if (document?.number === undefined || another !== undefined || net === undefined) return [];
  const discount = amounts.discounts.reduce((sum, each) => sum + each.amount, 0n);
  const sign = document.type === "CREN" || amounts.remitted === undefined ? -1n : 1n;
  const gross = amounts.due?.amount ?? net + discount;
  const line = { gross: sign * gross, discount, deduction: sign * (gross - net) - discount, net: sign * net };
  return [{ document: document.number, ...line }];
}
