/**
 * A firm's own cash as a book has it: money that is known to be a customer's and has settled nothing yet. It comes with
 * the decision that names the payer, and goes when the ledger, or the firm's own records, have what it settled:
 * what was posted and never signed stays.
 */
import type { UnappliedMove } from "../../domain/indicators/book.ts";
import { dayNumber } from "../../domain/terms.ts";
import type { CashDecision } from "../../store/portfolioCash.ts";

/** @param customer Of this one alone; of all where it is undefined. */
export function unappliedMoves(
  decisions: readonly CashDecision[],
  customer: string | undefined,
): readonly UnappliedMove[] {
  const moves: UnappliedMove[] = [];
  for (const [, own] of Map.groupBy(decisions, ({ entry }) => entry)) {
    for (const standing of standingsOf(own)) moves.push(...movesOf(standing));
  }
  const asked = customer === undefined ? moves : moves.filter((move) => move.customer === customer);
  return asked.toSorted((left, right) => left.at - right.at);
}

/** A decision for as long as it stood. */
interface Standing {
  readonly decision: CashDecision;
  readonly from: number;
  readonly to: number;
}

/** Of one entry: a decision stands until it is undone or another one is made, and again after those that followed. */
function standingsOf(decisions: readonly CashDecision[]): readonly Standing[] {
  const standings = decisions.map((decision, place): Standing => {
    const next = decisions[place + 1]?.decided;
    const end = decision.undone ?? next ?? (decision.isStanding ? Infinity : decision.decided);
    return { decision, from: decision.decided, to: next === undefined ? end : Math.min(end, next) };
  });
  const place = decisions.findIndex(({ isStanding }) => isStanding);
  const standing = decisions[place];
  if (standing === undefined || place === decisions.length - 1) return standings;
  const ends = decisions.slice(place + 1).map(({ undone, decided }) => undone ?? decided);
  return [...standings, { decision: standing, from: Math.max(...ends), to: Infinity }];
}

function movesOf({ decision, from, to }: Standing): readonly UnappliedMove[] {
  const { payer: customer, valueDate, amount, put } = decision;
  if (customer === "" || to <= from) return [];
  const day = dayNumber(valueDate);
  const moves = [{ customer, day, at: from, amount }];
  let rest = amount;
  for (const { cash, recorded = Infinity } of put) {
    const at = Math.max(from, recorded);
    if (at >= to) continue;
    const applied = cash < rest ? cash : rest;
    if (applied === 0n) continue;
    moves.push({ customer, day, at, amount: -applied });
    rest -= applied;
  }
  if (to !== Infinity && rest !== 0n) moves.push({ customer, day, at: to, amount: -rest });
  return moves;
}
