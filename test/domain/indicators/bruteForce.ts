/**
 * The same sums a second time, move by move and day by day, from the rules alone: slow, and with no line of the first.
 */
import type { Book, BookItem, Cut, Move } from "../../../src/domain/indicators/book.ts";
import { dateOfDay, dayNumber } from "../../../src/domain/terms.ts";

export interface Stood {
  readonly item: BookItem;
  readonly open: bigint;
  readonly due: number;
  readonly disputed: bigint;
  readonly lost: boolean;
}

const seen = <T extends { readonly day: number; readonly at: number }>(rows: readonly T[], { day, known }: Cut): T[] =>
  rows.filter((row) => !(row.day > day) && !(row.at > known));

export function total(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

export function standing(item: BookItem, cut: Cut): Stood {
  const open = total(seen(item.moves, cut).map(({ amount }) => amount));
  const stood = { due: item.due, disputed: 0n, lost: false };
  for (const change of seen(item.changes, cut)) {
    if (change.kind === "due") stood.due = change.due;
    if (change.kind === "disputed") stood.disputed = change.amount;
    if (change.kind === "writtenOff") stood.lost = change.isWrittenOff;
  }
  while (stood.disputed > 0n && stood.disputed > open) stood.disputed = open > 0n ? open : 0n;
  return { item, open, ...stood };
}

/** Names of the ladder in R41, the loss after them. */
const LADDER = ["current", "days1To30", "days31To60", "days61To90", "daysOver90"] as const;

export function ladderOf(days: number): (typeof LADDER)[number] {
  if (days > 90) return "daysOver90";
  if (days > 60) return "days61To90";
  if (days > 30) return "days31To60";
  return days > 0 ? "days1To30" : "current";
}

/** Of what is owed, by bucket: `[amount, disputed, written off, not yet due]`. */
export function bucketsOf(book: Book, cut: Cut, age: (stood: Stood) => number): Record<string, readonly bigint[]> {
  const stood = book.items.map((item) => standing(item, cut)).filter(({ open }) => open > 0n);
  const rows = LADDER.map((name) => {
    const own = stood.filter((row) => ladderOf(age(row)) === name);
    const sumOf = (rows: readonly Stood[]): bigint => total(rows.map(({ open }) => open));
    return [
      name,
      [
        sumOf(own),
        total(own.map(({ disputed }) => disputed)),
        sumOf(own.filter(({ lost }) => lost)),
        sumOf(own.filter(({ due }) => cut.day <= due)),
      ],
    ] as const;
  });
  return Object.fromEntries(rows);
}

/** What is carried, and what of it is not past due. */
export function carried(book: Book, cut: Cut): readonly [bigint, bigint] {
  const kept = book.items.map((item) => standing(item, cut)).filter(({ lost }) => !lost);
  return [total(kept.map(({ open }) => open)), total(kept.filter(({ due }) => due >= cut.day).map(({ open }) => open))];
}

/** What moved in by such moves on such days. */
function movedOn(book: Book, cut: Cut, kinds: readonly Move["kind"][], isDay: (day: number) => boolean): bigint {
  const moves = book.items.flatMap((item) => seen(item.moves, cut));
  return total(moves.filter(({ kind, day }) => kinds.includes(kind) && isDay(day)).map(({ amount }) => amount));
}

export function salesBetween(book: Book, cut: Cut, from: number, through: number): bigint {
  return movedOn(book, cut, ["invoice", "debit"], (day) => day >= from && day <= through);
}

/** Of what is in the opening or came since: `[sales, transfers]` of what nobody had written off before. */
export function carriedMoves(book: Book, cut: Cut, from: number, through: number): readonly [bigint, bigint] {
  const kept = { ...book, items: book.items.filter((item) => !standing(item, { ...cut, day: from - 1 }).lost) };
  const isDay = (day: number): boolean => day >= from && day <= through;
  return [salesBetween(kept, cut, from, through), movedOn(kept, cut, ["transfer"], isDay)];
}

/** Hundredths of a day, walking from the last day of each month to its first. */
export function countback(book: Book, cut: Cut): bigint | undefined {
  let [rest] = carried(book, cut);
  if (rest <= 0n) return 0n;
  const earliest = Math.min(cut.day + 1, ...book.items.flatMap(({ moves }) => seen(moves, cut).map(({ day }) => day)));
  let days = 0n;
  let last = cut.day;
  while (last >= earliest) {
    const month = dateOfDay(last).slice(0, 7);
    const first = dayNumber(`${month}-01`);
    const sold = salesBetween(book, cut, first, last);
    const length = BigInt(last - first + 1);
    if (rest <= sold) return days * 100n + (2n * rest * length * 100n + sold) / (2n * sold);
    rest -= sold;
    days += length;
    last = first - 1;
  }
  return undefined;
}

/** The balances at the ends of all days together. */
export function balanceDays(book: Book, known: number, from: number, through: number): bigint {
  let sum = 0n;
  for (let day = from; day <= through; day += 1) sum += carried(book, { day, known })[0];
  return sum;
}

function least(one = 0n, other = 0n): bigint {
  return one < other ? one : other;
}

/** What is open of what was written off since the end of a day. */
export function lostSince(book: Book, cut: Cut, day: number): bigint {
  const before = { ...cut, day };
  const lost = book.items.filter((item) => standing(item, cut).lost && !standing(item, before).lost);
  return total(lost.map((item) => standing(item, cut).open));
}

/** On the first of the days since which it is lost without a break, if that is after a day. */
function lossOf(item: BookItem, known: number, [before, after]: readonly [number, number]): Stood | undefined {
  const on = (day: number): Stood => standing(item, { day, known });
  if (on(before).lost || !on(after).lost) return undefined;
  let day = after;
  while (on(day - 1).lost) day -= 1;
  // As old as it was then.
  return { ...on(day), due: on(day).due - day };
}

/** Of what was in a bucket at such ends of months and had its time: `[bucket, exposed, lost]`, where there is any. */
export function lossesOf(book: Book, cut: Cut, ends: readonly number[]): readonly (readonly unknown[])[] {
  const cases = book.items.flatMap((item) => {
    const now = standing(item, cut);
    if (cut.day - now.due <= 90) return [];
    const lost = now.lost ? lossOf(item, cut.known, [-Infinity, cut.day])?.open : now.open;
    return ends.flatMap((day) => {
      const then = standing(item, { ...cut, day });
      if (then.lost || then.open <= 0n) return [];
      return [{ rung: ladderOf(day - then.due), open: then.open, lost: least(then.open, lost) }];
    });
  });
  return LADDER.flatMap((name) => {
    const own = cases.filter(({ rung }) => rung === name);
    const lost = total(own.map((one) => (one.lost > 0n ? one.lost : 0n)));
    return own.length === 0 ? [] : [[name, total(own.map(({ open }) => open)), lost]];
  });
}

/** All that was written off in a month that ended, from whichever rung, as it was open then. */
export function writtenOffIn(book: Book, known: number, month: readonly [number, number]): bigint {
  const open = book.items.map((item) => lossOf(item, known, month)?.open ?? 0n);
  return total(open.filter((amount) => amount > 0n));
}

/**
 * For a month that ended: how much could roll from each rung, and how much did. What was written off over 90 days past
 * due was on the last rung, be it between two ends of months, and no more of it was lost than there was.
 */
export function rolled(book: Book, known: number, month: readonly [number, number]): readonly bigint[][] {
  const [before, after] = month;
  const sums = LADDER.map(() => [0n, 0n]);
  const count = (rung: number, side: 0 | 1, amount: bigint): void => {
    const sum = sums[rung];
    if (sum !== undefined) sum[side] = (sum[side] ?? 0n) + amount;
  };
  const last = LADDER.length - 1;
  for (const item of book.items) {
    const [was, is] = [standing(item, { day: before, known }), standing(item, { day: after, known })];
    const rungAt = ({ lost, open, due }: Stood, day: number): number =>
      lost || open <= 0n ? -1 : LADDER.indexOf(ladderOf(day - due));
    const [from, to] = [rungAt(was, before), rungAt(is, after)];
    count(from, 0, was.open);
    if (to > 0 && !(to === last && from === last)) count(to - 1, 1, is.open);
    const loss = lossOf(item, known, month);
    if (loss === undefined || loss.open <= 0n || from === -1) continue;
    if (from !== last && ladderOf(-loss.due) !== "daysOver90") continue;
    count(last, 1, least(was.open, loss.open));
    if (from === last) continue;
    count(last - 1, 1, least(was.open, loss.open));
    count(last, 0, least(was.open, loss.open));
  }
  return sums;
}
