/** A book as it was uploaded, read: the own one by what its owner says of the file, another firm's by the chain. */
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { DocumentError } from "../../documents/errors.ts";
import { readBook } from "../../documents/ledger/readBook.ts";
import { readStatementFile } from "../../documents/statementFile/readStatementFile.ts";
import { MOST_FILE_BYTES, MOST_FILE_ITEMS, StatementFileError } from "../../documents/statementFile/shape.ts";
import type { StatementFile } from "../../documents/statementFile/shape.ts";
import { writeStatementFile } from "../../documents/statementFile/writeStatementFile.ts";
import { InvoiceNumberError } from "../../domain/invoiceNumber.ts";
import type { BookSide, LedgerItem } from "../../domain/ledgerItem.ts";
import type { Hex } from "../../domain/receivable.ts";
import { STATEMENT_STRUCTS } from "../../domain/statement.ts";
import type { Statement } from "../../domain/statement.ts";
import { StatementError } from "../../domain/statementLeaf.ts";
import { dateOfDay } from "../../domain/terms.ts";
import { codeOf, isEndOfDay, itemsOf, statedBook } from "../../reconciliation/statements/statedBook.ts";
import type { BookItems, StatedBook, Stating } from "../../reconciliation/statements/statedBook.ts";
import type { BookFigures } from "../../store/statementBooks.ts";
import type { BookFile } from "../../wire/newReconciliation.ts";

/** A file that somebody has to mend; the message says what and how. */
export class BookRefused extends Error {}

/** What is kept of a book that was read. */
export interface ReadStatementBook {
  readonly figures: BookFigures;
  /** The statement's file, compressed. */
  readonly content: Uint8Array;
}

/** Plain data, since it goes to another thread. */
export interface OwnBook {
  readonly file: Uint8Array;
  readonly said: Omit<BookFile, "upload">;
  readonly side: BookSide;
  readonly keys: Hex;
  readonly stating: Stating;
}

export interface ReceivedBook {
  readonly file: Uint8Array;
  readonly statement: Statement;
  /** Whose book it has to be. */
  readonly side: BookSide;
  /** What that side has posted last. */
  readonly posted: { readonly root: Hex; readonly version: number; readonly keys: Hex };
  readonly secret: Uint8Array;
}

const SHOWN_FAULTS = 20;
const compressed = promisify(gzip);
const expanded = promisify(gunzip);

/** @throws BookRefused where the file is not whole, or says what no statement can */
export async function readOwnBook({ file, said, side, keys, stating }: OwnBook): Promise<ReadStatementBook> {
  const { items, later } = itemsOf(await itemsIn(file, side, said), stating);
  if (items.length + later.length > MOST_FILE_ITEMS) {
    throw new BookRefused(`a statement has at most ${MOST_FILE_ITEMS} items, not ${items.length}: state parts of it`);
  }
  return kept({ items, later }, side, keys, stating);
}

/**
 * @throws BookRefused where the file is none, is of something else, or its items do not come to what stands on the
 * chain
 */
export async function readReceivedBook(received: ReceivedBook): Promise<ReadStatementBook> {
  const { statement, side, posted, secret } = received;
  const file = explaining("the file", () => readStatementFile(received.file, codeOf(statement.currency) ?? ""));
  checkSubject(file, statement);
  if (file.party !== statement[side]) {
    throw new BookRefused(`party: it is the book of ${file.party}, and not of the ${side}: give the other firm's file`);
  }
  if (!isEndOfDay(statement.cutOff, file.lastDay)) {
    throw new BookRefused(`lastDay: ${dateOfDay(file.lastDay)} does not end at the cut-off: ask for another file`);
  }
  if (file.keys !== posted.keys || file.root !== posted.root) {
    const fault = file.root === posted.root ? `keys: it is made with ${file.keys}` : `root: it is of ${file.root}`;
    const stands = `version ${posted.version} of the ${side} has ${posted.root} with ${posted.keys} on the chain`;
    throw new BookRefused(`${fault}, and ${stands}: ask for the file of that version`);
  }
  const read = await kept(file, side, file.keys, { statement, lastDay: file.lastDay, secret });
  if (read.figures.root === posted.root) return read;
  const reckoned = `items: they come to the root ${read.figures.root}, and ${posted.root} stands on the chain`;
  const wayOut = "the file was changed, or the pair's secret differs: ask for the file once more, compare the secrets";
  throw new BookRefused(`${reckoned}: ${wayOut}`);
}

/** A book as it was kept, with its tree. */
export async function keptBook(content: Uint8Array, { statement, secret }: Omit<Stating, "lastDay">): Promise<Kept> {
  const file = readStatementFile(await expanded(content), codeOf(statement.currency) ?? "");
  return { ...statedBook(file, { statement, lastDay: file.lastDay, secret }), lastDay: file.lastDay };
}

export interface Kept extends StatedBook {
  readonly lastDay: number;
}

/** The text of a kept file. */
export function fileOf(content: Uint8Array): Promise<Uint8Array> {
  return expanded(content);
}

async function kept(book: BookItems, side: BookSide, keys: Hex, stating: Stating): Promise<ReadStatementBook> {
  const { statement, lastDay } = stating;
  const { items, later } = book;
  const { tree, lines, digest } = explaining(`the ${side}'s book`, () => statedBook(book, stating));
  const { root, balance } = tree;
  const text = writeStatementFile({ statement, lastDay, party: statement[side], keys, root, items, later });
  if (Buffer.byteLength(text) > MOST_FILE_BYTES) {
    throw new BookRefused(
      `the statement's file would have more than ${MOST_FILE_BYTES} bytes: state parts of the book`,
    );
  }
  const counts = { items: items.length, lines: lines.length, later: later.length };
  return {
    figures: { root, digest, balance: balance.amount, salt: balance.salt, lastDay, ...counts },
    content: await compressed(text),
  };
}

async function itemsIn(file: Uint8Array, side: BookSide, said: OwnBook["said"]): Promise<readonly LedgerItem[]> {
  const book = await readBook(file, side, said as Parameters<typeof readBook>[2]).catch((error: unknown) => {
    throw refusedFor("the file", error);
  });
  if (book.faults.length === 0) return book.items;
  const faults = book.faults.slice(0, SHOWN_FAULTS).map(({ line, field, value, message }) => {
    return `line ${line}, ${field} ${JSON.stringify(value)}: ${message}`;
  });
  throw new BookRefused(`the file cannot be read whole: ${faults.join("; ")}`);
}

function checkSubject(file: StatementFile, statement: Statement): void {
  for (const { name } of STATEMENT_STRUCTS.Statement) {
    const [found, expected] = [file.statement[name], statement[name]];
    if (found === expected) continue;
    throw new BookRefused(`statement.${name}: it is ${found}, and the statement is of ${expected}: ask for that file`);
  }
}

function explaining<Result>(subject: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw refusedFor(subject, error);
  }
}

/** What somebody can mend; any other error as it is. */
function refusedFor(subject: string, error: unknown): unknown {
  const isFault = [DocumentError, StatementFileError, StatementError, InvoiceNumberError].some(
    (kind) => error instanceof kind,
  );
  if (!isFault || !(error instanceof Error)) return error;
  // A field of a statement's file is named already.
  return new BookRefused(error instanceof StatementFileError ? error.message : `${subject}: ${error.message}`);
}
