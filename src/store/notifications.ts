/** Who wants to be told of what, and where: webhooks of organisations, and e-mails to their members. */
import type { Address } from "../domain/receivable.ts";
import type { Sql, Transactions } from "./database.ts";
import { feedHead, lockFeed } from "./feed.ts";
import { bytes } from "./values.ts";

/**
 * A step of the schema. A subscription is read up to `scanned`, a position of the feed, and has a delivery for every
 * entry before it that it wants. `attempts` counts all of a delivery, `tries` those since it was last begun anew. The
 * lane of a delivery is its receivable or statement: within one, nothing overtakes. Addresses are personal data:
 * deleting a subscription erases them.
 */
export const NOTIFICATION_TABLES: readonly string[] = [
  `create table subscriptions (
    id uuid primary key,
    organisation bytea not null,
    account bytea not null,
    channel text not null check (channel in ('webhook', 'email')),
    address text not null,
    kinds jsonb not null,
    language text check (language in ('en', 'zh')),
    secret text,
    paused bigint,
    reason text,
    created bigint not null,
    scanned bigint not null
  )`,
  "create index subscriptions_of_organisation on subscriptions (organisation, channel)",
  "create index subscriptions_to_scan on subscriptions (scanned) where paused is null",
  `create table deliveries (
    id uuid primary key default gen_random_uuid(),
    subscription uuid not null references subscriptions on delete cascade,
    position bigint not null,
    retracts bigint,
    name text not null,
    lane bytea not null,
    state text not null check (state in ('waiting', 'delivered', 'skipped')),
    attempts integer not null default 0,
    tries integer not null default 0,
    due bigint not null,
    claimed_until bigint not null default 0,
    created bigint not null,
    unique (subscription, position)
  )`,
  "create index deliveries_in_lane on deliveries (subscription, lane, position) where state = 'waiting'",
  "create index deliveries_due on deliveries (due) where state = 'waiting'",
  `create table delivery_attempts (
    delivery uuid not null references deliveries on delete cascade,
    number integer not null,
    at bigint not null,
    milliseconds integer not null,
    status integer,
    fault text,
    primary key (delivery, number)
  )`,
];

export type Channel = "webhook" | "email";
export type Language = "en" | "zh";

/** What is to be told, and where. */
export interface NewSubscription {
  /** A UUID. */
  readonly id: string;
  readonly organisation: Address;
  /** Who wants it for the organisation. */
  readonly account: Address;
  readonly channel: Channel;
  /** A URL, or an e-mail address. */
  readonly address: string;
  /** Names of events; none means all. */
  readonly kinds: readonly string[];
  /** Of e-mails. */
  readonly language: Language | null;
  /** Of webhooks, sealed. */
  readonly secret: string | null;
  /** Unix seconds, as all instants here. */
  readonly created: number;
}

export interface Subscription extends NewSubscription {
  /** Since when nothing is sent any more, and why; null while all goes well. */
  readonly paused: number | null;
  readonly reason: string | null;
}

export const SUBSCRIPTION =
  "s.id, s.organisation, s.account, s.channel, s.address, s.kinds, s.language, s.secret, s.created, s.paused, s.reason";

/**
 * Stores a subscription to what happens from now on.
 * @param most So many may an organisation have of a channel.
 * @returns "taken" if there is one of that id, "full" beyond `most`; nothing is stored then.
 */
export async function subscribe(
  database: Transactions,
  wanted: NewSubscription,
  most: number,
): Promise<"added" | "taken" | "full"> {
  const { id, organisation, account, channel, address, kinds, language, secret, created } = wanted;
  return database.transaction(async (tx) => {
    // Two at a time would both find room for the last one.
    const head = await lockFeed(tx);
    if ((await subscriptionsOf(tx, organisation, channel)).length >= most) return "full";
    const added = await tx.query(
      `insert into subscriptions (id, organisation, account, channel, address, kinds, language, secret, created,
         scanned)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning id`,
      [
        id,
        bytes(organisation),
        bytes(account),
        channel,
        address,
        JSON.stringify(kinds),
        language,
        secret,
        created,
        head,
      ],
    );
    return added.length === 1 ? "added" : "taken";
  });
}

/** An organisation's subscriptions of a channel, the oldest first. */
export async function subscriptionsOf(
  sql: Sql,
  organisation: Address,
  channel: Channel,
): Promise<readonly Subscription[]> {
  return sql.query<Subscription>(
    `select ${SUBSCRIPTION} from subscriptions s where organisation = $1 and channel = $2 order by created, id`,
    [bytes(organisation), channel],
  );
}

/** One of an organisation's subscriptions; undefined where it has none of that id. */
export async function subscriptionOf(
  sql: Sql,
  organisation: Address,
  channel: Channel,
  id: string,
): Promise<Subscription | undefined> {
  const [row] = await sql.query<Subscription>(
    `select ${SUBSCRIPTION} from subscriptions s where organisation = $1 and channel = $2 and id = $3`,
    [bytes(organisation), channel, id],
  );
  return row;
}

/** Ends a subscription and forgets its address and all that was sent to it. */
export async function unsubscribe(sql: Sql, id: string): Promise<void> {
  await sql.query("delete from subscriptions where id = $1", [id]);
}

/** Sends again, beginning with what was waiting when the subscription was paused. */
export async function resume(database: Transactions, id: string, now: number): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query("update subscriptions set paused = null, reason = null where id = $1", [id]);
    await tx.query(
      "update deliveries set tries = 0, due = $2, claimed_until = 0 where subscription = $1 and state = 'waiting'",
      [id, now],
    );
  });
}

/** Sends everything after a position of the feed once more, and what was never sent as well. */
export async function replay(database: Transactions, id: string, after: number, now: number): Promise<void> {
  await database.transaction(async (tx) => {
    const position = Math.min(after, await feedHead(tx));
    await tx.query("update subscriptions set scanned = least(scanned, $2) where id = $1", [id, position]);
    await tx.query(
      `update deliveries set state = 'waiting', tries = 0, due = $3, claimed_until = 0
       where subscription = $1 and position > $2 and state <> 'skipped'`,
      [id, position, now],
    );
  });
}
