/** With whom a receivable is placed, as the interface writes it. */
import { STAGES } from "../../domain/collections/policy.ts";
import type { KnownPlacement } from "../../store/collections.ts";
import type { Collection } from "../../wire/collection.ts";
import { shownInstant } from "../receivables/showing.ts";

const STEPS = 1 << 7;
/** 9999-12-31T23:59:59Z; what is later has no four digits for its year. */
const LAST_INSTANT = 253_402_300_799;

export function shownPlacement({
  creditor,
  collector,
  scope,
  fee,
  until,
  terms,
}: KnownPlacement): Collection["placements"][number] {
  const stages = STAGES.filter((_, stage) => (scope & (1 << stage)) !== 0);
  return { creditor, collector, stages, maySteps: (scope & STEPS) !== 0, fee, until: instantOf(until), terms };
}

/** Null for an instant that no year up to 9999 has. */
export function instantOf(seconds: number): string | null {
  return seconds > LAST_INSTANT ? null : shownInstant(seconds);
}
