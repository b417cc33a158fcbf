/** Lines whose text quotes items whole: in full, less a discount that the value date allows, or within tolerance. */
import { confidenceOf, rarity } from "./chance.ts";
import type { Desk } from "./desk.ts";
import { QUOTED, STRUCTURED, WEAK } from "./evidence.ts";
import type { CashRule } from "../../domain/cashMatch.ts";
import { settleAll } from "./shares.ts";
import { groupsWithin } from "./subset.ts";

/** A number may be quoted for another reason than to be paid, and still the amount agrees. */
const ACCIDENT_WITH_NUMBER = 0.0002;
const MOST_QUOTED = 12;

/** Stage 1: what is quoted is open to the very amount. */
export function postQuoted(desk: Desk): void {
  for (const line of desk.lines) {
    if (!desk.isFree(line)) continue;
    const group = quotedToTheAmount(desk, line);
    if (group === undefined) continue;
    const isStructured = desk.quoted(line, STRUCTURED).length > 0;
    put(desk, line, group, isStructured ? "STRUCTURED_REFERENCE" : "REFERENCE", 0);
  }
}

function quotedToTheAmount(desk: Desk, line: number): readonly number[] | undefined {
  const amount = desk.amount(line);
  for (const least of [WEAK, QUOTED]) {
    const open = openOf(desk, desk.quoted(line, least));
    if (open.length > 0 && desk.total(open) === amount) return open;
  }
  return partOfQuoted(desk, line, openOf(desk, desk.quoted(line, WEAK)));
}

/** A text may quote a number that it does not pay: then one group alone of those it quotes has the amount. */
function partOfQuoted(desk: Desk, line: number, open: readonly number[]): readonly number[] | undefined {
  if (open.length < 2 || open.length > MOST_QUOTED) return undefined;
  const amount = desk.amount(line);
  const { groups } = groupsWithin({
    amounts: open.map((item) => desk.left(item)),
    ...{ target: amount, width: 0, leastMembers: 1, mostMembers: open.length - 1, mostGroups: 2 },
  });
  const [only, another] = groups.map((group) => group.map((place) => open[place] ?? 0));
  const quoted = desk.quoted(line, QUOTED);
  return another === undefined && only?.some((item) => quoted.includes(item)) ? only : undefined;
}

/** Stage 4 for quoted items: the amount is what is open less a discount that is valid on the value date (R13). */
export function postQuotedLessDiscount(desk: Desk): void {
  for (const line of desk.lines) {
    if (!desk.isFree(line)) continue;
    const open = openOf(desk, desk.quoted(line, WEAK));
    if (open.length === 0) continue;
    const discounts = open.map((item) => desk.discount(line, item));
    const discounted = desk.total(open) - discounts.reduce((sum, discount) => sum + discount, 0);
    if (discounted === desk.amount(line) && discounts.some((discount) => discount > 0)) {
      putWith(desk, line, open, discounts, "DISCOUNT", 0);
    }
  }
}

/** Stage 5 for quoted items: the amount differs by no more than both limits allow. */
export function postQuotedWithinTolerance(desk: Desk): void {
  for (const line of desk.lines) {
    if (!desk.isFree(line)) continue;
    const open = openOf(desk, desk.quoted(line, QUOTED));
    if (open.length === 0) continue;
    const total = desk.total(open);
    const width = desk.tolerance(total);
    if (width > 0 && Math.abs(total - desk.amount(line)) <= width) put(desk, line, open, "TOLERANCE", width);
  }
}

function openOf(desk: Desk, items: readonly number[]): readonly number[] {
  return items.filter((item) => desk.left(item) !== 0);
}

function put(desk: Desk, line: number, items: readonly number[], rule: CashRule, width: number): void {
  const none = items.map(() => 0);
  putWith(desk, line, items, none, rule, width);
}

function putWith(
  desk: Desk,
  line: number,
  items: readonly number[],
  discounts: readonly number[],
  rule: CashRule,
  width: number,
): void {
  const settled = items.map((item, place) => ({ item, open: desk.left(item), discount: discounts[place] ?? 0 }));
  const accidents = ACCIDENT_WITH_NUMBER * rarity(desk.total(items), width);
  desk.put(line, desk.finding(rule, confidenceOf(accidents), items.length), settleAll(settled, desk.amount(line)));
}
