/** Money of one payer in an organisation's cash: how much of it has settled nothing, and what banks call the rest. */
import { ReceiptStatus } from "../domain/receipts.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** An entry whose standing decision names the payer. Bills are none until they are honoured. */
export interface PayerEntry {
  /** How the payer is called there. */
  readonly party: string;
  /** ISO 4217. */
  readonly currency: string;
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
  /** How the payers are called there. */
  readonly parties: readonly string[];
  /** ISO 4217. */
  readonly currencies: readonly string[];
  /** The last value date that counts, `YYYY-MM-DD`. */
  readonly through: string;
  /** Which decisions count. */
  readonly decisions: readonly ("posted" | "proposed" | "exception")[];
}

/**
 * Entries of some payers of which something may have settled nothing, in the order of value dates. What was posted in
 * full is left out where the ledger has recorded the receipts that were prepared of it.
 * @param most Of each payer and currency.
 */
export async function payerEntries(sql: Sql, asked: PayerQuestion, most: number): Promise<readonly PayerEntry[]> {
  const { organisation, parties, currencies, through, decisions } = asked;
  return sql.query<PayerEntry>(
    `select party, currency, reference, "valueDate", amount, match, "isPosted" from (
       select m.party, e.currency, coalesce(e.bank_reference, e.name) as reference, e.value_date as "valueDate",
         e.amount, e.number, m.number as match, m.state = 'posted' as "isPosted",
         row_number() over (partition by m.party, e.currency order by e.value_date, e.number) as place
       from cash_entries e join cash_matches m on m.number = e.match
       where e.organisation = $1 and m.party = any($2) and e.currency = any($3) and e.value_date <= $4 and e.amount > 0
         and e.left_out is null and e.bill is null and m.state = any($7)
         and coalesce(m.rule, '') not in ('REPEATED_LINE', 'NOT_INCOMING')
         and (m.state <> 'posted'
           or e.amount > (select coalesce(sum(a.cash), 0) from cash_allocations a where a.match = m.number)
           or exists (select from cash_allocations a left join intents i on i.id = a.intent
             left join receipts r on r.id = a.receivable and r.status <> $5
               and r.bank_ref = decode(substr(i.body->'plan'->'deed'->'receipt'->>'bankRef', 3), 'hex')
             where a.match = m.number and a.receivable is not null and r.id is null))
     ) as waiting where place <= $6 order by "valueDate", number`,
    [bytes(organisation), parties, currencies, through, ReceiptStatus.Advised, most, decisions],
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
