/** The stages that match two books, from the surest to the least sure. */
import type { MatchRule } from "../../domain/ledgerDifference.ts";
import { BOOK_SIDES, familyOf } from "../../domain/ledgerItem.ts";
import type { LedgerItem } from "../../domain/ledgerItem.ts";
import { doublesAmong } from "./doubles.ts";
import { nearNumberAndAmount, orderAndAmount, orderKey, sameAmount, sameNumber, sameReceivable } from "./keys.ts";
import type { LedgerPolicy } from "./policy.ts";
import { grouped, sumOf } from "./pool.ts";
import type { Pool } from "./pool.ts";

type KeyOf = (item: LedgerItem) => string | undefined;

export function matchBooks(pool: Pool, policy: LedgerPolicy): void {
  matchByName(pool, "receivable", sameReceivable);
  matchByName(pool, "number", sameNumber);
  // What stands twice in one book must not find a partner that is only like it.
  for (const side of BOOK_SIDES) pool.setAside(side, doublesAmong(pool.all(side), new Set(pool.left(side))));
  matchByAmount(pool, "nearNumber", nearNumberAndAmount);
  matchByAmount(pool, "orderAmount", orderAndAmount);
  matchByDate(pool, policy);
  matchGroups(pool, "orderGroup", orderKey);
  matchGroups(pool, "monthGroup", monthOf, true);
}

interface Facing {
  supplier: LedgerItem[];
  buyer: LedgerItem[];
}

/** Groups of both sides with the same key. */
function* facing(pool: Pool, keyOf: KeyOf): Generator<Facing> {
  const buyers = grouped(pool.left("buyer"), keyOf);
  for (const [key, supplier] of grouped(pool.left("supplier"), keyOf)) {
    const buyer = buyers.get(key);
    if (buyer !== undefined) yield { supplier, buyer };
  }
}

/**
 * What has one name is one thing even where its amounts differ; equal amounts, and equal sums, find each other first.
 */
function matchByName(pool: Pool, rule: MatchRule, keyOf: KeyOf): void {
  for (const faced of facing(pool, keyOf)) {
    const rest = matchEqual(pool, rule, faced);
    const isWhole = sumOf(rest.supplier) === sumOf(rest.buyer);
    const [supplier, buyer] = isWhole
      ? [rest.supplier, rest.buyer]
      : [withoutDoubles(rest.supplier), withoutDoubles(rest.buyer)];
    if (supplier.length > 0 && buyer.length > 0) pool.match(rule, { supplier, buyer });
  }
}

/** Pairs of the same amount, in the order of their days; returns what found no partner. */
function matchEqual(pool: Pool, rule: MatchRule, { supplier, buyer }: Facing): Facing {
  const partners = grouped(buyer, sameAmount);
  const taken = new Map<string, number>();
  const rest: Facing = { supplier: [], buyer: [] };
  for (const item of supplier) {
    const key = sameAmount(item);
    const place = taken.get(key) ?? 0;
    const partner = partners.get(key)?.[place];
    taken.set(key, place + 1);
    if (partner === undefined) rest.supplier.push(item);
    else pool.match(rule, { supplier: [item], buyer: [partner] });
  }
  rest.buyer = [...partners].flatMap(([key, items]) => items.slice(taken.get(key) ?? 0));
  return rest;
}

/** A document that stands twice in a book is there once, and its double is left over. Instalments differ in due day. */
function withoutDoubles(items: readonly LedgerItem[]): LedgerItem[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = `${item.amount}|${item.dueDay ?? ""}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** A rent has the same digits and the same amount each year; what is one document is of one season. */
const SEASON_DAYS = 62;

/** Equal amounts beside something that is nearly a name; where one side has more of them, which is which stays open. */
function matchByAmount(pool: Pool, rule: MatchRule, keyOf: KeyOf): void {
  for (const { supplier, buyer } of facing(pool, keyOf)) {
    const days = [...supplier, ...buyer].map(({ day }) => day);
    const isOneSeason = days.every((day) => Math.abs(day - (days[0] ?? day)) <= SEASON_DAYS);
    if (supplier.length === buyer.length && isOneSeason) matchEqual(pool, rule, { supplier, buyer });
  }
}

/** Equal amounts of near days, where each has no other partner than the other. */
function matchByDate(pool: Pool, { documentDays, transitDays }: LedgerPolicy): void {
  for (const { supplier, buyer } of facing(pool, sameAmount)) {
    const [first] = supplier;
    const window = first !== undefined && familyOf(first) === "money" ? transitDays : documentDays;
    for (const [item, partner] of mutualPartners(supplier, buyer, window)) {
      pool.match("amountDate", { supplier: [item], buyer: [partner] });
    }
  }
}

/** Both lists are in the order of their days, so that whoever is near stands near. */
function mutualPartners(
  supplier: readonly LedgerItem[],
  buyer: readonly LedgerItem[],
  window: number,
): (readonly [LedgerItem, LedgerItem])[] {
  const partnerOf = (
    item: LedgerItem,
    others: readonly LedgerItem[],
    from: number,
  ): readonly [LedgerItem | undefined, LedgerItem | undefined] => {
    const near = (index: number): LedgerItem | undefined => {
      const other = others[index];
      return other !== undefined && other.day - item.day <= window ? other : undefined;
    };
    return [near(from), near(from + 1)];
  };
  const only = (items: readonly LedgerItem[], others: readonly LedgerItem[]): Map<LedgerItem, LedgerItem> => {
    const found = new Map<LedgerItem, LedgerItem>();
    let from = 0;
    for (const item of items) {
      while ((others[from]?.day ?? Infinity) < item.day - window) from += 1;
      const [one, another] = partnerOf(item, others, from);
      if (one !== undefined && another === undefined) found.set(item, one);
    }
    return found;
  };
  const back = only(buyer, supplier);
  return [...only(supplier, buyer)].filter(([item, partner]) => back.get(partner) === item);
}

/**
 * Several documents of one against one or several of the other, with equal sums: an order billed in parts, or a month
 * that one side books as a whole.
 * @param collective Whether one of the sides must have booked it as one.
 */
function matchGroups(pool: Pool, rule: MatchRule, keyOf: KeyOf, collective = false): void {
  const ofFamily: KeyOf = (item) => {
    const key = keyOf(item);
    return key === undefined ? undefined : `${familyOf(item)}|${key}`;
  };
  for (const { supplier, buyer } of facing(pool, ofFamily)) {
    const isCollective = Math.min(supplier.length, buyer.length) === 1 && supplier.length + buyer.length > 2;
    if ((isCollective || !collective) && sumOf(supplier) === sumOf(buyer)) pool.match(rule, { supplier, buyer });
  }
}

const MILLISECONDS_OF_DAY = 86_400_000;
const MONTH_DIGITS = "YYYY-MM".length;

/** Money is no collective invoice. */
function monthOf(item: LedgerItem): string | undefined {
  if (familyOf(item) === "money") return undefined;
  return new Date(item.day * MILLISECONDS_OF_DAY).toISOString().slice(0, MONTH_DIGITS);
}
