/** What was placed with an organisation to be collected, as far as it counts: an agency works on it as on its own. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { placementCounts } from "./collections.ts";
import { concerns, OPEN_STATUSES } from "./dunningItems.ts";
import { haveMet } from "./organisations.ts";
import { bytes } from "./values.ts";

/**
 * A step of the schema. What was placed is shown only while that counts, whatever the last look found. Looks of before
 * explained less, and are made again.
 */
export const DUNNING_PLACED_COLUMNS: readonly string[] = [
  "alter table dunning_items add column placed boolean not null default false",
  "delete from dunning_items",
  "delete from dunning_sums",
  "update dunning_looks set due = 0",
];

/** A step of the schema. Sums had what was placed among what is owed, and are made again. */
export const DUNNING_STRANGER_COLUMNS: readonly string[] = [
  "alter table dunning_items add column strange boolean not null default false",
  `create index events_of_collectors on events ((body ->> 'collector'), (body ->> 'creditor'))
    where collection_id is not null`,
  "delete from dunning_items",
  "delete from dunning_sums",
  "update dunning_looks set due = 0",
];

/** What was placed, and with whose name behind it. */
export interface PlacedId {
  readonly id: Hex;
  /** Whether its creditor is a counterparty of the collector, or the collector has acted for it once. */
  readonly isKnown: boolean;
}

/**
 * What a customer owes of which an organisation is the collector alone, that of creditors whom it knows first, then in
 * the order of ids: what is owed to it, or was, is its own in any case. Anybody may place with anybody, so that only
 * what the collector did itself makes a creditor known. @param instant Unix seconds.
 */
export async function placedIdsOf(
  sql: Sql,
  collector: Address,
  customer: Address,
  { instant, limit }: { readonly instant: number; readonly limit: number },
): Promise<readonly PlacedId[]> {
  return sql.query<PlacedId>(
    `select r.id, bool_or(${haveMet("p.creditor", "$1")} or exists (select from events e
         where e.body ->> 'collector' = $5 and e.body ->> 'creditor' = '0x' || encode(p.creditor, 'hex')
           and e.collection_id is not null and e.name in ('CollectionRecorded', 'CollectionStepTaken'))) as "isKnown"
     from placements p join receivables r on r.id = p.id
     where p.collector = $1 and r.buyer = $2 and ${placementCounts("$3::bigint")} and not r.closed
       and r.status in (${OPEN_STATUSES}) and ${concerns("$1")} is not true
     group by r.id order by "isKnown" desc, r.id limit $4`,
    [bytes(collector), bytes(customer), instant, limit, collector],
  );
}
