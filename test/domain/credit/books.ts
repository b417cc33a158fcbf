/** Items of one customer for tests of its credit. */
import type { Book, BookItem, Move, StateChange } from "../../../src/domain/indicators/book.ts";

const DAY = 86_400;

export interface Told {
  readonly customer?: string;
  /** Minor units. */
  readonly amount?: bigint;
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly due: number;
  /** The day on which all of it was paid; undefined for never. */
  readonly paid?: number;
  /** What was disputed of it, on the day after it was invoiced. */
  readonly disputed?: bigint;
}

let count = 0;

export function bookItem({ customer = "a", amount = 100n, day, due, paid, disputed }: Told): BookItem {
  count += 1;
  const move = (kind: Move["kind"], units: bigint, on: number): Move => {
    return { kind, amount: units, reference: kind === "payment" ? `paid ${count}` : "", day: on, at: on * DAY };
  };
  const changes: StateChange[] =
    disputed === undefined ? [] : [{ kind: "disputed", amount: disputed, day: day + 1, at: (day + 1) * DAY }];
  const moves = [move("invoice", amount, day), ...(paid === undefined ? [] : [move("payment", -amount, paid)])];
  return { id: `item ${count}`, number: `RE-${count}`, customer, day, due, moves, changes };
}

export function bookOf(...items: readonly BookItem[]): Book {
  return { currency: "EUR", exponent: 2, items, unapplied: [] };
}

/** All that was known at the end of a day. */
export function endOf(day: number): { readonly day: number; readonly known: number } {
  return { day, known: (day + 1) * DAY - 1 };
}
