/** Bank statements as cash application takes them: what can be applied, and everything else with its reason. */
import { BankFileError } from "../../documents/bank/errors.ts";
import { readBankFile } from "../../documents/bank/readBankFile.ts";
import type { BankFile } from "../../documents/bank/readBankFile.ts";
import { visible } from "../../documents/visible.ts";
import { duplicatesAmong, pairReturns } from "../../domain/bankEntries.ts";
import type { AccountEntry } from "../../domain/bankEntries.ts";
import { isPostable } from "../../domain/bankFinding.ts";
import type { BankDetail, BankEntry, BankStatement } from "../../domain/bankStatement.ts";
import { currencyByCode } from "../../domain/currency.ts";
import { keccakHexOf } from "../../domain/hash.ts";
import type { StructuredRemittance } from "../../domain/remittance.ts";
import { dayNumber } from "../../domain/terms.ts";
import type { CashLine } from "../../reconciliation/cash/model.ts";
import { CommandError, EXIT } from "../exit.ts";
import { readFileBytes } from "../readText.ts";

/** Why nothing of an entry, or of a transaction in it, is applied. */
export type LeftOutReason = "NOT_BOOKED" | "TOLD_BEFORE" | "RETURNED" | "RETURN" | "CURRENCY_UNKNOWN" | "NO_DATE";

/** Money of a statement that is not applied. Minor units, signed. */
export interface LeftOut {
  readonly line: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly exponent: number;
  readonly reason: LeftOutReason;
}

/** Every booked transaction is in one of both, once; their sums are the turnover of the statements. */
export interface BankLines {
  readonly lines: readonly CashLine[];
  readonly leftOut: readonly LeftOut[];
}

/** @throws CommandError BANK_FILE_UNREADABLE */
export async function bankFileOf(file: string, bytes: Uint8Array): Promise<BankFile> {
  try {
    return await readBankFile(bytes);
  } catch (error) {
    if (error instanceof BankFileError) throw unusable(file, error.message);
    throw error;
  }
}

export function unusable(file: string, message: string): CommandError {
  return new CommandError("BANK_FILE_UNREADABLE", `${visible(file)}: ${visible(message)}`, EXIT.document);
}

/** An entry with what it is called in this run. */
interface Named extends AccountEntry {
  readonly name: string;
}

/** @throws CommandError BANK_FILE_UNREADABLE for what cannot be read, or must not be posted */
export async function readBankLines(files: readonly string[]): Promise<BankLines> {
  const entries = (await Promise.all(files.map(namedIn))).flat();
  const again = new Set(duplicatesAmong(entries).flatMap(([, ...others]) => others.map(({ entry }) => entry)));
  const first = entries.filter(({ entry }) => !again.has(entry));
  const { pairs, exceptions } = pairReturns(first);
  const undone = new Map<BankEntry, Map<number | undefined, LeftOutReason>>();
  const note = (entry: BankEntry, detail: number | undefined, reason: LeftOutReason): void => {
    undone.set(entry, (undone.get(entry) ?? new Map<number | undefined, LeftOutReason>()).set(detail, reason));
  };
  for (const { original, undoneBy } of pairs) {
    note(original.entry, original.detail, "RETURNED");
    note(undoneBy.entry, undoneBy.detail, "RETURN");
  }
  for (const { entry, detail } of exceptions) note(entry, detail, "RETURN");
  const parts = entries.flatMap((named) => {
    const of = undone.get(named.entry);
    return partsOf(named).map((part) => {
      const isWhole = part.details.length === named.entry.details.length;
      const reason = again.has(named.entry)
        ? "TOLD_BEFORE"
        : (of?.get(part.place) ?? (isWhole ? of?.get(0) : undefined));
      return { part, reason: reason ?? faultOf(part) };
    });
  });
  return {
    lines: parts.flatMap(({ part, reason }) => (reason === undefined ? [lineOf(part)] : [])),
    leftOut: parts.flatMap(({ part, reason }) => {
      const { amount, currency, exponent } = part.money;
      return reason === undefined ? [] : [{ line: part.name, amount, currency, exponent, reason }];
    }),
  };
}

async function namedIn(file: string): Promise<readonly Named[]> {
  const bytes = readFileBytes(file, "give it in parts");
  const read = await bankFileOf(file, bytes);
  if (read.kind === "advices") throw unusable(file, "it is a remittance advice: give it with --remittance");
  const faulty = read.statements.find((statement) => !isPostable(statement));
  const fault = faulty?.findings.find(({ severity }) => severity === "error");
  if (fault !== undefined) throw unusable(file, `${fault.message} (countersign bank read shows all of it)`);
  const digest = keccakHexOf(bytes).slice(0, DIGEST_DIGITS);
  return read.statements.flatMap((statement, place) =>
    statement.entries.map((entry) => ({
      entry,
      account: accountOf(statement),
      name: nameOf(statement, entry, `${digest}/${place}`),
    })),
  );
}

const DIGEST_DIGITS = 18;

function accountOf({ account }: BankStatement): string {
  return account.iban ?? account.otherId ?? "";
}

/** By the bank's reference with what else tells it from others; without one, by its place in this very file. */
function nameOf(
  statement: BankStatement,
  { bankReference, bookingDate, valueDate, amount, index }: BankEntry,
  place: string,
): string {
  const known = bankReference === undefined ? undefined : [bankReference, bookingDate ?? valueDate ?? "", amount];
  return [accountOf(statement), ...(known ?? [place, index])].join("/");
}

/** What is decided about by itself. */
interface Part {
  readonly name: string;
  readonly entry: BankEntry;
  readonly details: readonly BankDetail[];
  /** Of a transaction in a batch; undefined for the whole entry. */
  readonly place: number | undefined;
  readonly money: { readonly amount: bigint; readonly currency: string; readonly exponent: number };
}

/** A batch is as many payments as it has transactions with amounts of the account's currency; else the entry is one. */
function partsOf({ name, entry }: Named): readonly Part[] {
  const { details, currency } = entry;
  const areOwn = details.length > 1 && details.every(({ money }) => money?.currency === currency);
  if (!areOwn) return [{ name, entry, details, place: undefined, money: entry }];
  return details.map((detail, place) => {
    return { name: `${name}/${place + 1}`, entry, details: [detail], place, money: detail.money ?? entry };
  });
}

function faultOf({ entry, money }: Part): LeftOutReason | undefined {
  if (entry.status !== "booked") return "NOT_BOOKED";
  if (currencyByCode(money.currency)?.exponent !== money.exponent) return "CURRENCY_UNKNOWN";
  return dateOf(entry) === undefined ? "NO_DATE" : undefined;
}

function dateOf({ valueDate, bookingDate }: BankEntry): string | undefined {
  return valueDate ?? bookingDate;
}

function lineOf({ name, entry, details, money }: Part): CashLine {
  const [first] = details;
  const texts = details.flatMap(({ unstructured, additionalInformation }) => [
    ...unstructured,
    ...(additionalInformation === undefined ? [] : [additionalInformation]),
  ]);
  return {
    ...{ reference: name, kind: "CASH", amount: money.amount, currency: money.currency },
    valueDate: dayNumber(dateOf(entry) ?? "", "value date"),
    payerName: first?.counterparty.name ?? "",
    payerAccount: first?.counterparty.iban ?? first?.counterparty.otherId ?? "",
    text: (texts.length > 0 ? texts : [entry.additionalInformation ?? ""]).join(" "),
    structured: details.flatMap(({ structured }) => structured.flatMap(numbersOf)),
  };
}

function numbersOf({ creditorReference, documents }: StructuredRemittance): readonly string[] {
  const numbers = [creditorReference?.reference, ...documents.map(({ number }) => number)];
  return numbers.filter((number) => number !== undefined);
}
