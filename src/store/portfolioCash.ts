/** Every decision about an organisation's money in one currency, and when each stood: what was unapplied, and when. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes, hexOf } from "./values.ts";

/** Cash that a decision put to an item; of one that is on no ledger `receivable` is null. */
export interface PutCash {
  readonly receivable: Hex | null;
  readonly cash: bigint;
  readonly bankReference: string;
}

/** A decision about an entry of a bank that names a payer. Amounts are minor units, instants unix seconds. */
export interface CashDecision {
  readonly entry: number;
  /** `YYYY-MM-DD`. */
  readonly valueDate: string;
  /** Of the whole entry. */
  readonly amount: bigint;
  /** The number of the decision. */
  readonly match: number;
  /** An address in lower case where the organisation's parties have one, else the key of its own records; or "". */
  readonly payer: string;
  readonly isPosted: boolean;
  /** Whether it is the one that stands now. */
  readonly isStanding: boolean;
  readonly decided: number;
  /** When somebody refused or undid it. */
  readonly undone: number | null;
  readonly put: readonly PutCash[];
}

type Row = Omit<CashDecision, "put"> & {
  readonly put: readonly (readonly [receivable: string | null, cash: string, bankReference: string])[] | null;
};

export interface CashQuestion {
  readonly organisation: Address;
  /** ISO 4217. */
  readonly currency: string;
  /** Of the entries that any decision gave to that payer. */
  readonly payer?: string | undefined;
}

const PAYER = `coalesce((select nullif(p.address, '') from parties p
  where p.organisation = m.organisation and p.party = m.party), m.party)`;

/** Of incoming money alone, in the order of entries and of what was decided about each. Bills are none. */
export async function cashDecisions(
  sql: Sql,
  { organisation, currency, payer }: CashQuestion,
): Promise<readonly CashDecision[]> {
  const rows = await sql.query<Row>(
    `select e.number as entry, e.value_date as "valueDate", e.amount, m.number as match,
       case when coalesce(m.rule, '') in ('REPEATED_LINE', 'NOT_INCOMING') then '' else ${PAYER} end as payer,
       exists (select from cash_allocations a where a.match = m.number) as "isPosted",
       m.number = e.match and e.left_out is null and m.state in ('posted', 'proposed', 'exception') as "isStanding",
       m.decided, m.undone,
       (select json_agg(json_build_array(a.receivable, a.cash::text, a.bank_reference) order by a.item)
         from cash_allocations a where a.match = m.number) as put
     from cash_entries e join cash_matches m on m.entry = e.number
     where e.organisation = $1 and e.currency = $2 and e.amount > 0 and e.bill is null and e.value_date is not null
       and ($3::text is null or exists (select from cash_matches m where m.entry = e.number and ${PAYER} = $3))
     order by e.number, m.number`,
    [bytes(organisation), currency, payer ?? null],
    "anew",
  );
  return rows.map(({ put, ...row }) => ({
    ...row,
    put: (put ?? []).map(([receivable, cash, bankReference]) => {
      return { receivable: receivable === null ? null : hexOf(receivable), cash: BigInt(cash), bankReference };
    }),
  }));
}
