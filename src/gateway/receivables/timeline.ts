/** The events of a receivable as entries of its timeline. */
import { ClarificationAction, ClarificationReason } from "../../domain/clarification.ts";
import type { Place } from "../../domain/events.ts";
import { Outcome } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import type { Cursor, StoredEvent } from "../../store/chainTables.ts";
import { certaintyOf } from "../../store/finality.ts";
import { EVENT_FIELDS } from "../../wire/timeline.ts";
import type { FieldKind, TimelineEntry, ToldEvent } from "../../wire/timeline.ts";
import { nameIn, shownAmount, shownInstant } from "./showing.ts";
import type { ShownCurrency } from "./showing.ts";

/** 9999-12-31, after which years have more than four digits. */
const LAST_DAY = dayNumber("9999-12-31");

type Show = (value: unknown, currency: ShownCurrency) => unknown;

/** Money of an event is in the currency of the receivable as it stands; an amendment that changes it is very rare. */
const SHOWN: Readonly<Record<FieldKind, Show>> = {
  account: asIs,
  amount: (value, currency) => shownAmount(value as bigint, currency),
  amounts: (value, currency) => (value as readonly bigint[]).map((units) => shownAmount(units, currency)),
  // What no calendar has would otherwise keep everything else from being told, to everybody whom it concerns.
  day: (value) => shownDay(Number(value)),
  flag: asIs,
  hash: asIs,
  hashes: asIs,
  number: Number,
  integer: String,
  reason: (value) => nameIn(ClarificationReason, Number(value)),
  action: (value) => nameIn(ClarificationAction, Number(value)),
  outcome: (value) => nameIn(Outcome, Number(value)),
};

/** @param cursor As of when the events were read. */
export function timelineOf(
  events: readonly StoredEvent[],
  currency: ShownCurrency,
  cursor: Cursor | undefined,
): TimelineEntry[] {
  return events.flatMap((stored) =>
    isTold(stored.event.name) ? [entryOf(stored, stored.event.name, currency, cursor)] : [],
  );
}

function entryOf(
  { event, at, timestamp }: StoredEvent,
  name: ToldEvent,
  currency: ShownCurrency,
  cursor: Cursor | undefined,
): TimelineEntry {
  const values = event as unknown as Readonly<Record<string, unknown>>;
  const fields = Object.entries(EVENT_FIELDS[name] as Readonly<Record<string, FieldKind>>);
  return {
    name,
    ...Object.fromEntries(fields.map(([field, kind]) => [field, SHOWN[kind](values[field], currency)])),
    at: shownPlace(at, timestamp, cursor),
  };
}

/** @param timestamp Of the block, unix seconds. @param cursor As of when it was read; undefined: it stands no more. */
export function shownPlace(
  { blockNumber: block, blockHash, transactionHash: transaction, logIndex }: Place,
  timestamp: number,
  cursor: Cursor | undefined,
): TimelineEntry["at"] {
  return {
    ...{ block, blockHash, time: shownInstant(timestamp), transaction, logIndex },
    certainty: certaintyOf(cursor, block),
  };
}

/** A day as the calendar has it; null for one that no calendar has. */
export function shownDay(day: number): string | null {
  return day > LAST_DAY ? null : dateOfDay(day);
}

function isTold(name: string): name is ToldEvent {
  return name in EVENT_FIELDS;
}

function asIs(value: unknown): unknown {
  return value;
}
