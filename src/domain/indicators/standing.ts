/** Where the items of a book stand at a cut, and the money that settles none of them. */
import { counts } from "./book.ts";
import type { Book, BookItem, Cut } from "./book.ts";

/** An item as it stands. Amounts are minor units. */
export interface ItemStanding {
  readonly item: BookItem;
  /** Never nought; below nought where more was credited or paid than was owed. */
  readonly open: bigint;
  /** The due day in force, days since 1970-01-01. */
  readonly due: number;
  /** The part of what is open that its buyer disputes (R39), from 0 up to it. */
  readonly disputed: bigint;
  /** Its holder holds it for lost; the claim stands (R49). */
  readonly isWrittenOff: boolean;
}

/** Every item that is not nought at the cut, in the order of the book. */
export function standingsAt({ items }: Pick<Book, "items">, cut: Cut): readonly ItemStanding[] {
  const standings: ItemStanding[] = [];
  for (const item of items) {
    const open = openAt(item, cut);
    if (open !== 0n) standings.push({ item, open, ...stateAt(item, open, cut) });
  }
  return standings;
}

/** The open principal of an item, minor units. */
export function openAt({ moves }: Pick<BookItem, "moves">, cut: Cut): bigint {
  let open = 0n;
  for (const move of moves) if (counts(move, cut)) open += move.amount;
  return open;
}

/** The due day in force at the cut. */
export function dueAt({ due, changes }: Pick<BookItem, "due" | "changes">, cut: Cut): number {
  let inForce = due;
  for (const change of changes) if (change.kind === "due" && counts(change, cut)) inForce = change.due;
  return inForce;
}

/** Whether its holder holds it for lost at the cut. */
export function isWrittenOffAt(item: Pick<BookItem, "changes">, cut: Cut): boolean {
  return writtenOffOn(item, cut) !== undefined;
}

/** The day from which on its holder holds it for lost without a break at the cut; undefined where it is not. */
export function writtenOffOn({ changes }: Pick<BookItem, "changes">, cut: Cut): number | undefined {
  const told = changes.flatMap((change) => (change.kind === "writtenOff" && counts(change, cut) ? [change] : []));
  let since: number | undefined;
  // What was recorded later may be dated earlier, so that the days are gone back one by one.
  for (const day of told.map((change) => change.day).toSorted((one, other) => other - one)) {
    if (told.findLast((change) => change.day <= day)?.isWrittenOff !== true) break;
    since = day;
  }
  return since;
}

/** The money of each customer that settles no item at the cut, minor units; whose is nought is left out. */
export function unappliedAt({ unapplied }: Pick<Book, "unapplied">, cut: Cut): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const move of unapplied) {
    if (counts(move, cut)) sums.set(move.customer, (sums.get(move.customer) ?? 0n) + move.amount);
  }
  for (const [customer, sum] of sums) if (sum === 0n) sums.delete(customer);
  return sums;
}

function stateAt(item: BookItem, open: bigint, cut: Cut): Pick<ItemStanding, "due" | "disputed" | "isWrittenOff"> {
  if (item.changes.length === 0) return { due: item.due, disputed: 0n, isWrittenOff: false };
  let disputed = 0n;
  for (const change of item.changes) {
    if (change.kind === "disputed" && counts(change, cut)) disputed = change.amount;
  }
  const most = open > 0n ? open : 0n;
  return {
    due: dueAt(item, cut),
    disputed: disputed < most ? disputed : most,
    isWrittenOff: isWrittenOffAt(item, cut),
  };
}
