/** Bank entries of an organisation, each once however often a bank told of it. */
import { randomUUID } from "node:crypto";
import type { BillState, EntryLeftOut, EntryState } from "../domain/cashMatch.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { taggedJson, untagged } from "./taggedJson.ts";
import { bytes } from "./values.ts";
import type { SqlValue } from "./values.ts";

/** A draft or an acceptance that a firm holds for what it is owed. */
export interface Bill {
  readonly state: BillState;
  readonly number: string;
  /** `YYYY-MM-DD`. */
  readonly maturity: string;
}

export interface NewCashEntry {
  /** The same for the same entry told again. */
  readonly key: Hex;
  /** The place of the transaction in a batch; -1 for the whole entry. */
  readonly part: number;
  /** For people. */
  readonly name: string;
  /** The organisation's own, as the bank writes it. */
  readonly account: string;
  readonly bankReference: string | null;
  /** `YYYY-MM-DD`. */
  readonly bookingDate: string | null;
  /** Null of what is left out because it has no date. */
  readonly valueDate: string | null;
  /** Minor units, money in > 0. */
  readonly amount: bigint;
  /** ISO 4217. */
  readonly currency: string;
  readonly payerName: string;
  readonly payerAccount: string;
  readonly text: string;
  /** Creditor references and document numbers in fields of their own. */
  readonly structured: readonly string[];
  /** The whole entry of the statement, for what later entries say of it; null of a bill. */
  readonly body: unknown;
  readonly bill: Bill | null;
  readonly leftOut: EntryLeftOut | null;
}

export interface CashEntry extends NewCashEntry {
  readonly number: number;
  readonly id: string;
  readonly organisation: Address;
  /** The number of the job that read it first; null of a bill. */
  readonly job: number | null;
  /** The number of the return of a payment, or of the payment that it returns. */
  readonly counterpart: number | null;
  /** The number of the decision that stands. */
  readonly match: number | null;
}

/** Columns of {@link ListedEntry}, of `cash_entries e`. */
export const ENTRY =
  "e.number, e.organisation, e.id, e.job, e.key, e.part, e.name, e.account, " +
  'e.bank_reference as "bankReference", e.booking_date as "bookingDate", e.value_date as "valueDate", e.amount, ' +
  'e.currency, e.payer_name as "payerName", e.payer_account as "payerAccount", e.text, e.structured, e.bill, ' +
  'e.left_out as "leftOut", e.counterpart, e.match';

/** Entries as a list shows them: without the bank's own. */
export type ListedEntry = Omit<CashEntry, "body">;

const COLUMNS: readonly string[] = [
  ...["organisation", "id", "job", "key", "part", "name", "account", "bank_reference", "booking_date", "value_date"],
  ...["amount", "currency", "payer_name", "payer_account", "text", "structured", "body", "bill", "left_out"],
];

/**
 * Keeps entries that are new; those of which any part is known are left as they are. The caller has locked the cash.
 * @returns the keys of those that were new
 */
export async function keepCashEntries(
  tx: Transaction,
  { organisation, job }: { readonly organisation: Address; readonly job: number | null },
  entries: readonly NewCashEntry[],
): Promise<ReadonlySet<Hex>> {
  const keys = [...new Set(entries.map(({ key }) => key))];
  const known = await tx.query<{ key: Hex }>(
    "select distinct key from cash_entries where organisation = $1 and key = any($2)",
    [bytes(organisation), keys.map(bytes)],
  );
  const old = new Set(known.map(({ key }) => key));
  const fresh = new Set(keys.filter((key) => !old.has(key)));
  await tx.copy("cash_entries", COLUMNS, rowsOf(organisation, job, entries, fresh));
  return fresh;
}

function* rowsOf(
  organisation: Address,
  job: number | null,
  entries: readonly NewCashEntry[],
  fresh: ReadonlySet<Hex>,
): Generator<readonly (string | number | bigint | null)[]> {
  for (const entry of entries) {
    if (!fresh.has(entry.key)) continue;
    yield [
      ...[bytes(organisation), randomUUID(), job, bytes(entry.key), entry.part, entry.name, entry.account],
      ...[entry.bankReference, entry.bookingDate, entry.valueDate, entry.amount, entry.currency],
      ...[entry.payerName, entry.payerAccount, entry.text, JSON.stringify(entry.structured)],
      ...[taggedJson(entry.body), entry.bill === null ? null : JSON.stringify(entry.bill), entry.leftOut],
    ];
  }
}

export async function cashEntryOf(sql: Sql, organisation: Address, id: string): Promise<ListedEntry | undefined> {
  const text = `select ${ENTRY} from cash_entries e where e.organisation = $1 and e.id = $2`;
  return (await sql.query<ListedEntry>(text, [bytes(organisation), id]))[0];
}

export async function cashEntryBy(sql: Sql, organisation: Address, key: Hex): Promise<ListedEntry | undefined> {
  const text = `select ${ENTRY} from cash_entries e where e.organisation = $1 and e.key = $2`;
  return (await sql.query<ListedEntry>(text, [bytes(organisation), bytes(key)]))[0];
}

/** By their numbers, in their order. */
export async function cashEntriesOf(sql: Sql, numbers: readonly number[]): Promise<readonly ListedEntry[]> {
  return sql.query<ListedEntry>(`select ${ENTRY} from cash_entries e where e.number = any($1) order by e.number`, [
    numbers,
  ]);
}

const STATE =
  "case when e.left_out is not null and m.state is distinct from 'posted' then 'leftOut' " +
  "else coalesce(m.state, 'unmatched') end";
const WITH_MATCH = "cash_entries e left join cash_matches m on m.number = e.match";

export interface EntryFilter {
  readonly state?: EntryState;
  readonly currency?: string;
}

/** The latest first. */
export async function cashEntriesBefore(
  sql: Sql,
  organisation: Address,
  { state, currency }: EntryFilter,
  before: number,
  limit: number,
): Promise<readonly (ListedEntry & { readonly state: EntryState })[]> {
  return sql.query(
    `select ${ENTRY}, ${STATE} as state from ${WITH_MATCH}
     where e.organisation = $1 and e.number < $2 and ($3::text is null or ${STATE} = $3)
       and ($4::text is null or e.currency = $4) order by e.number desc limit $5`,
    [bytes(organisation), before, state ?? null, currency ?? null, limit],
  );
}

/** How many entries are in a state, and their sum; minor units. */
export interface EntrySum {
  readonly currency: string;
  readonly state: EntryState;
  readonly count: number;
  readonly amount: bigint;
  /** Of posted entries, what their matches settle; the rest is on account. */
  readonly applied: bigint;
}

export async function cashSums(sql: Sql, organisation: Address): Promise<readonly EntrySum[]> {
  return sql.query<EntrySum>(
    `select e.currency, ${STATE} as state, count(*)::int as count, sum(e.amount)::numeric as amount,
       coalesce(sum((select sum(a.cash) from cash_allocations a where a.match = m.number and m.state = 'posted')),
         0)::numeric as applied
     from ${WITH_MATCH} where e.organisation = $1 group by 1, 2 order by 1, 2`,
    [bytes(organisation)],
  );
}

/** What a run decides about: nothing is posted for them, and nothing stands against it. The oldest first. */
export async function openCashEntries(sql: Sql, organisation: Address, limit: number): Promise<readonly ListedEntry[]> {
  return sql.query<ListedEntry>(
    `select ${ENTRY} from ${WITH_MATCH} where e.organisation = $1 and e.left_out is null
       and m.state is distinct from 'posted' order by e.number limit $2`,
    [bytes(organisation), limit],
  );
}

/** Entries as the bank told them. */
export type ToldEntry = Pick<CashEntry, "number" | "key" | "part" | "account" | "body">;

/**
 * What entries of an account could return, or be returned by: payments of some amounts that nothing has returned yet,
 * returns of which nobody knows what they return, and the entries themselves.
 */
export async function returnable(
  sql: Sql,
  organisation: Address,
  account: string,
  { amounts, keys }: { readonly amounts: readonly bigint[]; readonly keys: readonly Hex[] },
): Promise<readonly ToldEntry[]> {
  const rows = await sql.query<ToldEntry>(
    `select number, key, part, account, body from cash_entries where organisation = $1 and account = $2
       and counterpart is null and bill is null
       and (amount = any($3::numeric[]) or key = any($4::bytea[]) or left_out = 'RETURN')`,
    [bytes(organisation), account, amounts, keys.map(bytes)],
  );
  return rows.map((row) => ({ ...row, body: untagged(row.body) }));
}

/** Notes that an entry returns something that nobody knows. */
export async function noteReturn(tx: Transaction, number: number): Promise<void> {
  await tx.query("update cash_entries set left_out = 'RETURN' where number = $1", [number]);
}

/** Notes that an entry undoes another, neither of which is applied then. */
export async function pairEntries(tx: Transaction, original: number, undoneBy: number): Promise<void> {
  const text = "update cash_entries set left_out = $2, counterpart = $3 where number = $1";
  await tx.query(text, [original, "RETURNED", undoneBy]);
  await tx.query(text, [undoneBy, "RETURN", original]);
}

/** Changes what is known of an entry. */
export async function changeEntry(
  tx: Transaction,
  number: number,
  changed: { readonly bill?: Bill; readonly leftOut?: EntryLeftOut; readonly match?: number | null },
): Promise<void> {
  const sets: string[] = [];
  const values: SqlValue[] = [number];
  const set = (column: string, value: SqlValue): void => void sets.push(`${column} = $${values.push(value)}`);
  if (changed.bill !== undefined) set("bill", JSON.stringify(changed.bill));
  if (changed.leftOut !== undefined) set("left_out", changed.leftOut);
  if (changed.match !== undefined) set("match", changed.match);
  await tx.query(`update cash_entries set ${sets.join(", ")} where number = $1`, values);
}
