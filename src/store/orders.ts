/** What an organisation ordered, and what of it arrived, as its ERP has it. Nobody else sees any of it. */
import type { Address } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. Quantities and prices are decimal text. */
export const ORDER_TABLES: readonly string[] = [
  `create table order_lines (
    organisation bytea not null,
    party text not null,
    purchase_order text not null,
    line bigint not null,
    item text not null,
    quantity text not null,
    price text not null,
    currency text not null,
    changed bigint not null,
    primary key (organisation, party, purchase_order, line)
  )`,
  `create table receipt_lines (
    organisation bytea not null,
    party text not null,
    receipt text not null,
    purchase_order text not null,
    line bigint not null,
    quantity text not null,
    changed bigint not null,
    primary key (organisation, party, receipt, purchase_order, line)
  )`,
  "create index receipt_lines_of_order on receipt_lines (organisation, party, purchase_order)",
];

/** A line of an order; every value is text. */
export interface OrderLineRow {
  readonly party: string;
  readonly purchaseOrder: string;
  readonly line: string;
  readonly item: string;
  readonly quantity: string;
  /** Of one unit, without tax. */
  readonly price: string;
  readonly currency: string;
}

/** What of an order line arrived with one delivery. */
export interface ReceiptLineRow {
  readonly party: string;
  readonly receipt: string;
  readonly purchaseOrder: string;
  readonly line: string;
  readonly quantity: string;
}

const ORDER_LINE = 'party, purchase_order as "purchaseOrder", line::text as line, item, quantity, price, currency';
const RECEIPT_LINE = 'party, receipt, purchase_order as "purchaseOrder", line::text as line, quantity';

/** All lines of some orders, by the parties' own order numbers. */
export async function orderLinesOf(
  sql: Sql,
  organisation: Address,
  orders: readonly string[],
): Promise<readonly OrderLineRow[]> {
  const text = `select ${ORDER_LINE} from order_lines where organisation = $1 and purchase_order = any($2)
    order by party, purchase_order, order_lines.line`;
  return sql.query<OrderLineRow>(text, [bytes(organisation), orders]);
}

export async function putOrderLines(
  sql: Sql,
  organisation: Address,
  rows: readonly OrderLineRow[],
  now: number,
): Promise<void> {
  await sql.query(
    `insert into order_lines (organisation, party, purchase_order, line, item, quantity, price, currency, changed)
     select $1, *, $9 from unnest($2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[])
     on conflict (organisation, party, purchase_order, line) do update set item = excluded.item,
       quantity = excluded.quantity, price = excluded.price, currency = excluded.currency, changed = excluded.changed`,
    [
      bytes(organisation),
      ...(["party", "purchaseOrder", "line", "item", "quantity", "price", "currency"] as const).map((field) =>
        rows.map((row) => row[field]),
      ),
      now,
    ],
  );
}

export async function receiptLinesOf(
  sql: Sql,
  organisation: Address,
  orders: readonly string[],
): Promise<readonly ReceiptLineRow[]> {
  const text = `select ${RECEIPT_LINE} from receipt_lines where organisation = $1 and purchase_order = any($2)`;
  return sql.query<ReceiptLineRow>(text, [bytes(organisation), orders]);
}

export async function putReceiptLines(
  sql: Sql,
  organisation: Address,
  rows: readonly ReceiptLineRow[],
  now: number,
): Promise<void> {
  await sql.query(
    `insert into receipt_lines (organisation, party, receipt, purchase_order, line, quantity, changed)
     select $1, *, $7 from unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[])
     on conflict (organisation, party, receipt, purchase_order, line) do update set quantity = excluded.quantity,
       changed = excluded.changed`,
    [
      bytes(organisation),
      ...(["party", "receipt", "purchaseOrder", "line", "quantity"] as const).map((field) =>
        rows.map((row) => row[field]),
      ),
      now,
    ],
  );
}
