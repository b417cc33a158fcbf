/**
 * Requests for quotes: which receivables a holder shows to which factors until when. What a factor may see rests on the
 * grant that it was given with the request, so that taking the grant back takes the invitation back. None of this is on
 * the chain.
 */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes } from "./values.ts";

/**
 * A step of the schema. The content is the hash of what was asked, by which the same is known when it is sent again.
 */
export const QUOTE_REQUEST_TABLES: readonly string[] = [
  `create table quote_requests (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    id uuid not null unique,
    account bytea not null,
    content bytea not null,
    currency bytea not null,
    kinds jsonb not null,
    made bigint not null,
    until bigint not null,
    withdrawn bigint
  )`,
  "create index quote_requests_of on quote_requests (organisation, number)",
  `create table quote_receivables (
    request bigint not null references quote_requests (number) on delete cascade,
    place integer not null,
    receivable bytea not null,
    primary key (request, place),
    unique (receivable, request)
  )`,
  `create table quote_invitations (
    request bigint not null references quote_requests (number) on delete cascade,
    factor bytea not null,
    grant_id uuid not null,
    primary key (factor, request)
  )`,
  "create index quote_invitations_of_request on quote_invitations (request)",
];

export interface NewQuoteRequest {
  /** Who asks, and holds the receivables. */
  readonly organisation: Address;
  /** A UUID, unique among all. */
  readonly id: string;
  readonly account: Address;
  readonly content: Hex;
  /** The token of all receivables. */
  readonly currency: Address;
  readonly kinds: readonly string[];
  /** Unix seconds; the last instant is included. */
  readonly made: number;
  readonly until: number;
}

export interface Invitation {
  readonly factor: Address;
  /** The grant that shows it the receivables, of the organisation that asks. */
  readonly grant: string;
}

export interface QuoteRequest extends NewQuoteRequest {
  readonly number: number;
  readonly withdrawn: number | null;
  /** In the order in which they were named. */
  readonly receivables: readonly Hex[];
  readonly invited: readonly (Invitation & { readonly inForce: boolean })[];
}

/** @param q The request's table. @param now A parameter, unix seconds. */
function requestFields(now: string): string {
  return `q.number, q.organisation, q.id, q.account, q.content, q.currency, q.kinds,
    q.made, q.until, q.withdrawn, (select json_agg('0x' || encode(receivable, 'hex') order by place)
      from quote_receivables where request = q.number) as receivables,
    (select json_agg(json_build_object('factor', '0x' || encode(i.factor, 'hex'), 'grant', i.grant_id,
        'inForce', g.revoked is null and ${now} between g.since and g.until) order by i.factor)
      from quote_invitations i join grants g on g.grantor = q.organisation and g.id = i.grant_id
      where i.request = q.number) as invited`;
}

/** Stores a request; the grants of its invitations stand already */
export async function keepQuoteRequest(
  tx: Transaction,
  request: NewQuoteRequest,
  receivables: readonly Hex[],
  invited: readonly Invitation[],
): Promise<void> {
  const { organisation, id, account, content, currency, kinds, made, until } = request;
  const [row] = await tx.query<{ number: number }>(
    `insert into quote_requests (organisation, id, account, content, currency, kinds, made, until)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning number`,
    [
      ...[bytes(organisation), id, bytes(account), bytes(content), bytes(currency), JSON.stringify(kinds)],
      ...[made, until],
    ],
  );
  const number = row?.number ?? 0;
  await tx.query(
    `insert into quote_receivables (request, place, receivable)
     select $1, place - 1, receivable from unnest($2::bytea[]) with ordinality as named (receivable, place)`,
    [number, receivables.map(bytes)],
  );
  await tx.query(
    `insert into quote_invitations (request, factor, grant_id)
     select $1, factor, id from unnest($2::bytea[], $3::uuid[]) as invited (factor, id)`,
    [number, invited.map(({ factor }) => bytes(factor)), invited.map(({ grant }) => grant)],
  );
}

/** A request by its id, whosever it is. @param now Unix seconds. */
export async function quoteRequestOf(sql: Sql, id: string, now: number): Promise<QuoteRequest | undefined> {
  const text = `select ${requestFields("$2::bigint")} from quote_requests q where id = $1`;
  return (await sql.query<QuoteRequest>(text, [id, now]))[0];
}

/** Requests that an organisation made, the latest first. */
export async function quoteRequestsBefore(
  sql: Sql,
  organisation: Address,
  now: number,
  before: number,
  limit: number,
): Promise<readonly QuoteRequest[]> {
  return sql.query<QuoteRequest>(
    `select ${requestFields("$2::bigint")} from quote_requests q
     where organisation = $1 and number < $3 order by number desc limit $4`,
    [bytes(organisation), now, before, limit],
  );
}

/** Requests that live and that a factor is invited to, the latest first. */
export async function invitationsBefore(
  sql: Sql,
  factor: Address,
  now: number,
  before: number,
  limit: number,
): Promise<readonly QuoteRequest[]> {
  return sql.query<QuoteRequest>(
    `select ${requestFields("$2::bigint")} from quote_invitations own
     join quote_requests q on q.number = own.request
     join grants given on given.grantor = q.organisation and given.id = own.grant_id
     where own.factor = $1 and q.number < $3 and q.withdrawn is null and q.until >= $2::bigint
       and given.revoked is null and $2::bigint between given.since and given.until
     order by q.number desc limit $4`,
    [bytes(factor), now, before, limit],
  );
}

/** How many requests of an organisation live. */
export async function liveQuoteRequests(sql: Sql, organisation: Address, now: number): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    "select count(*) as count from quote_requests where organisation = $1 and withdrawn is null and until >= $2",
    [bytes(organisation), now],
  );
  return row?.count ?? 0;
}

/** How many requests an organisation made since an instant, unix seconds. */
export async function quoteRequestsSince(sql: Sql, organisation: Address, since: number): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    "select count(*) as count from quote_requests where organisation = $1 and made >= $2",
    [bytes(organisation), since],
  );
  return row?.count ?? 0;
}

/** Which of some receivables stand in a live request of the organisation, and in which. */
export async function quotedAlready(
  sql: Sql,
  organisation: Address,
  ids: readonly Hex[],
  now: number,
): Promise<readonly { readonly receivable: Hex; readonly request: string }[]> {
  return sql.query<{ receivable: Hex; request: string }>(
    `select r.receivable, q.id as request from quote_receivables r join quote_requests q on q.number = r.request
     where r.receivable = any($2) and q.organisation = $1 and q.withdrawn is null and q.until >= $3 order by r.place`,
    [bytes(organisation), ids.map(bytes), now],
  );
}

/** Withdraws a request, takes its grants back and releases its takings; again without effect. */
export async function withdrawQuoteRequest(tx: Transaction, number: number, now: number): Promise<void> {
  await tx.query("update quote_requests set withdrawn = $2 where number = $1 and withdrawn is null", [number, now]);
  await tx.query(
    `update grants set revoked = $2 from quote_invitations i join quote_requests q on q.number = i.request
     where q.number = $1 and grants.grantor = q.organisation and grants.id = i.grant_id and grants.revoked is null`,
    [number, now],
  );
  await tx.query("update quote_takings set released = $2 where request = $1 and released is null", [number, now]);
}
