/** Days and promises once more, from their words: of a zone whose clocks show UTC, with weekends. */
import type { DunningItem, PaymentPromise } from "../../../src/domain/collections/item.ts";
import type { DunningPolicy } from "../../../src/domain/collections/policy.ts";

/** Day 0 was a Thursday. */
export function isWorked(day: number, holidays: readonly string[]): boolean {
  const weekday = (((day + 3) % 7) + 7) % 7;
  return weekday < 5 && !holidays.includes(dateOf(day));
}

const dates = new Map<number, string>();

export function dateOf(day: number): string {
  const date = dates.get(day) ?? new Date(day * 86_400_000).toISOString().slice(0, 10);
  dates.set(day, date);
  return date;
}

export function dayOf(instant: number): number {
  return Math.floor(instant / 86_400);
}

export function graceEndOf(promise: PaymentPromise, { promises, holidays }: DunningPolicy): number {
  let [end, worked] = [promise.day, 0];
  while (worked < promises.grace) {
    end += 1;
    if (isWorked(end, holidays)) worked += 1;
  }
  return end;
}

export function leftOf(promise: PaymentPromise, item: DunningItem, last: number): bigint {
  const since = item.settlements.filter(({ at }) => at >= promise.madeAt);
  const sum = (rows: typeof since): bigint => rows.reduce((total, { amount }) => total + amount, 0n);
  const owed = item.open + sum(since);
  const left = (promise.amount < owed ? promise.amount : owed) - sum(since.filter(({ day }) => day <= last));
  return left > 0n ? left : 0n;
}

/** Kept in full by its day, or left with nothing to be paid by credits. */
export function isKept(promise: PaymentPromise, item: DunningItem, policy: DunningPolicy): boolean {
  if (leftOf(promise, item, promise.day) === 0n) return true;
  const hasPaid = item.settlements.some(({ kind, at }) => kind === "payment" && at >= promise.madeAt);
  return !hasPaid && leftOf(promise, item, graceEndOf(promise, policy)) === 0n;
}
