/** What an organisation is owed and may be paid: receivables of the index that it holds, and what its ERP told. */
import type { Address, Hex } from "../domain/receivable.ts";
import { Status } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { behind, holdersOf } from "./holders.ts";
import { bytes } from "./values.ts";

/** A receivable whose money moves outside the chain; minor units, days since 1970-01-01. */
export interface PayableReceivable {
  readonly id: Hex;
  readonly buyer: Address;
  /** keccak256 of the invoice's number, or what a part is a part of. */
  readonly invoice: Hex;
  /** Which instalment, or which part. */
  readonly line: number;
  readonly part: boolean;
  readonly currency: Address;
  readonly amount: bigint;
  readonly settled: bigint;
  readonly disputed: bigint;
  readonly dueDay: number;
  readonly discountDay1: number;
  readonly discount1: bigint;
  readonly discountDay2: number;
  readonly discount2: bigint;
  readonly discountOnParts: boolean;
  /** Whether a discount was taken already. */
  readonly discounted: boolean;
  readonly closed: boolean;
  /** As the last invoice that was given says; null where none was. */
  readonly number: string | null;
  readonly issueDate: string | null;
  readonly buyerName: string | null;
  /** By which the buyer calls itself, to its counterparties. */
  readonly legalName: string | null;
  /** By which the organisation calls the buyer. */
  readonly parties: readonly { readonly party: string; readonly name: string }[] | null;
  /** Unix seconds of the block of its first event; null where it is forgotten. */
  readonly issued: number | null;
}

/** In which the ledger takes receipts. */
const OPEN_STATUSES: readonly number[] = [Status.Issued, Status.Queried, Status.Accepted];

const term = (column: string, name: string, type: string): string =>
  `coalesce(r.${column}, (c.receivable -> 'terms' ->> '${name}')::${type}) as "${name}"`;

/**
 * Receivables that an organisation holds, itself or by its desk, in a currency of ISO 4217, whose terms are known here:
 * those that are open, those that were settled and not due before a day, whose numbers are known then for what they
 * are, and some others by their ids. Open ones come first.
 */
export async function payableReceivables(
  sql: Sql,
  holder: Address,
  {
    settledSince,
    also,
    limit,
  }: { readonly settledSince: number; readonly also: readonly Hex[]; readonly limit: number },
): Promise<readonly PayableReceivable[]> {
  const held =
    `r.holder in ${holdersOf("$1")} and r.supplier is not null ` +
    "and coalesce(r.currency, c.currency) <= decode('00000000000000000000000000000000000003e7', 'hex')";
  return sql.query<PayableReceivable>(receivablesWhere(held), [
    ...[bytes(holder), OPEN_STATUSES, also.map(bytes), limit, settledSince],
  ]);
}

/**
 * Receivables that an organisation sold, or assigned otherwise, in some currencies, as far as their terms are known
 * here: those that are open, and those that were settled and not due before a day.
 */
export async function assignedReceivables(
  sql: Sql,
  supplier: Address,
  {
    currencies,
    settledSince,
    limit,
  }: { readonly currencies: readonly Address[]; readonly settledSince: number; readonly limit: number },
): Promise<readonly PayableReceivable[]> {
  const assigned = `r.supplier = $1 and ${behind("r.holder")} <> $1 and coalesce(r.currency, c.currency) = any($6)`;
  return sql.query<PayableReceivable>(receivablesWhere(assigned), [
    ...[bytes(supplier), OPEN_STATUSES, [], limit, settledSince, currencies.map(bytes)],
  ]);
}

/** @param which A condition on `r` and `c`; $1 is the organisation, $2 statuses, $3 ids, $4 a limit, $5 a day. */
function receivablesWhere(which: string): string {
  return `select r.id, r.buyer, r.invoice, r.line, r.part, coalesce(r.currency, c.currency) as currency,
       coalesce(r.amount, c.amount) as amount, r.settled, r.disputed, coalesce(r.due_day, c.due_day) as "dueDay",
       ${term("discount_day1", "discountDay1", "bigint")}, ${term("discount1", "discount1", "numeric")},
       ${term("discount_day2", "discountDay2", "bigint")}, ${term("discount2", "discount2", "numeric")},
       ${term("discount_on_parts", "discountOnParts", "boolean")}, r.discounted, r.closed,
       i.invoice ->> 'number' as number, i.invoice ->> 'issueDate' as "issueDate",
       i.invoice -> 'buyer' ->> 'name' as "buyerName",
       case when o.audience <> 'nobody' then o.legal_name end as "legalName",
       (select json_agg(json_build_object('party', p.party, 'name', p.name) order by p.party) from parties p
         where p.organisation = $1 and p.address = '0x' || encode(r.buyer, 'hex')) as parties,
       b.timestamp as issued
     from receivables r left join contents c on c.commitment = r.commitment
     left join lateral (select invoice from contents where id = r.id and invoice is not null
       order by revision desc, opened desc limit 1) i on true
     left join organisations o on o.organisation = r.buyer
     left join blocks b on b.number = r.issued_block
     where ${which}
       and ((not r.closed and r.status = any($2)) or r.id = any($3)
         or (r.closed and coalesce(r.due_day, c.due_day) >= $5))
     order by r.closed, r.id limit $4`;
}

/** Hashes of invoices that an organisation put on the ledger, whoever holds them now. */
export async function invoicesOnLedger(sql: Sql, supplier: Address): Promise<ReadonlySet<Hex>> {
  const text = "select distinct invoice from receivables where supplier = $1 and not part";
  return new Set((await sql.query<{ invoice: Hex }>(text, [bytes(supplier)])).map(({ invoice }) => invoice));
}

/** An open item as the ERP told it; what is not known is the empty text. */
export interface ImportedItem {
  readonly party: string;
  /** The number as ids have it. */
  readonly invoice: string;
  readonly line: number;
  readonly number: string;
  /** `YYYY-MM-DD`. */
  readonly issueDate: string;
  readonly dueDate: string;
  readonly currency: string;
  /** Decimal text. */
  readonly amount: string;
  readonly open: string;
  readonly purchaseOrder: string;
  readonly name: string;
  /** Unix seconds. */
  readonly changed: number;
}

/** What others owe an organisation, as its ERP told, with the party's name. */
export async function importedItems(sql: Sql, organisation: Address, limit: number): Promise<readonly ImportedItem[]> {
  return sql.query<ImportedItem>(
    `select i.party, i.invoice, i.line, i.number, i.issue_date as "issueDate", i.due_date as "dueDate", i.currency,
       i.amount, i.open, i.purchase_order as "purchaseOrder", coalesce(p.name, '') as name, i.changed
     from open_items i left join parties p on p.organisation = i.organisation and p.party = i.party
     where i.organisation = $1 and i.side = 'receivable' order by i.party, i.invoice, i.line limit $2`,
    [bytes(organisation), limit],
  );
}
