/** What events of factoring touch: desks, deals and what moved of them, purchases, notices, filings, facts. */
import { EMPTY_FACTORING, foldFactoringFacts } from "../domain/factoring/factoringFold.ts";
import type { DealEvent, RecordedFactoringEvent } from "../domain/factoring/factoringEvents.ts";
import { keyOf } from "../domain/fold.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import { noticesByHashes, removeNotices, upsertNotices } from "../store/assignmentNotices.ts";
import type { StoredNotice } from "../store/assignmentNotices.ts";
import type { Dropped } from "../store/chainTables.ts";
import type { Transaction } from "../store/database.ts";
import { appendMovements, lastDeals, removeDeals, upsertDeals } from "../store/deals.ts";
import type { DealKey } from "../store/deals.ts";
import { factorsOf } from "../store/desks.ts";
import { dealIdOf, noticeIdOf } from "../store/eventBody.ts";
import type { ConcerningEvent } from "../store/eventLines.ts";
import { byPlace } from "../store/eventLines.ts";
import { factoringFactOf } from "../store/factKeys.ts";
import { dealEventsOf, factoringEventsOfFacts, noticeEventsOf } from "../store/factoringEvents.ts";
import type { NoticeEvent } from "../store/factoringEvents.ts";
import { factsOf, replaceFacts } from "../store/facts.ts";
import type { FactKey } from "../store/factTables.ts";
import { appendFilings } from "../store/filings.ts";
import type { StoredFiling } from "../store/filings.ts";
import { appendPurchases } from "../store/purchases.ts";
import type { StoredPurchase } from "../store/purchases.ts";
import { concerning } from "./concerning.ts";
import { dealsAfter, foldDeals, foldNotices, movementOf } from "./foldDeals.ts";
import type { DealStep } from "./foldDeals.ts";

const KINDS = ["desks/", "owed/", "deskNonces/", "factoringNonces/"];

/** Whether a fact follows from factoring. */
export function isOfFactoring(fact: FactKey): boolean {
  return KINDS.some((kind) => fact.startsWith(kind));
}

/** What a batch makes of factoring. */
export interface FoldedFactoring {
  /** In the order of the chain. */
  readonly events: readonly ConcerningEvent[];
  /** What has lost events, and is written from its beginning. */
  readonly anew: { readonly deals: readonly DealKey[]; readonly notices: readonly Hex[] };
  readonly steps: readonly DealStep[];
  readonly notices: ReadonlyMap<Hex, StoredNotice>;
}

export type DroppedOfFactoring = Pick<Dropped, "deals" | "notices" | "facts">;

/**
 * Folds before the events are written, since whom an event concerns follows from its deal or notice. @param events In
 * the order of the chain.
 */
export async function foldFactoringBatch(
  tx: Transaction,
  events: readonly RecordedFactoringEvent[],
  dropped: DroppedOfFactoring,
): Promise<FoldedFactoring> {
  const anew = { deals: distinct(dropped.deals), notices: [...new Set(dropped.notices)] };
  if (events.length + anew.deals.length + anew.notices.length === 0) {
    return { events: [], anew, steps: [], notices: new Map() };
  }
  const factorOf = await factors(tx, events, anew.deals);
  const steps = await dealSteps(tx, events, anew.deals, factorOf);
  const notices = await noticesAfter(tx, events, anew.notices);
  const stepAt = new Map(steps.map((step) => [placeOf(step), step.deal]));
  const told = events.map((recorded) =>
    concerning(recorded, { factorOf, deal: stepAt.get(placeOf(recorded)), notices }),
  );
  return { events: told, anew, steps, notices };
}

/** Writes what {@link foldFactoringBatch} made, once its events are in the tables. */
export async function writeFactoring(
  tx: Transaction,
  { events, anew, steps, notices }: FoldedFactoring,
  { facts }: Pick<Dropped, "facts">,
): Promise<void> {
  await writeFacts(tx, events, facts.filter(isOfFactoring));
  await removeDeals(tx, anew.deals);
  await removeNotices(tx, anew.notices);
  if (steps.length > 0) await upsertDeals(tx, dealsAfter(steps));
  if (notices.size > 0) await upsertNotices(tx, [...notices.values()]);
  if (events.length === 0) return;
  const isNew = new Set(events.map(placeOf));
  await appendMovements(tx, steps.filter((step) => isNew.has(placeOf(step))).map(movementOf));
  await appendPurchases(tx, events.flatMap(purchaseOf));
  await appendFilings(tx, events.flatMap(filingOf));
}

async function dealSteps(
  tx: Transaction,
  events: readonly RecordedFactoringEvent[],
  anew: readonly DealKey[],
  factorOf: (desk: Address) => Address,
): Promise<readonly DealStep[]> {
  const isAnew = new Set(anew.map(({ desk, id }) => keyOf(desk, id)));
  const own = events.flatMap(({ event, at }) => (isDealEvent(event) ? [{ event, at }] : []));
  const touched = own.map(({ event, at }) => ({ desk: at.address, id: event.id }));
  const others = distinct(touched).filter(({ desk, id }) => !isAnew.has(keyOf(desk, id)));
  const standing = await lastDeals(tx, others);
  const kept = await dealEventsOf(tx, anew);
  return foldDeals(standing, [...kept, ...own].sort(byPlace), factorOf);
}

async function noticesAfter(
  tx: Transaction,
  events: readonly RecordedFactoringEvent[],
  anew: readonly Hex[],
): Promise<ReadonlyMap<Hex, StoredNotice>> {
  const own = events.flatMap(({ event, at }) => (isNoticeEvent(event) ? [{ event, at }] : []));
  const others = [...new Set(own.map(({ event }) => event.notice))].filter((hash) => !anew.includes(hash));
  const standing = others.length === 0 ? new Map<Hex, StoredNotice>() : await noticesByHashes(tx, others);
  const kept = await noticeEventsOf(tx, anew);
  return foldNotices(standing, [...kept, ...own].sort(byPlace));
}

/** The factors of all desks that the events or the tables know. */
async function factors(
  tx: Transaction,
  events: readonly RecordedFactoringEvent[],
  deals: readonly DealKey[],
): Promise<(desk: Address) => Address> {
  const desks = new Set([...events.map(({ at }) => at.address), ...deals.map(({ desk }) => desk)]);
  const known = new Map(await factorsOf(tx, [...desks]));
  for (const { event } of events) if (event.name === "DeskOpened") known.set(event.desk, event.factor);
  return (desk) => {
    const factor = known.get(desk);
    if (factor === undefined) throw new RangeError(`${desk} wrote as a desk and nobody has opened it`);
    return factor;
  };
}

async function writeFacts(
  tx: Transaction,
  events: readonly RecordedFactoringEvent[],
  anew: readonly FactKey[],
): Promise<void> {
  const isAnew = new Set(anew);
  const own = events.filter((recorded) => factoringFactOf(recorded) !== undefined);
  const keys = new Set(own.flatMap((recorded) => factoringFactOf(recorded) ?? []));
  const others = [...keys].filter((key) => !isAnew.has(key));
  if (isAnew.size + others.length === 0) return;
  const { owed } = await factsOf(tx, others);
  const standing = {
    ...EMPTY_FACTORING,
    owed: new Map(owed.map((row) => [keyOf(row.desk, row.account, row.currency), row])),
  };
  // The tables hold the new events of what is folded anew by now.
  const ofOthers = own.filter((recorded) => !isAnew.has(factoringFactOf(recorded) ?? "desks/"));
  const after = foldFactoringFacts(standing, [...(await factoringEventsOfFacts(tx, anew)), ...ofOthers].sort(byPlace));
  await replaceFacts(tx, [...isAnew, ...others], {
    desks: [...after.desks].map(([desk, factor]) => ({ desk, factor })),
    owed: [...after.owed.values()],
    deskNonces: [...after.deskNonces.values()],
    factoringNonces: [...after.nonces.values()],
  });
}

function purchaseOf({ event, at, concerned }: ConcerningEvent): StoredPurchase[] {
  if (event.name !== "ReceivablePurchased") return [];
  const { id, seller, offer, nonce, currency, open, price } = event;
  const [, factor = at.address] = concerned;
  const { blockNumber, logIndex, address: desk } = at;
  return [{ blockNumber, logIndex, desk, factor, id, seller, offer, nonce, currency, open, price }];
}

function filingOf({ event, at: { blockNumber, logIndex } }: ConcerningEvent): StoredFiling[] {
  if (event.name !== "FilingRecorded") return [];
  const { filing, by, ids } = event;
  return [{ blockNumber, logIndex, filing, by, ids }];
}

function isDealEvent(event: RecordedFactoringEvent["event"]): event is DealEvent {
  return event.name !== "ReceivablePurchased" && dealIdOf(event) !== undefined;
}

function isNoticeEvent(event: RecordedFactoringEvent["event"]): event is NoticeEvent {
  return noticeIdOf(event) !== undefined;
}

function distinct(keys: readonly DealKey[]): readonly DealKey[] {
  return [...new Map(keys.map((key) => [keyOf(key.desk, key.id), key])).values()];
}

function placeOf({ at }: Pick<RecordedFactoringEvent, "at">): string {
  return `${at.blockNumber}/${at.logIndex}`;
}
