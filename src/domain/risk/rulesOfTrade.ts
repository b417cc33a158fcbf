/** Rules over what a customer is invoiced. Each is given the items of one customer. */
import { ratioPpm } from "../factoring/figures.ts";
import { counts } from "../indicators/book.ts";
import type { BookItem, Cut } from "../indicators/book.ts";
import { invoicedOf } from "./behaviour.ts";
import type { Invoiced } from "./behaviour.ts";
import { lasting, named } from "./rulesOfPaying.ts";
import type { CustomerRule } from "./rulesOfPaying.ts";
import { LEAST_ITEMS } from "./warnings.ts";

const YEAR = 365;
const HUNDRED = 100n;
/** Just under a tier: within so many per cent below it. */
const JUST_UNDER = 5n;

/** Each invoice of the window that is the threshold's multiple, in parts per million, of the median before it. */
export const largerInvoice: CustomerRule = (items, { threshold, windowDays }, cut) => {
  const { recent, past } = halves(items, cut, windowDays);
  if (past.length < LEAST_ITEMS) return [];
  const median = medianOf(past.map(({ amount }) => amount));
  if (median <= 0n) return [];
  return recent.flatMap(({ item, amount }) => {
    const figure = amount > 0n ? ratioPpm(amount, median) : 0n;
    if (figure < threshold) return [];
    return [{ occasion: item.id, since: item.day, figure, n: past.length, items: [item.id] }];
  });
};

/** Each invoice of the window after at least the threshold's days without one. */
export const dormantRevived: CustomerRule = (items, { threshold, windowDays }, cut) => {
  const invoiced = invoicedOf(items, cut).toSorted((left, right) => left.item.day - right.item.day);
  return invoiced.flatMap(({ item }, place) => {
    const before = invoiced[place - 1];
    if (before === undefined || item.day <= cut.day - windowDays) return [];
    const figure = BigInt(item.day - before.item.day);
    return figure < threshold ? [] : [{ occasion: item.id, since: item.day, figure, n: place, items: [item.id] }];
  });
};

/** By how much credits, as a share of gross sales of the window, rose over the year before it, parts per million. */
export const dilutionRising: CustomerRule = (items, { threshold, windowDays }, cut) => {
  const start = cut.day - windowDays;
  const now = dilutionOf(items, cut, start, cut.day);
  const before = dilutionOf(items, cut, start - YEAR, start);
  if (now.n < LEAST_ITEMS || before.n < LEAST_ITEMS) return [];
  const figure = now.ppm - before.ppm;
  return figure < threshold ? [] : [{ ...lasting(cut), figure, n: now.n, items: now.credited.map(({ id }) => id) }];
};

/** How many invoices of the window lie just under one of the tiers. @param tiers Minor units. */
export function belowTier(tiers: readonly bigint[]): CustomerRule {
  const isJustUnder = ({ amount }: Invoiced): boolean =>
    tiers.some((tier) => amount < tier && amount * HUNDRED >= tier * (HUNDRED - JUST_UNDER));
  return (items, { threshold, windowDays }, cut) => {
    const under = halves(items, cut, windowDays).recent.filter(isJustUnder);
    const figure = BigInt(under.length);
    if (figure === 0n || figure < threshold) return [];
    const since = Math.min(...under.map(({ item }) => item.day));
    return [{ occasion: "", since, figure, n: under.length, items: named(under) }];
  };
}

function halves(items: readonly BookItem[], cut: Cut, windowDays: number) {
  const start = cut.day - windowDays;
  const invoiced = invoicedOf(items, cut);
  return {
    recent: invoiced.filter(({ item }) => item.day > start),
    past: invoiced.filter(({ item }) => item.day <= start && item.day > start - YEAR),
  };
}

function dilutionOf(items: readonly BookItem[], cut: Cut, after: number, through: number) {
  const within = items.map((item) => ({
    item,
    moves: item.moves.filter((move) => counts(move, cut) && move.day > after && move.day <= through),
  }));
  const total = (...kinds: readonly string[]): bigint =>
    within
      .flatMap(({ moves }) => moves)
      .reduce((sum, { kind, amount }) => (kinds.includes(kind) ? sum + amount : sum), 0n);
  const sales = total("invoice", "debit");
  const credits = -total("credit");
  const credited = within.filter(({ moves }) => moves.some(({ kind }) => kind === "credit"));
  return {
    n: within.filter(({ moves }) => moves.some(({ kind }) => kind === "invoice")).length,
    ppm: sales > 0n && credits > 0n ? ratioPpm(credits, sales) : 0n,
    credited: credited.slice(0, 20).map(({ item }) => item),
  };
}

/** Of an even number the lower one: a sum that was invoiced. */
function medianOf(amounts: readonly bigint[]): bigint {
  const sorted = amounts.toSorted((left, right) => (left < right ? -1 : left > right ? 1 : 0));
  return sorted[(sorted.length - 1) >> 1] ?? 0n;
}
