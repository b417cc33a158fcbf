/** Who collects what for whom. A placement counts while whoever made it is the creditor, and until it is over. */
import type {
  AdoptedSchedule,
  AgreedSchedule,
  RecordedPlan,
  StandingPlacement,
} from "../domain/collections/recordFold.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { behind } from "./holders.ts";
import { bytes } from "./values.ts";

/** A placement, and whether whoever made it is the creditor now. Whether its time is over is for the reader to say. */
export interface KnownPlacement extends StandingPlacement {
  readonly isCreditors: boolean;
}

/** Whether a placement `p` of a receivable `r` counts. @param instant An expression of SQL, unix seconds. */
export function placementCounts(instant: string): string {
  return `(p.until >= ${instant} and (p.creditor = r.holder or p.creditor = ${behind("r.holder")}))`;
}

/** All that were made of some receivables and not recalled. */
export async function placementsOf(sql: Sql, ids: readonly Hex[]): Promise<readonly KnownPlacement[]> {
  if (ids.length === 0) return [];
  return sql.query<KnownPlacement>(
    `select p.id, p.creditor, p.collector, p.scope, p.fee, p.until, p.terms,
       p.creditor = r.holder or p.creditor = ${behind("r.holder")} as "isCreditors"
     from placements p join receivables r on r.id = p.id where p.id = any($1)
     order by p.id, p.creditor, p.collector`,
    [ids.map(bytes)],
  );
}

/** The schedules that were adopted for some receivables. */
export async function adoptedOf(sql: Sql, ids: readonly Hex[]): Promise<readonly AdoptedSchedule[]> {
  if (ids.length === 0) return [];
  return sql.query<AdoptedSchedule>(
    `select id, commitment, due_day as "dueDay", utc_offset as "utcOffset", schedule, cycles
     from adopted_schedules where id = any($1)`,
    [ids.map(bytes)],
  );
}

/** The payment plans that were agreed last for some receivables; whether one still counts follows from the events. */
export async function plansOf(sql: Sql, ids: readonly Hex[]): Promise<readonly RecordedPlan[]> {
  if (ids.length === 0) return [];
  return sql.query<RecordedPlan>(
    "select id, commitment, creditor, debtor, plan, count from agreed_plans where id = any($1)",
    [ids.map(bytes)],
  );
}

/** What two organisations have agreed, whichever of them is the supplier. */
export async function agreedBetween(sql: Sql, one: Address, other: Address): Promise<readonly AgreedSchedule[]> {
  return sql.query<AgreedSchedule>(
    `select supplier, buyer, schedule from agreed_schedules
     where (supplier, buyer) in (($1, $2), ($2, $1)) order by supplier, buyer`,
    [bytes(one), bytes(other)],
  );
}
