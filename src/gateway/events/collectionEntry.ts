/** Events of collections as entries of a feed. */
import { CHANNELS, STAGES } from "../../domain/collections/policy.ts";
import {
  ANSWER_KINDS,
  COLLECTION_STEPS,
  CONTACT_OUTCOMES,
  RECORD_KINDS,
  SCHEDULE_DAYS,
} from "../../domain/collections/record.ts";
import type { Schedule } from "../../domain/collections/record.ts";
import type { Place } from "../../domain/events.ts";
import { ZERO_HASH } from "../../domain/receivable.ts";
import type { Cursor } from "../../store/chainTables.ts";
import type { EventOfCollection } from "../../store/eventBody.ts";
import { COLLECTION_FIELDS, firstDayOf } from "../../wire/collectionEvent.ts";
import type { CollectionEntry, CollectionFieldKind, CollectionScheduleShape } from "../../wire/collectionEvent.ts";
import { shownAmount, shownInstant } from "../receivables/showing.ts";
import type { ShownCurrency } from "../receivables/showing.ts";
import { shownDay, shownPlace } from "../receivables/timeline.ts";

/** 9999-12-31T23:59:59Z; what is later has no four digits for its year. */
const LAST_INSTANT = 253_402_300_799;
/** Bit of a scope that lets a collector take steps. */
const STEPS = 1 << 7;

type Show = (value: unknown, currency: ShownCurrency) => unknown;

const among =
  (words: readonly string[]): Show =>
  (value) =>
    words[Number(value)];

const SHOWN: Readonly<Record<CollectionFieldKind, Show>> = {
  account: asIs,
  claim: (value, currency) => (value === 0n ? null : shownAmount(value as bigint, currency)),
  hash: asIs,
  optionalHash: (value) => (value === ZERO_HASH ? null : value),
  optionalDay: (value) => (value === 0 ? null : shownDay(Number(value))),
  day: (value) => shownDay(Number(value)),
  instant: (value) => (Number(value) > LAST_INSTANT ? null : shownInstant(Number(value))),
  recordKind: among(RECORD_KINDS),
  stage: among(STAGES),
  channel: among(CHANNELS),
  outcome: among(CONTACT_OUTCOMES),
  step: among(COLLECTION_STEPS),
  answerKind: among(ANSWER_KINDS),
  cycle: (value) => (value === 0n ? null : Number(value)),
  schedule: (value) => shownSchedule(value as Schedule),
  stages: (value) => STAGES.filter((_, stage) => (Number(value) & (1 << stage)) !== 0),
  flag: asIs,
  partsPerMillion: asIs,
  minutes: asIs,
};

export interface StoredEntry {
  readonly event: EventOfCollection;
  readonly at: Place;
  readonly timestamp: number;
}

/** @param cursor As of when it was read; undefined for what was taken back. */
export function shownCollectionEvent(
  { event, at, timestamp }: StoredEntry,
  currency: ShownCurrency,
  cursor: Cursor | undefined,
): CollectionEntry {
  const values = valuesOf(event);
  const fields = Object.entries(COLLECTION_FIELDS[event.name] as Readonly<Record<string, CollectionFieldKind>>);
  return {
    name: event.name,
    ...Object.fromEntries(fields.map(([field, kind]) => [field, SHOWN[kind](values[field], currency)])),
    at: shownPlace(at, timestamp, cursor),
  };
}

/** A schedule by its stages. */
export function shownSchedule(schedule: Schedule): CollectionScheduleShape {
  const firstDays = STAGES.map((stage) => [stage, firstDayOf(schedule[SCHEDULE_DAYS[stage]])] as const);
  return { firstDays: Object.fromEntries(firstDays), cycleDays: schedule.cycleDays };
}

/** An event's values by the names of the wire: what it nests stands beside the rest. */
function valuesOf(event: EventOfCollection): Readonly<Record<string, unknown>> {
  switch (event.name) {
    case "CollectionRecorded":
      return { ...event, ...event.entry, happened: event.entry.doneAt };
    case "CollectionStepTaken":
      return { ...event, happened: event.doneAt };
    case "CollectionPlaced": {
      const { placement } = event;
      return { ...event, ...placement, stages: placement.scope, maySteps: (placement.scope & STEPS) !== 0 };
    }
    case "DebtorAnswered":
      return { ...event, ...event.answer };
    default:
      return { ...event };
  }
}

function asIs(value: unknown): unknown {
  return value;
}
