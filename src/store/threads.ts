/**
 * What people say about receivables, and who looks after them: of none of this does the chain know. A thread is between
 * supplier, buyer and holder; comments stay within one organisation.
 */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { behind, isPartyOf } from "./holders.ts";
import { bytes } from "./values.ts";

/** A step of the schema. What was said is never changed; its text can be erased, and that it was said stays. */
export const THREAD_TABLES: readonly string[] = [
  `create table messages (
    number bigint generated always as identity primary key,
    receivable_id bytea not null,
    id uuid not null,
    organisation bytea not null,
    account bytea not null,
    internal boolean not null,
    at bigint not null,
    text text,
    erased bigint,
    unique (organisation, id)
  )`,
  "create index messages_of_receivable on messages (receivable_id, internal, number)",
  `create table caretakers (
    organisation bytea not null,
    receivable_id bytea not null,
    account bytea not null,
    named_by bytea not null,
    at bigint not null,
    primary key (organisation, receivable_id)
  )`,
  "create index caretakers_by_account on caretakers (organisation, account, receivable_id)",
];

/**
 * Whether the holder of a receivable takes it for its own, as a condition of SQL over `receivables`: it has said who
 * looks after it, or its desk bought it under an offer that it signed. Anybody may transfer to anybody, so that to hold
 * something is not yet to know its parties.
 */
export const TAKEN_UP =
  `(exists (select from caretakers where caretakers.organisation = ${behind("receivables.holder")} ` +
  "and caretakers.receivable_id = receivables.id) or exists (select from deals " +
  "where deals.desk = receivables.holder and deals.id = receivables.id and deals.live))";

export interface NewMessage {
  readonly receivable: Hex;
  /** A UUID, unique among those of the organisation. */
  readonly id: string;
  readonly organisation: Address;
  readonly account: Address;
  /** Whether only the own organisation reads it. */
  readonly internal: boolean;
  /** Unix seconds. */
  readonly at: number;
  readonly text: string;
}

export interface Message extends Omit<NewMessage, "text"> {
  readonly number: number;
  /** Null once it was erased. */
  readonly text: string | null;
  readonly erased: number | null;
}

const MESSAGE = "number, receivable_id as receivable, id, organisation, account, internal, at, text, erased";

/** Keeps a message. @returns as it is kept; that which was there already under its id, if there was one. */
export async function keepMessage(sql: Sql, message: NewMessage): Promise<Message> {
  const { receivable, id, organisation, account, internal, at, text } = message;
  const [kept] = await sql.query<Message>(
    `insert into messages (receivable_id, id, organisation, account, internal, at, text)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning ${MESSAGE}`,
    [bytes(receivable), id, bytes(organisation), bytes(account), internal, at, text],
  );
  const found = kept ?? (await messageOf(sql, organisation, id));
  if (found === undefined) throw new Error(`the message ${id} is neither new nor known`);
  return found;
}

/** A message of an organisation. */
export async function messageOf(sql: Sql, organisation: Address, id: string): Promise<Message | undefined> {
  const [row] = await sql.query<Message>(`select ${MESSAGE} from messages where organisation = $1 and id = $2`, [
    bytes(organisation),
    id,
  ]);
  return row;
}

export interface MessagePage {
  /** After the message of this number. */
  readonly after: number;
  readonly limit: number;
}

/** The thread of a receivable, in the order in which it was written. */
export async function threadOf(sql: Sql, receivable: Hex, { after, limit }: MessagePage): Promise<readonly Message[]> {
  return sql.query<Message>(
    `select ${MESSAGE} from messages
     where receivable_id = $1 and not internal and number > $2 order by number limit $3`,
    [bytes(receivable), after, limit],
  );
}

/** What was written in the thread of a receivable since an instant, in that order. */
export async function threadSince(
  sql: Sql,
  receivable: Hex,
  since: number,
  limit: number,
): Promise<readonly Message[]> {
  return sql.query<Message>(
    `select ${MESSAGE} from messages
     where receivable_id = $1 and not internal and at >= $2 order by number limit $3`,
    [bytes(receivable), since, limit],
  );
}

/** An organisation's own comments on a receivable, in the order in which they were written. */
export async function commentsOf(
  sql: Sql,
  organisation: Address,
  receivable: Hex,
  { after, limit }: MessagePage,
): Promise<readonly Message[]> {
  return sql.query<Message>(
    `select ${MESSAGE} from messages
     where receivable_id = $1 and internal and organisation = $2 and number > $3 order by number limit $4`,
    [bytes(receivable), bytes(organisation), after, limit],
  );
}

/** Erases the text of a message. Erasing it again changes nothing. */
export async function eraseMessage(sql: Sql, organisation: Address, id: string, now: number): Promise<void> {
  await sql.query(
    "update messages set text = null, erased = $3 where organisation = $1 and id = $2 and erased is null",
    [bytes(organisation), id, now],
  );
}

/** Who looks after a receivable for an organisation. */
export interface Caretaker {
  readonly receivable: Hex;
  readonly account: Address;
  readonly namedBy: Address;
  readonly at: number;
}

const CARETAKER = 'receivable_id as receivable, account, named_by as "namedBy", at';

export async function caretakerOf(sql: Sql, organisation: Address, receivable: Hex): Promise<Caretaker | undefined> {
  const [row] = await sql.query<Caretaker>(
    `select ${CARETAKER} from caretakers where organisation = $1 and receivable_id = $2`,
    [bytes(organisation), bytes(receivable)],
  );
  return row;
}

/** Names who looks after a receivable from now on, in place of whoever did. */
export async function nameCaretaker(
  sql: Sql,
  organisation: Address,
  { receivable, account, namedBy, at }: Caretaker,
): Promise<void> {
  await sql.query(
    `insert into caretakers (organisation, receivable_id, account, named_by, at) values ($1, $2, $3, $4, $5)
     on conflict (organisation, receivable_id) do update set account = $3, named_by = $4, at = $5`,
    [bytes(organisation), bytes(receivable), bytes(account), bytes(namedBy), at],
  );
}

export async function clearCaretaker(sql: Sql, organisation: Address, receivable: Hex): Promise<void> {
  await sql.query("delete from caretakers where organisation = $1 and receivable_id = $2", [
    bytes(organisation),
    bytes(receivable),
  ]);
}

/** What somebody looks after and the organisation takes part in, after an id, in the order of ids. */
export async function caredForBy(
  sql: Sql,
  organisation: Address,
  account: Address,
  { after, limit }: { readonly after: Hex; readonly limit: number },
): Promise<readonly Caretaker[]> {
  return sql.query<Caretaker>(
    `select ${CARETAKER} from caretakers join receivables r on r.id = receivable_id
     where organisation = $1 and account = $2 and receivable_id > $3 and ${isPartyOf("$1", "r")}
     order by receivable_id limit $4`,
    [bytes(organisation), bytes(account), bytes(after), limit],
  );
}
