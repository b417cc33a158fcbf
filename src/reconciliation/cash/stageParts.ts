/** Stage 8: many payments for one item, guarded against more cash than is open. */
import { confidenceOf, groupings, rarity } from "./chance.ts";
import type { Desk } from "./desk.ts";
import { NAMED, QUOTED } from "./evidence.ts";
import { BY_REFERENCE } from "./payers.ts";
import { partOf, settledByPart } from "./shares.ts";
import type { Share } from "./placements.ts";
import type { Likenesses } from "./stageNear.ts";
import { groupsWithin } from "./subset.ts";

const MOST_LINES = 16;
const MOST_PARTS = 8;
/** A whole number that is quoted leaves little doubt about what a part is for. */
const DOUBT_WITH_NUMBER = 0.0005;
/** So often a payment of the payer comes near to a number by accident. */
const ACCIDENTAL_LIKENESS = 0.1;

/** Parts that quote one item whole: in full if they come to what is open, else each on account of it. */
export function postQuotedParts(desk: Desk): void {
  for (const [item, lines] of linesByItem(desk, (line) => onlyQuoted(desk, line))) {
    const open = desk.left(item);
    const total = lines.reduce((sum, line) => sum + desk.amount(line), 0);
    const missing = open - total;
    const width = desk.tolerance(open);
    if (lines.length > 1 && Math.abs(missing) <= width) {
      putParts(desk, item, lines, confidenceOf(DOUBT_WITH_NUMBER * rarity(open, missing === 0 ? 0 : width)));
    } else if (missing > width && desk.office.policy.postParts) {
      for (const line of lines) putOnAccount(desk, line, item);
    }
  }
}

/** The item that a line quotes whole, if it is one alone and still open. */
function onlyQuoted(desk: Desk, line: number): readonly number[] {
  const quoted = desk.quoted(line, QUOTED);
  return quoted.length === 1 ? quoted.filter((item) => desk.left(item) > 0) : [];
}

/**
 * A part on account of an item, with the discount that a part may earn (R12), unless another reading is as good. No
 * amount agrees here, so that the number has to be one that can be nothing else: a few digits may be a customer, a
 * telephone or another amount.
 */
function putOnAccount(desk: Desk, line: number, item: number): void {
  const amount = desk.amount(line);
  const open = desk.left(item);
  const discount = desk.office.items[item]?.discount;
  const isInTime = discount?.onParts === true && desk.day(line) <= discount.until;
  const settled = isInTime ? settledByPart(discount, amount) : amount;
  if (settled > open || desk.lacksExpiredDiscount(line, item)) return;
  const isOpen = (other: number): boolean => desk.left(other) === amount && desk.inWindow(line, other);
  const isAnswered = desk.byOpen().find(amount, 0, isOpen).length > 0;
  const isKnown = desk.office.lines.payer[line] !== BY_REFERENCE;
  const isNamed = desk.quoted(line, NAMED).includes(item);
  const isDoubtful = isAnswered || !isKnown || !isNamed || !desk.inWindow(line, item);
  const doubt = isDoubtful ? 0.5 : DOUBT_WITH_NUMBER;
  desk.put(line, desk.finding("PARTS", confidenceOf(doubt), 1), [partOf(item, amount, settled - amount)]);
}

/** Parts of which some quote a damaged number: they count only if together they are what is open. */
export function postNearParts(desk: Desk, likenesses: Likenesses): void {
  for (const tolerant of [false, true]) {
    const tried = linesByItem(desk, (line) => quotedOrLikest(desk, line, likenesses));
    const found = tried.flatMap(([item, lines]) => {
      const groups = desk.left(item) > 0 ? closing(desk, item, lines, tolerant) : [];
      return groups.map((group) => ({ item, group, lines: lines.length, solutions: groups.length }));
    });
    const uses = new Map<number, number>();
    for (const { group } of found) for (const line of group) uses.set(line, (uses.get(line) ?? 0) + 1);
    for (const { item, group, lines, solutions } of found) {
      const isShared = solutions > 1 || group.some((line) => uses.get(line) !== 1);
      const width = tolerant ? desk.tolerance(desk.left(item)) : 0;
      const searched = groupings(lines, 2, group.length) * tried.length;
      const accidents = searched * rarity(desk.left(item), width) * ACCIDENTAL_LIKENESS;
      putParts(desk, item, group, isShared ? 5_000 : confidenceOf(accidents));
    }
  }
}

/** What a line quotes whole, or else the items that its text comes nearest to. */
function quotedOrLikest(desk: Desk, line: number, likenesses: Likenesses): readonly number[] {
  const quoted = desk.quoted(line, QUOTED);
  if (quoted.length > 0) return quoted;
  const near = likenesses.of(line);
  return near.filter(({ slips }) => slips === near[0]?.slips).map(({ item }) => item);
}

function closing(
  desk: Desk,
  item: number,
  lines: readonly number[],
  tolerant: boolean,
): readonly (readonly number[])[] {
  if (lines.length < 2 || lines.length > MOST_LINES) return [];
  const open = desk.left(item);
  const { groups } = groupsWithin({
    amounts: lines.map((line) => desk.amount(line)),
    target: open,
    width: tolerant ? desk.tolerance(open) : 0,
    ...{ leastMembers: 2, mostMembers: MOST_PARTS, mostGroups: 3 },
  });
  return groups.map((group) => group.map((place) => lines[place] ?? 0));
}

/** Free lines by the items that they are for, both in the desk's order. */
function linesByItem(
  desk: Desk,
  itemsOf: (line: number) => readonly number[],
): readonly (readonly [number, readonly number[]])[] {
  const lines = new Map<number, number[]>();
  for (const line of desk.free()) {
    for (const item of itemsOf(line)) {
      const known = lines.get(item);
      if (known === undefined) lines.set(item, [line]);
      else known.push(line);
    }
  }
  return Array.from(desk.items)
    .filter((item) => lines.has(item))
    .map((item) => [item, lines.get(item) ?? []]);
}

/** Lines that together close an item; a tolerated difference goes with the last. */
function putParts(desk: Desk, item: number, lines: readonly number[], confidence: number): void {
  if (lines.some((line) => !desk.isFree(line))) return;
  const allMay = lines.every((line) => desk.mayPost(line));
  const missing = desk.left(item) - lines.reduce((sum, line) => sum + desk.amount(line), 0);
  lines.forEach((line, place) => {
    const difference = place === lines.length - 1 ? missing : 0;
    const finding = desk.finding("PARTS", allMay ? confidence : 0, lines.length);
    desk.put(line, finding, [shareOf(item, desk.amount(line), difference)]);
  });
}

function shareOf(item: number, cash: number, difference: number): Share {
  if (difference === 0) return partOf(item, cash, 0);
  const reason = difference > 0 ? "TOLERATED_SHORT" : "TOLERATED_OVER";
  return { item, cash, discount: 0, difference, reason };
}
