/** Answers about eligibility as they were given, and the fingerprints of what was looked at (R68). */
import type { FingerprintStatus, Fingerprints } from "../domain/factoring/fingerprint.ts";
import { Status } from "../domain/receivable.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { grantShows } from "./grants.ts";
import { holdersOf } from "./holders.ts";
import { lockCount } from "./quotas.ts";
import { bytes } from "./values.ts";

export interface StoredCheck {
  readonly number: number;
  readonly id: string;
  readonly supplier: Address;
  /** Hash of what was asked. */
  readonly content: Hex;
  /** As it was answered. */
  readonly answer: unknown;
}

const CHECK = "number, id, supplier, content, answer";

/** Keeps an answer. @returns False where `most` were given since an instant, unix seconds. */
export async function keepCheck(
  tx: Transaction,
  organisation: Address,
  kept: Omit<StoredCheck, "number"> & { readonly account: Address; readonly checked: number },
  { most, since }: { readonly most: number; readonly since: number },
): Promise<boolean> {
  await lockCount(tx, `eligibility checks of ${organisation}`);
  const [counted] = await tx.query<{ count: number }>(
    "select count(*) as count from eligibility_checks where organisation = $1 and checked >= $2",
    [bytes(organisation), since],
  );
  if ((counted?.count ?? 0) >= most) return false;
  const { id, account, supplier, content, answer, checked } = kept;
  await tx.query(
    `insert into eligibility_checks (organisation, id, account, supplier, content, answer, checked)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[bytes(organisation), id, bytes(account), bytes(supplier), bytes(content)],
      ...[JSON.stringify(answer), checked],
    ],
  );
  return true;
}

/** The answer of an id, of this organisation. */
export async function checkOf(sql: Sql, organisation: Address, id: string): Promise<StoredCheck | undefined> {
  const text = `select ${CHECK} from eligibility_checks where organisation = $1 and id = $2`;
  return (await sql.query<StoredCheck>(text, [bytes(organisation), id]))[0];
}

/** Answers before a place, the latest first. @param supplier Only about this one. */
export async function checksBefore(
  sql: Sql,
  organisation: Address,
  supplier: Address | undefined,
  before: number,
  limit: number,
): Promise<readonly StoredCheck[]> {
  return sql.query<StoredCheck>(
    `select ${CHECK} from eligibility_checks where organisation = $1 and number < $2
       and ($3::bytea is null or supplier = $3) order by number desc limit $4`,
    [bytes(organisation), before, supplier === undefined ? null : bytes(supplier), limit],
  );
}

/**
 * The receivables of a supplier that an organisation may see: it takes part, its desk holds, or somebody lets it. In
 * the order of their ids. @param chosen Only these. @param now Unix seconds.
 */
export async function visibleOf(
  sql: Sql,
  organisation: Address,
  { supplier, chosen, now }: { readonly supplier: Address; readonly chosen: readonly Hex[] | undefined; now: number },
  limit: number,
): Promise<readonly Hex[]> {
  const rows = await sql.query<{ id: Hex }>(
    `select id from receivables r where supplier = $2 and ($3::bytea[] is null or id = any($3))
       and ($1 in (supplier, buyer, holder) or holder in ${holdersOf("$1::bytea")}
         or exists (select from grants g where g.grantee = $1 and ${grantShows("$4::bigint")}))
     order by id limit $5`,
    [bytes(organisation), bytes(supplier), chosen === undefined ? null : chosen.map(bytes), now, limit],
  );
  return rows.map(({ id }) => id);
}

/** A fingerprint that somebody registered, and what became of the receivable since. */
export interface StoredFingerprint extends Pick<Fingerprints, "key" | "exact" | "near"> {
  readonly organisation: Address;
  readonly receivable: Hex;
  readonly status: FingerprintStatus;
  /** Its buyer, if that has accepted it. */
  readonly acceptedBy: Address | null;
}

/** Registers what an organisation looks at; what it registered before stays. */
export async function registerFingerprints(
  sql: Sql,
  organisation: Address,
  prints: ReadonlyMap<Hex, Fingerprints>,
  now: number,
): Promise<void> {
  const rows = [...prints];
  await sql.query(
    `insert into invoice_fingerprints (organisation, receivable, key, exact, near, registered)
     select $1, receivable, key, exact, near, $6 from unnest($2::bytea[], $3::bytea[], $4::bytea[], $5::bytea[])
       as printed (receivable, key, exact, near)
     on conflict (organisation, receivable) do update set key = excluded.key, exact = excluded.exact,
       near = excluded.near`,
    [
      ...[bytes(organisation), rows.map(([id]) => bytes(id)), rows.map(([, { key }]) => bytes(key))],
      ...[rows.map(([, { exact }]) => bytes(exact)), rows.map(([, { near }]) => bytes(near)), now],
    ],
  );
}

/**
 * What anybody registered that equals one of some fingerprints, exactly or nearly. Financed is what a desk has bought
 * and still has, or a factor bought outright and the seller has not got back; released what it had.
 */
export async function fingerprintsLike(
  sql: Sql,
  prints: readonly Fingerprints[],
  limit: number,
): Promise<readonly StoredFingerprint[]> {
  const [first] = prints;
  if (first === undefined) return [];
  return sql.query<StoredFingerprint>(
    `select f.organisation, f.receivable, f.key, f.exact, f.near, coalesce(${financing("r")}, 'registered') as status,
       case when r.status = ${Status.Accepted} then r.buyer end as "acceptedBy"
     from invoice_fingerprints f
     left join receivables r on r.id = f.receivable
     where f.key = $1 and (f.exact = any($2) or f.near = any($3)) order by f.registered, f.receivable limit $4`,
    [
      bytes(first.key),
      prints.map(({ exact }) => bytes(exact)),
      prints.flatMap(({ lookup }) => lookup.map(bytes)),
      limit,
    ],
  );
}

/** What factors have to do with a receivable: one of them has it, or had it. */
export type Financing = Exclude<FingerprintStatus, "registered">;

/** Of some receivables; those that no factor ever bought are not there. */
export async function financingOf(sql: Sql, ids: readonly Hex[]): Promise<ReadonlyMap<Hex, Financing>> {
  const rows = await sql.query<{ readonly id: Hex; readonly financing: Financing | null }>(
    `select r.id, ${financing("r")} as financing from receivables r where r.id = any($1)`,
    [ids.map(bytes)],
  );
  return new Map(rows.flatMap((row) => (row.financing === null ? [] : [[row.id, row.financing]])));
}

/** As an expression of SQL, null for neither. @param r The table of receivables. */
function financing(r: string): string {
  return `case
    when exists (select from deals d where d.id = ${r}.id and d.live) then 'financed'
    when exists (select from purchases p where p.id = ${r}.id and p.seller <> ${r}.holder) then 'financed'
    when exists (select from deals d where d.id = ${r}.id)
      or exists (select from purchases p where p.id = ${r}.id) then 'released' end`;
}

/** Other receivables of some pairs for the same invoices. */
export async function sameInvoices(
  sql: Sql,
  ids: readonly Hex[],
): Promise<readonly { readonly id: Hex; readonly other: Hex }[]> {
  return sql.query(
    `select own.id, same.id as other from receivables own join receivables same on same.supplier = own.supplier
       and same.buyer = own.buyer and same.invoice = own.invoice and same.id <> own.id and not same.part
     where own.id = any($1) and not own.part order by own.id, same.id limit 5000`,
    [ids.map(bytes)],
  );
}

/** What a supplier owes some firms, as far as an organisation may see it: the ids of what is open between them. */
export async function contraOf(
  sql: Sql,
  organisation: Address,
  { supplier, buyers, now }: { readonly supplier: Address; readonly buyers: readonly Address[]; readonly now: number },
  limit: number,
): Promise<readonly Hex[]> {
  const rows = await sql.query<{ id: Hex }>(
    `select id from receivables r where buyer = $2 and supplier = any($3) and not closed
       and ($1 in (supplier, buyer, holder) or holder in ${holdersOf("$1::bytea")}
         or exists (select from grants g where g.grantee = $1 and ${grantShows("$4::bigint")}))
     order by id limit $5`,
    [bytes(organisation), bytes(supplier), buyers.map(bytes), now, limit],
  );
  return rows.map(({ id }) => id);
}

/** What an invoice says that identifies it, as far as it was given here; decimals as text. */
export interface InvoiceSays {
  readonly id: Hex;
  readonly number: string | null;
  readonly issueDate: string | null;
  readonly currency: string | null;
  readonly gross: string | null;
  readonly seller: unknown;
  readonly buyer: unknown;
}

/** Of each receivable, what the last revision whose invoice was given says. */
export async function invoicesOf(sql: Sql, ids: readonly Hex[]): Promise<ReadonlyMap<Hex, InvoiceSays>> {
  const rows = await sql.query<InvoiceSays>(
    `select distinct on (id) id, invoice ->> 'number' as number, invoice ->> 'issueDate' as "issueDate",
       invoice ->> 'currency' as currency, invoice -> 'totals' ->> 'gross' as gross, invoice -> 'seller' as seller,
       invoice -> 'buyer' as buyer
     from contents where id = any($1) and invoice is not null order by id, revision desc, opened desc`,
    [ids.map(bytes)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
