/**
 * History that an organisation imported: invoices of before the ledger, or beside it, and when they were paid. Nobody
 * signed any of it, and nobody else sees it.
 */
import { setImmediate as pause } from "node:timers/promises";
import type { HistoryInvoice } from "../domain/indicators/fromHistory.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { eraseHistoryKeys, keepHistoryCustomers } from "./historyCustomers.ts";
import { addressAt } from "./portfolioAttributes.ts";
import { bytes, hexOf } from "./values.ts";

/**
 * A step of the schema. Of an invoice that several imports tell of, the last one counts. `invoice` is the hash of its
 * number, as the ledger has it; null where the ledger could not have it. Days are counted from 1970-01-01.
 */
export const HISTORY_TABLES: readonly string[] = [
  `create table history_imports (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    id uuid not null unique,
    content bytea not null,
    name text not null,
    account bytea not null,
    imported bigint not null,
    items bigint not null
  )`,
  "create index history_imports_of_organisation on history_imports (organisation, number)",
  `create table history_items (
    import bigint not null references history_imports (number) on delete cascade,
    organisation bytea not null,
    currency text not null,
    customer text not null,
    invoice_number text not null,
    invoice bytea,
    issued bigint not null,
    due bigint not null,
    amount numeric(80, 0) not null,
    settlements jsonb not null,
    primary key (import, currency, customer, invoice_number)
  )`,
  "create index history_items_of_organisation on history_items (organisation, currency, customer)",
];

/** A step of the schema. An import that is taken back stays for reports of before; one that is erased has no items. */
export const HISTORY_REMOVALS: readonly string[] = [
  "alter table history_imports add column removed bigint, add column removed_by bytea, add column erased bigint",
];

/** A step of the schema. A later one keeps what this did among the customers of all imports. */
export const HISTORY_ERASURES: readonly string[] = ["alter table history_imports add column customers jsonb"];

export interface NewHistoryImport {
  /** A UUID. */
  readonly id: string;
  readonly organisation: Address;
  /** Hash of the file. */
  readonly content: Hex;
  /** For people. */
  readonly name: string;
  /** Who imported it. */
  readonly account: Address;
  /** Unix seconds. */
  readonly imported: number;
}

export interface HistoryImport extends NewHistoryImport {
  readonly number: number;
  /** Invoices that are kept of it. */
  readonly items: number;
  /** Unix seconds; null for one that counts. */
  readonly removed: number | null;
  /** Who took it back. */
  readonly removedBy: Address | null;
  /** Unix seconds; null for one that is kept. */
  readonly erased: number | null;
}

export interface NewHistoryItem extends HistoryInvoice {
  /** ISO 4217. */
  readonly currency: string;
  /** As `Header.invoice`; null for a number that has no hash. */
  readonly invoice: Hex | null;
}

const IMPORT =
  'number, organisation, id, content, name, account, imported, items, removed, removed_by as "removedBy", erased';

export async function keepHistory(
  tx: Transaction,
  { id, organisation, content, name, account, imported }: NewHistoryImport,
  items: readonly NewHistoryItem[],
): Promise<void> {
  const [row] = await tx.query<{ number: number }>(
    `insert into history_imports (organisation, id, content, name, account, imported, items)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing returning number`,
    [bytes(organisation), id, bytes(content), name, bytes(account), imported, items.length],
  );
  // Somebody imported it at the same moment.
  if (row === undefined) return;
  const columns = ["import", "organisation", "currency", "customer", "invoice_number", "invoice"];
  await tx.copy(
    "history_items",
    [...columns, "issued", "due", "amount", "settlements"],
    items.map((item) => [
      ...[row.number, bytes(organisation), item.currency, item.customer, item.number],
      ...[item.invoice === null ? null : bytes(item.invoice), item.issued, item.due, item.amount],
      JSON.stringify(item.settlements.map(({ day, amount }) => [day, amount.toString()])),
    ]),
  );
  const customers = items.map(({ customer }) => customer);
  await keepHistoryCustomers(tx, organisation, row.number, customers);
}

export async function historyImportBy(sql: Sql, id: string): Promise<HistoryImport | undefined> {
  return (await sql.query<HistoryImport>(`select ${IMPORT} from history_imports where id = $1`, [id]))[0];
}

/** Imports of an organisation before a number, the latest first. */
export async function historyImportsBefore(
  sql: Sql,
  organisation: Address,
  before: number,
  limit: number,
): Promise<readonly HistoryImport[]> {
  return sql.query<HistoryImport>(
    `select ${IMPORT} from history_imports where organisation = $1 and number < $2 order by number desc limit $3`,
    [bytes(organisation), before, limit],
  );
}

/** How many invoices an organisation's imports hold together, those that were taken back among them. */
export async function countHistory(sql: Sql, organisation: Address): Promise<number> {
  const [row] = await sql.query<{ items: number }>(
    "select coalesce(sum(items), 0)::bigint as items from history_imports where organisation = $1",
    [bytes(organisation)],
  );
  return row?.items ?? 0;
}

export interface HistoryRemoval {
  /** Unix seconds. */
  readonly at: number;
  readonly by: Address;
}

/** Takes an import back: no report of later has it. @returns whether the organisation had it */
export async function removeHistory(
  sql: Sql,
  organisation: Address,
  id: string,
  { at, by }: HistoryRemoval,
): Promise<boolean> {
  const text = `update history_imports set removed = greatest($3::bigint, imported), removed_by = $4
    where organisation = $1 and id = $2 and removed is null returning number`;
  return (await sql.query(text, [bytes(organisation), id, at, bytes(by)])).length > 0;
}

/**
 * Erases what an import says that was taken back, and the file that it was made of, under whatever ids it was uploaded.
 * @param at Unix seconds.
 * @returns whether the organisation has such an import
 */
export async function eraseHistory(tx: Transaction, organisation: Address, id: string, at: number): Promise<boolean> {
  const [row] = await tx.query<{ number: number; content: Hex }>(
    `update history_imports set name = '', items = 0, erased = coalesce(erased, $3)
     where organisation = $1 and id = $2 and removed is not null returning number, content`,
    [bytes(organisation), id, at],
  );
  if (row === undefined) return false;
  await eraseHistoryKeys(tx, organisation, row.number);
  await tx.query("delete from history_items where import = $1", [row.number]);
  await tx.query("delete from uploads where organisation = $1 and sha256 = $2", [
    ...[bytes(organisation), bytes(row.content)],
  ]);
  return true;
}

/** So many rows are read before others get their turn. */
const SLICE = 10_000;
const NONE: readonly Hex[] = [];

export interface HistoryQuestion {
  readonly organisation: Address;
  /** ISO 4217. */
  readonly currency: string;
  /** An address in lower case, or a key of the firm's own records. */
  readonly customer?: string | undefined;
  /** What was imported, taken back, named or recorded later counts as if it had not been; unix seconds. */
  readonly known: number;
}

type ReadRow = Omit<HistoryInvoice, "settlements"> & {
  readonly settlements: readonly (readonly [day: number, amount: string])[];
  readonly issuedAs: readonly string[] | null;
};

/** An imported invoice, and the receivables that the organisation issued to that customer under that number. */
export interface ImportedInvoice extends HistoryInvoice {
  readonly issuedAs: readonly Hex[];
}

/**
 * What was imported, by the customers' addresses where the organisation's parties have them. An invoice that was
 * imported under several keys or spellings of one is told once, as the last import has it.
 */
export async function historyOf(
  sql: Sql,
  { organisation, currency, customer, known }: HistoryQuestion,
): Promise<readonly ImportedInvoice[]> {
  const rows = await sql.query<ReadRow>(
    `with named as (
       select h.*, coalesce(nullif(p.address, ''), h.customer) as known,
         case when h.invoice is null then h.invoice_number end as unhashed
       from history_items h join history_imports i on i.number = h.import
         left join lateral ${addressAt("$1", "h.customer", "$4")} p on true
       where h.organisation = $1 and h.currency = $2 and i.imported <= $4 and (i.removed is null or i.removed > $4)),
     told as (select distinct on (known, invoice, unhashed) * from named
       order by known, invoice, unhashed, import desc, customer, invoice_number)
     select known as customer, invoice_number as number, issued, due, amount, settlements,
       case when known ~ '^0x[0-9a-f]{40}$' then (select json_agg(r.id order by r.id) from receivables r
         join blocks b on b.number = r.issued_block where b.timestamp <= $4 and r.supplier = $1
         and r.buyer = decode(substr(known, 3), 'hex') and r.invoice = told.invoice) end as "issuedAs"
     from told where $3::text is null or known = $3 order by known, invoice_number`,
    [bytes(organisation), currency, customer ?? null, known],
    "anew",
  );
  const told: ImportedInvoice[] = [];
  for (const { issuedAs: ids, settlements, ...row } of rows) {
    told.push({
      ...row,
      settlements: settlements.map(([day, amount]) => ({ day, amount: BigInt(amount) })),
      issuedAs: ids === null ? NONE : ids.map(hexOf),
    });
    if (told.length % SLICE === 0) await pause();
  }
  return told;
}

/** The currencies of what was imported, and of what was taken back: of the latter there are reports of before. */
export async function historyCurrencies(sql: Sql, organisation: Address): Promise<readonly string[]> {
  const rows = await sql.query<{ currency: string }>(
    "select distinct currency from history_items where organisation = $1 order by currency",
    [bytes(organisation)],
  );
  return rows.map(({ currency }) => currency);
}
