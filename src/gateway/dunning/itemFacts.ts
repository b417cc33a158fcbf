/**
 * What is known of open items beside what the ledger says of them: what collectors and debtors recorded on chain in
 * `Collections`. Nothing of it is kept a second time here: a promise is the debtor's act under its own key.
 */
import type { AgreedSchedule, PaymentPromise } from "../../domain/collections/item.ts";
import { standingInsolvencyNotices } from "../../domain/collections/insolvency.ts";
import { STAGES } from "../../domain/collections/policy.ts";
import { ANSWER_KINDS } from "../../domain/collections/record.ts";
import { nextDayOf } from "../../domain/collections/schedule.ts";
import type { CollectionStepTaken } from "../../domain/collections/recordEvents.ts";
import type { AgreedPlan } from "../../domain/plans/standing.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { ReceivableState } from "../../domain/receivableState.ts";
import { paymentsKept } from "../../store/collectionContents.ts";
import { collectionEventsOf } from "../../store/collectionEvents.ts";
import { adoptedOf, placementsOf } from "../../store/collections.ts";
import type { KnownPlacement } from "../../store/collections.ts";
import type { Sql } from "../../store/database.ts";
import { factorsOf } from "../../store/desks.ts";
import { plansKept } from "../../store/paymentPlans.ts";
import { agreedPlansIn } from "../plans/agreed.ts";
import { plansOfWholes } from "../plans/wholes.ts";

export interface ItemFacts {
  /** By item, in the order in which they were made. */
  readonly promises: ReadonlyMap<Hex, readonly PaymentPromise[]>;
  /** What both sides planned, by item, in the order of the chain. */
  readonly plans: ReadonlyMap<Hex, readonly AgreedPlan[]>;
  /** The factors behind those holders that are desks. */
  readonly creditors: ReadonlyMap<Address, Address>;
  /** What both sides adopted, by item. */
  readonly schedules: ReadonlyMap<Hex, AgreedSchedule>;
  /** Items that an agency or a lawyer has. */
  readonly placed: ReadonlySet<Hex>;
  /** Items that the organisation collects for their creditor. */
  readonly collected: ReadonlySet<Hex>;
  /** Items for which insolvency of the customer was notified, by whomever, and not withdrawn since. */
  readonly insolvent: ReadonlySet<Hex>;
  /** Whether any of that is the organisation's own word on its own claim, and so holds for every item. */
  readonly isInsolvent: boolean;
}

interface AskedItems {
  readonly organisation: Address;
  /** The holders that the organisation is: itself, and its desk. */
  readonly own: ReadonlySet<Address>;
  /** By item, as they stand: what was adopted for another is outdated, and lets nothing be recorded. */
  readonly states: ReadonlyMap<Hex, Pick<ReceivableState, "commitment" | "holder" | "part">>;
  /** Unix seconds. */
  readonly instant: number;
}

const PROMISE = ANSWER_KINDS.indexOf("promiseToPay");
/** Of a placement's scope: any stage, so that a word to the debtor is the collector's. */
const ANY_STAGE = (1 << STAGES.length) - 1;

/** As of one state of the tables. */
export async function itemFactsOf(sql: Sql, { organisation, own, states, instant }: AskedItems): Promise<ItemFacts> {
  const ids = [...states.keys()];
  const events = await collectionEventsOf(sql, ids);
  const payments = await paymentsKept(sql, ids);
  const [opened, ofWholes] = [await plansKept(sql, ids), await plansOfWholes(sql, states)];
  const told = Map.groupBy(events, ({ event }) => event.id);
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
  const counting = (await placementsOf(sql, ids)).filter(({ isCreditors, until }) => isCreditors && until >= instant);
  const placements = counting.filter(({ scope }) => (scope & ANY_STAGE) !== 0);
  const adopted = await adoptedOf(sql, ids);
  const scheduleOf = (one: (typeof adopted)[number]): AgreedSchedule => {
    // The contract records no stage of an amended item until its schedule is adopted again.
    const isCurrent = states.get(one.id)?.commitment === one.commitment;
    // Every stage has its day.
    return Object.fromEntries(
      STAGES.map((stage) => [stage, isCurrent ? nextDayOf(one, stage) : undefined]),
    ) as AgreedSchedule;
  };
  const standing = standingInsolvencyNotices(events);
  return {
    promises,
    plans: new Map(ids.map((id) => [id, agreedPlansIn(told.get(id) ?? [], opened.get(id), ofWholes.get(id))])),
    creditors: await factorsOf(
      sql,
      [...states.values()].map(({ holder }) => holder),
    ),
    schedules: new Map(adopted.map((one) => [one.id, scheduleOf(one)])),
    placed: new Set(placements.filter(({ collector }) => collector !== organisation).map(({ id }) => id)),
    collected: new Set(placements.filter(({ collector }) => collector === organisation).map(({ id }) => id)),
    insolvent: new Set(standing.map(({ event }) => event.id)),
    // Anybody may issue, place or transfer what nobody asked for: with a notice on that it stops no other chase.
    isInsolvent: standing.some(({ event }) => {
      const holder = states.get(event.id)?.holder;
      return holder !== undefined && own.has(holder) && isWordOf(own, event, counting);
    }),
  };
}

/** Whether a notice was given by some holders, or by whom they placed the claim with. */
function isWordOf(
  own: ReadonlySet<Address>,
  { id, creditor, collector }: CollectionStepTaken,
  placements: readonly KnownPlacement[],
): boolean {
  const isTheirCollector = placements.some((one) => one.id === id && one.collector === collector);
  return own.has(creditor) || own.has(collector) || isTheirCollector;
}
