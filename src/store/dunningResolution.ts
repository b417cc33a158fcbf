/** What became of the items of dunning notices since the notices were made. */
import type { SentRow } from "../domain/collections/notice.ts";
import { Status } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";

/** What nothing is asked of any more. */
const OVER = [Status.Rejected, Status.Cancelled, Status.Split].join(", ");

/**
 * The rows of some notices, by the notices' ids: what was asked for, and what settled principal since, less what was
 * reversed. Of what is over nothing is left. An item that the index does not have has settled nothing.
 */
export async function sentRowsOf(sql: Sql, sends: readonly string[]): Promise<ReadonlyMap<string, readonly SentRow[]>> {
  const rows = await sql.query<SentRow & { readonly send: string }>(
    `select i.send, i.item, i.asked, case when r.closed or r.status in (${OVER}) then i.asked else coalesce((
         select sum(case e.name when 'ReceiptReversed' then -1 else 1 end * (e.body ->> 'principal')::numeric)
         from events e join blocks b on b.number = e.block_number
         where e.receivable_id = i.item and b.timestamp >= s.made
           and e.name in ('ReceivablePaid', 'ReceiptRecorded', 'ReceiptReversed', 'ReceivableCredited')
       ), 0) end as "settledSince"
     from dunning_send_items i join dunning_sends s on s.id = i.send left join receivables r on r.id = i.item
     where i.send = any($1::uuid[]) order by i.item`,
    [sends],
  );
  return Map.groupBy(
    rows.map(({ send, item, asked, settledSince }) => ({ send, item, asked, settledSince })),
    ({ send }) => send,
  );
}
