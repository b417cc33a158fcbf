/**
 * What factors offer for receivables that they were asked about: prepared, then signed, maybe withdrawn. Only what is
 * signed is anybody's business but the factor's.
 */
import type { BuyerLimit, Conditions, Discount } from "../domain/factoring/offer.ts";
import type { Address, Hex, Receivable } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { taggedJson, untagged } from "./taggedJson.ts";
import { bytes } from "./values.ts";

/** A step of the schema, after those of requests. */
export const QUOTE_OFFER_TABLES: readonly string[] = [
  `create table quote_offers (
    number bigint generated always as identity primary key,
    id uuid not null unique,
    request bigint not null references quote_requests (number),
    factor bytea not null,
    account bytea not null,
    content bytea not null,
    kind text not null check (kind in ('single', 'several', 'facility', 'purchase')),
    desk bytea not null,
    hash bytea not null,
    nonce numeric(80, 0) not null,
    nonces integer not null,
    allotted boolean not null,
    body jsonb not null,
    until bigint not null,
    prepared bigint not null,
    signature bytea,
    signed bigint,
    withdrawn bigint
  )`,
  "create index quote_offers_of_factor on quote_offers (factor, number)",
  "create index quote_offers_of_request on quote_offers (request, number)",
];

/** What was offered, as it is signed. */
export type OfferBody =
  | {
      readonly kind: "single" | "several" | "facility";
      readonly conditions: Conditions;
      /** In the order of their indexes; of a facility none. */
      readonly receivables: readonly Receivable[];
      /** Of a facility. */
      readonly buyers: readonly BuyerLimit[];
    }
  | { readonly kind: "purchase"; readonly discount: Discount; readonly receivables: readonly [Receivable] };

export interface NewQuoteOffer {
  /** A UUID, unique among all. */
  readonly id: string;
  /** The request's number. */
  readonly request: number;
  readonly factor: Address;
  readonly account: Address;
  /** Hash of what was asked, by which the same is known when it is sent again. */
  readonly content: Hex;
  readonly desk: Address;
  /** Struct hash. */
  readonly hash: Hex;
  readonly nonce: bigint;
  /** How many numbers it uses. */
  readonly nonces: number;
  /** Whether the number is of those that are kept apart for the factor here. */
  readonly allotted: boolean;
  readonly body: OfferBody;
  /** Unix seconds; the last instant is included. */
  readonly until: number;
  readonly prepared: number;
}

export interface QuoteOffer extends NewQuoteOffer {
  readonly number: number;
  readonly requestId: string;
  /** Who asked. */
  readonly seller: Address;
  readonly currency: Address;
  readonly signature: Hex | null;
  readonly signed: number | null;
  readonly withdrawn: number | null;
}

const OFFER =
  "o.number, o.id, o.request, o.factor, o.account, o.content, o.desk, o.hash, o.nonce, o.nonces, o.allotted, o.body, " +
  'o.until, o.prepared, o.signature, o.signed, o.withdrawn, q.id as "requestId", q.organisation as seller, q.currency';
const FROM = "from quote_offers o join quote_requests q on q.number = o.request";

function offerOf(row: QuoteOffer): QuoteOffer {
  return { ...row, body: untagged(row.body) as OfferBody };
}

/** Stores a prepared offer; false where there is one of that id. */
export async function keepQuoteOffer(tx: Transaction, offer: NewQuoteOffer): Promise<boolean> {
  const { id, request, factor, account, content, desk, hash, nonce, nonces, allotted, body, until, prepared } = offer;
  const rows = await tx.query(
    `insert into quote_offers (id, request, factor, account, content, kind, desk, hash, nonce, nonces, allotted, body,
       until, prepared) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
       on conflict do nothing returning id`,
    [
      ...[id, request, bytes(factor), bytes(account), bytes(content), body.kind, bytes(desk), bytes(hash)],
      ...[nonce, nonces, allotted, taggedJson(body), until, prepared],
    ],
  );
  return rows.length === 1;
}

/** An offer by its id, whosever it is. */
export async function quoteOfferOf(sql: Sql, id: string): Promise<QuoteOffer | undefined> {
  return (await sql.query<QuoteOffer>(`select ${OFFER} ${FROM} where o.id = $1`, [id])).map(offerOf)[0];
}

/** A factor's own, the latest first. */
export async function quoteOffersBefore(
  sql: Sql,
  factor: Address,
  before: number,
  limit: number,
): Promise<readonly QuoteOffer[]> {
  const text = `select ${OFFER} ${FROM} where o.factor = $1 and o.number < $2 order by o.number desc limit $3`;
  return (await sql.query<QuoteOffer>(text, [bytes(factor), before, limit])).map(offerOf);
}

/** Every offer for a request that was signed and is neither withdrawn nor over, in the order of signing. */
export async function liveQuoteOffers(sql: Sql, request: number, now: number): Promise<readonly QuoteOffer[]> {
  const text = `select ${OFFER} ${FROM} where o.request = $1 and o.signed is not null and o.withdrawn is null
    and o.until >= $2 order by o.signed, o.number`;
  return (await sql.query<QuoteOffer>(text, [request, now])).map(offerOf);
}

/** How many offers a factor prepared for a request, and how many of these are neither withdrawn nor over. */
export async function countQuoteOffers(
  sql: Sql,
  request: number,
  factor: Address,
  now: number,
): Promise<{ readonly all: number; readonly open: number }> {
  const [row] = await sql.query<{ all: number; open: number }>(
    `select count(*) as all, count(*) filter (where withdrawn is null and until >= $3) as open
     from quote_offers where request = $1 and factor = $2`,
    [request, bytes(factor), now],
  );
  return row ?? { all: 0, open: 0 };
}

/** The first number after all that were kept apart for a factor; undefined where none was. */
export async function nextNonce(sql: Sql, factor: Address): Promise<bigint | undefined> {
  const [row] = await sql.query<{ next: bigint | null }>(
    "select nonce + nonces as next from quote_offers where factor = $1 and allotted order by number desc limit 1",
    [bytes(factor)],
  );
  return row?.next ?? undefined;
}

/** Keeps the signature; false where it is signed or withdrawn by now. */
export async function signQuoteOffer(sql: Sql, number: number, signature: Hex, now: number): Promise<boolean> {
  const rows = await sql.query(
    `update quote_offers set signature = $2, signed = $3
     where number = $1 and signature is null and withdrawn is null returning id`,
    [number, bytes(signature), now],
  );
  return rows.length === 1;
}

/** Withdraws an offer; again without effect. */
export async function withdrawQuoteOffer(sql: Sql, number: number, now: number): Promise<void> {
  await sql.query("update quote_offers set withdrawn = $2 where number = $1 and withdrawn is null", [number, now]);
}
