/**
 * What happened with a customer: what it was sent, what people did, what was recorded of its collection, what it
 * answered, agreed and paid.
 */
import type { Channel } from "../domain/collections/policy.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { concerns } from "./dunningItems.ts";
import { eventOf } from "./eventBody.ts";
import type { EventOfCollection } from "./eventBody.ts";
import { bytes } from "./values.ts";

export interface TimelineRow {
  /** Unix seconds. */
  readonly at: number;
  readonly kind: "send" | "act" | "answer" | "payment" | "collection" | "plan";
  /** The stage that was sent, the outcome of an act, or the event's name. */
  readonly what: string;
  /** Tells it from all others of its instant and kind. */
  readonly key: string;
  /** Of the send or the act; of an event its transaction. */
  readonly id: string;
  readonly item: Hex | null;
  readonly channel: Channel | null;
  readonly state: string | null;
  /** Minor units of the currency; of a promise what it promises, where that is known. */
  readonly amount: bigint | null;
  readonly currency: Address | null;
  /** Of what was recorded in the contract of collections. */
  readonly event: EventOfCollection | null;
}

type StoredRow = Omit<TimelineRow, "event"> & { readonly body: unknown };

/** Where a page ended. */
export type TimelinePlace = readonly [at: number, kind: string, key: string];

/** By which a debtor answers. */
export const ANSWERS: readonly string[] = [
  ...["ReceivableAccepted", "ReceivableQueried", "ReceivableRejected", "ReceivableDisputed", "DisputeResolved"],
  ...["ReceiptAdvised"],
];
const PAYMENTS = ["ReceivablePaid", "ReceiptRecorded", "ReceiptReversed", "ReceivableCredited"];

const SENT = `select made as at, 'send' as kind, stage as what, id::text as key, id::text as id, null::bytea as item,
    channel, state, (select sum(asked) from dunning_send_items i where i.send = s.id) as amount, currency,
    null::jsonb as body
  from dunning_sends s where organisation = $1 and customer = $2`;
const DONE = `select at, 'act', outcome, id::text, id::text, null, channel, outcome, null, null, null
  from dunning_acts where organisation = $1 and customer = $2`;
/** Tells an event from all others, in the order of the chain. */
const PLACE = "lpad(e.block_number::text, 16, '0') || '-' || lpad(e.log_index::text, 8, '0')";
const TOLD = `select b.timestamp, case when e.name = any($3) then 'answer' else 'payment' end, e.name,
    ${PLACE}, '0x' || encode(e.transaction_hash, 'hex'), r.id, null, null,
    (coalesce(e.body ->> 'amount', e.body ->> 'principal'))::numeric, coalesce(r.currency, o.currency), null
  from receivables r join events e on e.receivable_id = r.id join blocks b on b.number = e.block_number
    left join openings o on o.id = r.id
  where r.buyer = $2 and ${concerns("$1")} and (e.name = any($3) or e.name = any($4))`;

/** A promise that was told to another gateway alone has no sum here. */
const COLLECTED = `select b.timestamp,
    case e.name when 'DebtorAnswered' then 'answer' when 'PlanAgreed' then 'plan' else 'collection' end, e.name,
    ${PLACE}, '0x' || encode(e.transaction_hash, 'hex'), r.id, null, null, p.amount, coalesce(r.currency, o.currency),
    e.body
  from receivables r join events e on e.collection_id = r.id join blocks b on b.number = e.block_number
    left join openings o on o.id = r.id
    left join promised_payments p on e.name = 'DebtorAnswered' and p.receivable = r.id
      and p.hash = decode(substr(e.body -> 'answer' ->> 'payment', 3), 'hex')
  where r.buyer = $2 and ${concerns("$1")}`;

/** Before a place, the latest first. */
export async function timelineBefore(
  sql: Sql,
  organisation: Address,
  customer: Address,
  [at, kind, key]: TimelinePlace,
  limit: number,
): Promise<readonly TimelineRow[]> {
  const rows = await sql.query<StoredRow>(
    `select * from (${SENT} union all ${DONE} union all ${TOLD} union all ${COLLECTED}) as told
     where (at, kind, key) < ($5::bigint, $6::text, $7::text) order by at desc, kind desc, key desc limit $8`,
    [bytes(organisation), bytes(customer), ANSWERS, PAYMENTS, at, kind, key, limit],
    "anew",
  );
  return rows.map(({ body, ...row }) => {
    // What the contract of collections wrote is found by `collection_id`, and nothing else.
    const event = body === null ? null : (eventOf(row.what, row.item, body) as EventOfCollection);
    return { ...row, event };
  });
}
