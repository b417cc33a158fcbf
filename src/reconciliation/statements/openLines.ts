/** A firm's book as the lines of a statement: what is open of each document, under a key that both sides give it. */
import { currencyByCode } from "../../domain/currency.ts";
import type { LedgerItem } from "../../domain/ledgerItem.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { documentKey } from "../../domain/statementLeaf.ts";
import type { OpenItem } from "../../domain/statementLeaf.ts";
import { dateOfDay, isoCurrencyAddress } from "../../domain/terms.ts";
import { numberKey } from "../ledgers/keys.ts";

export interface Pair {
  readonly supplier: Address;
  readonly buyer: Address;
}

/**
 * The key of the document that an item is about: the receivable's id of what was born on the ledger; the document that
 * the item is meant for, where it names one, since what is left of an invoice is one number on both sides; else its own
 * number; and what has none is known by kind, day and amount.
 */
export function keyOfItem(pair: Pair, item: LedgerItem): Hex {
  if (item.receivable !== undefined) return item.receivable;
  const [meant, another] = item.settles;
  const number = meant !== undefined && another === undefined ? meant : item.number;
  const { kind, day, amount } = item;
  // The spelling is that of the ledger's ids, which keeps zeros and dots, so that both ways to an id meet.
  return documentKey(pair, numberKey(number) === "" ? `${kind} ${dateOfDay(day)} ${amount}` : number);
}

/**
 * The lines of a book in one currency up to a cut-off. What is settled within the book, such as an invoice beside its
 * payment, has no line.
 * @param cutOff Days since 1970-01-01, inclusive.
 */
export function openLines(
  pair: Pair,
  items: readonly LedgerItem[],
  { currency, cutOff }: { readonly currency: string; readonly cutOff: number },
): readonly OpenItem[] {
  const sums = new Map<Hex, bigint>();
  for (const item of items) {
    if (item.currency !== currency || item.day > cutOff) continue;
    const key = keyOfItem(pair, item);
    sums.set(key, (sums.get(key) ?? 0n) + item.amount);
  }
  return [...sums].flatMap(([document, amount]) => (amount === 0n ? [] : [{ document, amount }]));
}

/** How statements name a currency of ISO 4217. @throws RangeError for one that is not current */
export function statementCurrency(code: string): Address {
  const currency = currencyByCode(code);
  if (currency === undefined) throw new RangeError(`${code} is no current code of ISO 4217: give one, such as EUR`);
  return isoCurrencyAddress(currency);
}
