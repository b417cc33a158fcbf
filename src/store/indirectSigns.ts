/** Where payments to whoever had a receivable before can be seen: advices, claims, and the bank's entries. */
import { ClaimReason } from "../domain/factoring/deal.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { ListedEntry } from "./cashEntries.ts";
import { ENTRY } from "./cashEntries.ts";
import type { Sql } from "./database.ts";
import { behind } from "./holders.ts";
import { bytes } from "./values.ts";

/** An advice, or a claim, about a receivable that somebody else than its supplier holds. */
export interface Sign {
  readonly receivable: Hex;
  readonly bankRef: Hex;
  readonly supplier: Address;
  readonly buyer: Address;
  readonly payee: Address;
  readonly currency: Address | null;
  /** What was paid, minor units; of a claim that no receipt precedes, what is claimed. */
  readonly cash: bigint;
  /** Days since 1970-01-01; null of a claim that no receipt precedes. */
  readonly valueDay: number | null;
  /** Who owes by a claim; null of an advice. */
  readonly seller: Address | null;
  /** Unix seconds of the block. */
  readonly recorded: number;
}

/**
 * What stands in a part of the feed. A desk claims in the transaction that records the receipt, and no more than is
 * outstanding: what the debtor paid, and when, stands in the last receipt before the claim.
 */
export async function signsIn(
  sql: Sql,
  { after, through }: { readonly after: number; readonly through: number },
): Promise<readonly Sign[]> {
  return sql.query<Sign>(
    `select r.id as receivable, decode(substr(e.body ->> 'bankRef', 3), 'hex') as "bankRef", r.supplier, r.buyer,
       ${behind("r.holder")} as payee, coalesce(r.currency, o.currency) as currency,
       (e.body ->> 'cash')::numeric as cash, (e.body ->> 'valueDay')::bigint as "valueDay", null::bytea as seller,
       b.timestamp as recorded
     from events e join blocks b on b.number = e.block_number join receivables r on r.id = e.receivable_id
       left join openings o on o.id = r.id
     where e.sequence > $1 and e.sequence <= $2 and e.name = 'ReceiptAdvised' and r.holder <> r.supplier
       and (e.body ->> 'cash')::numeric > 0
     union all
     select r.id, decode(substr(e.body ->> 'evidence', 3), 'hex'), r.supplier, r.buyer, ${behind("e.address")},
       e.currency, coalesce(paid.cash, (e.body ->> 'amount')::numeric), paid.day,
       decode(substr(e.body ->> 'seller', 3), 'hex'), b.timestamp
     from events e join blocks b on b.number = e.block_number join receivables r on r.id = e.deal_id
       left join lateral (
         select (p.body ->> 'principal')::numeric - (p.body ->> 'discount')::numeric
             + (p.body ->> 'charges')::numeric as cash, (p.body ->> 'valueDay')::bigint as day
         from events p where p.receivable_id = e.deal_id and p.name = 'ReceiptRecorded'
           and p.body ->> 'bankRef' = e.body ->> 'evidence'
           and (p.block_number, p.log_index) < (e.block_number, e.log_index)
         order by p.block_number desc, p.log_index desc limit 1) as paid on true
     where e.sequence > $1 and e.sequence <= $2 and e.name = 'ClaimRaised'
       and (e.body ->> 'reason')::int = ${ClaimReason.Misdirected}`,
    [after, through],
  );
}

/** The last bank entry that there is; 0 before the first. */
export async function lastEntry(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ last: number | null }>("select max(number) as last from cash_entries");
  return row?.last ?? 0;
}

/** Money that came in, of the numbers above one, in their order. */
export async function incomingAfter(sql: Sql, number: number, limit: number): Promise<readonly ListedEntry[]> {
  return sql.query<ListedEntry>(
    `select ${ENTRY} from cash_entries e where e.number > $1 and e.left_out is null and e.amount > 0
       and e.value_date is not null and e.bank_reference is not null and e.bill is null
     order by e.number limit $2`,
    [number, limit],
  );
}

/** What came in at an organisation of one amount, with its bank's references. */
export async function incomingOf(
  sql: Sql,
  organisation: Address,
  { currency, amount }: { readonly currency: string; readonly amount: bigint },
  limit: number,
): Promise<readonly ListedEntry[]> {
  return sql.query<ListedEntry>(
    `select ${ENTRY} from cash_entries e where e.organisation = $1 and e.currency = $2 and e.amount = $3
       and e.left_out is null and e.bank_reference is not null order by e.number desc limit $4`,
    [bytes(organisation), currency, amount, limit],
  );
}
