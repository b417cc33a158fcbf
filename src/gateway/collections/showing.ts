/** The collection of a receivable as the interface writes it. */
import type { PaymentPromise } from "../../domain/collections/item.ts";
import { STAGES } from "../../domain/collections/policy.ts";
import { judgePromises } from "../../domain/collections/promises.ts";
import type { JudgedPromise, PromiseClock } from "../../domain/collections/promises.ts";
import { ANSWER_KINDS } from "../../domain/collections/record.ts";
import type { AdoptedSchedule } from "../../domain/collections/recordFold.ts";
import { nextInstantOf } from "../../domain/collections/schedule.ts";
import { adjust, WEEKENDS } from "../../domain/businessDays.ts";
import { localDay, openPrincipal } from "../../domain/money.ts";
import type { Address, Hex, Terms } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import type { CollectionContent } from "../../store/collectionContents.ts";
import type { StoredCollectionEvent } from "../../store/collectionEvents.ts";
import type { Collection } from "../../wire/collection.ts";
import { settlementsOf } from "../dunning/items.ts";
import { shownCollectionEvent, shownSchedule } from "../events/collectionEntry.ts";
import { shownPlanning } from "../plans/showing.ts";
import { shownCursor } from "../receivables/reading.ts";
import { shownAmount, shownCurrency } from "../receivables/showing.ts";
import type { ShownCurrency, Tokens } from "../receivables/showing.ts";
import { shownDay } from "../receivables/timeline.ts";
import { contentHashIn, toldContents } from "./hashes.ts";
import { instantOf, shownPlacement } from "./placements.ts";
import type { ReadCollection } from "./reading.ts";

interface Showing {
  readonly reader: Address;
  /** Unix seconds. */
  readonly now: number;
  readonly tokens: Tokens;
}

const PROMISE = ANSWER_KINDS.indexOf("promiseToPay");
/** R46; a promise of whatever day is judged here, and nothing rests because of it. */
const RULES = { grace: 2, longest: Infinity, most: Infinity } as const;

export function shownCollection(read: ReadCollection, { reader, now, tokens }: Showing): Collection {
  const { terms, adopted, state, events, cursor } = read;
  const currency = shownCurrency(terms?.currency, tokens);
  const told = toldContents(events, read.contents, reader);
  const judged = terms === undefined ? new Map<string, JudgedPromise>() : judgedIn(read, terms, now);
  return {
    currency,
    creditor: read.creditor,
    schedule: adopted === undefined ? null : shownAdopted(adopted, adopted.commitment === state.commitment),
    placements: read.placements.map(shownPlacement),
    entries: events.map((stored) => ({
      entry: shownCollectionEvent(stored, currency, cursor),
      content: contentFor(stored.event, told),
      payment: paymentIn(read, stored, judged, currency),
    })),
    planning: shownPlanning(read, currency, now),
    asOf: shownCursor(cursor),
  };
}

function shownAdopted(adopted: AdoptedSchedule, isCurrent: boolean): NonNullable<Collection["schedule"]> {
  const stages = STAGES.map((stage, number) => {
    const next = nextInstantOf(adopted, stage);
    return { stage, cycle: adopted.cycles[number] ?? 0, next: next === undefined ? null : instantOf(next) };
  });
  return { schedule: shownSchedule(adopted.schedule), isCurrent, dueDate: shownDay(adopted.dueDay), stages };
}

function contentFor(
  event: StoredCollectionEvent["event"],
  told: ReadonlyMap<Hex, CollectionContent>,
): CollectionContent | null {
  const hash = contentHashIn(event);
  return hash === undefined ? null : (told.get(hash) ?? null);
}

/** What tells one promise from another: its place on the chain. */
function keyOf({ at }: StoredCollectionEvent): string {
  return `${at.blockNumber}/${at.logIndex}`;
}

function paymentIn(
  { payments }: ReadCollection,
  stored: StoredCollectionEvent,
  judged: ReadonlyMap<string, JudgedPromise>,
  currency: ShownCurrency,
): Collection["entries"][number]["payment"] {
  const { event } = stored;
  const payment = event.name === "DebtorAnswered" ? payments.get(event.answer.payment) : undefined;
  if (payment === undefined) return null;
  const promise = judged.get(keyOf(stored));
  return {
    ...{ amount: shownAmount(payment.amount, currency), payBy: shownDay(payment.payBy), salt: payment.salt },
    standing: promise?.state ?? null,
    rest: promise === undefined ? null : shownAmount(promise.rest, currency),
  };
}

function judgedIn(
  { state, events, ledger, payments }: ReadCollection,
  terms: Terms,
  now: number,
): ReadonlyMap<string, JudgedPromise> {
  const promises = events.flatMap((stored): PaymentPromise[] => {
    const { event, timestamp: madeAt } = stored;
    if (event.name !== "DebtorAnswered" || event.answer.kind !== PROMISE) return [];
    const payment = payments.get(event.answer.payment);
    return payment === undefined ? [] : [{ id: keyOf(stored), amount: payment.amount, day: payment.payBy, madeAt }];
  });
  const item = {
    ...{ open: openPrincipal(terms, state), promises, settlements: settlementsOf(terms, ledger) },
    chase: { restart: 0, since: 0, owedSince: 0 },
  };
  return new Map(judgePromises(item, RULES, clockOf(terms, now)).map((promise) => [promise.id, promise]));
}

function clockOf(terms: Terms, now: number): PromiseClock {
  return {
    day: localDay(terms, now),
    dayOf: (instant) => localDay(terms, instant),
    workedFrom: (day) => dayNumber(adjust(dateOfDay(day), "following", WEEKENDS), "workedFrom"),
  };
}
