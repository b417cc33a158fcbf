/**
 * Which receivables are sealed, whether they could be opened, and where they stand in a list: all of it follows from
 * the receivables and from the contents that are kept, and is written in the same transaction as these.
 */
import type { Hex } from "../domain/receivable.ts";
import { contentOf } from "./contents.ts";
import type { Content } from "./contents.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** Later than any due day of the ledger, which are 32 bits: where a receivable stands whose due day nobody knows. */
const NO_DAY = 4_294_967_296;

/** The order of a list by due day, as the indexes of {@link OPENING_TABLES} have it. */
export const OPENING_PLACE = `coalesce(openings.due_day, ${NO_DAY})`;

/** What was opened, to be joined with receivables by `opened_id`. */
export const OPENED =
  "(select id as opened_id, case outcome when 'pending' then 'sealed' else outcome end as outcome, " +
  "currency as opened_currency, amount as opened_amount, due_day as opened_due_day from openings) as opened";

/**
 * Whence the terms of a receivable are known: the chain shows them; they were opened here; nobody here can read them;
 * or what was sealed is not what the commitment is of.
 */
export type ContentState = "open" | "opened" | "sealed" | "false";

/** A step of the schema, after that of the contents. */
export const OPENING_TABLES: readonly string[] = [
  // content is the hash of what was tried, viewing_key the public key that it was tried with: another may open it.
  `create table unopened (
    commitment bytea not null,
    content bytea not null,
    viewing_key bytea not null,
    outcome text not null,
    fault text not null,
    tried bigint not null,
    primary key (commitment, content)
  )`,
  "create index unopened_by_key on unopened (viewing_key)",
  // One row for each receivable whose terms the chain does not show. Parties and holder are those of the receivable.
  `create table openings (
    id bytea primary key,
    supplier bytea not null,
    buyer bytea not null,
    holder bytea not null,
    commitment bytea not null,
    outcome text not null,
    currency bytea,
    amount numeric(80, 0),
    due_day bigint
  )`,
  `create index opening_supplier_due on openings (supplier, coalesce(due_day, ${NO_DAY}), id)`,
  `create index opening_buyer_due on openings (buyer, coalesce(due_day, ${NO_DAY}), id)`,
  `create index opening_holder_due on openings (holder, coalesce(due_day, ${NO_DAY}), id)`,
  "create index openings_pending on openings (id) where outcome = 'pending'",
  // The rows follow the receivables in the same transaction, whoever writes these and however. Each trigger runs once
  // a statement, so that a batch of the index pays for one join and not for each of its rows.
  `create function place_sealed() returns trigger language plpgsql as $place$
  begin
    insert into openings
    select f.id, f.supplier, f.buyer, f.holder, f.commitment,
      case when c.id is not null then 'opened' else coalesce(u.outcome, 'pending') end,
      c.currency, c.amount, c.due_day
    from fresh f
    left join contents c on c.commitment = f.commitment and c.id = f.id
    left join unopened u on u.commitment = f.commitment and u.content = sha256(f.content)
    where f.currency is null and f.supplier is not null
    on conflict (id) do nothing;
    return null;
  end $place$`,
  `create function displace_sealed() returns trigger language plpgsql as $displace$
  begin
    delete from openings using gone where openings.id = gone.id;
    return null;
  end $displace$`,
  `create function displace_all() returns trigger language plpgsql as $all$
  begin
    delete from openings;
    return null;
  end $all$`,
  // Triggers of one event run in the order of their names.
  `create trigger openings_1_displace after update on receivables
    referencing old table as gone for each statement execute function displace_sealed()`,
  `create trigger openings_2_place after update on receivables
    referencing new table as fresh for each statement execute function place_sealed()`,
  `create trigger openings_displace after delete on receivables
    referencing old table as gone for each statement execute function displace_sealed()`,
  `create trigger openings_place after insert on receivables
    referencing new table as fresh for each statement execute function place_sealed()`,
  `create trigger openings_truncate after truncate on receivables
    for each statement execute function displace_all()`,
  `insert into openings
    select id, supplier, buyer, holder, commitment, 'pending', null, null, null
    from receivables where currency is null and supplier is not null`,
];

/** Nobody has tried yet; it was opened; it is sealed to others, or damaged; it is not what the commitment is of. */
type Outcome = "pending" | "opened" | "sealed" | "false";

/** A receivable whose terms the chain does not show, as far as it is known here. */
export interface Opening {
  readonly state: Exclude<ContentState, "open">;
  /** Of the receivable as it stands; undefined unless it was opened. */
  readonly content: Content | undefined;
}

/** What is known of a receivable whose terms the chain does not show. */
export async function openingOf(sql: Sql, id: Hex, commitment: Hex): Promise<Opening> {
  const content = await contentOf(sql, commitment);
  if (content !== undefined) return { state: "opened", content };
  const [row] = await sql.query<{ outcome: Outcome }>("select outcome from openings where id = $1", [bytes(id)]);
  return { state: row?.outcome === "false" ? "false" : "sealed", content: undefined };
}

/** A receivable that nobody here has tried to open yet. */
export interface PendingOpening {
  readonly id: Hex;
  readonly commitment: Hex;
}

/** The next receivables to open, in the order of their ids. */
export async function pendingOpenings(sql: Sql, limit: number): Promise<readonly PendingOpening[]> {
  return sql.query<PendingOpening>(
    "select id, commitment from openings where outcome = 'pending' order by id limit $1",
    [limit],
  );
}

/** Why a receivable stays closed. */
export interface Unopened extends PendingOpening {
  /** Whether it is sealed to others or damaged, or not what was committed to. */
  readonly outcome: "sealed" | "false";
  readonly fault: string;
  /** The public key that it was tried with. */
  readonly viewingKey: Hex;
  /** Unix seconds. */
  readonly tried: number;
}

/** Notes that a content does not open, so that nobody tries it with that key again. */
export async function keepUnopened(sql: Sql, { id, commitment, outcome, ...tried }: Unopened): Promise<void> {
  await sql.query(
    `with kept as (
       insert into unopened (commitment, content, viewing_key, outcome, fault, tried)
       select commitment, sha256(content), $3, $4, $5, $6 from receivables where id = $1 and commitment = $2
       on conflict (commitment, content) do update set
         viewing_key = excluded.viewing_key, outcome = excluded.outcome, fault = excluded.fault, tried = excluded.tried)
     update openings set outcome = $4 where id = $1 and commitment = $2 and outcome = 'pending'`,
    [bytes(id), bytes(commitment), bytes(tried.viewingKey), outcome, tried.fault, tried.tried],
  );
}

/** Lets everything be tried once more that was tried with another key. */
export async function retryUnopened(sql: Sql, viewingKey: Hex): Promise<void> {
  await sql.query(
    `with other as (delete from unopened where viewing_key <> $1 returning commitment)
     update openings set outcome = 'pending' from other
     where openings.commitment = other.commitment and outcome in ('sealed', 'false')`,
    [bytes(viewingKey)],
  );
}
