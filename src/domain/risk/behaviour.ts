/** How a customer's items were paid up to a cut. Amounts are minor units. */
import { counts } from "../indicators/book.ts";
import type { BookItem, Cut, Move } from "../indicators/book.ts";
import { dueAt, isWrittenOffAt, openAt } from "../indicators/standing.ts";

/** A payment that nobody took back. */
export interface Paid {
  readonly item: BookItem;
  readonly amount: bigint;
  readonly day: number;
  /** After the due day; below nought before it. */
  readonly late: number;
}

export function paidOf(items: readonly BookItem[], cut: Cut): readonly Paid[] {
  return items.flatMap((item) => {
    const moves = item.moves.filter((move) => counts(move, cut));
    const undone = new Set(moves.filter(isReturn).map(({ reference }) => reference));
    const due = dueAt(item, cut);
    return moves
      .filter(({ kind, amount, reference }) => kind === "payment" && amount < 0n && !undone.has(reference))
      .map(({ amount, day }) => ({ item, amount: -amount, day, late: day - due }));
  });
}

/** Whether it takes a payment back. */
export function isReturn({ kind, amount }: Move): boolean {
  return kind === "payment" && amount > 0n;
}

/** What is open past its due day, and not held for lost. */
export interface Overdue {
  readonly item: BookItem;
  readonly open: bigint;
  readonly due: number;
  /** Above nought. */
  readonly late: number;
}

export function overdueOf(items: readonly BookItem[], cut: Cut): readonly Overdue[] {
  return items.flatMap((item) => {
    const due = dueAt(item, cut);
    const open = due < cut.day && !isWrittenOffAt(item, cut) ? openAt(item, cut) : 0n;
    return open > 0n ? [{ item, open, due, late: cut.day - due }] : [];
  });
}

/** The first sum that an item was invoiced for, of those that came as an invoice. */
export interface Invoiced {
  readonly item: BookItem;
  readonly amount: bigint;
}

/** Items by the day of their document; what came by assignment or as a part of another is no invoice. */
export function invoicedOf(items: readonly BookItem[], cut: Cut): readonly Invoiced[] {
  return items.flatMap((item) => {
    const first = item.moves.find((move) => move.kind === "invoice" && counts(move, cut));
    return first !== undefined && item.day <= cut.day ? [{ item, amount: first.amount }] : [];
  });
}

/** A quotient rounded half up, below nought too. @param divisor Above nought. */
export function rounded(dividend: bigint, divisor: bigint): bigint {
  const [twice, by] = [2n * dividend + divisor, 2n * divisor];
  const quotient = twice / by;
  return twice % by < 0n ? quotient - 1n : quotient;
}
