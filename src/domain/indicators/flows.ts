/** What came into a book and left it in a period, and what was open at its ends: for DSO, turnover and CEI. */
import type { Period } from "../factoring/dilution.ts";
import { counts } from "./book.ts";
import type { Book, Cut, MoveKind } from "./book.ts";
import { isNotYetDue } from "./aging.ts";
import { monthOf } from "./calendar.ts";
import { addTo } from "./exact.ts";
import { isWrittenOffAt } from "./standing.ts";
import type { ItemStanding } from "./standing.ts";

/** Minor units. What was written off is in neither (R48): the claim stands, and the ratios are of what is carried. */
export interface Receivables {
  readonly total: bigint;
  /** The part of it that is not past due. */
  readonly current: bigint;
}

/** Minor units. */
export interface Flows {
  /** Invoices and debit notes of the period, before credits; none on what was written off before it. */
  readonly sales: bigint;
  /** What came by assignment less what was assigned away in the period; nothing that was written off before it. */
  readonly transfers: bigint;
  /** Of every month up to the cut: invoices by the day of their document, debit notes by that of their record. */
  readonly salesByMonth: ReadonlyMap<number, bigint>;
  /** The day of the first of them; undefined where nothing was sold. */
  readonly firstSale: number | undefined;
}

/** Whether a move is a sale: gross, as credits are dilution (R51). */
export function isSale(kind: MoveKind): boolean {
  return kind === "invoice" || kind === "debit";
}

export function receivablesOf(standings: readonly ItemStanding[], day: number): Receivables {
  let total = 0n;
  let current = 0n;
  for (const standing of standings) {
    if (standing.isWrittenOff) continue;
    total += standing.open;
    if (isNotYetDue(standing, day)) current += standing.open;
  }
  return { total, current };
}

/** What is open of what was written off since a cut. */
export function writtenOffSince(standings: readonly ItemStanding[], before: Cut): bigint {
  let sum = 0n;
  for (const { item, open, isWrittenOff } of standings) {
    if (isWrittenOff && !isWrittenOffAt(item, before)) sum += open;
  }
  return sum;
}

export function flowsOf({ items }: Pick<Book, "items">, cut: Cut, { from, through }: Period): Flows {
  const salesByMonth = new Map<number, bigint>();
  let sales = 0n;
  let transfers = 0n;
  let firstSale: number | undefined;
  const before = { day: from - 1, known: cut.known };
  for (const item of items) {
    // What was written off before the period is in neither of its ends, so nothing of it moves between them.
    const isCarried = !isWrittenOffAt(item, before);
    for (const move of item.moves) {
      if (!counts(move, cut)) continue;
      const isInside = isCarried && move.day >= from && move.day <= through;
      if (isSale(move.kind)) {
        addTo(salesByMonth, monthOf(move.day), move.amount);
        if (firstSale === undefined || move.day < firstSale) firstSale = move.day;
        if (isInside) sales += move.amount;
      } else if (move.kind === "transfer" && isInside) {
        transfers += move.amount;
      }
    }
  }
  return { sales, transfers, salesByMonth, firstSale };
}
