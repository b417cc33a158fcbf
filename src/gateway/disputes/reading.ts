/** What there is to tell of disputes, from one state of the index. */
import { lastDispute, turnAfter } from "../../domain/cases/dispute.ts";
import type { Dispute, DisputeSide, DisputeTurn, DisputeWord } from "../../domain/cases/dispute.ts";
import { answerClock, answerRule } from "../../domain/clocks/disputeAnswer.ts";
import type { AnswerClock, AnswerRule } from "../../domain/clocks/disputeAnswer.ts";
import type { LedgerEvent } from "../../domain/events.ts";
import { localDay, openPrincipal } from "../../domain/money.ts";
import type { Address, Header, Hex, Terms } from "../../domain/receivable.ts";
import { eventsOf } from "../../store/chainTables.ts";
import { contentOf } from "../../store/contents.ts";
import type { Sql } from "../../store/database.ts";
import { factorsOf } from "../../store/desks.ts";
import { answerDaysOf, outcomesOf, saidIn } from "../../store/disputes.ts";
import type { KnownOutcome, SaidOfDispute } from "../../store/disputes.ts";
import { statesOf } from "../../store/readModel.ts";
import type { StoredState } from "../../store/stateRow.ts";

export interface ReadDispute {
  readonly id: Hex;
  readonly stored: StoredState;
  readonly header: Header;
  /** Undefined while they are sealed to others. */
  readonly terms: Terms | undefined;
  /** Its holder, or the factor behind it. */
  readonly creditor: Address;
  /** When its holder got it, unix seconds. */
  readonly heldSince: number;
  readonly dispute: Dispute;
  /** Those of this dispute, the oldest first. */
  readonly outcomes: readonly KnownOutcome[];
  /** The number of the last outcome, of this dispute or one before; zero where there was none. */
  readonly lastOutcome: number;
  /** Undefined once it is settled. */
  readonly answer: (DisputeTurn & AnswerRule & AnswerClock) | undefined;
}

const DAY = 86_400;

/** Those of some receivables that were ever disputed, in the order of the ids. @param now Unix seconds. */
export async function readDisputes(sql: Sql, ids: readonly Hex[], now: number): Promise<readonly ReadDispute[]> {
  if (ids.length === 0) return [];
  const states = await statesOf(sql, ids);
  const events = Map.groupBy(await eventsOf(sql, ids), ({ event }) => ("id" in event ? event.id : undefined));
  const factors = await factorsOf(
    sql,
    [...states.values()].map(({ state }) => state.holder),
  );
  const said = Map.groupBy(await saidIn(sql, ids), ({ receivable }) => receivable);
  const outcomes = Map.groupBy(await outcomesOf(sql, ids), ({ receivable }) => receivable);
  const found: Found[] = [];
  for (const id of ids) {
    const stored = states.get(id);
    const header = stored?.state.agreed?.header;
    if (stored === undefined || header === undefined) continue;
    const terms = await termsOf(sql, stored);
    // Events that have the id of a receivable are the ledger's.
    const told = (events.get(id) ?? []).map(({ event, timestamp, at }) => {
      return { event: event as LedgerEvent, timestamp, block: at.blockNumber };
    });
    const dispute = lastDispute(told, disputedNow(stored, terms));
    if (dispute === undefined) continue;
    const { holder } = stored.state;
    const heldSince = told.findLast(({ event }) => event.name === "Transfer")?.timestamp ?? dispute.since;
    const about = { id, stored, header, terms, creditor: factors.get(holder) ?? holder, heldSince, dispute };
    const all = outcomes.get(id) ?? [];
    const own = all.filter(({ afterBlock }) => afterBlock >= dispute.sinceBlock);
    found.push({
      ...about,
      outcomes: own,
      lastOutcome: all.at(-1)?.number ?? 0,
      turn: turnIn(about, own, said.get(id) ?? []),
    });
  }
  return withAnswers(sql, found, now);
}

type Found = Omit<ReadDispute, "answer"> & { readonly turn: DisputeTurn | undefined };

async function termsOf(sql: Sql, { state }: StoredState): Promise<Terms | undefined> {
  return state.agreed?.openTerms ?? (await contentOf(sql, state.commitment))?.receivable.terms;
}

/** What was paid or credited since is disputed no more. */
export function disputedNow({ state }: Pick<StoredState, "state">, terms: Terms | undefined): bigint {
  if (state.closed) return 0n;
  const open = terms === undefined ? state.disputed : openPrincipal(terms, state);
  return state.disputed < open ? state.disputed : open;
}

const SIDE_OF = { raised: "debtor", withdrawn: "debtor", conceded: "creditor" } as const;

function turnIn(
  { dispute, header }: Pick<ReadDispute, "dispute" | "header">,
  outcomes: readonly KnownOutcome[],
  said: readonly SaidOfDispute[],
): DisputeTurn | undefined {
  if (dispute.settledAt !== undefined) return undefined;
  const sideOf = (organisation: Address): DisputeSide => (organisation === header.buyer ? "debtor" : "creditor");
  return turnAfter([
    ...dispute.acts.map(({ kind, at }) => ({ side: SIDE_OF[kind], at })),
    ...said.filter(({ at }) => at >= dispute.since).map(({ organisation, at }) => ({ side: sideOf(organisation), at })),
    ...outcomes.flatMap((outcome): DisputeWord[] => {
      const { organisation, side, at, withdrawal, refusedAt, refusedBy } = outcome;
      // Whoever takes its own proposal back has said nothing.
      if (refusedBy === organisation) return [];
      // What asks nothing of the other side awaits nothing of it.
      const asked: readonly DisputeWord[] = side === "creditor" && withdrawal > 0n ? [{ side, at }] : [];
      if (refusedAt === null || refusedBy === null) return [...asked];
      return [...asked, { side: sideOf(refusedBy), at: refusedAt }];
    }),
  ]);
}

async function withAnswers(sql: Sql, found: readonly Found[], now: number): Promise<readonly ReadDispute[]> {
  const turns = found.flatMap(({ id, turn, creditor, header: { buyer } }) => {
    if (turn === undefined) return [];
    const [organisation, counterparty] = turn.side === "creditor" ? [creditor, buyer] : [buyer, creditor];
    return [{ id, organisation, counterparty, since: turn.since }];
  });
  const set = await answerDaysOf(sql, turns);
  const days = new Map(turns.map(({ id }, index) => [id, set[index]]));
  return found.map(({ turn, ...one }) => {
    if (turn === undefined) return { ...one, answer: undefined };
    const rule = answerRule(days.get(one.id));
    const clock = answerClock(dayAt(one.terms, turn.since), rule, dayAt(one.terms, now));
    return { ...one, answer: { ...turn, ...rule, ...clock } };
  });
}

/** Where the terms are at home; of UTC while they are unknown. */
export function dayAt(terms: Terms | undefined, instant: number): number {
  return terms === undefined ? Math.floor(instant / DAY) : localDay(terms, instant);
}
