/** Entries of bank statements as cash application takes them: what can be applied, and why everything else cannot. */
import { duplicateKey, duplicatesAmong, pairReturns } from "../../domain/bankEntries.ts";
import type { AccountEntry, EntryPart } from "../../domain/bankEntries.ts";
import type { BankDetail, BankEntry, BankStatement } from "../../domain/bankStatement.ts";
import { currencyByCode } from "../../domain/currency.ts";
import type { StructuredRemittance } from "../../domain/remittance.ts";
import { dayNumber } from "../../domain/terms.ts";
import type { CashLine } from "./model.ts";

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

/** An entry with what it is called. */
export interface NamedEntry extends AccountEntry {
  /** The bank's reference with what else tells it from others; without one, its place in its very file. */
  readonly name: string;
  /** The same for the same entry told again; of one without a reference of the bank, of this very file. */
  readonly key: string;
}

/** @param digest Tells the file from all others. */
export function namedEntries(statements: readonly BankStatement[], digest: string): readonly NamedEntry[] {
  return statements.flatMap((statement, place) =>
    statement.entries.map((entry) => {
      const named = { entry, account: accountOf(statement) };
      const name = nameOf(named, `${digest}/${place}`);
      return { ...named, name, key: duplicateKey(named) ?? JSON.stringify([digest, place, entry.index]) };
    }),
  );
}

function accountOf({ account }: BankStatement): string {
  return account.iban ?? account.otherId ?? "";
}

function nameOf({ account, entry }: AccountEntry, place: string): string {
  const { bankReference, bookingDate, valueDate, amount, index } = entry;
  const known = bankReference === undefined ? undefined : [bankReference, bookingDate ?? valueDate ?? "", amount];
  return [account, ...(known ?? [place, index])].join("/");
}

/** What is decided about by itself: an entry, or a transaction of a batch. */
export interface BankPart {
  readonly name: string;
  readonly entry: BankEntry;
  readonly details: readonly BankDetail[];
  /** Of a transaction in a batch; undefined for the whole entry. */
  readonly place: number | undefined;
  /** Minor units, signed. */
  readonly amount: bigint;
  readonly currency: string;
  readonly exponent: number;
}

/** A batch is as many payments as it has transactions with amounts of the account's currency; else the entry is one. */
export function bankPartsOf({ name, entry }: Pick<NamedEntry, "name" | "entry">): readonly BankPart[] {
  const { details, currency } = entry;
  const areOwn = details.length > 1 && details.every(({ money }) => money?.currency === currency);
  if (!areOwn) return [partOf(name, entry, details, undefined)];
  return details.map((detail, place) => partOf(`${name}/${place + 1}`, entry, [detail], place));
}

function partOf(name: string, entry: BankEntry, details: readonly BankDetail[], place: number | undefined): BankPart {
  const { amount, currency, exponent } = (place === undefined ? undefined : details[0]?.money) ?? entry;
  return { name, entry, details, place, amount, currency, exponent };
}

/** Why nothing of a part can be applied, by itself. */
export function faultOf({ entry, currency, exponent }: BankPart): LeftOutReason | undefined {
  if (entry.status !== "booked") return "NOT_BOOKED";
  if (currencyByCode(currency)?.exponent !== exponent) return "CURRENCY_UNKNOWN";
  return dateOf(entry) === undefined ? "NO_DATE" : undefined;
}

/** The day that decides on discounts (R11): the value date, or the day of the booking where the bank tells none. */
export function dateOf({ valueDate, bookingDate }: BankEntry): string | undefined {
  return valueDate ?? bookingDate;
}

/** A part without a fault as a line of cash. @throws TermsError for one without a date */
export function cashLineOf({ name, entry, details, amount, currency }: BankPart): CashLine {
  const [first] = details;
  const texts = details.flatMap(({ unstructured, additionalInformation }) => [
    ...unstructured,
    ...(additionalInformation === undefined ? [] : [additionalInformation]),
  ]);
  return {
    ...{ reference: name, kind: "CASH", amount, currency },
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

/** Of each part by its place in its entry why it is undone or undoes another; see {@link reasonAt}. */
type Undone = ReadonlyMap<BankEntry, ReadonlyMap<number | undefined, LeftOutReason>>;

/** Lines to be applied, and what is left out of them, of all entries that are given together. */
export function bankLinesOf(entries: readonly NamedEntry[]): BankLines {
  // What is not booked yet is told again once it is, under the same reference.
  const booked = entries.filter(({ entry }) => entry.status === "booked");
  const again = new Set(duplicatesAmong(booked).flatMap(([, ...others]) => others.map(({ entry }) => entry)));
  const undone = undoneAmong(entries.filter(({ entry }) => !again.has(entry)));
  const parts = entries.flatMap((named) =>
    bankPartsOf(named).map((part) => {
      const reason = again.has(named.entry) ? "TOLD_BEFORE" : reasonAt(undone, part);
      return { part, reason: reason ?? faultOf(part) };
    }),
  );
  return {
    lines: parts.flatMap(({ part, reason }) => (reason === undefined ? [cashLineOf(part)] : [])),
    leftOut: parts.flatMap(({ part: { name, amount, currency, exponent }, reason }) => {
      return reason === undefined ? [] : [{ line: name, amount, currency, exponent, reason }];
    }),
  };
}

function undoneAmong(entries: readonly NamedEntry[]): Undone {
  const { pairs, exceptions } = pairReturns(entries);
  const undone = new Map<BankEntry, Map<number | undefined, LeftOutReason>>();
  const note = ({ entry, detail }: EntryPart, reason: LeftOutReason): void => {
    undone.set(entry, (undone.get(entry) ?? new Map<number | undefined, LeftOutReason>()).set(detail, reason));
  };
  for (const { original, undoneBy } of pairs) {
    note(original, "RETURNED");
    note(undoneBy, "RETURN");
  }
  for (const part of exceptions) note(part, "RETURN");
  return undone;
}

function reasonAt(undone: Undone, { entry, details, place }: BankPart): LeftOutReason | undefined {
  const of = undone.get(entry);
  // A single transaction is told by its place, 0, and is the whole entry here.
  return of?.get(place) ?? (details.length === entry.details.length ? of?.get(0) : undefined);
}
