/** Whether an event is what an intent about collection was for. */
import { eventsOfFacts } from "../../store/chainTables.ts";
import { collectionEventsOf } from "../../store/collectionEvents.ts";
import { planHash } from "../../domain/collections/paymentPlan.ts";
import { ANSWER_KINDS, COLLECTION_STEPS, paymentHash } from "../../domain/collections/record.ts";
import type { OpenAnswer } from "../../domain/collections/recordMessages.ts";
import { commitmentOf } from "../../domain/commitment.ts";
import { keyOf } from "../../domain/fold.ts";
import { ZERO_HASH } from "../../domain/receivable.ts";
import type { Hex } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import type { StoredChainEvent } from "../../store/eventRows.ts";
import type { FactKey } from "../../store/factTables.ts";
import type { StoredIntent } from "../../store/intents.ts";
import type { CollectionPlan } from "./collectionPlans.ts";
import { materialOf } from "./material.ts";
import { isOfCollection } from "./plans.ts";
import { chosen } from "./recording.ts";
import type { Since } from "./recording.ts";

type AnyEvent = StoredChainEvent["event"];

/** What the index has of the collections that some intents are about. */
export interface CollectionHistory {
  readonly ofReceivables: ReadonlyMap<Hex, readonly StoredChainEvent[]>;
  /** By supplier and buyer. */
  readonly ofPairs: ReadonlyMap<FactKey, readonly StoredChainEvent[]>;
}

export async function collectionHistoryOf(sql: Sql, intents: readonly StoredIntent[]): Promise<CollectionHistory> {
  const [ids, pairs] = [new Set<Hex>(), new Set<FactKey>()];
  for (const { body, receivable } of intents) {
    const { plan } = materialOf({ body });
    if (plan === null || !isOfCollection(plan)) continue;
    if (receivable !== null) ids.add(receivable);
    else pairs.add(pairOf(plan));
  }
  const events = await collectionEventsOf(sql, [...ids]);
  const ofPairs = new Map<FactKey, readonly StoredChainEvent[]>();
  for (const pair of pairs) ofPairs.set(pair, await eventsOfFacts(sql, [pair]));
  return { ofReceivables: Map.groupBy(events, ({ event }) => event.id), ofPairs };
}

function pairOf({ between: [supplier, buyer] }: CollectionPlan): FactKey {
  return `agreedSchedules/${keyOf(supplier, buyer)}`;
}

/** The event of an intent. @param receivable That it is about; null of what is about a pair. */
export function collectionRecordOf(
  plan: CollectionPlan,
  receivable: Hex | null,
  { ofReceivables, ofPairs }: CollectionHistory,
  since: Since,
): StoredChainEvent | undefined {
  const events = (receivable === null ? ofPairs.get(pairOf(plan)) : ofReceivables.get(receivable)) ?? [];
  const fitting = events.filter(({ event }) => records(plan, event));
  // What a receivable commits to has its schedule adopted once, and no two plans have one salt.
  return chosen(fitting, plan.deed.verb === "adoptSchedule" || plan.deed.verb === "agreePlan", since);
}

function records({ deed, party }: CollectionPlan, event: AnyEvent): boolean {
  switch (event.name) {
    case "ScheduleAgreed":
      return deed.verb === "agreeSchedule" && areSame(event.schedule, deed.schedule);
    case "ScheduleAdopted":
      if (deed.verb !== "adoptSchedule" || event.commitment !== commitmentOf(deed.opened)) return false;
      return areSame(event.schedule, deed.schedule);
    case "CollectionRecorded":
      if (deed.verb !== "recordCollection" || event.collector !== party) return false;
      return areSame(event.entry, deed.act.record) && event.claimed === (deed.act.claim?.amount ?? 0n);
    case "CollectionStepTaken":
      if (deed.verb !== "takeCollectionStep" || event.collector !== party) return false;
      return event.step === COLLECTION_STEPS.indexOf(deed.step.step) && event.content === deed.step.content;
    case "CollectionPlaced":
      return deed.verb === "placeCollection" && event.creditor === party && areSame(event.placement, deed.placement);
    case "CollectionRecalled":
      return deed.verb === "recallCollection" && event.party === party && event.reason === deed.reason;
    case "DebtorAnswered":
      if (!("answer" in deed)) return false;
      return areSame(event.answer, answerOf(deed.answer));
    case "PlanAgreed":
      if (deed.verb !== "agreePlan" || event.commitment !== commitmentOf(deed.opened)) return false;
      return event.creditor === deed.creditor && event.plan === planHash(deed.plan);
    default:
      return false;
  }
}

/** As the chain has it. */
function answerOf(answer: OpenAnswer): Readonly<Record<string, unknown>> {
  const { kind, record, content } = answer;
  const payment = answer.kind === "reply" ? ZERO_HASH : paymentHash(answer.payment);
  return { kind: ANSWER_KINDS.indexOf(kind), record, payment, content };
}

function areSame(one: object, other: object): boolean {
  const values = one as Readonly<Record<string, unknown>>;
  return Object.entries(other).every(([field, value]) => values[field] === value);
}
