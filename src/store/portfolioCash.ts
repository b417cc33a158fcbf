/** Every decision about an organisation's money in one currency, and when each stood: what was unapplied, and when. */
import { keccakOfText } from "../domain/hash.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { addressAt } from "./portfolioAttributes.ts";
import { bytes, hexOf } from "./values.ts";

/** Cash that a decision put to an item, whoever owes that. */
export interface PutCash {
  readonly cash: bigint;
  /** When the ledger had it; undefined until then. An item that is on no ledger has it with the decision. */
  readonly recorded: number | undefined;
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
  /** Payers are known by the address book of then, unix seconds. */
  readonly known: number;
}

const NAMED = `left join lateral ${addressAt("$1", "m.party", "$4")} b on true`;
const PAYER = "coalesce(nullif(b.address, ''), m.party)";

/** Of incoming money alone, in the order of entries and of what was decided about each. Bills are none. */
export async function cashDecisions(
  sql: Sql,
  { organisation, currency, payer, known }: CashQuestion,
): Promise<readonly CashDecision[]> {
  const rows = await sql.query<Row>(
    `select e.number as entry, e.value_date as "valueDate", e.amount, m.number as match,
       case when coalesce(m.rule, '') in ('REPEATED_LINE', 'NOT_INCOMING') then '' else ${PAYER} end as payer,
       m.number = e.match and e.left_out is null and m.state in ('posted', 'proposed', 'exception') as "isStanding",
       m.decided, m.undone,
       (select json_agg(json_build_array(a.receivable, a.cash::text, a.bank_reference) order by a.item)
         from cash_allocations a where a.match = m.number) as put
     from cash_entries e join cash_matches m on m.entry = e.number ${NAMED}
     where e.organisation = $1 and e.currency = $2 and e.amount > 0 and e.bill is null and e.value_date is not null
       and ($3::text is null or e.number in (select m.entry from cash_matches m ${NAMED}
         where m.organisation = $1 and ${PAYER} = $3))
     order by e.number, m.number`,
    [bytes(organisation), currency, payer ?? null, known],
    "anew",
  );
  const told = rows.map(({ put, ...row }) => ({
    ...row,
    put: (put ?? []).map(([receivable, cash, bankReference]) => {
      return { receivable: receivable === null ? null : hexOf(receivable), cash: BigInt(cash), bankReference };
    }),
  }));
  const recorded = await firstReceipts(
    sql,
    told.flatMap(({ put }) => put.flatMap(({ receivable }) => receivable ?? [])),
  );
  return told.map(({ put, ...row }) => ({
    ...row,
    put: put.map(({ receivable, cash, bankReference }) => {
      const key = `${receivable} ${keccakOfText(bankReference)}`;
      return { cash, recorded: receivable === null ? row.decided : recorded.get(key) };
    }),
  }));
}

/** When the ledger first told of receipts of some receivables, by the id and the hash of the bank's reference. */
async function firstReceipts(sql: Sql, ids: readonly Hex[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.query<{ readonly id: Hex; readonly reference: string; readonly at: number }>(
    `select receivable_id as id, body ->> 'bankRef' as reference, min(timestamp) as at
     from events join blocks on number = block_number
     where receivable_id = any($1) and name = 'ReceiptRecorded' group by 1, 2`,
    [[...new Set(ids)].map(bytes)],
  );
  return new Map(rows.map(({ id, reference, at }) => [`${id} ${reference}`, at]));
}
