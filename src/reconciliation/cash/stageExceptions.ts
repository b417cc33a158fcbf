/** Stage 10: what no stage could post, by the reason why not. */
import { firstNotBelow } from "./amountIndex.ts";
import type { Desk } from "./desk.ts";
import { paymentKey } from "./office.ts";
import { QUOTED } from "./evidence.ts";
import type { CashRule } from "../../domain/cashMatch.ts";
import { EXCEPTED, POSTED, PROPOSED } from "./placements.ts";
import type { Finding, Share } from "./placements.ts";
import { NONE } from "./rows.ts";

const NOTHING: readonly Share[] = [];

/** Places every line that is still free. */
export function placeRest(desk: Desk): void {
  const rest = desk.free();
  if (rest.length === 0) return;
  const quotedByRest = new Set(rest.flatMap((line) => desk.quoted(line, QUOTED)));
  const payments = postedDays(desk, quotedByRest);
  for (const line of rest) {
    const quoted = desk.quoted(line, QUOTED);
    const isPaid = quoted.some((item) => {
      const key = paymentKey(item, desk.amount(line));
      return isDuplicate(desk, line, payments.get(key)) || isDuplicate(desk, line, desk.office.paidDays.get(key));
    });
    if (isPaid) except(desk, line, "DUPLICATE", NOTHING);
    else if (!proposeBest(desk, line)) exceptByQuote(desk, line, quoted);
  }
  contest(desk, rest);
}

/** Tells of lines that would take more of an item together than is open. */
function contest(desk: Desk, lines: readonly number[]): void {
  const { placements } = desk.office;
  const taken = new Map<number, number>();
  for (const line of lines) {
    for (const share of placements.sharesOf(line)) taken.set(share.item, (taken.get(share.item) ?? 0) + takenBy(share));
  }
  const isOver = (item: number): boolean => Math.abs(taken.get(item) ?? 0) > Math.abs(desk.left(item));
  for (const line of lines) if (placements.itemsOf(line).some(isOver)) placements.contested[line] = 1;
}

function takenBy({ cash, discount, difference }: Share): number {
  return cash + discount + difference;
}

/** The days of posted payments of some items, in their order, by item and amount. */
function postedDays(desk: Desk, items: ReadonlySet<number>): ReadonlyMap<string, readonly number[]> {
  const { placements } = desk.office;
  const days = new Map<string, number[]>();
  for (const line of desk.lines) {
    if (items.size === 0 || placements.disposition[line] !== POSTED) continue;
    for (const item of placements.itemsOf(line)) {
      if (!items.has(item)) continue;
      const key = paymentKey(item, desk.amount(line));
      const known = days.get(key);
      if (known === undefined) days.set(key, [desk.day(line)]);
      else known.push(desk.day(line));
    }
  }
  return days;
}

/** Same payer, amount and reference within the days of the policy. */
function isDuplicate(desk: Desk, line: number, posted: readonly number[] | undefined): boolean {
  if (posted === undefined) return false;
  const { duplicateDays } = desk.office.policy;
  const next = posted[firstNotBelow(posted, desk.day(line) - duplicateDays)];
  return next !== undefined && next <= desk.day(line) + duplicateDays;
}

/** A proposal stands while its items still have what it would take. */
function proposeBest(desk: Desk, line: number): boolean {
  const proposal = desk.office.proposals.get(line);
  if (proposal === undefined) return false;
  const stands = proposal.shares.every((share) => {
    const left = desk.left(share.item);
    const taken = takenBy(share);
    return left !== 0 && (left > 0 ? taken <= left : taken >= left);
  });
  if (stands) desk.office.placements.place(line, PROPOSED, proposal.finding, proposal.shares);
  return stands;
}

function exceptByQuote(desk: Desk, line: number, quoted: readonly number[]): void {
  const [item, another] = quoted.filter((each) => desk.left(each) > 0);
  const amount = desk.amount(line);
  if (desk.office.lines.foreign[line] !== NONE) except(desk, line, "THIRD_PARTY_REFERENCE", NOTHING);
  else if (item === undefined || another !== undefined) except(desk, line, "UNAPPLIED", NOTHING);
  else if (amount > desk.left(item)) except(desk, line, "OVER", NOTHING);
  else except(desk, line, "SHORT", [shortOf(desk, line, item)]);
}

/** What a person would post of a short payment: the cash; what is missing stays open with its reason. */
function shortOf(desk: Desk, line: number, item: number): Share {
  const reason = desk.lacksExpiredDiscount(line, item) ? "UNEARNED_DISCOUNT" : "PART_PAYMENT";
  return { item, cash: desk.amount(line), discount: 0, difference: 0, reason };
}

function except(desk: Desk, line: number, rule: CashRule, shares: readonly Share[]): void {
  const finding: Finding = { rule, confidence: 0, candidates: desk.quoted(line, QUOTED).length, solutions: 0 };
  desk.office.placements.place(line, EXCEPTED, finding, shares);
}
