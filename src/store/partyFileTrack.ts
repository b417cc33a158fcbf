/** Every invoice of a buyer with its events, up to a block: what its payment track record is made from. */
import type { DatedEvent } from "../domain/account/ledgerPosition.ts";
import type { LedgerEvent } from "../domain/events.ts";
import type { Address, Hex, Receivable } from "../domain/receivable.ts";
import { eventsOf } from "./chainTables.ts";
import type { BlockPoint } from "./chainTables.ts";
import type { Sql } from "./database.ts";
import { sealedTermsOf } from "./pairItems.ts";
import { bytes } from "./values.ts";

/** An event of the ledger, when its block was made, and which one. */
interface PlacedEvent extends DatedEvent {
  readonly block: number;
}

export interface BuyerHistory {
  /** Not those that came from a division: they are found from their whole. */
  readonly issued: ReadonlyMap<Hex, Receivable>;
  /** Of all of them and of all parts, in the order of the chain. */
  readonly events: ReadonlyMap<Hex, readonly PlacedEvent[]>;
  /** Of those that were sealed, when this gateway came to read their terms, unix seconds. */
  readonly opened: ReadonlyMap<Hex, number>;
  /** Issued ones whose terms this gateway cannot read. */
  readonly sealed: number;
}

/**
 * Of what the buyer ever accepted, and of its parts: anybody may issue on anybody. Undefined for a buyer of more than
 * `most` of them.
 */
export async function historyOfBuyer(sql: Sql, buyer: Address, most: number): Promise<BuyerHistory | undefined> {
  const rows = await sql.query<{ readonly id: Hex }>(
    `with recursive own as (
       select id from receivables r where buyer = $1 and not part and exists
         (select from events e where e.receivable_id = r.id and e.name = 'ReceivableAccepted')
       union all
       select r.id from own join receivables r on r.part and r.invoice = own.id
     ) select id from own order by id limit $2`,
    [bytes(buyer), most + 1],
  );
  if (rows.length > most) return undefined;
  const ids = rows.map(({ id }) => id);
  const events = new Map<Hex, PlacedEvent[]>();
  for (const { event, at, timestamp } of await eventsOf(sql, ids)) {
    if (!("id" in event)) continue;
    // What has the id of a receivable is an event of the ledger.
    const one = { event: event as LedgerEvent, timestamp, transaction: at.transactionHash, block: at.blockNumber };
    const known = events.get(event.id);
    if (known === undefined) events.set(event.id, [one]);
    else known.push(one);
  }
  const terms = await sealedTermsOf(sql, ids);
  const issued = new Map<Hex, Receivable>();
  let sealed = 0;
  for (const { event } of [...events.values()].flat()) {
    if (event.name !== "ReceivableIssued" && event.name !== "ReceivableSealed") continue;
    const known = event.name === "ReceivableIssued" ? event.terms : terms.get(event.id);
    const { supplier, buyer: owing, invoice, line, policy, revision, document } = event;
    if (known === undefined) sealed += 1;
    else {
      const header = { supplier, buyer: owing, invoice, line, policy, revision };
      issued.set(event.id, { header, terms: known, document });
    }
  }
  return { issued, events, sealed, opened: await openedOf(sql, [...terms.keys()]) };
}

async function openedOf(sql: Sql, ids: readonly Hex[]): Promise<ReadonlyMap<Hex, number>> {
  const text = "select id, min(opened) as opened from contents where id = any($1) group by id";
  const rows = await sql.query<{ readonly id: Hex; readonly opened: number }>(text, [ids.map(bytes)]);
  return new Map(rows.map(({ id, opened }) => [id, opened]));
}

/**
 * The last block that is final and was made before an instant; undefined where none is kept.
 * @param before Unix seconds.
 */
export async function finalBlockBefore(sql: Sql, before: number): Promise<BlockPoint | undefined> {
  const [row] = await sql.query<BlockPoint>(
    `select number, hash from blocks where number <= (select final_number from cursor) and timestamp < $1
     order by number desc limit 1`,
    [before],
  );
  return row;
}
