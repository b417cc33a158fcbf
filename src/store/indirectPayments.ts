/**
 * Payments to whoever had a receivable before, that should have gone to whom it is assigned: what was seen of them, and
 * by what. What became of each follows from the chain. None of this can be rebuilt from it.
 */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. The head says how far feed and bank entries were looked at. */
export const INDIRECT_PAYMENT_TABLES: readonly string[] = [
  `create table indirect_payments (
    number bigint generated always as identity primary key,
    id uuid not null unique,
    receivable bytea not null,
    bank_ref bytea not null,
    reference text,
    seller bytea not null,
    factor bytea not null,
    debtor bytea not null,
    currency bytea not null,
    amount numeric(80, 0) not null,
    value_day bigint not null,
    source text not null,
    reported_by bytea,
    opened bigint not null,
    dismissed bigint,
    dismissal text,
    unique (receivable, bank_ref)
  )`,
  "create index indirect_payments_of_seller on indirect_payments (seller, number)",
  "create index indirect_payments_of_factor on indirect_payments (factor, number)",
  `create table indirect_payment_head (
    single boolean primary key default true check (single),
    feed bigint not null,
    entry bigint not null
  )`,
];

/**
 * How a payment was seen: in the seller's bank file, by the buyer's advice, as a claim of the factor, or by a report.
 */
export const INDIRECT_SOURCES = ["bankFile", "advice", "claim", "report"] as const;
export type IndirectSource = (typeof INDIRECT_SOURCES)[number];

export interface NewIndirectPayment {
  /** A UUID. */
  readonly id: string;
  readonly receivable: Hex;
  /** keccak256 of the bank's reference. */
  readonly bankRef: Hex;
  /** The reference itself, where somebody here knows it. */
  readonly reference: string | null;
  /** Who got the money. */
  readonly seller: Address;
  /** Whose it is. */
  readonly factor: Address;
  readonly debtor: Address;
  readonly currency: Address;
  /** Minor units. */
  readonly amount: bigint;
  /** Days since 1970-01-01. */
  readonly valueDay: number;
  readonly source: IndirectSource;
  /** Null of what was seen. */
  readonly reportedBy: Address | null;
  /** Unix seconds. */
  readonly opened: number;
}

export interface IndirectPayment extends NewIndirectPayment {
  readonly number: number;
  readonly dismissed: number | null;
  /** Why, in words. */
  readonly dismissal: string | null;
}

const ROW =
  'number, id, receivable, bank_ref as "bankRef", reference, seller, factor, debtor, currency, amount, ' +
  'value_day as "valueDay", source, reported_by as "reportedBy", opened, dismissed, dismissal';

/** @returns whether it is new: one bank reference of a receivable is one payment, whoever saw it first */
export async function openIndirectPayment(tx: Transaction, payment: NewIndirectPayment): Promise<boolean> {
  const { id, reference, amount, valueDay, source, reportedBy, opened } = payment;
  const { receivable, bankRef, seller, factor, debtor, currency } = payment;
  const rows = await tx.query(
    `insert into indirect_payments (id, receivable, bank_ref, seller, factor, debtor, currency, reference, amount,
       value_day, source, reported_by, opened)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing returning id`,
    [
      ...[id, ...[receivable, bankRef, seller, factor, debtor, currency].map(bytes), reference, amount],
      ...[valueDay, source, reportedBy && bytes(reportedBy), opened],
    ],
  );
  return rows.length === 1;
}

/** One of which an organisation is the seller or the factor. */
export async function indirectPaymentOf(
  sql: Sql,
  organisation: Address,
  id: string,
): Promise<IndirectPayment | undefined> {
  const text = `select ${ROW} from indirect_payments where id = $1 and $2 in (seller, factor)`;
  return (await sql.query<IndirectPayment>(text, [id, bytes(organisation)]))[0];
}

/** Under a bank reference of a receivable. */
export async function indirectPaymentUnder(
  sql: Sql,
  receivable: Hex,
  bankRef: Hex,
): Promise<IndirectPayment | undefined> {
  const text = `select ${ROW} from indirect_payments where receivable = $1 and bank_ref = $2`;
  return (await sql.query<IndirectPayment>(text, [bytes(receivable), bytes(bankRef)]))[0];
}

/** Those of a role before a number, the last first. */
export async function indirectPaymentsOf(
  sql: Sql,
  { role, party }: { readonly role: "seller" | "factor"; readonly party: Address },
  before: number,
  limit: number,
): Promise<readonly IndirectPayment[]> {
  const text = `select ${ROW} from indirect_payments where ${role} = $1 and number < $2 order by number desc limit $3`;
  return sql.query<IndirectPayment>(text, [bytes(party), before, limit]);
}

/** The ids of those of a receivable that an organisation is the seller or the factor of. */
export async function indirectPaymentsOfReceivable(
  sql: Sql,
  receivable: Hex,
  organisation: Address,
): Promise<readonly string[]> {
  const rows = await sql.query<{ id: string }>(
    "select id from indirect_payments where receivable = $1 and $2 in (seller, factor) order by number",
    [bytes(receivable), bytes(organisation)],
  );
  return rows.map(({ id }) => id);
}

/** How many an organisation has reported of a receivable, and how many of any since an instant, unix seconds. */
export async function countReports(
  sql: Sql,
  organisation: Address,
  { receivable, since }: { readonly receivable: Hex; readonly since: number },
): Promise<{ readonly ofReceivable: number; readonly lately: number }> {
  const [row] = await sql.query<{ ofReceivable: number; lately: number }>(
    `select count(*) filter (where receivable = $2) as "ofReceivable", count(*) filter (where opened >= $3) as lately
     from indirect_payments where reported_by = $1`,
    [bytes(organisation), bytes(receivable), since],
  );
  return row ?? { ofReceivable: 0, lately: 0 };
}

/** False where it was dismissed before. */
export async function dismissIndirectPayment(sql: Sql, id: string, reason: string, now: number): Promise<boolean> {
  const text =
    "update indirect_payments set dismissed = $2, dismissal = $3 where id = $1 and dismissed is null returning id";
  return (await sql.query(text, [id, now, reason])).length === 1;
}

/** How far feed and bank entries were looked at. */
export interface IndirectHead {
  readonly feed: number;
  readonly entry: number;
}

/** Locked until the transaction ends, so that one process looks at a time. */
export async function lockIndirectHead(tx: Transaction): Promise<IndirectHead> {
  await tx.query("insert into indirect_payment_head (feed, entry) values (0, 0) on conflict do nothing");
  const [head] = await tx.query<IndirectHead>("select feed, entry from indirect_payment_head for update");
  return head ?? { feed: 0, entry: 0 };
}

export async function moveIndirectHead(tx: Transaction, { feed, entry }: IndirectHead): Promise<void> {
  await tx.query("update indirect_payment_head set feed = $1, entry = $2", [feed, entry]);
}
