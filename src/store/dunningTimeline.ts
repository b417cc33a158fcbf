/** What happened with a customer: what it was sent, what people did, what it answered and paid. */
import type { Channel } from "../domain/collections/policy.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { concerns } from "./dunningItems.ts";
import { bytes } from "./values.ts";

export interface TimelineRow {
  /** Unix seconds. */
  readonly at: number;
  readonly kind: "send" | "act" | "answer" | "payment";
  /** The stage that was sent, the outcome of an act, or the ledger's event. */
  readonly what: string;
  /** Tells it from all others of its instant and kind. */
  readonly key: string;
  /** Of the send or the act; of an event its transaction. */
  readonly id: string;
  readonly item: Hex | null;
  readonly channel: Channel | null;
  readonly state: string | null;
  /** Minor units of the currency. */
  readonly amount: bigint | null;
  readonly currency: Address | null;
}

/** Where a page ended. */
export type TimelinePlace = readonly [at: number, kind: string, key: string];

/** By which a debtor answers. */
export const ANSWERS: readonly string[] = [
  ...["ReceivableAccepted", "ReceivableQueried", "ReceivableRejected", "ReceivableDisputed", "DisputeResolved"],
  ...["ReceiptAdvised"],
];
const PAYMENTS = ["ReceivablePaid", "ReceiptRecorded", "ReceiptReversed", "ReceivableCredited"];

const SENT = `select made as at, 'send' as kind, stage as what, id::text as key, id::text as id, null::bytea as item,
    channel, state, (select sum(asked) from dunning_send_items i where i.send = s.id) as amount, currency
  from dunning_sends s where organisation = $1 and customer = $2`;
const DONE = `select at, 'act', outcome, id::text, id::text, null, channel, outcome, null, null
  from dunning_acts where organisation = $1 and customer = $2`;
const TOLD = `select b.timestamp, case when e.name = any($3) then 'answer' else 'payment' end, e.name,
    lpad(e.block_number::text, 16, '0') || '-' || lpad(e.log_index::text, 8, '0'),
    '0x' || encode(e.transaction_hash, 'hex'), r.id, null, null,
    (coalesce(e.body ->> 'amount', e.body ->> 'principal'))::numeric, coalesce(r.currency, o.currency)
  from receivables r join events e on e.receivable_id = r.id join blocks b on b.number = e.block_number
    left join openings o on o.id = r.id
  where r.buyer = $2 and ${concerns("$1")} and (e.name = any($3) or e.name = any($4))`;

/** Before a place, the latest first. */
export async function timelineBefore(
  sql: Sql,
  organisation: Address,
  customer: Address,
  [at, kind, key]: TimelinePlace,
  limit: number,
): Promise<readonly TimelineRow[]> {
  return sql.query<TimelineRow>(
    `select * from (${SENT} union all ${DONE} union all ${TOLD}) as told
     where (at, kind, key) < ($5::bigint, $6::text, $7::text) order by at desc, kind desc, key desc limit $8`,
    [bytes(organisation), bytes(customer), ANSWERS, PAYMENTS, at, kind, key, limit],
    "anew",
  );
}
