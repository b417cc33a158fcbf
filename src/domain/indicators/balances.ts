/** What was open of an item at the ends of several days, in one pass over its moves. */
import type { BookItem, Move } from "./book.ts";
import { dueAt, isWrittenOffAt } from "./standing.ts";

/** At the end of a day. */
export interface DayStanding {
  /** Open principal, minor units. */
  readonly open: bigint;
  /** Days past due, below nought before the due day. */
  readonly daysPastDue: number;
  readonly isWrittenOff: boolean;
}

/**
 * Where an item stands at the end of each day; undefined on a day on which it is nought and its state never changed,
 * and in all where it is nought throughout.
 * @param days Rising, at least one. @param known What was recorded later counts for nothing.
 */
export function dayStandings(
  item: BookItem,
  days: readonly number[],
  known: number,
): readonly (DayStanding | undefined)[] | undefined {
  return balancesAt(item, days, known)?.map((open, place) => {
    const day = days[place] ?? 0;
    if (item.changes.length === 0) {
      return open === 0n ? undefined : { open, daysPastDue: day - item.due, isWrittenOff: false };
    }
    const cut = { day, known };
    return { open, daysPastDue: day - dueAt(item, cut), isWrittenOff: isWrittenOffAt(item, cut) };
  });
}

function balancesAt(
  { moves }: Pick<BookItem, "moves">,
  days: readonly number[],
  known: number,
): readonly bigint[] | undefined {
  const first = days[0] ?? Infinity;
  const last = days.at(-1) ?? -Infinity;
  let opening = 0n;
  const inside: Move[] = [];
  for (const move of moves) {
    if (move.at > known || move.day > last) continue;
    if (move.day <= first) opening += move.amount;
    else inside.push(move);
  }
  // Most items of a long history were settled before the first day.
  if (opening === 0n && inside.length === 0) return undefined;
  const balances = days.map(() => opening);
  for (const { day, amount } of inside) {
    for (let place = days.length - 1; place >= 0 && (days[place] ?? 0) >= day; place--) {
      balances[place] = (balances[place] ?? 0n) + amount;
    }
  }
  return balances;
}
