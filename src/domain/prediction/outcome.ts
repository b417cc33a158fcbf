/**
 * What became of each item by a cut, as the statistics of payment count it: from which day on it waited, until which
 * day it is known, and whether payment ended that. Days late are counted from the due day in force; before it they are
 * below nought.
 */
import { counts } from "../indicators/book.ts";
import type { Book, BookItem, Cut, Move } from "../indicators/book.ts";
import { dueAt, isWrittenOffAt } from "../indicators/standing.ts";

/** Payments before or after these days late count as of them: too few items are as early or as late. */
export const EARLIEST = -120;
export const LATEST = 365;

export interface Outcome {
  readonly item: BookItem;
  /** The due day in force, days since 1970-01-01. */
  readonly due: number;
  /** Days late of the first day on which it could be paid. */
  readonly entry: number;
  /**
   * Days late of the day on which it was paid; else of the last day on which it was seen unpaid: that of the cut, or
   * the day before more of it was credited or cancelled than paid, or what was open was divided or assigned away.
   */
  readonly last: number;
  readonly isPaid: boolean;
  /** Open principal at the cut, minor units; nought where it was paid or left the book. */
  readonly open: bigint;
  /** Held for lost: it is still unpaid, and nobody asks when it will be paid. */
  readonly isWrittenOff: boolean;
}

/** In the order of the book, without items that were not there yet or that were never owed. */
export function outcomesAt({ items }: Pick<Book, "items">, cut: Cut): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  for (const item of items) {
    const outcome = outcomeOf(item, cut);
    if (outcome !== undefined) outcomes.push(outcome);
  }
  return outcomes;
}

/** Undefined for what was not owed at any time up to the cut. */
function outcomeOf(item: BookItem, cut: Cut): Outcome | undefined {
  const moves = item.moves.filter((move) => counts(move, cut)).toSorted((one, other) => one.day - other.day);
  const owed = balanced(moves);
  if (owed === undefined) return undefined;
  const due = dueAt(item, cut);
  const isPaid = owed.open <= 0n && !owed.isPassedOn && isPayment(moves);
  const until = owed.open > 0n ? cut.day : isPaid ? owed.closedOn : owed.closedOn - 1;
  if (until < owed.from) return undefined;
  const last = Math.max(EARLIEST, until - due);
  return {
    ...{ item, due, last: Math.min(LATEST, last), isPaid: isPaid && last <= LATEST },
    // Whoever pays before the invoice is there pays on the first day that counts.
    entry: Math.max(EARLIEST, Math.min(owed.from - due, last)),
    open: owed.open > 0n ? owed.open : 0n,
    isWrittenOff: isWrittenOffAt(item, cut),
  };
}

interface Owed {
  /** The first day on which something was owed. */
  readonly from: number;
  /** The last day on which the balance came down to nought or below. */
  readonly closedOn: number;
  /** Whether a division or a transfer brought it down then: somebody else sees whether the rest is paid. */
  readonly isPassedOn: boolean;
  readonly open: bigint;
}

/** @param moves In the order of their days. */
function balanced(moves: readonly Move[]): Owed | undefined {
  let open = 0n;
  let from: number | undefined;
  let closedOn = -Infinity;
  let isPassedOn = false;
  for (const { kind, amount, day } of moves) {
    const before = open;
    open += amount;
    if (open > 0n) from ??= day;
    else if (before > 0n) {
      closedOn = day;
      isPassedOn = kind === "division" || kind === "transfer";
    }
  }
  // What was paid before its invoice came was settled on the day of the invoice.
  from ??= moves.find(({ amount }) => amount > 0n)?.day;
  return from === undefined ? undefined : { from, closedOn: Math.max(closedOn, from), isPassedOn, open };
}

/** Whether money, and discounts for it, settled at least as much as all else that took it away. */
function isPayment(moves: readonly Move[]): boolean {
  let paid = 0n;
  let taken = 0n;
  for (const { kind, amount } of moves) {
    if (kind === "payment" || kind === "discount") paid -= amount;
    else if (kind !== "invoice" && kind !== "debit") taken -= amount;
  }
  return paid > 0n && paid >= taken;
}
