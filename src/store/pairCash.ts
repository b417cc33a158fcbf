/** Money of one payer in an organisation's cash: how much of it has settled nothing, and what banks call the rest. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** An entry whose standing decision names the payer. Bills are none until they are honoured. */
export interface PayerEntry {
  /** The bank's reference, or what the entry is called here. */
  readonly reference: string;
  /** `YYYY-MM-DD`. */
  readonly valueDate: string;
  /** Minor units. */
  readonly amount: bigint;
  /** The number of the decision. */
  readonly match: number;
  readonly isPosted: boolean;
}

export interface PayerQuestion {
  readonly organisation: Address;
  /** How the payer is called there. */
  readonly parties: readonly string[];
  /** ISO 4217. */
  readonly currency: string;
  /** The last value date that counts, `YYYY-MM-DD`. */
  readonly through: string;
  /** Unix seconds: what was posted in full before is taken for settled. */
  readonly settledBefore: number;
}

/** Entries of a payer of which something may have settled nothing, in the order of value dates. */
export async function payerEntries(sql: Sql, asked: PayerQuestion, limit: number): Promise<readonly PayerEntry[]> {
  const { organisation, parties, currency, through, settledBefore } = asked;
  return sql.query<PayerEntry>(
    `select coalesce(e.bank_reference, e.name) as reference, e.value_date as "valueDate", e.amount,
       m.number as match, m.state = 'posted' as "isPosted"
     from cash_entries e join cash_matches m on m.number = e.match
     where e.organisation = $1 and m.party = any($2) and e.currency = $3 and e.value_date <= $4 and e.amount > 0
       and e.left_out is null and e.bill is null and m.state in ('posted', 'proposed', 'exception')
       and coalesce(m.rule, '') not in ('REPEATED_LINE', 'NOT_INCOMING')
       and (m.state <> 'posted' or m.decided >= $5
         or e.amount > (select coalesce(sum(a.cash), 0) from cash_allocations a where a.match = m.number))
     order by e.value_date, e.number limit $6`,
    [bytes(organisation), parties, currency, through, settledBefore, limit],
  );
}

/** What banks called money that an organisation put to some receivables. */
export async function bankReferencesOf(
  sql: Sql,
  organisation: Address,
  receivables: readonly Hex[],
): Promise<readonly string[]> {
  const rows = await sql.query<{ readonly reference: string }>(
    `select distinct bank_reference as reference from cash_allocations
     where organisation = $1 and receivable = any($2)`,
    [bytes(organisation), receivables.map(bytes)],
  );
  return rows.map(({ reference }) => reference);
}
