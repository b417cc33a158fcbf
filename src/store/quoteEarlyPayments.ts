/** What buyers offer to pay early at. It binds nobody: holder and buyer sign an amendment. */
import type { Address, Hex } from "../domain/receivable.ts";
import { Status } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. */
export const EARLY_PAYMENT_TABLES: readonly string[] = [
  `create table early_payments (
    number bigint generated always as identity primary key,
    id uuid not null unique,
    buyer bytea not null,
    account bytea not null,
    content bytea not null,
    rate integer not null,
    made bigint not null,
    until bigint not null,
    withdrawn bigint
  )`,
  "create index early_payments_of on early_payments (buyer, number)",
  `create table early_payment_receivables (
    offer bigint not null references early_payments (number) on delete cascade,
    place integer not null,
    receivable bytea not null,
    primary key (offer, place),
    unique (receivable, offer)
  )`,
];

export interface NewEarlyPayment {
  /** A UUID, unique among all. */
  readonly id: string;
  readonly buyer: Address;
  readonly account: Address;
  /** Hash of what was asked, by which the same is known when it is sent again. */
  readonly content: Hex;
  /** Parts per million a year. */
  readonly rate: number;
  /** Unix seconds; the last instant is included. */
  readonly made: number;
  readonly until: number;
}

export interface EarlyPayment extends NewEarlyPayment {
  readonly number: number;
  readonly withdrawn: number | null;
  /** In the order in which they were named. */
  readonly receivables: readonly Hex[];
}

/** @param among Which receivables are shown, in SQL, of the table `n` of names. */
function fields(among: string): string {
  return `p.number, p.id, p.buyer, p.account, p.content, p.rate, p.made, p.until, p.withdrawn,
    (select json_agg('0x' || encode(n.receivable, 'hex') order by n.place) from early_payment_receivables n
     where n.offer = p.number and ${among}) as receivables`;
}

/** Whether a receivable that a buyer named is one that an organisation holds and the buyer owes. */
function heldBy(organisation: string): string {
  return `exists (select from receivables r where r.id = n.receivable and r.holder = ${organisation}
    and r.buyer = p.buyer and not r.closed and r.status = ${Status.Accepted})`;
}

/** Stores an offer. */
export async function keepEarlyPayment(tx: Transaction, offer: NewEarlyPayment, ids: readonly Hex[]): Promise<void> {
  const { id, buyer, account, content, rate, made, until } = offer;
  await tx.query(
    `with kept as (
       insert into early_payments (id, buyer, account, content, rate, made, until)
       values ($1, $2, $3, $4, $5, $6, $7) returning number)
     insert into early_payment_receivables (offer, place, receivable)
     select kept.number, place - 1, receivable
     from kept, unnest($8::bytea[]) with ordinality as named (receivable, place)`,
    [...[id, bytes(buyer), bytes(account), bytes(content), rate, made, until], ids.map(bytes)],
  );
}

/** An offer by its id, whosever it is. */
export async function earlyPaymentOf(sql: Sql, id: string): Promise<EarlyPayment | undefined> {
  const [row] = await sql.query<EarlyPayment>(`select ${fields("true")} from early_payments p where p.id = $1`, [id]);
  return row;
}

/** A buyer's own, the latest first. */
export async function earlyPaymentsBefore(
  sql: Sql,
  buyer: Address,
  before: number,
  limit: number,
): Promise<readonly EarlyPayment[]> {
  return sql.query<EarlyPayment>(
    `select ${fields("true")} from early_payments p where p.buyer = $1 and p.number < $2
     order by p.number desc limit $3`,
    [bytes(buyer), before, limit],
  );
}

/** Those that live, for what an organisation holds, with the receivables that it holds; the latest first. */
export async function earlyPaymentsFor(
  sql: Sql,
  holder: Address,
  now: number,
  before: number,
  limit: number,
): Promise<readonly EarlyPayment[]> {
  const isHeld = heldBy("$1");
  return sql.query<EarlyPayment>(
    `select ${fields(isHeld)} from early_payments p
     where p.withdrawn is null and p.until >= $2 and p.number < $3
       and exists (select from early_payment_receivables n where n.offer = p.number and ${isHeld})
     order by p.number desc limit $4`,
    [bytes(holder), now, before, limit],
  );
}

/**
 * Those that live for some receivables, with those of them that they name, the latest first.
 * @param most So many of each receivable, so that what one buyer offers hides no other's.
 */
export async function earlyPaymentsOn(
  sql: Sql,
  ids: readonly Hex[],
  now: number,
  most: number,
): Promise<readonly EarlyPayment[]> {
  return sql.query<EarlyPayment>(
    `select ${fields("n.receivable = any($1)")} from early_payments p where p.number in (
       select offer from (
         select n.offer, row_number() over (partition by n.receivable order by n.offer desc) as place
         from early_payment_receivables n join early_payments o on o.number = n.offer
         where n.receivable = any($1) and o.withdrawn is null and o.until >= $2) as named
       where place <= $3) order by p.number desc`,
    [ids.map(bytes), now, most],
  );
}

/** How many offers of a buyer live. */
export async function liveEarlyPayments(sql: Sql, buyer: Address, now: number): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    "select count(*) as count from early_payments where buyer = $1 and withdrawn is null and until >= $2",
    [bytes(buyer), now],
  );
  return row?.count ?? 0;
}

/** Withdraws a buyer's offer; again without effect. @returns whether it has one of that id */
export async function withdrawEarlyPayment(sql: Sql, buyer: Address, id: string, now: number): Promise<boolean> {
  const rows = await sql.query(
    "update early_payments set withdrawn = coalesce(withdrawn, $3) where buyer = $1 and id = $2 returning id",
    [bytes(buyer), id, now],
  );
  return rows.length === 1;
}
