/**
 * A firm's own cash as a book has it: money that is known to be a customer's and has settled nothing yet. It comes with
 * the decision that names the payer, and goes when the ledger, or the firm's own records, have what it settled.
 */
import { keccakOfText } from "../../domain/hash.ts";
import type { UnappliedMove } from "../../domain/indicators/book.ts";
import type { Trace } from "../../domain/indicators/trace.ts";
import { dayNumber } from "../../domain/terms.ts";
import type { CashDecision } from "../../store/portfolioCash.ts";

const DAY = 86_400;
/** Signing what was posted may take so long; what was posted before is on the ledger, or never will be. */
const PENDING_SECONDS = 90 * DAY;

/** @param customer Of this one alone; of all where it is undefined. */
export function unappliedMoves(
  decisions: readonly CashDecision[],
  traces: readonly Trace[],
  customer: string | undefined,
): readonly UnappliedMove[] {
  if (decisions.length === 0) return [];
  const recorded = new Map<string, number>();
  for (const { id, moves } of traces) {
    for (const { kind, reference, at } of moves) {
      const key = `${id} ${reference}`;
      if (kind === "payment" && reference !== "" && !recorded.has(key)) recorded.set(key, at);
    }
  }
  const moves: UnappliedMove[] = [];
  for (const [, own] of Map.groupBy(decisions, ({ entry }) => entry)) {
    for (const standing of standingsOf(own)) moves.push(...movesOf(standing, recorded));
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

function movesOf({ decision, from, to }: Standing, recorded: ReadonlyMap<string, number>): readonly UnappliedMove[] {
  const { payer: customer, valueDate, amount, put, decided } = decision;
  if (customer === "" || to <= from) return [];
  const day = dayNumber(valueDate);
  const moves = [{ customer, day, at: from, amount }];
  let rest = amount;
  for (const { receivable, bankReference, cash } of put) {
    const told = receivable === null ? decided : recorded.get(`${receivable} ${keccakOfText(bankReference)}`);
    const at = Math.max(from, told ?? decided + PENDING_SECONDS);
    if (at >= to) continue;
    const applied = cash < rest ? cash : rest;
    if (applied === 0n) continue;
    moves.push({ customer, day, at, amount: -applied });
    rest -= applied;
  }
  if (to !== Infinity && rest !== 0n) moves.push({ customer, day, at: to, amount: -rest });
  return moves;
}
