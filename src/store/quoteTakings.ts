/**
 * Offers that a holder takes. While a taking is neither recorded, released nor over, its receivables are locked, so
 * that no second offer for them is handed out here (R67). That the sale happened is the ledger's to say.
 */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema, after those of offers. */
export const QUOTE_TAKING_TABLES: readonly string[] = [
  `create table quote_takings (
    number bigint generated always as identity primary key,
    id uuid not null unique,
    request bigint not null references quote_requests (number),
    account bytea not null,
    content bytea not null,
    calls jsonb not null,
    made bigint not null,
    expires bigint not null,
    released bigint
  )`,
  "create index quote_takings_of_request on quote_takings (request)",
  `create table quote_taking_receivables (
    taking bigint not null references quote_takings (number) on delete cascade,
    place integer not null,
    receivable bytea not null,
    offer bigint not null references quote_offers (number),
    primary key (taking, place)
  )`,
  "create index quote_takings_of_receivable on quote_taking_receivables (receivable)",
  "create index quote_takings_of_offer on quote_taking_receivables (offer)",
];

/** A later step. What was refused is forgotten, and nothing is handed out before the chain has taken it on trial. */
export const TRIED_TAKING_COLUMNS: readonly string[] = [
  "alter table quote_takings add column tried boolean not null default true",
];

export interface TakingCall {
  readonly does: "sell" | "approve" | "purchase";
  readonly to: Address;
  readonly data: Hex;
}

export interface NewQuoteTaking {
  /** A UUID, unique among all. */
  readonly id: string;
  /** The request's number. */
  readonly request: number;
  readonly account: Address;
  /** Hash of what was asked, by which the same is known when it is sent again. */
  readonly content: Hex;
  /** That the holder sends, in their order. */
  readonly calls: readonly TakingCall[];
  /** Unix seconds; the last instant is included. */
  readonly made: number;
  readonly expires: number;
}

export interface TakenReceivable {
  readonly receivable: Hex;
  /** The offer's id. */
  readonly offer: string;
  readonly factor: Address;
  /** Whether the factor's desk has recorded the sale under this very offer. */
  readonly sold: boolean;
}

export interface QuoteTaking extends NewQuoteTaking {
  readonly number: number;
  readonly requestId: string;
  /** Who takes. */
  readonly organisation: Address;
  readonly released: number | null;
  /** Whether the calls were tried, and nothing spoke against them. */
  readonly tried: boolean;
  /** In the order in which they were named. */
  readonly receivables: readonly TakenReceivable[];
}

/** Whether the desk of an offer `o` has recorded that a receivable was sold under it, which it can be once. */
function isSold(receivable: string): string {
  const match = `d.id = ${receivable} and d.desk = o.desk and d.offer = o.hash`;
  return `(exists (select from deals d where ${match}) or exists (select from purchases d where ${match}))`;
}

const TAKEN = `(select json_agg(json_build_object('receivable', '0x' || encode(l.receivable, 'hex'), 'offer', o.id,
    'factor', '0x' || encode(o.factor, 'hex'), 'sold', ${isSold("l.receivable")}) order by l.place)
  from quote_taking_receivables l join quote_offers o on o.number = l.offer where l.taking = t.number)`;

/** A taking by its id, whosever it is. */
export async function quoteTakingOf(sql: Sql, id: string): Promise<QuoteTaking | undefined> {
  const [row] = await sql.query<QuoteTaking>(
    `select t.number, t.id, t.request, t.account, t.content, t.calls, t.made, t.expires, t.released, t.tried,
       q.id as "requestId", q.organisation, ${TAKEN} as receivables
     from quote_takings t join quote_requests q on q.number = t.request where t.id = $1`,
    [id],
  );
  return row;
}

/** Stores a taking that is still to be tried. @param receivables Each with the number of its offer. */
export async function keepQuoteTaking(
  tx: Transaction,
  taking: NewQuoteTaking,
  receivables: readonly { readonly receivable: Hex; readonly offer: number }[],
): Promise<void> {
  const { id, request, account, content, calls, made, expires } = taking;
  await tx.query(
    `with kept as (
       insert into quote_takings (id, request, account, content, calls, made, expires, tried)
       values ($1, $2, $3, $4, $5, $6, $7, false) returning number)
     insert into quote_taking_receivables (taking, place, receivable, offer)
     select kept.number, place - 1, receivable, offer
     from kept, unnest($8::bytea[], $9::bigint[]) with ordinality as named (receivable, offer, place)`,
    [
      ...[id, request, bytes(account), bytes(content), JSON.stringify(calls), made, expires],
      receivables.map(({ receivable }) => bytes(receivable)),
      receivables.map(({ offer }) => offer),
    ],
  );
}

export interface QuoteLock {
  readonly receivable: Hex;
  /** The taking's id. */
  readonly taking: string;
  /** The offer's id. */
  readonly offer: string;
  /** Unix seconds. */
  readonly expires: number;
}

/**
 * What locks some receivables that an organisation holds: a taking that is neither released nor over, and whose sale is
 * not recorded. @param now Unix seconds.
 */
export async function locksOn(
  sql: Sql,
  organisation: Address,
  ids: readonly Hex[],
  now: number,
): Promise<readonly QuoteLock[]> {
  return sql.query<QuoteLock>(
    `select l.receivable, t.id as taking, o.id as offer, t.expires from quote_taking_receivables l
     join quote_takings t on t.number = l.taking join quote_requests q on q.number = t.request
     join quote_offers o on o.number = l.offer
     where l.receivable = any($2) and q.organisation = $1 and t.released is null and t.expires >= $3
       and not ${isSold("l.receivable")} order by t.number, l.place`,
    [bytes(organisation), ids.map(bytes), now],
  );
}

/** Receivables of a request that were sold under one of its offers, and to which factor. */
export async function salesUnder(
  sql: Sql,
  request: number,
): Promise<readonly { readonly receivable: Hex; readonly factor: Address }[]> {
  return sql.query<{ receivable: Hex; factor: Address }>(
    `select distinct r.receivable, o.factor from quote_receivables r join quote_requests q on q.number = r.request
     join quote_offers o on o.request = q.number and o.signed is not null
     where q.number = $1 and ${isSold("r.receivable")} order by r.receivable, o.factor`,
    [request],
  );
}

/** Which offers have live takings, and of how many of their receivables the sale is recorded. */
export async function takingsOfOffers(
  sql: Sql,
  offers: readonly number[],
  now: number,
): Promise<ReadonlyMap<number, { readonly taken: boolean; readonly sold: readonly Hex[] }>> {
  const rows = await sql.query<{ offer: number; taken: boolean; sold: readonly Hex[] | null }>(
    `select l.offer, bool_or(t.released is null and t.expires >= $2) as taken,
       json_agg(distinct '0x' || encode(l.receivable, 'hex')) filter
         (where ${isSold("l.receivable")}) as sold
     from quote_taking_receivables l join quote_takings t on t.number = l.taking
     join quote_requests q on q.number = t.request join quote_offers o on o.number = l.offer
     where l.offer = any($1) group by l.offer`,
    [offers, now],
  );
  return new Map(rows.map(({ offer, taken, sold }) => [offer, { taken, sold: sold ?? [] }]));
}

/** Gives a taking up; again without effect. */
export async function releaseQuoteTaking(sql: Sql, number: number, now: number): Promise<void> {
  await sql.query("update quote_takings set released = $2 where number = $1 and released is null", [number, now]);
}

/** Gives up whatever an offer is taken by; again without effect. @param offer The offer's number. */
export async function releaseTakingsOfOffer(tx: Transaction, offer: number, now: number): Promise<void> {
  await tx.query(
    `update quote_takings set released = $2
     where released is null and number in (select taking from quote_taking_receivables where offer = $1)`,
    [offer, now],
  );
}

/** Notes that nothing speaks against the calls of a taking. @returns whether it is still there */
export async function keepQuoteTakingTried(sql: Sql, number: number): Promise<boolean> {
  const rows = await sql.query("update quote_takings set tried = true where number = $1 returning number", [number]);
  return rows.length === 1;
}

/** Forgets a taking that was refused before anybody had its calls: it locks nothing, and may be asked again. */
export async function dropQuoteTaking(sql: Sql, number: number): Promise<void> {
  await sql.query("delete from quote_takings where number = $1 and not tried", [number]);
}
