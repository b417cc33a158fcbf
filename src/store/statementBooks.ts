/**
 * Books of statements: a firm's own and those that other firms handed to it, and what comparing the two gave. All of it
 * is of one organisation; two firms that share a gateway share nothing of this.
 */
import type { BookSide } from "../domain/ledgerItem.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Statement } from "../domain/statement.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes } from "./values.ts";

/**
 * A step of the schema. What is worked on is claimed until an instant; when that has passed it was broken off, and is
 * begun anew. The pieces of a book are its statement's file, compressed.
 */
export const STATEMENT_BOOK_TABLES: readonly string[] = [
  `create table statement_books (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    id uuid not null unique,
    account bytea not null,
    kind text not null check (kind in ('own', 'received')),
    side text not null check (side in ('supplier', 'buyer')),
    statement bytea not null,
    supplier bytea not null,
    buyer bytea not null,
    currency bytea not null,
    cut_off bigint not null,
    last_day bigint,
    keys bytea not null,
    upload jsonb not null,
    shown boolean not null,
    begun bigint not null,
    claimed bigint not null default 0,
    attempts integer not null default 0,
    step text not null default 'waiting',
    ended bigint,
    fault text,
    root bytea,
    digest bytea,
    balance numeric(80, 0),
    salt bytea,
    items integer,
    lines integer,
    later integer
  )`,
  `create table statement_book_pieces (
    book bigint not null references statement_books (number) on delete cascade,
    place integer not null,
    content bytea not null,
    primary key (book, place)
  )`,
  "create index statement_books_of on statement_books (organisation, number)",
  "create index statement_books_of_statement on statement_books (organisation, statement, kind, number)",
  "create index statement_books_under_way on statement_books (number) where ended is null",
];

export const BOOK_KINDS = ["own", "received"] as const;
/** The organisation's own book, or one that the other firm handed to it. */
export type BookKind = (typeof BOOK_KINDS)[number];
export const BOOK_STEPS = ["waiting", "working", "done", "failed"] as const;
export type BookStep = (typeof BOOK_STEPS)[number];

export interface NewStatementBook {
  readonly organisation: Address;
  /** A UUID, unique among all. */
  readonly id: string;
  readonly account: Address;
  readonly kind: BookKind;
  /** Whose book it is. */
  readonly side: BookSide;
  readonly statement: Statement;
  readonly statementId: Hex;
  /** The last day that counts, days since 1970-01-01; null of a received one until it is read. */
  readonly lastDay: number | null;
  /** Of the viewing keys that its root is made with. */
  readonly keys: Hex;
  /** The file, and how it is read. */
  readonly upload: unknown;
  /** Of a received one: whether the comparison is shown to the other firm, where it is a member here. */
  readonly shown: boolean;
  /** Unix seconds. */
  readonly begun: number;
}

/** What a book says. */
export interface BookFigures {
  readonly root: Hex;
  readonly digest: Hex;
  /** Minor units. */
  readonly balance: bigint;
  /** With which the chain's hash of the balance is made. */
  readonly salt: Hex;
  readonly lastDay: number;
  readonly items: number;
  readonly lines: number;
  readonly later: number;
}

export interface StatementBook extends NewStatementBook {
  readonly number: number;
  readonly step: BookStep;
  readonly attempts: number;
  readonly ended: number | null;
  /** Why it failed. */
  readonly fault: string | null;
  /** Null until it is done. */
  readonly figures: BookFigures | null;
}

type BookRow = Omit<StatementBook, "statement" | "figures"> &
  Omit<Statement, "cutOff"> & { readonly cutOff: number } & {
    readonly [Name in keyof Omit<BookFigures, "lastDay">]: BookFigures[Name] | null;
  };

const BOOK =
  'number, organisation, id, account, kind, side, statement as "statementId", supplier, buyer, currency, ' +
  'cut_off as "cutOff", last_day as "lastDay", keys, upload, shown, begun, step, attempts, ended, fault, root, ' +
  "digest, balance, salt, items, lines, later";

function bookOf(row: BookRow): StatementBook {
  const { supplier, buyer, currency, cutOff, root, digest, balance, salt, items, lines, later, ...book } = row;
  const { lastDay } = book;
  const isRead = root !== null && digest !== null && balance !== null && salt !== null && lastDay !== null;
  const counts = { items: items ?? 0, lines: lines ?? 0, later: later ?? 0 };
  return {
    ...book,
    statement: { supplier, buyer, currency, cutOff },
    figures: isRead ? { root, digest, balance, salt, lastDay, ...counts } : null,
  };
}

/** @returns as it is kept; that which was there already under its id, whosever it is. */
export async function keepStatementBook(sql: Sql, book: NewStatementBook): Promise<StatementBook> {
  const { organisation, id, account, kind, side, statement, statementId, lastDay, keys, upload, shown, begun } = book;
  const { supplier, buyer, currency, cutOff } = statement;
  await sql.query(
    `insert into statement_books (organisation, id, account, kind, side, statement, supplier, buyer, currency, cut_off,
       last_day, keys, upload, shown, begun)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict do nothing`,
    [
      ...[bytes(organisation), id, bytes(account), kind, side, bytes(statementId), bytes(supplier), bytes(buyer)],
      ...[bytes(currency), cutOff, lastDay, bytes(keys), JSON.stringify(upload), shown, begun],
    ],
  );
  const [kept] = await sql.query<BookRow>(`select ${BOOK} from statement_books where id = $1`, [id]);
  if (kept === undefined) throw new Error(`the statement book ${id} is neither new nor known`);
  return bookOf(kept);
}

export async function statementBookOf(sql: Sql, organisation: Address, id: string): Promise<StatementBook | undefined> {
  const text = `select ${BOOK} from statement_books where organisation = $1 and id = $2`;
  return (await sql.query<BookRow>(text, [bytes(organisation), id])).map(bookOf)[0];
}

/** Books by their numbers; one that was dropped has no entry. */
export async function statementBooksAt(
  sql: Sql,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, StatementBook>> {
  const text = `select ${BOOK} from statement_books where number = any($1)`;
  const rows = await sql.query<BookRow>(text, [numbers]);
  return new Map(rows.map((row) => [row.number, bookOf(row)]));
}

/** Of an organisation, or of one of its statements; the latest first. */
export async function statementBooksBefore(
  sql: Sql,
  organisation: Address,
  statement: Hex | undefined,
  before: number,
  limit: number,
): Promise<readonly StatementBook[]> {
  const rows = await sql.query<BookRow>(
    `select ${BOOK} from statement_books where organisation = $1 and ($2::bytea is null or statement = $2)
       and number < $3 order by number desc limit $4`,
    [bytes(organisation), statement === undefined ? null : bytes(statement), before, limit],
  );
  return rows.map(bookOf);
}

/** How many books an organisation has, and how many of them have not ended. */
export async function statementBooksKept(
  sql: Sql,
  organisation: Address,
): Promise<{ readonly kept: number; readonly underWay: number }> {
  const text = `select count(*)::int as kept, (count(*) filter (where ended is null))::int as "underWay"
    from statement_books where organisation = $1`;
  const [row] = await sql.query<{ kept: number; underWay: number }>(text, [bytes(organisation)]);
  return row ?? { kept: 0, underWay: 0 };
}

/** The statement's file as it was compressed; undefined until the book is done. */
export async function statementContent(sql: Sql, number: number): Promise<Uint8Array | undefined> {
  const text = "select content from statement_book_pieces where book = $1 order by place";
  const rows = await sql.query<{ content: Hex }>(text, [number]);
  return rows.length === 0 ? undefined : Buffer.concat(rows.map(({ content }) => Buffer.from(content.slice(2), "hex")));
}

/** No database holds a large file in one value without holding it several times. */
const PIECE_BYTES = 2 ** 20;

/** Ends a book that was read; false where somebody else has ended it, or it was dropped. */
export async function endStatementBook(
  tx: Transaction,
  number: number,
  { root, digest, balance, salt, lastDay, items, lines, later }: BookFigures,
  content: Uint8Array,
  now: number,
): Promise<boolean> {
  const rows = await tx.query(
    `update statement_books set step = 'done', ended = $2, root = $3, digest = $4, balance = $5, salt = $6,
       last_day = $7, items = $8, lines = $9, later = $10 where number = $1 and ended is null returning number`,
    [number, now, bytes(root), bytes(digest), balance, bytes(salt), lastDay, items, lines, later],
  );
  if (rows.length === 0) return false;
  await tx.copy("statement_book_pieces", ["book", "place", "content"], piecesOf(number, content));
  return true;
}

function* piecesOf(number: number, content: Uint8Array): Generator<readonly [number, number, string]> {
  for (let place = 0; place * PIECE_BYTES < content.length; place += 1) {
    const piece = content.subarray(place * PIECE_BYTES, (place + 1) * PIECE_BYTES);
    yield [number, place, `\\x${Buffer.from(piece).toString("hex")}`];
  }
}

/** Forgets a book, and what was made of it. A reconciliation stays. @returns false where there is none */
export async function dropStatementBook(sql: Sql, organisation: Address, id: string): Promise<boolean> {
  const text = "delete from statement_books where organisation = $1 and id = $2 returning number";
  return (await sql.query(text, [bytes(organisation), id])).length > 0;
}
