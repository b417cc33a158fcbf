/** What an organisation did on the ledger, as the index has it: its own account, and every agent it ever named. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { StoredEvent } from "./chainTables.ts";
import type { Sql } from "./database.ts";
import { eventOf } from "./eventBody.ts";
import type { AnyEvent } from "./eventBody.ts";
import { holdersOf, isPartyOf } from "./holders.ts";
import { bytes } from "./values.ts";

/** Where a page ended. */
export interface ActPlace {
  readonly block: number;
  readonly log: number;
}

export interface OwnAct extends Pick<StoredEvent, "event" | "timestamp"> {
  readonly receivable: Hex;
  readonly by: Address;
  readonly block: number;
  readonly log: number;
  readonly transaction: Hex;
}

interface Row extends Omit<OwnAct, "event"> {
  readonly name: string;
  readonly body: unknown;
}

/** Acts of the party that sells are nobody else's, and so are those of the one that owes. */
const SUPPLIERS: readonly string[] = ["ReceivableIssued", "ReceivableSealed"];
const BUYERS: readonly string[] = [
  "ReceivableAccepted",
  "ReceivableQueried",
  "ReceivableRejected",
  "ReceivableDisputed",
  "ReceiptAdvised",
  "TransferConsented",
];
const OTHERS: readonly string[] = [
  "ReceivablePaid",
  "ReceivableCredited",
  "ChargesWaived",
  "DisputeResolved",
  "ReceiptRecorded",
  "ReceiptReversed",
  "ReceivableSplit",
  "ReceivableWrittenOff",
  "ReceivableCancelled",
  "ReceivableAccelerated",
  "ReceivableAmended",
  "ReceivableDebited",
];

/** Fields of events that name who consented, whether alone or with others. */
const ACTORS: readonly string[] = ["by", "payer", "supplierBy", "buyerBy"];

/**
 * Acts in blocks made at an instant or later, the newest first. An agent that acts for several parties of one
 * receivable acts for each of them here, where the kind of the act does not tell.
 */
export async function ownActs(
  sql: Sql,
  organisation: Address,
  since: number,
  limit: number,
  after?: ActPlace,
): Promise<readonly OwnAct[]> {
  const rows = await sql.query<Row>(
    `with accounts as (
       select $1::bytea as account
       union select agent from mandates where organisation in ${holdersOf("$1")}
       union select decode(split_part(fact, '/0x', 3), 'hex') from events
         where fact >= $2 and fact < $3
     ), acts as (
       select block_number, log_index, transaction_hash, name, receivable_id, body, timestamp,
         decode(substr(said, 3), 'hex') as actor
       from events join blocks on number = block_number,
         lateral (select distinct body->>field as said from unnest($11::text[]) as fields(field)) as actors
       where said is not null and timestamp >= $4 and receivable_id is not null and name = any($5)
     )
     select receivable_id as receivable, name, body, actor as by, block_number as block, log_index as log,
       transaction_hash as transaction, timestamp
     from acts join receivables r on r.id = receivable_id
     where actor in (select account from accounts) and ${isPartyOf("$1", "r")}
       and (name <> all($6) or supplier = $1) and (name <> all($7) or buyer = $1)
       and (block_number, log_index) < ($8, $9)
     order by block_number desc, log_index desc limit $10`,
    [
      bytes(organisation),
      `mandates/${organisation}/`,
      `mandates/${organisation}0`,
      since,
      [...SUPPLIERS, ...BUYERS, ...OTHERS],
      SUPPLIERS,
      BUYERS,
      after?.block ?? Number.MAX_SAFE_INTEGER,
      after?.log ?? 0,
      limit,
      ACTORS,
    ],
  );
  // What has the id of a receivable was written by the ledger.
  return rows.map(({ name, body, ...row }) => ({ ...row, event: eventOf(name, row.receivable, body) as AnyEvent }));
}
