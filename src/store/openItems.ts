/** What an organisation's ERP believes to be open. None of it is a claim that anybody signed: those are receivables. */
import type { Address } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. invoice is the number as ids have it, so that two spellings are one item. */
export const OPEN_ITEM_TABLES: readonly string[] = [
  `create table open_items (
    organisation bytea not null,
    side text not null check (side in ('receivable', 'payable')),
    party text not null,
    invoice text not null,
    line bigint not null,
    number text not null,
    issue_date text not null,
    due_date text not null,
    currency text not null,
    amount text not null,
    open text not null,
    purchase_order text not null,
    changed bigint not null,
    primary key (organisation, side, party, invoice, line)
  )`,
];

export type Side = "receivable" | "payable";

/** What tells an item from others of the same side: its party, the number as ids have it, and the line. */
export interface OpenItemKey {
  readonly party: string;
  readonly invoice: string;
  readonly line: string;
}

/** An item; what is not known is the empty text. */
export interface OpenItemRow extends OpenItemKey {
  readonly number: string;
  /** `YYYY-MM-DD`. */
  readonly issueDate: string;
  readonly dueDate: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Decimal text with the currency's decimals; below zero for a credit. */
  readonly amount: string;
  /** Of it, what is not settled. */
  readonly open: string;
  readonly purchaseOrder: string;
}

export interface StoredOpenItem extends OpenItemRow {
  readonly side: Side;
  /** Unix seconds. */
  readonly changed: number;
}

const ITEM =
  'i.party, i.invoice, i.line::text as line, i.number, i.issue_date as "issueDate", i.due_date as "dueDate", ' +
  'i.currency, i.amount, i.open, i.purchase_order as "purchaseOrder"';

export async function openItemsOf(
  sql: Sql,
  organisation: Address,
  side: Side,
  keys: readonly OpenItemKey[],
): Promise<readonly OpenItemRow[]> {
  return sql.query<OpenItemRow>(
    `select ${ITEM} from open_items i
     join unnest($3::text[], $4::text[], $5::bigint[]) as k(party, invoice, line)
       on i.party = k.party and i.invoice = k.invoice and i.line = k.line
     where organisation = $1 and side = $2`,
    [
      bytes(organisation),
      side,
      keys.map(({ party }) => party),
      keys.map(({ invoice }) => invoice),
      keys.map(({ line }) => line),
    ],
  );
}

/** Writes items, each once. */
export async function putOpenItems(
  sql: Sql,
  organisation: Address,
  side: Side,
  rows: readonly OpenItemRow[],
  now: number,
): Promise<void> {
  await sql.query(
    `insert into open_items (organisation, side, party, invoice, line, number, issue_date, due_date, currency, amount,
       open, purchase_order, changed)
     select $1, $2, *, $13 from unnest($3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[],
       $9::text[], $10::text[], $11::text[], $12::text[])
     on conflict (organisation, side, party, invoice, line) do update set number = excluded.number,
       issue_date = excluded.issue_date, due_date = excluded.due_date, currency = excluded.currency,
       amount = excluded.amount, open = excluded.open, purchase_order = excluded.purchase_order,
       changed = excluded.changed`,
    [
      bytes(organisation),
      side,
      rows.map(({ party }) => party),
      rows.map(({ invoice }) => invoice),
      rows.map(({ line }) => line),
      rows.map(({ number }) => number),
      rows.map(({ issueDate }) => issueDate),
      rows.map(({ dueDate }) => dueDate),
      rows.map(({ currency }) => currency),
      rows.map(({ amount }) => amount),
      rows.map(({ open }) => open),
      rows.map(({ purchaseOrder }) => purchaseOrder),
      now,
    ],
  );
}

/** Where a page of items ended. */
export type OpenItemPlace = readonly [side: Side, party: string, invoice: string, line: string];

/** The next items after a place, in the order of side, party, number and line. @param filter Only these. */
export async function openItemsAfter(
  sql: Sql,
  organisation: Address,
  filter: { readonly side?: Side; readonly party?: string },
  after: OpenItemPlace | undefined,
  limit: number,
): Promise<readonly StoredOpenItem[]> {
  const [side, party, invoice, line] = after ?? ["", "", "", "-1"];
  return sql.query<StoredOpenItem>(
    `select i.side, ${ITEM}, changed from open_items i
     where organisation = $1 and ($2::text is null or i.side = $2) and ($3::text is null or i.party = $3)
       and (i.side, i.party, i.invoice, i.line) > ($4, $5, $6, $7::bigint)
     order by i.side, i.party, i.invoice, i.line limit $8`,
    [bytes(organisation), filter.side ?? null, filter.party ?? null, side, party, invoice, line, limit],
  );
}
