/** Stages 6 and 7: one payment for many items that it does not name. */
import { confidenceOf, groupings, rarity } from "./chance.ts";
import type { Desk } from "./desk.ts";
import type { CashRule } from "../../domain/cashMatch.ts";
import { partOf, settleAll } from "./shares.ts";
import type { Share } from "./placements.ts";
import type { Likenesses } from "./stageNear.ts";
import { groupsWithin } from "./subset.ts";

/** So many solutions are counted before a search gives up. */
const MOST_SOLUTIONS = 100;
/** How often a payment of several items is for others than those of a statement or a due date. */
const ELSEWHERE = 0.05;

/** Stage 6: the whole statement; else the oldest first where that is agreed, or all items of one due date. */
export function postStatements(desk: Desk): void {
  desk.speak();
  for (const line of desk.free()) {
    const items = desk.candidates(line);
    if (items.length < 2 || desk.isContradicted(line, items)) continue;
    if (desk.total(items) === desk.amount(line)) putWhole(desk, line, items, "WHOLE_STATEMENT", items.length, 1);
    else if (isAgreedOldestFirst(desk)) putOldestFirst(desk, line, items);
    else putDueDate(desk, line, items);
  }
}

function isAgreedOldestFirst(desk: Desk): boolean {
  return desk.office.policy.oldestFirst.has(desk.office.items[desk.items[0] ?? 0]?.payer ?? "");
}

function putDueDate(desk: Desk, line: number, items: readonly number[]): void {
  const dates = new Map<number, number[]>();
  for (const item of items) {
    const due = desk.office.columns.due[item] ?? 0;
    const group = dates.get(due);
    if (group === undefined) dates.set(due, [item]);
    else group.push(item);
  }
  const amount = desk.amount(line);
  const fits = [...dates.values()].filter((group) => group.length > 1 && desk.total(group) === amount);
  const [only] = fits;
  if (only !== undefined) putWhole(desk, line, only, "ONE_DUE_DATE", dates.size, fits.length);
}

function putWhole(
  desk: Desk,
  line: number,
  items: readonly number[],
  rule: CashRule,
  candidates: number,
  solutions: number,
): void {
  const accidents = candidates * rarity(desk.amount(line), 0) * ELSEWHERE;
  const finding = desk.finding(rule, confidenceOf(accidents), candidates, solutions);
  desk.put(line, finding, settleAll(inFull(desk, items), desk.amount(line)));
}

/**
 * As the agreement has it (R30): each item in full, the last one as far as the cash goes. A credit note is passed over,
 * and stays open: the agreement says in which order cash settles what is owed, and to set a credit off against it is
 * for a party to declare (R38). The payer does so by an amount that is the whole statement less its credit notes, which
 * is looked at first, or by naming them.
 */
function putOldestFirst(desk: Desk, line: number, items: readonly number[]): void {
  let rest = desk.amount(line);
  const shares: Share[] = [];
  for (const item of items) {
    const open = desk.left(item);
    if (rest <= 0 || open <= 0) continue;
    const cash = Math.min(rest, open);
    rest -= cash;
    shares.push(cash === open ? wholeOf(item, cash) : partOf(item, cash, 0));
  }
  if (rest === 0) desk.put(line, desk.finding("OLDEST_FIRST", confidenceOf(0), items.length), shares);
}

function wholeOf(item: number, cash: number): Share {
  return { item, cash, discount: 0, difference: 0, reason: "NONE" };
}

function inFull(desk: Desk, items: readonly number[]): { item: number; open: number; discount: number }[] {
  return items.map((item) => ({ item, open: desk.left(item), discount: 0 }));
}

/**
 * Stage 7: the one group of items, credit notes among them as negatives, whose sum is the cash. Items whose numbers the
 * text comes near to are tried by themselves first. Posted only if no other group is within tolerance, and if a search
 * among so many would hardly find one by accident.
 */
export function postSubsets(desk: Desk, likenesses: Likenesses): void {
  desk.speak();
  for (const line of desk.free()) {
    const near = likenesses.of(line).map(({ item }) => item);
    if (near.length > 1) searchSubset(desk, line, near);
    if (desk.isFree(line)) searchSubset(desk, line, desk.candidates(line));
  }
}

function searchSubset(desk: Desk, line: number, pool: readonly number[]): void {
  const { groupItems, poolItems } = desk.office.policy.limits;
  if (pool.length < 2 || pool.length > poolItems) return;
  const target = desk.amount(line);
  const width = desk.tolerance(target);
  const { groups, isComplete } = groupsWithin({
    amounts: pool.map((item) => desk.left(item)),
    ...{ target, width, leastMembers: 2, mostMembers: groupItems, mostGroups: MOST_SOLUTIONS },
  });
  const best = likeliest(groups, (place) => desk.left(pool[place] ?? 0), target);
  if (best === undefined) return;
  const items = best.map((place) => pool[place] ?? 0);
  if (desk.isContradicted(line, items)) return;
  const missing = Math.abs(desk.total(items) - target);
  const accidents = groupings(pool.length, 2, items.length) * rarity(desk.total(items), missing === 0 ? 0 : width);
  const unsure = isComplete ? (groups.length - 1) / groups.length : 1;
  const finding = desk.finding("SUBSET_SUM", confidenceOf(accidents + unsure), pool.length, groups.length);
  desk.put(line, finding, settleAll(inFull(desk, items), target));
}

/** The group that misses the least, of those that miss as little the smallest. */
function likeliest(
  groups: readonly (readonly number[])[],
  amountAt: (place: number) => number,
  target: number,
): readonly number[] | undefined {
  const missing = (group: readonly number[]): number =>
    Math.abs(group.reduce((sum, place) => sum + amountAt(place), 0) - target);
  return groups.toSorted((left, right) => missing(left) - missing(right) || left.length - right.length)[0];
}
