/** Matches and differences of a reconciliation, and what both sides said of a difference. */
import type { ReplyKind, Resolution } from "../domain/differenceReply.ts";
import type { DifferenceClass, Owner } from "../domain/ledgerDifference.ts";
import type { BookSide } from "../domain/ledgerItem.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. What was said belongs to a pair and a difference, whichever run found it. Never changed. */
export const REPLY_TABLES: readonly string[] = [
  `create table difference_replies (
    number bigint generated always as identity primary key,
    pair bytea not null,
    key bytea not null,
    organisation bytea not null,
    id uuid not null,
    account bytea not null,
    side text not null check (side in ('supplier', 'buyer')),
    kind text not null,
    resolution text,
    proposal uuid,
    seen_class text not null,
    seen_amount text not null,
    text text not null,
    at bigint not null,
    unique (organisation, id)
  )`,
  "create index replies_of_difference on difference_replies (pair, key, number)",
];

export interface ResultRow {
  readonly kind: "match" | "difference";
  /** ISO 4217. */
  readonly currency: string;
  readonly class: DifferenceClass | null;
  readonly owner: Owner | null;
  /** Of a difference, what it is about. */
  readonly key: Hex | null;
  readonly body: unknown;
}

export interface StoredRow extends ResultRow {
  /** Within its run, from 1. */
  readonly number: number;
}

export async function putRows(tx: Transaction, reconciliation: number, rows: readonly ResultRow[]): Promise<void> {
  const columns = ["reconciliation", "number", "kind", "currency", "class", "owner", "key", "body"];
  await tx.copy(
    "reconciliation_rows",
    columns,
    rows.map(({ kind, currency, class: name, owner, key, body }, index) => [
      ...[reconciliation, index + 1, kind, currency, name, owner],
      ...[key === null ? null : bytes(key), JSON.stringify(body)],
    ]),
  );
}

export interface RowFilter {
  readonly kind: ResultRow["kind"];
  readonly class?: DifferenceClass;
  readonly owner?: Owner;
  readonly currency?: string;
}

export async function rowsAfter(
  sql: Sql,
  reconciliation: number,
  filter: RowFilter,
  after: number,
  limit: number,
): Promise<readonly StoredRow[]> {
  return sql.query<StoredRow>(
    `select number, kind, currency, class, owner, key, body from reconciliation_rows
     where reconciliation = $1 and kind = $2 and ($3::text is null or class = $3)
       and ($4::text is null or owner = $4) and ($5::text is null or currency = $5) and number > $6
     order by number limit $7`,
    [
      ...[reconciliation, filter.kind, filter.class ?? null, filter.owner ?? null, filter.currency ?? null],
      ...[after, limit],
    ],
  );
}

/** The difference of a run that is about something. */
export async function differenceOf(sql: Sql, reconciliation: number, key: Hex): Promise<StoredRow | undefined> {
  const text =
    "select number, kind, currency, class, owner, key, body from reconciliation_rows " +
    "where reconciliation = $1 and key = $2";
  return (await sql.query<StoredRow>(text, [reconciliation, bytes(key)]))[0];
}

/** How often an organisation has spoken of a difference of a pair. */
export async function repliesBy(sql: Sql, organisation: Address, pair: Hex, key: Hex): Promise<number> {
  const text =
    "select count(*)::int as count from difference_replies where organisation = $1 and pair = $2 and key = $3";
  const [row] = await sql.query<{ count: number }>(text, [bytes(organisation), bytes(pair), bytes(key)]);
  return row?.count ?? 0;
}

export interface NewReply {
  /** Of which pair of firms. */
  readonly pair: Hex;
  readonly key: Hex;
  readonly organisation: Address;
  /** A UUID, unique among those of the organisation. */
  readonly id: string;
  readonly account: Address;
  readonly side: BookSide;
  readonly kind: ReplyKind;
  readonly resolution: Resolution | null;
  /** Which proposal is accepted or rejected. */
  readonly proposal: string | null;
  /** What the difference was then. */
  readonly seenClass: DifferenceClass;
  readonly seenAmount: string;
  readonly text: string;
  /** Unix seconds. */
  readonly at: number;
}

export interface StoredReply extends NewReply {
  readonly number: number;
}

const REPLY =
  "number, pair, key, organisation, id, account, side, kind, resolution, proposal, text, at, " +
  'seen_class as "seenClass", seen_amount as "seenAmount"';

/** @returns as it is kept; that which was there already under its id, if there was one. */
export async function keepReply(sql: Sql, reply: NewReply): Promise<StoredReply> {
  const { pair, key, organisation, id, account, side, kind, resolution, proposal, text, at } = reply;
  await sql.query(
    `insert into difference_replies
       (pair, key, organisation, id, account, side, kind, resolution, proposal, seen_class, seen_amount, text, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing`,
    [
      ...[bytes(pair), bytes(key), bytes(organisation), id, bytes(account), side, kind, resolution, proposal],
      ...[reply.seenClass, reply.seenAmount, text, at],
    ],
  );
  const found = `select ${REPLY} from difference_replies where organisation = $1 and id = $2`;
  const [kept] = await sql.query<StoredReply>(found, [bytes(organisation), id]);
  if (kept === undefined) throw new Error(`the reply ${id} is neither new nor known`);
  return kept;
}

/** What was said of some differences of a pair, in the order in which it was said. */
export async function repliesOf(sql: Sql, pair: Hex, keys: readonly Hex[]): Promise<readonly StoredReply[]> {
  return sql.query<StoredReply>(
    `select ${REPLY} from difference_replies where pair = $1 and key = any($2::bytea[]) order by number`,
    [bytes(pair), keys.map(bytes)],
  );
}
