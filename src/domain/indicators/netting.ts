/** What of an item's payments, credits or discounts was not taken back again. */
import { counts } from "./book.ts";
import type { BookItem, Cut, Move } from "./book.ts";

/** Minor units, above nought; dated as it first came. */
export interface Netted {
  readonly day: number;
  readonly at: number;
  readonly amount: bigint;
}

/** Taken back is what has the same reference, the latest first, and where none has it the latest of all. */
export function nettedAt({ moves }: Pick<BookItem, "moves">, kind: Move["kind"], cut: Cut): readonly Netted[] {
  const came: (Netted & { readonly reference: string })[] = [];
  for (const move of moves) {
    if (move.kind !== kind || !counts(move, cut)) continue;
    if (move.amount < 0n) came.push({ day: move.day, at: move.at, amount: -move.amount, reference: move.reference });
    else takeBack(came, move);
  }
  return came;
}

function takeBack(came: (Netted & { readonly reference: string })[], { reference, amount }: Move): void {
  let rest = amount;
  while (rest > 0n && came.length > 0) {
    const same = came.findLastIndex((row) => row.reference === reference);
    const place = same === -1 ? came.length - 1 : same;
    const row = came[place];
    if (row === undefined) return;
    const taken = row.amount < rest ? row.amount : rest;
    rest -= taken;
    if (taken === row.amount) came.splice(place, 1);
    else came[place] = { ...row, amount: row.amount - taken };
  }
}
