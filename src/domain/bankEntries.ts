/** What entries of bank statements are to each other: the same one told twice, and a payment with its return. */
import type { BankDetail, BankEntry } from "./bankStatement.ts";

/** An entry with the account that it is on, IBAN or other number as its statement writes it. */
export interface AccountEntry {
  readonly account: string;
  readonly entry: BankEntry;
}

/** Whether the transactions of an entry make its amount; undefined where one has none, or is of another currency. */
export function detailsAddUp({ amount, currency, details }: BankEntry): boolean | undefined {
  if (details.length === 0 || details.some(({ money }) => money?.currency !== currency)) return undefined;
  return details.reduce((sum, { money }) => sum + (money?.amount ?? 0n), 0n) === amount;
}

/**
 * What makes two entries one and the same: account, the bank's reference, amount and day. Undefined for an entry
 * without a reference of the bank, which is never a duplicate: two equal coffees on one day are two coffees.
 */
export function duplicateKey({ account, entry }: AccountEntry): string | undefined {
  const { bankReference, amount, currency, bookingDate, valueDate } = entry;
  if (bankReference === undefined) return undefined;
  return JSON.stringify([account, bankReference, String(amount), currency, bookingDate ?? valueDate ?? ""]);
}

/** Groups of two and more entries that are the same by {@link duplicateKey}, each in the order given. */
export function duplicatesAmong(entries: Iterable<AccountEntry>): readonly (readonly AccountEntry[])[] {
  const groups = new Map<string, AccountEntry[]>();
  for (const each of entries) {
    const key = duplicateKey(each);
    if (key !== undefined) pushTo(groups, key, each);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

/** A payment in an entry: the whole of it, or one of several transactions. */
export interface EntryPart extends AccountEntry {
  /** The place of the transaction in `entry.details`; undefined where the part is the whole entry. */
  readonly detail: number | undefined;
  /** Minor units, signed. */
  readonly amount: bigint;
}

export interface ReturnPair {
  readonly original: EntryPart;
  readonly undoneBy: EntryPart;
}

export interface Returns {
  readonly pairs: readonly ReturnPair[];
  /** Returns and reversals that undo nothing that was given, or of which nobody can say what they undo. */
  readonly exceptions: readonly EntryPart[];
}

/**
 * Pairs returns and reversals with the payments that they undo: of the same account and currency, not younger, with the
 * opposite amount (or with the amount that the return says was ordered, where the bank kept a charge back), and with an
 * identification in common, the strongest first. A return whose payment is not the only one to fit, and returns that
 * claim the same payment, stay exceptions. Only booked entries count; the order of the input does not matter.
 */
export function pairReturns(entries: Iterable<AccountEntry>): Returns {
  const parts = [...entries].filter(({ entry }) => entry.status === "booked").flatMap(partsOf);
  const originals = new Map<string, EntryPart[]>();
  for (const part of parts.filter((each) => !isReturn(each))) {
    for (const key of keysOf(part, part.amount)) pushTo(originals, key, part);
  }
  const claims = new Map<EntryPart, EntryPart[]>();
  const exceptions: EntryPart[] = [];
  for (const part of parts.filter(isReturn)) {
    const original = originalOf(part, originals);
    if (original === undefined) exceptions.push(part);
    else pushTo(claims, original, part);
  }
  const pairs: ReturnPair[] = [];
  for (const [original, claimants] of claims) {
    const [only, other] = claimants;
    if (only !== undefined && other === undefined) pairs.push({ original, undoneBy: only });
    else exceptions.push(...claimants);
  }
  return { pairs, exceptions };
}

function partsOf({ account, entry }: AccountEntry): readonly EntryPart[] {
  const { details, amount, currency } = entry;
  const split = details.length > 1 && details.every(({ money }) => money?.currency === currency);
  if (!split) return [{ account, entry, amount, detail: details.length === 1 ? 0 : undefined }];
  return details.map(({ money }, detail) => ({ account, entry, detail, amount: money?.amount ?? 0n }));
}

function detailOf({ entry, detail }: EntryPart): BankDetail | undefined {
  return detail === undefined ? undefined : entry.details[detail];
}

function isReturn(part: EntryPart): boolean {
  return part.entry.reversal || detailOf(part)?.returned !== undefined;
}

/** The only payment that fits by the strongest identification by which any fits. */
function originalOf(part: EntryPart, originals: ReadonlyMap<string, readonly EntryPart[]>): EntryPart | undefined {
  const instructed = detailOf(part)?.instructed;
  const amounts = [-part.amount];
  if (instructed?.currency === part.entry.currency) {
    amounts.push(part.amount > 0n ? -instructed.amount : instructed.amount);
  }
  for (const amount of amounts) {
    for (const key of keysOf(part, amount)) {
      const fitting = (originals.get(key) ?? []).filter((original) => day(original) <= day(part));
      const [only, other] = fitting;
      if (only !== undefined) return other === undefined ? only : undefined;
    }
  }
  return undefined;
}

/** The identifications of a part with its amount, from the one that is unique in the world to the one of a contract. */
function keysOf(part: EntryPart, amount: bigint): readonly string[] {
  const { account, entry } = part;
  const { uetr, transactionId, clearingReference, bankReference, endToEndId, instructionId, mandateId } =
    detailOf(part)?.references ?? NO_REFERENCES;
  const identifications: readonly (readonly [kind: string, value: string | undefined])[] = [
    ["uetr", uetr],
    ["transaction", transactionId],
    ["clearing", clearingReference],
    ["bank", bankReference],
    ["bank", entry.bankReference],
    ["endToEnd", endToEndId],
    ["instruction", instructionId],
    ["entry", entry.reference],
    ["mandate", mandateId],
  ];
  const keys = identifications
    .filter(([, value]) => value !== undefined)
    .map(([kind, value]) => JSON.stringify([account, entry.currency, String(amount), kind, value]));
  return [...new Set(keys)];
}

const NO_REFERENCES: Partial<BankDetail["references"]> = {};

/** Value dates run ahead of and behind booking dates, so the day of the booking decides where there is one. */
function day({ entry }: EntryPart): string {
  return entry.bookingDate ?? entry.valueDate ?? "";
}

function pushTo<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
