/**
 * What was answered to whom under which key, so that a request that is sent again has one effect. A key belongs to an
 * organisation and an operation; keys and requests are kept as authenticated hashes, replies sealed, see
 * `src/gateway/http/idempotency.ts`.
 */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. A row without a reply is a request under way, or one whose process died. */
export const IDEMPOTENCY_TABLES: readonly string[] = [
  `create table idempotency (
    organisation bytea not null,
    operation text not null,
    key_hash bytea not null,
    request_hash bytea not null,
    claim uuid not null,
    claimed bigint not null,
    reply bytea,
    primary key (organisation, operation, key_hash)
  )`,
  "create index idempotency_by_time on idempotency (claimed)",
];

/** A request under a key. */
export interface KeyedRequest {
  readonly organisation: Address;
  readonly operation: string;
  readonly keyHash: Hex;
  readonly requestHash: Hex;
}

/** How a request stands: ours to serve, served with this reply, being served, or another one under the same key. */
export type Claimed =
  | { readonly state: "ours" }
  | { readonly state: "served"; readonly reply: Hex }
  | { readonly state: "underWay" }
  | { readonly state: "another" };

/** Unix seconds: now, since when a claim is alive, and since when an answer is remembered. */
export interface ClaimTimes {
  readonly now: number;
  readonly alive: number;
  readonly kept: number;
}

/**
 * Claims a request for whoever calls it `claim`, a UUID. One statement decides: of any number of callers at any number
 * of gateways one gets it. A claim that was not kept alive goes to the next caller with the same request.
 */
export async function claimRequest(
  sql: Sql,
  { organisation, operation, keyHash, requestHash }: KeyedRequest,
  claim: string,
  { now, alive, kept }: ClaimTimes,
): Promise<Claimed> {
  const key = [bytes(organisation), operation, bytes(keyHash)];
  await sql.query("delete from idempotency where claimed < $1", [kept]);
  const ours = await sql.query(
    `insert into idempotency as known (organisation, operation, key_hash, request_hash, claim, claimed)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (organisation, operation, key_hash) do update set claim = excluded.claim, claimed = excluded.claimed
       where known.reply is null and known.request_hash = excluded.request_hash and known.claimed < $7
     returning claim`,
    [...key, bytes(requestHash), claim, now, alive],
  );
  if (ours.length === 1) return { state: "ours" };
  const [found] = await sql.query<{ request: Hex; reply: Hex | null }>(
    `select request_hash as request, reply from idempotency
     where organisation = $1 and operation = $2 and key_hash = $3`,
    key,
  );
  // Given back between the two statements: the caller may try again.
  if (found === undefined) return { state: "underWay" };
  if (found.request !== requestHash) return { state: "another" };
  return found.reply === null ? { state: "underWay" } : { state: "served", reply: found.reply };
}

/** Says that a claim is still being worked on. */
export async function keepClaim(sql: Sql, claim: string, request: KeyedRequest, now: number): Promise<void> {
  await sql.query(`update idempotency set claimed = $5 where ${OURS}`, [...ours(request, claim), now]);
}

/** Stores what was answered. Nothing happens if the claim has gone to somebody else. */
export async function storeReply(sql: Sql, claim: string, request: KeyedRequest, reply: Hex): Promise<void> {
  await sql.query(`update idempotency set reply = $5 where ${OURS}`, [...ours(request, claim), bytes(reply)]);
}

/** Gives a claim back, for a request that had no effect. */
export async function releaseClaim(sql: Sql, claim: string, request: KeyedRequest): Promise<void> {
  await sql.query(`delete from idempotency where ${OURS}`, ours(request, claim));
}

const OURS = "organisation = $1 and operation = $2 and key_hash = $3 and claim = $4 and reply is null";

function ours({ organisation, operation, keyHash }: KeyedRequest, claim: string): string[] {
  return [bytes(organisation), operation, bytes(keyHash), claim];
}
