/**
 * An item of a book as the ledger's events make it, before anybody knows in which zone its days end: what is kept of it
 * serves every zone. Amounts are minor units, instants unix seconds.
 */
import type { Address, Hex } from "../receivable.ts";
import type { DayOf } from "../timeZone.ts";
import type { BookItem, Move, MoveKind, StateChange } from "./book.ts";
import type { LedgerSpan } from "./spans.ts";

/** As `Move`, before the zone is known whose midnight ends its days. */
export interface TracedMove {
  readonly kind: MoveKind;
  readonly amount: bigint;
  readonly at: number;
  /** The bank's; undefined of what is no money of a bank. */
  readonly valueDay: number | undefined;
  readonly reference: string;
}

/** As `StateChange`, before the zone is known. */
export type TracedChange =
  | { readonly kind: "due"; readonly at: number; readonly due: number }
  | { readonly kind: "disputed"; readonly at: number; readonly amount: bigint }
  | { readonly kind: "writtenOff"; readonly at: number; readonly isWrittenOff: boolean };

/** An item of a book, before the zone is known. */
export interface Trace {
  readonly id: Hex;
  readonly number: string;
  /** Of a part of a split, the id of what was split. */
  readonly whole?: Hex | undefined;
  readonly customer: Address;
  readonly documentDay: number | undefined;
  /** When the ledger first told of it: of an invoice, when it was issued. */
  readonly firstAt: number;
  readonly due: number;
  readonly moves: readonly TracedMove[];
  readonly changes: readonly TracedChange[];
  /** How long the parties took; of a part of a split there is no issue. */
  readonly spans: readonly LedgerSpan[];
}

/**
 * The item with the days of a zone. Money counts from its value day (R11), but never after its record, and of an item
 * that came by assignment never before it came.
 */
export function itemOf(trace: Trace, dayOf: DayOf): BookItem {
  const { id, number, whole, customer, due, documentDay, firstAt } = trace;
  const day = documentDay ?? dayOf(firstAt);
  let since = -Infinity;
  const moves = trace.moves.map(({ kind, amount, at, valueDay, reference }): Move => {
    const recorded = dayOf(at);
    if (kind === "transfer") since = recorded;
    // Whatever puts it into another currency later is no document.
    const own = kind === "invoice" && at === firstAt ? day : Math.max(valueDay ?? recorded, since);
    return { kind, amount, day: Math.min(own, recorded), at, reference };
  });
  const changes = trace.changes.map((change): StateChange => ({ ...change, day: dayOf(change.at) }));
  return { id, number, whole, customer, day, due, moves, changes };
}
