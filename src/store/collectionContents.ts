/**
 * What was said about the collection of receivables, and what debtors promised: the chain has salted hashes of both.
 * What is lost here can be opened by nobody who did not write it down.
 */
import type { PromisedPayment } from "../domain/collections/record.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. Both are known by a receivable, so that a hash copied to another one opens nothing there. */
export const COLLECTION_CONTENT_TABLES: readonly string[] = [
  `create table collection_contents (
    receivable bytea not null,
    hash bytea not null,
    text text not null,
    salt bytea not null,
    kept_by bytea not null,
    kept bigint not null,
    primary key (receivable, hash)
  )`,
  `create table promised_payments (
    receivable bytea not null,
    hash bytea not null,
    amount numeric(80, 0) not null,
    pay_by bigint not null,
    salt bytea not null,
    kept_by bytea not null,
    kept bigint not null,
    primary key (receivable, hash)
  )`,
];

/** A step of the schema: whether words were said among those who collect; null of what was handed in from outside. */
export const COLLECTION_CONTENT_COLUMNS: readonly string[] = [
  "alter table collection_contents add column internal boolean",
];

/** Words, and what opens their hash. */
export interface CollectionContent {
  readonly text: string;
  readonly salt: Hex;
}

interface Kept {
  readonly receivable: Hex;
  readonly hash: Hex;
  /** The organisation that said it. */
  readonly keptBy: Address;
  /** Unix seconds. */
  readonly kept: number;
}

/** Words as they are kept. */
export interface KeptContent extends CollectionContent {
  /** Whether they were said among those who collect; null of what was handed in from outside, so that nobody knows. */
  readonly isInternal: boolean | null;
}

/** A hash opens to one text alone, so that what is there stays; what the debtor is told as well is internal no more. */
export async function keepContent(sql: Sql, content: KeptContent & Kept): Promise<void> {
  const { receivable, hash, text, salt, isInternal, keptBy, kept } = content;
  await sql.query(
    `insert into collection_contents as known (receivable, hash, text, salt, internal, kept_by, kept)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (receivable, hash) do update set internal = coalesce(known.internal, true) and excluded.internal
     where excluded.internal is not null`,
    [bytes(receivable), bytes(hash), text, bytes(salt), isInternal, bytes(keptBy), kept],
  );
}

/** As {@link keepContent}. */
export async function keepPayment(sql: Sql, payment: PromisedPayment & Kept): Promise<void> {
  const { receivable, hash, amount, payBy, salt, keptBy, kept } = payment;
  await sql.query(
    `insert into promised_payments (receivable, hash, amount, pay_by, salt, kept_by, kept)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [bytes(receivable), bytes(hash), amount, payBy, bytes(salt), bytes(keptBy), kept],
  );
}

/** By their hashes. What was only prepared is among them: it is for whoever finds its hash on the chain. */
export async function contentsKept(sql: Sql, receivable: Hex): Promise<ReadonlyMap<Hex, KeptContent>> {
  const rows = await sql.query<KeptContent & { readonly hash: Hex }>(
    `select hash, text, salt, internal as "isInternal" from collection_contents where receivable = $1`,
    [bytes(receivable)],
  );
  return new Map(rows.map(({ hash, ...content }) => [hash, content]));
}

/** By receivables, and by their hashes. @param known What was kept later is left out, unix seconds. */
export async function paymentsKept(
  sql: Sql,
  receivables: readonly Hex[],
  known: number = Number.MAX_SAFE_INTEGER,
): Promise<ReadonlyMap<Hex, ReadonlyMap<Hex, PromisedPayment>>> {
  if (receivables.length === 0) return new Map();
  const rows = await sql.query<PromisedPayment & { readonly receivable: Hex; readonly hash: Hex }>(
    `select receivable, hash, amount, pay_by as "payBy", salt from promised_payments
     where receivable = any($1) and kept <= $2`,
    [receivables.map(bytes), known],
  );
  const found = new Map<Hex, Map<Hex, PromisedPayment>>();
  for (const { receivable, hash, ...payment } of rows) {
    found.set(receivable, (found.get(receivable) ?? new Map<Hex, PromisedPayment>()).set(hash, payment));
  }
  return found;
}

/** The text of a notice that an organisation sent, by its hash. */
export async function noticeText(sql: Sql, organisation: Address, hash: Hex): Promise<CollectionContent | undefined> {
  const [row] = await sql.query<CollectionContent>(
    "select text, salt from dunning_sends where organisation = $1 and content_hash = $2 limit 1",
    [bytes(organisation), bytes(hash)],
  );
  return row && { text: row.text, salt: row.salt };
}
