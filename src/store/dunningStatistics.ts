/** What came of notices and promises, and how long answers took: counted from what was recorded. */
import { ANSWER_KINDS } from "../domain/collections/record.ts";
import { Outcome, Status } from "../domain/receivable.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { concerns } from "./dunningItems.ts";
import { ANSWERS } from "./dunningTimeline.ts";
import { bytes } from "./values.ts";

/** A notice that left the house, and what followed. */
export interface EffectFacts {
  readonly stage: string;
  readonly channel: string;
  readonly template: string;
  /** Unix seconds. */
  readonly sent: number;
  /** The debtor's first answer of any kind about one of its items since. */
  readonly answered: number | null;
  /** When the last of its items was settled; null while one is open. */
  readonly paid: number | null;
}

/** Of notices since an instant, the latest first. */
export async function effectsSince(
  sql: Sql,
  organisation: Address,
  since: number,
  limit: number,
): Promise<readonly EffectFacts[]> {
  return sql.query<EffectFacts>(
    `select s.stage, s.channel, s.template, s.ended as sent,
       (select min(b.timestamp) from dunning_send_items i cross join lateral (
            select block_number from events
            where receivable_id = i.item and (name = any($3) or name in ('ReceivablePaid', 'ReceiptRecorded'))
            union all select block_number from events where collection_id = i.item and name = 'DebtorAnswered'
          ) e join blocks b on b.number = e.block_number
        where i.send = s.id and b.timestamp >= s.ended) as answered,
       (select case when bool_and(coalesce(r.closed, false)) then max(b.timestamp) end
        from dunning_send_items i left join receivables r on r.id = i.item
          left join blocks b on b.number = r.changed_block where i.send = s.id) as paid
     from dunning_sends s
     where s.organisation = $1 and s.ended >= $2 and s.state in ('taken', 'printed', 'logged')
     order by s.sequence desc limit $4`,
    [bytes(organisation), since, ANSWERS, limit],
  );
}

/** Acts that somebody answers. */
export const WAITS = ["acceptance", "disputeAnswer", "creditNote", "statementAnswer"] as const;

/** From an act to its answer, unix seconds; null while it is waited for. */
export interface WaitFacts {
  readonly kind: (typeof WAITS)[number];
  readonly from: number;
  readonly to: number | null;
}

/** What nobody accepts any more. */
const REFUSED = [Status.Rejected, Status.Cancelled, Status.Split].join(", ");

/** Until a buyer accepted what was issued to it; what it refused, or was taken back, waits for nobody. */
const ACCEPTANCE = `select 'acceptance' as kind,
    min(b.timestamp) filter (where e.name in ('ReceivableIssued', 'ReceivableSealed')) as "from",
    min(b.timestamp) filter (where e.name = 'ReceivableAccepted') as "to"
  from receivables r join events e on e.receivable_id = r.id join blocks b on b.number = e.block_number
  where r.supplier = $1 and e.name in ('ReceivableIssued', 'ReceivableSealed', 'ReceivableAccepted')
  group by r.id having min(b.timestamp) filter (where e.name in ('ReceivableIssued', 'ReceivableSealed')) >= $2
    and (r.status not in (${REFUSED}) or bool_or(e.name = 'ReceivableAccepted'))`;

/**
 * Each dispute with its outcome on the ledger, of what the organisation is owed or was, and the first word to it: the
 * outcome, or what the creditor proposed before.
 */
const DISPUTES = `select b.timestamp as "from", answered.at as "to", answered.outcome,
    least(answered.at, (select min(o.at) from dispute_outcomes o
      where o.receivable = r.id and o.side = 'creditor' and o.at >= b.timestamp)) as word
  from receivables r join events e on e.receivable_id = r.id join blocks b on b.number = e.block_number
    left join lateral (select a.timestamp as at, n.body ->> 'outcome' as outcome
      from events n join blocks a on a.number = n.block_number
      where n.receivable_id = r.id and n.name = 'DisputeResolved'
        and (n.block_number, n.log_index) > (e.block_number, e.log_index)
      order by n.block_number, n.log_index limit 1) as answered on true
  where ${concerns("$1")} and e.name = 'ReceivableDisputed' and b.timestamp >= $2`;

/** Until the other side said anything to a statement of account. */
const STATEMENTS = `select 'statementAnswer', s.made, (select min(a.at) from account_statement_answers a
    where a.statement = s.id and a.organisation <> s.organisation)
  from account_statements s where s.organisation = $1 and s.made >= $2`;

/** Until the other side posted its own to a statement on chain, agreed, rejected, or acknowledged the debt. */
const ON_CHAIN = `select 'statementAnswer', own.at, (select min(b.timestamp)
      from events n join blocks b on b.number = n.block_number
      where n.statement_id = s.id and (n.block_number, n.log_index) > (own.block_number, own.log_index)
        and (n.name = 'BalanceAgreedExcept' or coalesce(n.body ->> 'party', n.body ->> 'debtor')
          = '0x' || encode(case s.supplier when $1 then s.buyer else s.supplier end, 'hex')))
  from statements s cross join lateral (select b.timestamp as at, p.block_number, p.log_index
      from events p join blocks b on b.number = p.block_number
      where p.statement_id = s.id and p.name = 'StatementPosted'
        and p.body ->> 'party' = '0x' || encode($1::bytea, 'hex')
      order by p.block_number, p.log_index limit 1) as own
  where $1 in (s.supplier, s.buyer) and own.at >= $2`;

/** Of an organisation since an instant. A dispute that is conceded ends with its credit note. */
export async function waitsSince(sql: Sql, organisation: Address, since: number): Promise<readonly WaitFacts[]> {
  return sql.query<WaitFacts>(
    `with disputes as (${DISPUTES})
     ${ACCEPTANCE} union all select 'disputeAnswer', "from", word from disputes
     union all select 'creditNote', "from", "to" from disputes where outcome = '${Outcome.Conceded}'
     union all ${STATEMENTS} union all ${ON_CHAIN}`,
    [bytes(organisation), since],
    "anew",
  );
}

/** A receivable of which its debtor promised something. */
export interface PromisedReceivable {
  readonly id: Hex;
  readonly customer: Address;
}

/** Those of an organisation with a promise since an instant, the latest first. @param limit All unless told. */
export async function promisedSince(
  sql: Sql,
  organisation: Address,
  since: number,
  limit: number | undefined,
  customer?: Address,
): Promise<readonly PromisedReceivable[]> {
  return sql.query<PromisedReceivable>(
    `select r.buyer as customer, r.id from receivables r join events e on e.collection_id = r.id
       join blocks b on b.number = e.block_number
     where ${concerns("$1")} and e.name = 'DebtorAnswered' and b.timestamp >= $2
       and (e.body -> 'answer' ->> 'kind')::int = ${ANSWER_KINDS.indexOf("promiseToPay")}
       and ($4::bytea is null or r.buyer = $4)
     group by r.id order by max(b.timestamp) desc, r.id limit $3`,
    [bytes(organisation), since, limit ?? null, customer === undefined ? null : bytes(customer)],
    "anew",
  );
}
