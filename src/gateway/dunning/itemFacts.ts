/**
 * What is known of open items beside what the ledger says of them: what collectors and debtors recorded on chain in
 * `Collections`. Nothing of it is kept a second time here: a promise is the debtor's act under its own key.
 */
import type { AgreedSchedule, PaymentPromise } from "../../domain/collections/item.ts";
import { STAGES } from "../../domain/collections/policy.ts";
import { ANSWER_KINDS, COLLECTION_STEPS } from "../../domain/collections/record.ts";
import { nextDayOf } from "../../domain/collections/schedule.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { paymentsKept } from "../../store/collectionContents.ts";
import { collectionEventsOf } from "../../store/collectionEvents.ts";
import { adoptedOf, placementsOf } from "../../store/collections.ts";
import type { Sql } from "../../store/database.ts";

export interface ItemFacts {
  /** By item, in the order in which they were made. */
  readonly promises: ReadonlyMap<Hex, readonly PaymentPromise[]>;
  /** What both sides adopted, by item. */
  readonly schedules: ReadonlyMap<Hex, AgreedSchedule>;
  /** Items that an agency or a lawyer has. */
  readonly placed: ReadonlySet<Hex>;
  /** Items that the organisation collects for their creditor. */
  readonly collected: ReadonlySet<Hex>;
  /** Whether insolvency of the customer was notified for any of them. */
  readonly isInsolvent: boolean;
}

interface AskedItems {
  readonly organisation: Address;
  /** By item, as they stand: what was adopted for another is outdated, and lets nothing be recorded. */
  readonly commitments: ReadonlyMap<Hex, Hex>;
  /** Unix seconds. */
  readonly instant: number;
}

const PROMISE = ANSWER_KINDS.indexOf("promiseToPay");
const INSOLVENCY = COLLECTION_STEPS.indexOf("insolvencyNotice");
/** Of a placement's scope: any stage, so that a word to the debtor is the collector's. */
const ANY_STAGE = (1 << STAGES.length) - 1;

/** As of one state of the tables. */
export async function itemFactsOf(sql: Sql, { organisation, commitments, instant }: AskedItems): Promise<ItemFacts> {
  const ids = [...commitments.keys()];
  const events = await collectionEventsOf(sql, ids);
  const payments = await paymentsKept(sql, ids);
  const promises = new Map<Hex, PaymentPromise[]>();
  for (const { event, timestamp: madeAt } of events) {
    if (event.name !== "DebtorAnswered" || event.answer.kind !== PROMISE) continue;
    const { id, answer } = event;
    // Of a promise whose sum was told to somebody else nothing can be held against anybody.
    const promised = payments.get(id)?.get(answer.payment);
    if (promised === undefined) continue;
    const promise = { id: answer.payment, amount: promised.amount, day: promised.payBy, madeAt };
    promises.set(id, [...(promises.get(id) ?? []), promise]);
  }
  const placements = (await placementsOf(sql, ids)).filter(
    ({ isCreditors, until, scope }) => isCreditors && until >= instant && (scope & ANY_STAGE) !== 0,
  );
  const adopted = await adoptedOf(sql, ids);
  const scheduleOf = (one: (typeof adopted)[number]): AgreedSchedule => {
    // The contract records no stage of an amended item until its schedule is adopted again.
    const isCurrent = commitments.get(one.id) === one.commitment;
    // Every stage has its day.
    return Object.fromEntries(
      STAGES.map((stage) => [stage, isCurrent ? nextDayOf(one, stage) : undefined]),
    ) as AgreedSchedule;
  };
  return {
    promises,
    schedules: new Map(adopted.map((one) => [one.id, scheduleOf(one)])),
    placed: new Set(placements.filter(({ collector }) => collector !== organisation).map(({ id }) => id)),
    collected: new Set(placements.filter(({ collector }) => collector === organisation).map(({ id }) => id)),
    isInsolvent: events.some(({ event }) => event.name === "CollectionStepTaken" && event.step === INSOLVENCY),
  };
}
