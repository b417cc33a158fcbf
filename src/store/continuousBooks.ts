/** The files that both firms of a pair gave, and the items that were read from them. */
import type { BookSide, LedgerItem } from "../domain/ledgerItem.ts";
import type { Address } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema, after that of the continuous reconciliations. Items are there as long as their file stands. */
export const CONTINUOUS_BOOK_TABLES: readonly string[] = [
  `create table continuous_books (
    number bigint generated always as identity primary key,
    continuous bigint not null references continuous_reconciliations (number),
    organisation bytea not null,
    id uuid not null,
    account bytea not null,
    side text not null check (side in ('supplier', 'buyer')),
    how text not null check (how in ('replace', 'add')),
    name text not null,
    file jsonb not null,
    given bigint not null,
    state text not null default 'waiting' check (state in ('waiting', 'read', 'refused', 'replaced')),
    items integer,
    fault text,
    unique (organisation, id)
  )`,
  "create index continuous_books_of on continuous_books (continuous, number)",
  `create table continuous_items (
    book bigint not null references continuous_books (number),
    place integer not null,
    body jsonb not null,
    primary key (book, place)
  )`,
];

export interface NewContinuousBook {
  /** By number, of which pair. */
  readonly continuous: number;
  readonly organisation: Address;
  /** A UUID, unique among those of the organisation. */
  readonly id: string;
  readonly account: Address;
  readonly side: BookSide;
  readonly how: "replace" | "add";
  /** Of the file, for people. */
  readonly name: string;
  /** Which upload, and how it is read. */
  readonly file: unknown;
  /** Unix seconds. */
  readonly given: number;
}

export interface ContinuousBook extends NewContinuousBook {
  readonly number: number;
  readonly state: "waiting" | "read" | "refused" | "replaced";
  /** How many; null before it was read. */
  readonly items: number | null;
  readonly fault: string | null;
}

const BOOK = "number, continuous, organisation, id, account, side, how, name, file, given, state, items, fault";

/** @returns as it is kept; that which was there already under its id, if there was one. */
export async function keepContinuousBook(sql: Sql, book: NewContinuousBook): Promise<ContinuousBook> {
  const { continuous, organisation, id, account, side, how, name, file, given } = book;
  await sql.query(
    `insert into continuous_books (continuous, organisation, id, account, side, how, name, file, given)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [continuous, bytes(organisation), id, bytes(account), side, how, name, JSON.stringify(file), given],
  );
  const kept = await continuousBookOf(sql, organisation, id);
  if (kept === undefined) throw new Error(`the book ${id} is neither new nor known`);
  return kept;
}

export async function continuousBookOf(
  sql: Sql,
  organisation: Address,
  id: string,
): Promise<ContinuousBook | undefined> {
  const text = `select ${BOOK} from continuous_books where organisation = $1 and id = $2`;
  return (await sql.query<ContinuousBook>(text, [bytes(organisation), id]))[0];
}

/** How many files of a side are not read yet, and how many stand. */
export async function continuousBookCounts(
  sql: Sql,
  continuous: number,
  side: BookSide,
): Promise<{ readonly waiting: number; readonly read: number }> {
  const [row] = await sql.query<{ waiting: number; read: number }>(
    `select count(*) filter (where state = 'waiting')::int as waiting,
      count(*) filter (where state = 'read')::int as read
     from continuous_books where continuous = $1 and side = $2`,
    [continuous, side],
  );
  return row ?? { waiting: 0, read: 0 };
}

/** The latest first. */
export async function continuousBooksBefore(
  sql: Sql,
  continuous: number,
  before: number,
  limit: number,
): Promise<readonly ContinuousBook[]> {
  const text = `select ${BOOK} from continuous_books
    where continuous = $1 and number < $2 order by number desc limit $3`;
  return sql.query<ContinuousBook>(text, [continuous, before, limit]);
}

/** Those that are not read yet, in the order in which they were given. */
export async function waitingBooks(sql: Sql, continuous: number): Promise<readonly ContinuousBook[]> {
  const text = `select ${BOOK} from continuous_books where continuous = $1 and state = 'waiting' order by number`;
  return sql.query<ContinuousBook>(text, [continuous]);
}

type StoredItem = Omit<LedgerItem, "amount" | "dueDay" | "receivable"> & {
  readonly amount: string;
  readonly dueDay: number | null;
  readonly receivable: LedgerItem["receivable"] | null;
};

/** What a side's files hold that stand. */
export async function continuousItems(sql: Sql, continuous: number, side: BookSide): Promise<readonly LedgerItem[]> {
  const rows = await sql.query<{ body: StoredItem }>(
    `select i.body from continuous_items i join continuous_books b on b.number = i.book
     where b.continuous = $1 and b.side = $2 and b.state = 'read' order by i.book, i.place`,
    [continuous, side],
  );
  return rows.map(({ body: { amount, dueDay, receivable, ...item } }) => {
    return { ...item, amount: BigInt(amount), dueDay: dueDay ?? undefined, receivable: receivable ?? undefined };
  });
}

/** Keeps what was read of a file; one that replaces takes the place of what its side gave before. */
export async function keepItems(
  tx: Transaction,
  { number, continuous, side, how }: Pick<ContinuousBook, "number" | "continuous" | "side" | "how">,
  items: readonly LedgerItem[],
): Promise<void> {
  if (how === "replace") {
    const before = "continuous = $1 and side = $2 and number < $3 and state = 'read'";
    const values = [continuous, side, number];
    await tx.query(
      `delete from continuous_items where book in (select number from continuous_books where ${before})`,
      values,
    );
    await tx.query(`update continuous_books set state = 'replaced' where ${before}`, values);
  }
  await tx.query("update continuous_books set state = 'read', items = $2 where number = $1", [number, items.length]);
  await tx.copy(
    "continuous_items",
    ["book", "place", "body"],
    items.map((item, place) => [number, place, bodyOf(item)]),
  );
}

function bodyOf({ amount, dueDay, receivable, ...item }: LedgerItem): string {
  const body: StoredItem = {
    ...item,
    ...{ amount: amount.toString(), dueDay: dueDay ?? null, receivable: receivable ?? null },
  };
  return JSON.stringify(body);
}

/** Says that a file is not whole. */
export async function refuseBook(sql: Sql, number: number, fault: string): Promise<void> {
  await sql.query("update continuous_books set state = 'refused', fault = $2 where number = $1", [number, fault]);
}
