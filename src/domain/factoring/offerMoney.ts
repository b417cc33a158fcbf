/**
 * What an offer comes to for an open amount, to the minor unit: what the seller gets at once, and what it costs. All
 * are minor units, rates parts per million; each is rounded once.
 */
import { PARTS_PER_MILLION } from "../money.ts";
import type { Terms } from "../receivable.ts";
import { halfUp } from "./figures.ts";
import type { Discount, Price } from "./offer.ts";

/** Advance at the sale, rounded down, so that it never exceeds the agreed part. */
export function advanceOf({ advanceRate }: Pick<Price, "advanceRate">, open: bigint): bigint {
  return (open * BigInt(advanceRate)) / PARTS_PER_MILLION;
}

/**
 * Whether the most that a buyer may still deduct leaves the advance: what a desk asks of what it buys under a facility,
 * which its factor has not seen. @param today Day of the sale in the terms' own zone, at most the due day.
 */
export function leavesAdvance(price: Pick<Price, "advanceRate">, terms: Terms, open: bigint, today: number): boolean {
  const { amount, dueDay, basis, slidingRate, discount1, discountDay1, discount2, discountDay2 } = terms;
  const year = PARTS_PER_MILLION * BigInt(basis);
  const sliding = halfUp(amount * BigInt(slidingRate) * BigInt(dueDay - today), year);
  const second = today <= discountDay2 ? discount2 : 0n;
  const tier = today <= discountDay1 ? discount1 : second;
  return advanceOf(price, open) + (sliding > tier ? sliding : tier) <= open;
}

/** Commission of one receivable: a part of the open amount, rounded half up, and no less than the minimum. */
export function commissionOf(
  { commissionRate, minimumFee }: Pick<Price, "commissionRate" | "minimumFee">,
  open: bigint,
): bigint {
  const commission = halfUp(open * BigInt(commissionRate), PARTS_PER_MILLION);
  return commission > minimumFee ? commission : minimumFee;
}

/**
 * Fee on funds in use (R54), rounded half up once. @param fundDays Sum of funds x days in use.
 */
export function feeOf({ feeRate, basis }: Pick<Price, "feeRate" | "basis">, fundDays: bigint): bigint {
  return halfUp(BigInt(feeRate) * fundDays, PARTS_PER_MILLION * BigInt(basis));
}

/**
 * Price of an outright purchase (R55): the open amount less the discount until the due date, which is rounded half up.
 * Zero where the discount eats all, which nobody can sell.
 * @param days From the sale to the due date.
 */
export function purchasePrice(
  { rate, basis, extraDays }: Pick<Discount, "rate" | "basis" | "extraDays">,
  open: bigint,
  days: number,
): bigint {
  const discount = halfUp(open * BigInt(rate) * BigInt(days + extraDays), PARTS_PER_MILLION * BigInt(basis));
  return discount < open ? open - discount : 0n;
}
