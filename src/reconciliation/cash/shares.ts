/** How the cash of a line is put to items; all amounts are whole minor units. */
import type { CashDifferenceReason } from "../../domain/cashMatch.ts";
import type { ItemDiscount } from "./model.ts";
import type { Share } from "./placements.ts";

const MILLION = 1_000_000n;

/**
 * What may be kept back of an open amount on a value date, rounded half up once (R10, R13), or the agreed sum; nothing
 * once the discount has expired, and nothing on a credit note.
 */
export function discountOn(discount: ItemDiscount | undefined, open: number, day: number): number {
  if (discount === undefined || open <= 0 || day > discount.until) return 0;
  if (discount.sum !== undefined) return discount.sum < BigInt(open) ? Number(discount.sum) : 0;
  return Number((BigInt(open) * discount.rate * 2n + MILLION) / (2n * MILLION));
}

/**
 * What cash settles when a discount is earned on parts (R12): cash / (1 - rate), rounded half up. 4,900.00 at 2 %
 * settles 5,000.00.
 */
export function settledByPart(discount: ItemDiscount, cash: number): number {
  const kept = MILLION - discount.rate;
  return Number((BigInt(cash) * MILLION * 2n + kept) / (2n * kept));
}

/** An item with what is open of it and what is kept back. */
export interface Settled {
  readonly item: number;
  readonly open: number;
  readonly discount: number;
}

/**
 * Settles items in full with the cash of one line; what is missing or too much stands on the item that gets the most
 * cash, with its reason.
 */
export function settleAll(settled: readonly Settled[], cash: number): readonly Share[] {
  const wanted = settled.reduce((sum, { open, discount }) => sum + open - discount, 0);
  const missing = wanted - cash;
  let largest = 0;
  settled.forEach(({ open, discount }, place) => {
    const most = settled[largest];
    if (most !== undefined && open - discount > most.open - most.discount) largest = place;
  });
  return settled.map(({ item, open, discount }, place) => {
    const difference = place === largest ? missing : 0;
    return { item, cash: open - discount - difference, discount, difference, reason: reasonOf(difference) };
  });
}

function reasonOf(difference: number): CashDifferenceReason {
  if (difference === 0) return "NONE";
  return difference > 0 ? "TOLERATED_SHORT" : "TOLERATED_OVER";
}

/** A part of an item; the rest stays open. */
export function partOf(item: number, cash: number, discount: number): Share {
  return { item, cash, discount, difference: 0, reason: "PART_PAYMENT" };
}
