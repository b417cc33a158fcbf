/** What subscriptions are owed: one delivery for each entry of the feed, and every attempt at it. */
import type { Hex } from "../domain/receivable.ts";
import type { Sql, Transaction, Transactions } from "./database.ts";
import { laneOf } from "./eventBody.ts";
import { feedConcerning, feedHead } from "./feed.ts";
import { readPower } from "./members.ts";
import { SUBSCRIPTION } from "./notifications.ts";
import type { Channel, Subscription } from "./notifications.ts";
import { bytes } from "./values.ts";

export interface FanOut {
  /** Unix seconds. */
  readonly now: number;
  /** How many positions at most. */
  readonly positions: number;
  /** The names of all events that anybody is told of. */
  readonly told: readonly string[];
}

/**
 * Makes the deliveries of the subscription that is furthest behind, for some more positions of the feed. Any number of
 * processes may do so at once: each takes another subscription. What was taken back before it was made into a delivery
 * makes none, nor does its retraction.
 * @returns whether there was anything to do.
 */
export async function fanOut(database: Transactions, { now, positions, told }: FanOut): Promise<boolean> {
  return database.transaction(async (tx) => {
    const [found] = await tx.query<Subscription & { readonly scanned: number }>(
      `select ${SUBSCRIPTION}, scanned from subscriptions s
       where paused is null and scanned < (select last from feed_head)
       order by scanned limit 1 for update skip locked`,
    );
    if (found === undefined) return false;
    const { id, organisation, account, channel, scanned: after } = found;
    if (channel === "email") {
      const { own, agent, role } = await readPower(tx, organisation, account, now);
      // Whoever left an organisation, or may no longer read its receivables, is told nothing of them any more.
      if (!own && !agent && (role === null || role === "sales")) {
        await pause(tx, id, "the member no longer reads for the organisation", now);
        return true;
      }
    }
    const range = { after, through: Math.min(await feedHead(tx), after + positions) };
    await addRecorded(tx, { ...found, kinds: found.kinds.length === 0 ? told : found.kinds }, range, now);
    await addRetracted(tx, id, range, now);
    await tx.query("update subscriptions set scanned = $2 where id = $1", [id, range.through]);
    return true;
  });
}

interface Range {
  readonly after: number;
  readonly through: number;
}

async function addRecorded(
  tx: Transaction,
  { id, organisation, kinds }: Subscription,
  range: Range,
  now: number,
): Promise<void> {
  const entries = (await feedConcerning(tx, organisation, range, now)).filter(
    ({ kind, retractedBy, event }) => kind === "recorded" && retractedBy === undefined && kinds.includes(event.name),
  );
  await tx.query(
    `insert into deliveries (subscription, position, name, lane, state, due, created)
     select $1::uuid, p, n, l, 'waiting', $5::bigint, $5::bigint
     from unnest($2::bigint[], $3::text[], $4::bytea[]) as told (p, n, l) on conflict do nothing`,
    [
      id,
      entries.map(({ position }) => position),
      entries.map(({ event }) => event.name),
      entries.map(({ event }) => bytes(laneOf(event))),
      now,
    ],
  );
}

/** What was never sent is never taken back: neither is sent. Whoever was sent the one is sent the other. */
async function addRetracted(tx: Transaction, id: string, { after, through }: Range, now: number): Promise<void> {
  await tx.query(
    `update deliveries d set state = 'skipped' from retractions t
     where d.subscription = $1 and d.position = t.retracts and t.sequence > $2 and t.sequence <= $3
       and d.state = 'waiting' and d.attempts = 0`,
    [id, after, through],
  );
  await tx.query(
    `insert into deliveries (subscription, position, retracts, name, lane, state, due, created)
     select d.subscription, t.sequence, t.retracts, d.name, d.lane, 'waiting', $4::bigint, $4::bigint
     from retractions t join deliveries d on d.subscription = $1 and d.position = t.retracts
     where t.sequence > $2 and t.sequence <= $3 and d.state <> 'skipped' on conflict do nothing`,
    [id, after, through, now],
  );
}

/** A delivery that this process makes now. */
export interface ClaimedDelivery {
  /** The same at every attempt. */
  readonly id: string;
  readonly position: number;
  /** The delivery that told of what this one takes back. */
  readonly retracts: string | null;
  readonly name: string;
  /** Counted from 1. */
  readonly attempt: number;
  /** Of these, those since it was last begun anew. */
  readonly tries: number;
  readonly subscription: Subscription;
}

export interface ClaimTerms {
  readonly channel: Channel;
  readonly now: number;
  /** Until when nobody else takes it; later than any attempt lasts. */
  readonly until: number;
  /** So many at a time of one subscription. */
  readonly perSubscription: number;
}

/**
 * Takes a delivery that is due, so that no other process does. Nothing is taken while something earlier of the same
 * receivable waits for the same subscription.
 */
export async function claimDelivery(sql: Sql, terms: ClaimTerms): Promise<ClaimedDelivery | undefined> {
  type Row = Omit<ClaimedDelivery, "subscription" | "id"> & Subscription & { readonly delivery: string };
  const [row] = await sql.query<Row>(
    `with next as (
       select d.id from deliveries d join subscriptions s on s.id = d.subscription
       where d.state = 'waiting' and d.due <= $2 and d.claimed_until <= $2 and s.paused is null and s.channel = $1
         and not exists (select from deliveries e where e.subscription = d.subscription and e.lane = d.lane
           and e.state = 'waiting' and e.position < d.position)
         and (select count(*) from deliveries c where c.subscription = d.subscription and c.state = 'waiting'
           and c.claimed_until > $2) < $4
       order by d.due, d.position limit 1 for update of d skip locked
     )
     update deliveries d set claimed_until = $3, attempts = attempts + 1, tries = tries + 1
     from next, subscriptions s where d.id = next.id and s.id = d.subscription
     returning d.id as delivery, d.position, d.name, d.attempts as attempt, d.tries, ${SUBSCRIPTION},
       (select o.id from deliveries o where o.subscription = d.subscription and o.position = d.retracts) as retracts`,
    [terms.channel, terms.now, terms.until, terms.perSubscription],
  );
  if (row === undefined) return undefined;
  const { delivery, position, retracts, name, attempt, tries, ...subscription } = row;
  return { id: delivery, position, retracts, name, attempt, tries, subscription };
}

/** How an attempt went. */
export interface AttemptOutcome {
  readonly at: number;
  readonly milliseconds: number;
  /** What the other side answered, where it answered. */
  readonly status: number | null;
  readonly fault: string | null;
}

/** What follows from an attempt: all is done, it is tried again then, or nothing more is sent for the reason given. */
export type Verdict = "delivered" | { readonly retryAt: number } | { readonly pause: string };

/** Records an attempt. Where the delivery was begun anew meanwhile, the attempt is kept and nothing else changes. */
export async function settleDelivery(
  database: Transactions,
  { id, attempt, subscription }: ClaimedDelivery,
  { at, milliseconds, status, fault }: AttemptOutcome,
  verdict: Verdict,
): Promise<void> {
  await database.transaction(async (tx) => {
    const [row] = await tx.query(
      `update deliveries set state = $3, due = $4, claimed_until = 0 where id = $1 and attempts = $2
         and claimed_until <> 0 returning id`,
      [id, attempt, verdict === "delivered" ? "delivered" : "waiting", dueAfter(verdict, at)],
    );
    // The subscription may have been deleted meanwhile, and its deliveries with it.
    await tx.query(
      `insert into delivery_attempts (delivery, number, at, milliseconds, status, fault)
       select id, $2, $3, $4, $5, $6 from deliveries where id = $1 on conflict do nothing`,
      [id, attempt, at, milliseconds, status, fault],
    );
    if (row !== undefined && typeof verdict === "object" && "pause" in verdict) {
      await pause(tx, subscription.id, verdict.pause, at);
    }
  });
}

function dueAfter(verdict: Verdict, now: number): number {
  return typeof verdict === "object" && "retryAt" in verdict ? verdict.retryAt : now;
}

async function pause(tx: Transaction, id: string, reason: string, now: number): Promise<void> {
  await tx.query("update subscriptions set paused = $2, reason = $3 where id = $1 and paused is null", [
    id,
    now,
    reason,
  ]);
}

/** A delivery and its attempts. */
export interface Delivery {
  readonly id: string;
  readonly position: number;
  readonly retracts: number | null;
  readonly name: string;
  readonly lane: Hex;
  readonly state: "waiting" | "delivered" | "skipped";
  /** When it is tried next; of no meaning once it no longer waits. */
  readonly due: number;
  readonly created: number;
  readonly attempts: readonly (AttemptOutcome & { readonly number: number })[];
}

/** A subscription's deliveries, the latest first, before a position. */
export async function deliveriesOf(
  sql: Sql,
  subscription: string,
  before: number | undefined,
  limit: number,
): Promise<readonly Delivery[]> {
  return sql.query<Delivery>(
    `select id, position, retracts, name, lane, state, due, created, coalesce((
       select json_agg(json_build_object('number', number, 'at', at, 'milliseconds', milliseconds, 'status', status,
         'fault', fault) order by number)
       from delivery_attempts where delivery = deliveries.id), '[]'::json) as attempts
     from deliveries where subscription = $1 and ($2::bigint is null or position < $2) order by position desc limit $3`,
    [subscription, before ?? null, limit],
  );
}

/** The position that a delivery is about; undefined if the subscription has none of that id. */
export async function positionOfDelivery(sql: Sql, subscription: string, id: string): Promise<number | undefined> {
  const [row] = await sql.query<{ position: number }>(
    "select position from deliveries where subscription = $1 and id = $2",
    [subscription, id],
  );
  return row?.position;
}

/** Forgets deliveries that are over and older than an instant. */
export async function forgetDeliveries(sql: Sql, before: number): Promise<void> {
  await sql.query("delete from deliveries where state <> 'waiting' and created < $1", [before]);
}
