/** Rules over how a customer pays. Each is given the items of one customer. */
import { counts } from "../indicators/book.ts";
import type { BookItem, Cut } from "../indicators/book.ts";
import { standingsAt } from "../indicators/standing.ts";
import type { ItemStanding } from "../indicators/standing.ts";
import { isReturn, overdueOf, paidOf, rounded } from "./behaviour.ts";
import type { Paid } from "./behaviour.ts";
import { ratioPpm } from "../factoring/figures.ts";
import { LEAST_ITEMS, MOST_NAMED } from "./warnings.ts";
import type { RuleSetting, Warning } from "./warnings.ts";

/** What a rule found of a subject; who it is of is said by whoever asks. */
export type Found = Omit<Warning, "rule" | "subject" | "threshold">;
export type CustomerRule = (items: readonly BookItem[], setting: RuleSetting, cut: Cut) => readonly Found[];

const YEAR = 365;
const LEAST_OPEN = 3;

/**
 * By how many days the payments of the window, and what is overdue now, are later than the payments of the year before
 * the window, both weighted by amount.
 */
export const lateDrift: CustomerRule = (items, { threshold, windowDays }, cut) => {
  const start = cut.day - windowDays;
  const paid = paidOf(items, cut);
  const overdue = overdueOf(items, cut);
  const recent = paid.filter(({ day }) => day > start);
  const past = paid.filter(({ day }) => day <= start && day > start - YEAR);
  const now = [...recent, ...overdue.map(({ item, open, late }) => ({ item, amount: open, late }))];
  const n = itemsIn(now).size;
  if (n < LEAST_ITEMS || itemsIn(past).size < LEAST_ITEMS) return [];
  const [lateNow, weightNow] = weighted(now);
  const [lateThen, weightThen] = weighted(past);
  if (weightNow === 0n || weightThen === 0n) return [];
  const figure = rounded(lateNow * weightThen - lateThen * weightNow, weightNow * weightThen);
  return figure >= threshold ? [{ ...lasting(cut), figure, n, items: named(overdue) }] : [];
};

/** A customer that was never late is so, by at least the threshold's days; said once for the item that is first. */
export const firstLate: CustomerRule = (items, { threshold }, cut) => {
  const overdue = overdueOf(items, cut);
  const [first] = overdue.toSorted((left, right) => left.due - right.due);
  if (first === undefined || BigInt(first.late) < threshold) return [];
  const paid = paidOf(items, cut);
  if (paid.some(({ late }) => late > 0)) return [];
  const late = itemsIn(overdue);
  const n = itemsIn(paid.filter(({ item }) => !late.has(item))).size;
  if (n < LEAST_ITEMS) return [];
  const figure = BigInt(first.late);
  return [{ occasion: first.item.id, since: first.due + 1, figure, n, items: named(overdue) }];
};

/** The share of what is open that is past due, parts per million. */
export const overdueShare: CustomerRule = (items, { threshold }, cut) => {
  const open = expectedIn(items, cut);
  if (open.length < LEAST_OPEN) return [];
  const late = open.filter(({ due }) => due < cut.day);
  const figure = ratioPpm(sum(late), sum(open));
  if (late.length === 0 || figure < threshold) return [];
  const since = Math.min(...late.map(({ due }) => due + 1));
  return [{ occasion: "", since, figure, n: open.length, items: named(late) }];
};

/** By how much the disputed share of what is open rose over the window, parts per million. */
export const disputesRising: CustomerRule = (items, { threshold, windowDays }, cut) => {
  const now = disputedIn(items, cut);
  const before = disputedIn(items, { ...cut, day: cut.day - windowDays });
  const figure = now.ppm - before.ppm;
  if (now.disputed.length === 0 || figure < threshold) return [];
  return [{ ...lasting(cut), figure, n: now.n, items: named(now.disputed) }];
};

/** Each payment that was taken back within the window. */
export const bankReturn: CustomerRule = (items, { windowDays }, cut) =>
  items.flatMap((item) =>
    item.moves
      .filter((move) => isReturn(move) && counts(move, cut) && move.day > cut.day - windowDays)
      .map(({ day, reference }) => {
        const occasion = `${item.id} ${reference}`;
        return { occasion, since: day, figure: 1n, n: 1, items: [item.id] };
      }),
  );

/** What is open and not held for lost. */
function expectedIn(items: readonly BookItem[], cut: Cut): readonly ItemStanding[] {
  return standingsAt({ items }, cut).filter(({ open, isWrittenOff }) => open > 0n && !isWrittenOff);
}

function disputedIn(items: readonly BookItem[], cut: Cut) {
  const open = expectedIn(items, cut);
  const disputed = open.filter((standing) => standing.disputed > 0n);
  const total = sum(open);
  const sumDisputed = disputed.reduce((found, standing) => found + standing.disputed, 0n);
  return { n: open.length, disputed, ppm: total === 0n ? 0n : ratioPpm(sumDisputed, total) };
}

function weighted(paid: readonly Pick<Paid, "amount" | "late">[]): readonly [late: bigint, weight: bigint] {
  return [
    paid.reduce((found, { amount, late }) => found + amount * BigInt(late), 0n),
    paid.reduce((found, { amount }) => found + amount, 0n),
  ];
}

function itemsIn(found: readonly { readonly item: BookItem }[]): ReadonlySet<BookItem> {
  return new Set(found.map(({ item }) => item));
}

function sum(found: readonly { readonly open: bigint }[]): bigint {
  return found.reduce((total, { open }) => total + open, 0n);
}

export function lasting({ day }: Cut): Pick<Found, "occasion" | "since"> {
  return { occasion: "", since: day };
}

export function named(found: readonly { readonly item: BookItem }[]): readonly string[] {
  return found.slice(0, MOST_NAMED).map(({ item }) => item.id);
}
