/**
 * A dispute from its first amount until nothing of it stands (R39), as the ledger's events tell it, and whose turn it
 * is. Amounts are minor units, instants unix seconds, days are counted from 1970-01-01.
 */
import type { LedgerEvent } from "../events.ts";
import { Outcome } from "../receivable.ts";
import type { Address, Hex } from "../receivable.ts";

export interface DisputeAct {
  readonly kind: "raised" | "withdrawn" | "conceded";
  readonly amount: bigint;
  /** In the parties' own list; undefined of what ends a part. */
  readonly code: number | undefined;
  /** Hash of what supports it; zero for nothing. */
  readonly evidence: Hex;
  readonly by: Address;
  readonly at: number;
  readonly block: number;
}

/** The last dispute about a receivable, with all that became of it. */
export interface Dispute {
  /** When its first amount was disputed. */
  readonly since: number;
  readonly sinceBlock: number;
  /** In the order of the chain. */
  readonly acts: readonly DisputeAct[];
  /** What is disputed and open now; zero once it is settled. */
  readonly disputed: bigint;
  /** When nothing was left of it; undefined while it stands. */
  readonly settledAt: number | undefined;
}

interface Told {
  readonly event: LedgerEvent;
  readonly timestamp: number;
  readonly block: number;
}

/**
 * @param events Of one receivable, in the order of the chain. @param disputed What is disputed now and still open.
 * @returns the last one, settled or not; undefined where there was none.
 */
export function lastDispute(events: readonly Told[], disputed: bigint): Dispute | undefined {
  let end: number | undefined;
  let acts: DisputeAct[] = [];
  for (const told of events) {
    const act = actOf(told);
    if (act?.kind === "raised" && end !== undefined) [end, acts] = [undefined, []];
    if (act !== undefined) acts.push(act);
    if (acts.length > 0 && endsIt(told.event)) end ??= told.timestamp;
  }
  const [first] = acts;
  if (first === undefined) return undefined;
  const begun = { since: first.at, sinceBlock: first.block, acts };
  if (disputed > 0n) return { ...begun, disputed, settledAt: undefined };
  // What was paid or credited is disputed no more, and no event of its own says so.
  return { ...begun, disputed: 0n, settledAt: end ?? events.at(-1)?.timestamp ?? first.at };
}

function actOf({ event, timestamp: at, block }: Told): DisputeAct | undefined {
  switch (event.name) {
    case "ReceivableDisputed": {
      const { amount, code, evidence, by } = event;
      return { kind: "raised", amount, code, evidence, by, at, block };
    }
    case "DisputeResolved": {
      const { amount, evidence, by } = event;
      const kind = event.outcome === Outcome.Withdrawn ? "withdrawn" : "conceded";
      return { kind, amount, code: undefined, evidence, by, at, block };
    }
    default:
      return undefined;
  }
}

function endsIt(event: LedgerEvent): boolean {
  const isNoMore = "disputed" in event && event.disputed === 0n;
  return isNoMore || ("closed" in event && event.closed);
}

export const DISPUTE_SIDES = ["creditor", "debtor"] as const;
export type DisputeSide = (typeof DISPUTE_SIDES)[number];

/** Something that one side did or said, to which the other may owe an answer. */
export interface DisputeWord {
  readonly side: DisputeSide;
  readonly at: number;
}

export interface DisputeTurn {
  readonly side: DisputeSide;
  /** When the other side did or said the first thing that is not answered: more of it puts nothing off. */
  readonly since: number;
}

/** Whose turn it is after some words, in any order; of those of one instant the later one in the list counts. */
export function turnAfter(words: readonly DisputeWord[]): DisputeTurn | undefined {
  const inOrder = [...words].sort((one, other) => one.at - other.at);
  const last = inOrder.at(-1);
  if (last === undefined) return undefined;
  const answered = inOrder.findLastIndex(({ side }) => side !== last.side);
  return { side: last.side === "creditor" ? "debtor" : "creditor", since: inOrder[answered + 1]?.at ?? last.at };
}

/** What an outcome comes to, from how its parts stand. */
export const OUTCOME_STATES = ["proposed", "underway", "settled", "over"] as const;
export type OutcomeState = (typeof OUTCOME_STATES)[number];

/** A part that can no longer be done ends the outcome, whatever was done of it: the rest is proposed anew. */
export function outcomeState(parts: readonly ("waiting" | "given" | "recorded" | "over")[]): OutcomeState {
  if (parts.every((part) => part === "recorded")) return "settled";
  if (parts.includes("over")) return "over";
  return parts.some((part) => part !== "waiting") ? "underway" : "proposed";
}
