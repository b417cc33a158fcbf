/** Customers whom an organisation watches, why and since when; of it only words can be erased. */
import type { WatchCause } from "../domain/exposure/watch.ts";
import type { Address } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. `added_by` is null where a rule added it, `ended_by` where the rule holds no more. */
export const WATCHLIST_TABLES: readonly string[] = [
  `create table watchlist_entries (
    organisation bytea not null,
    id uuid not null,
    customer bytea not null,
    cause text not null,
    reason text not null,
    added_by bytea,
    since bigint not null,
    review_day bigint not null,
    ended bigint,
    ended_by bytea,
    end_reason text,
    primary key (organisation, id)
  )`,
  `create unique index watchlist_standing on watchlist_entries (organisation, customer, cause)
    where ended is null`,
  "create index watchlist_by_customer on watchlist_entries (organisation, customer, id)",
  `create table watchlist_reviews (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    entry uuid not null,
    note text not null,
    review_day bigint not null,
    account bytea not null,
    at bigint not null
  )`,
  "create index watchlist_reviews_of on watchlist_reviews (organisation, entry, number)",
  // The last row counts; a rule that is null does not apply.
  `create table watchlist_rules (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    limit_use bigint,
    days_overdue bigint,
    disputed_share bigint,
    review_days bigint not null,
    set_by bytea not null,
    at bigint not null
  )`,
  "create index watchlist_rules_of on watchlist_rules (organisation, number)",
];

export interface NewWatchEntry {
  /** A UUID, unique among the organisation's. */
  readonly id: string;
  readonly organisation: Address;
  readonly customer: Address;
  readonly cause: WatchCause;
  readonly reason: string;
  readonly addedBy: Address | null;
  /** Unix seconds. */
  readonly since: number;
  /** Days since 1970-01-01. */
  readonly reviewDay: number;
}

export interface WatchEntry extends NewWatchEntry {
  /** Unix seconds; null while it stands. */
  readonly ended: number | null;
  readonly endedBy: Address | null;
  readonly endReason: string | null;
}

const ENTRY =
  'id, organisation, customer, cause, reason, added_by as "addedBy", since, review_day as "reviewDay", ended, ' +
  'ended_by as "endedBy", end_reason as "endReason"';

/** False, and nothing is stored, where the customer is watched for that cause already. */
export async function addWatchEntry(tx: Transaction, entry: NewWatchEntry): Promise<boolean> {
  const { id, organisation, customer, cause, reason, addedBy, since, reviewDay } = entry;
  const rows = await tx.query(
    `insert into watchlist_entries (organisation, id, customer, cause, reason, added_by, since, review_day)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
    [bytes(organisation), id, bytes(customer), cause, reason, addedBy && bytes(addedBy), since, reviewDay],
  );
  return rows.length === 1;
}

/** False where it ended already. @param by Null where its rule holds no more. */
export async function endWatchEntry(
  tx: Transaction,
  organisation: Address,
  id: string,
  { by, reason, at }: { readonly by: Address | null; readonly reason: string; readonly at: number },
): Promise<boolean> {
  const rows = await tx.query(
    `update watchlist_entries set ended = $3, ended_by = $4, end_reason = $5
     where organisation = $1 and id = $2 and ended is null returning id`,
    [bytes(organisation), id, at, by && bytes(by), reason],
  );
  return rows.length === 1;
}

export async function watchEntryById(sql: Sql, organisation: Address, id: string): Promise<WatchEntry | undefined> {
  const text = `select ${ENTRY} from watchlist_entries where organisation = $1 and id = $2`;
  return (await sql.query<WatchEntry>(text, [bytes(organisation), id]))[0];
}

/** Erases why a customer was watched, what reviews noted, and why it ended; that all of it was stays. */
export async function eraseWatchWords(sql: Sql, organisation: Address, id: string): Promise<boolean> {
  const text = `with notes as (update watchlist_reviews set note = '' where organisation = $1 and entry = $2)
     update watchlist_entries set reason = '', end_reason = case when ended is null then null else '' end
     where organisation = $1 and id = $2 returning id`;
  return (await sql.query(text, [bytes(organisation), id])).length === 1;
}

/** Where a page of the watchlist ended. */
export interface WatchPlace {
  readonly customer: Address;
  readonly id: string;
}

/** Entries after a place, in the order of customers. @param isStanding Only those that have not ended. */
export async function watchEntriesAfter(
  sql: Sql,
  organisation: Address,
  { customer, isStanding }: { readonly customer: Address | undefined; readonly isStanding: boolean },
  after: WatchPlace,
  limit: number,
): Promise<readonly WatchEntry[]> {
  return sql.query<WatchEntry>(
    `select ${ENTRY} from watchlist_entries where organisation = $1 and ($2::bytea is null or customer = $2)
       and (not $3::boolean or ended is null) and (customer, id) > ($4::bytea, $5::uuid)
     order by customer, id limit $6`,
    [bytes(organisation), customer ? bytes(customer) : null, isStanding, bytes(after.customer), after.id, limit],
  );
}

/** What stands of one customer. */
export async function standingEntriesOf(
  sql: Sql,
  organisation: Address,
  customer: Address,
): Promise<readonly WatchEntry[]> {
  const text = `select ${ENTRY} from watchlist_entries where organisation = $1 and customer = $2 and ended is null`;
  return sql.query<WatchEntry>(text, [bytes(organisation), bytes(customer)]);
}

/** What changed of the list: what was added or ended after an instant, up to another; unix seconds. */
export async function changedEntries(
  sql: Sql,
  organisation: Address,
  { after, until }: { readonly after: number; readonly until: number },
  limit: number,
): Promise<readonly WatchEntry[]> {
  return sql.query<WatchEntry>(
    `select ${ENTRY} from watchlist_entries where organisation = $1
       and ((since > $2 and since <= $3) or (ended > $2 and ended <= $3)) order by since, id limit $4`,
    [bytes(organisation), after, until, limit],
  );
}

/** What stands and is to be looked at again by a day, the most urgent first. */
export async function entriesToReview(
  sql: Sql,
  organisation: Address,
  day: number,
  limit: number,
): Promise<readonly WatchEntry[]> {
  return sql.query<WatchEntry>(
    `select ${ENTRY} from watchlist_entries where organisation = $1 and ended is null and review_day <= $2
     order by review_day, id limit $3`,
    [bytes(organisation), day, limit],
  );
}

/** Somebody looked at an entry, and says when it is looked at again. */
export interface WatchReview {
  readonly entry: string;
  readonly note: string;
  /** Days since 1970-01-01. */
  readonly reviewDay: number;
  readonly account: Address;
  /** Unix seconds. */
  readonly at: number;
}

/** False, and nothing is stored, where the entry has ended. */
export async function reviewEntry(tx: Transaction, organisation: Address, review: WatchReview): Promise<boolean> {
  const { entry, note, reviewDay, account, at } = review;
  const rows = await tx.query(
    `update watchlist_entries set review_day = $3 where organisation = $1 and id = $2 and ended is null returning id`,
    [bytes(organisation), entry, reviewDay],
  );
  if (rows.length === 0) return false;
  await tx.query(
    `insert into watchlist_reviews (organisation, entry, note, review_day, account, at)
     values ($1, $2, $3, $4, $5, $6)`,
    [bytes(organisation), entry, note, reviewDay, bytes(account), at],
  );
  return true;
}

/** Of some entries, in their order. */
export async function reviewsOf(
  sql: Sql,
  organisation: Address,
  entries: readonly string[],
): Promise<readonly WatchReview[]> {
  return sql.query<WatchReview>(
    `select entry, note, review_day as "reviewDay", account, at from watchlist_reviews
     where organisation = $1 and entry = any($2) order by number`,
    [bytes(organisation), entries],
  );
}

export interface StoredWatchRules {
  /** Parts per million; null where it does not apply, like the two after it. */
  readonly limitUse: number | null;
  readonly daysOverdue: number | null;
  readonly disputedShare: number | null;
  /** Days until what a rule added is to be looked at. */
  readonly reviewDays: number;
  readonly setBy: Address;
  /** Unix seconds. */
  readonly at: number;
}

const RULES =
  'limit_use as "limitUse", days_overdue as "daysOverdue", disputed_share as "disputedShare", ' +
  'review_days as "reviewDays", set_by as "setBy", at';

export async function setWatchRules(sql: Sql, organisation: Address, rules: StoredWatchRules): Promise<void> {
  const { limitUse, daysOverdue, disputedShare, reviewDays, setBy, at } = rules;
  await sql.query(
    `insert into watchlist_rules (organisation, limit_use, days_overdue, disputed_share, review_days, set_by, at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [bytes(organisation), limitUse, daysOverdue, disputedShare, reviewDays, bytes(setBy), at],
  );
}

/** All that were ever set, the latest first; the first one counts. */
export async function watchRulesOf(
  sql: Sql,
  organisation: Address,
  limit: number,
): Promise<readonly StoredWatchRules[]> {
  const text = `select ${RULES} from watchlist_rules where organisation = $1 order by number desc limit $2`;
  return sql.query<StoredWatchRules>(text, [bytes(organisation), limit]);
}
