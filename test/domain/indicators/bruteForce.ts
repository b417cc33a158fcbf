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

function salesOn(book: Book, cut: Cut, isDay: (day: number) => boolean): bigint {
  const isSale = ({ kind, day }: Move): boolean => (kind === "invoice" || kind === "debit") && isDay(day);
  return total(
    book.items.flatMap(({ moves }) =>
      seen(moves, cut)
        .filter(isSale)
        .map(({ amount }) => amount),
    ),
  );
}

export function salesBetween(book: Book, cut: Cut, from: number, through: number): bigint {
  return salesOn(book, cut, (day) => day >= from && day <= through);
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

/** All that was written off in a month that ended, from whichever rung. */
export function writtenOffIn(book: Book, known: number, [before, after]: readonly [number, number]): bigint {
  const open = book.items
    .filter((item) => standing(item, { day: after, known }).lost && !standing(item, { day: before, known }).lost)
    .map((item) => standing(item, { day: after, known }).open);
  return total(open.filter((amount) => amount > 0n));
}

/** For a month that ended: how much could roll from each rung, and how much did. */
export function rolled(book: Book, known: number, [before, after]: readonly [number, number]): readonly bigint[][] {
  const ends = book.items.map((item) => [before, after].map((day) => ({ day, ...standing(item, { day, known }) })));
  const rungAt = (stood: (Stood & { readonly day: number }) | undefined): number =>
    stood === undefined || stood.lost || stood.open <= 0n ? -1 : LADDER.indexOf(ladderOf(stood.day - stood.due));
  return LADDER.map((_, rung) => {
    const base = ends.filter(([was]) => rungAt(was) === rung).map(([was]) => was?.open ?? 0n);
    const isLast = rung === LADDER.length - 1;
    const lost = ends.filter(([was, is]) => isLast && rungAt(was) === rung && is?.lost === true && is.open > 0n);
    if (isLast) return [total(base), total(lost.map(([was, is]) => least(was?.open, is?.open)))];
    const came = ends.filter(([was, is]) => {
      const stays = rung + 1 === LADDER.length - 1 && rungAt(was) === rung + 1;
      return rungAt(is) === rung + 1 && !stays;
    });
    return [total(base), total(came.map(([, is]) => is?.open ?? 0n))];
  });
}
