/**
 * Reads the books that wait, and compares those of one statement. Any number of gateways may do so at once: work is
 * claimed, and what was broken off is begun anew by whoever comes next. All that it gives is stored with its end.
 */
import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { dateOfDay } from "../../domain/terms.ts";
import { LEDGER_POLICY } from "../../reconciliation/ledgers/policy.ts";
import { otherSide } from "../../reconciliation/ledgers/later.ts";
import type { Database, Transaction } from "../../store/database.ts";
import { putRows } from "../../store/reconciliationRows.ts";
import { endReconciliation, forgetRows, keepReconciliation } from "../../store/reconciliations.ts";
import { lockCount } from "../../store/quotas.ts";
import { endStatementBook, statementBooksAt, statementContent } from "../../store/statementBooks.ts";
import type { StatementBook } from "../../store/statementBooks.ts";
import { beginResults, claimWork, endResult, failWork, giveBackWork, resultAt } from "../../store/statementResults.ts";
import type { WorkTable } from "../../store/statementResults.ts";
import { statementOf } from "../../store/statements.ts";
import { dropUpload, uploadedBytes } from "../../store/uploads.ts";
import type { BookFile } from "../../wire/newReconciliation.ts";
import type { ComparedBooks } from "./comparing.ts";
import { isSmallBook, isSmallFile, perform } from "./inThread.ts";
import { BookRefused } from "./reading.ts";
import type { ReadStatementBook } from "./reading.ts";
import { secretFor, secretMissing } from "./secrets.ts";

export interface StatingDeps {
  readonly database: Database;
  /** Of the gateways of one database. */
  readonly secret: Uint8Array;
  /** Unix seconds. */
  readonly now: () => number;
  readonly logger: Logger;
}

/** How long work may take before it counts as broken off; the thread of work that goes on has ended by then. */
const CLAIM_SECONDS = 120;
const MOST_ATTEMPTS = 3;
/** Reconciliations of one organisation, with all their rows. */
const KEPT_RUNS = 100;
const SECONDS_OF_DAY = 86_400;
/** The file of a reconciliation that none was uploaded for. */
const NO_UPLOAD = { upload: "00000000-0000-4000-8000-000000000000" };

/**
 * Works off the next comparison or book that waits; false if there is none. Comparisons come first: there are no more
 * than books bring, so that whoever sends book after book keeps nobody's comparison waiting.
 */
export async function workOnStatements(deps: StatingDeps): Promise<boolean> {
  return (
    (await working(deps, "statement_results", (number) => compareBooks(deps, number))) ||
    (await working(deps, "statement_books", (number) => readBook(deps, number)))
  );
}

async function working(
  { database, now, logger }: StatingDeps,
  table: WorkTable,
  act: (number: number) => Promise<void>,
): Promise<boolean> {
  const claim = { now: now(), until: now() + CLAIM_SECONDS, attempts: MOST_ATTEMPTS };
  const work = await claimWork(database, table, claim);
  if (work === undefined) return false;
  try {
    await act(work.number);
  } catch (error) {
    const isRefused = error instanceof BookRefused;
    if (!isRefused) logger.error({ err: error, table, number: work.number }, "work on a statement failed");
    if (isRefused || work.attempts >= MOST_ATTEMPTS) {
      const fault = isRefused ? error.message : "the gateway failed: ask its operator, and try again";
      await failWork(database, table, work.number, fault, now());
    } else await giveBackWork(database, table, work.number);
  }
  return true;
}

async function readBook(deps: StatingDeps, number: number): Promise<void> {
  const { database, now } = deps;
  const book = (await statementBooksAt(database, [number])).get(number);
  if (book === undefined) return;
  const { figures, content } = await bookRead(deps, book);
  const { organisation, kind, side, statementId: statement } = book;
  const ours = kind === "own" ? side : otherSide(side);
  await database.transaction(async (tx) => {
    // Of two books that end at once each would find the other unfinished, and nobody would compare them.
    await lockCount(tx, `results of ${organisation} ${statement}`);
    // Whoever began it anew meanwhile stores the same.
    if (!(await endStatementBook(tx, number, figures, content, now()))) return;
    await dropUpload(tx, organisation, uploadOf(book).upload);
    const standing = (await statementOf(tx, statement))?.state[ours]?.root ?? null;
    await beginResults(tx, { organisation, statement, standing }, now());
  });
}

async function bookRead(deps: StatingDeps, book: StatementBook): Promise<ReadStatementBook> {
  const { database } = deps;
  const { organisation, kind, side, statement, statementId, keys, lastDay } = book;
  const { upload, ...said } = uploadOf(book);
  const file = await uploadedBytes(database, organisation, upload);
  if (file.length === 0) throw new BookRefused("the file is here no more: send it again");
  const secret = await secretOf(deps, book);
  if (kind === "own") {
    const stating = { statement, lastDay: lastDay ?? 0, secret };
    return perform("readOwn", { file, said, side, keys, stating }, isSmallFile(file));
  }
  const posted = (await statementOf(database, statementId))?.state[side];
  if (posted === undefined) {
    throw new BookRefused(`the ${side} has no root on the chain any more: wait until it posts one, and send the file`);
  }
  const { root, version } = posted;
  if (posted.keys !== keys) {
    throw new BookRefused(`keys: the ${side} has posted anew, with ${posted.keys}: ask for the file of that version`);
  }
  return perform("readReceived", { file, statement, side, secret, posted: { root, version, keys } }, isSmallFile(file));
}

/** @throws BookRefused where it was forgotten */
async function secretOf({ database, secret }: StatingDeps, book: StatementBook): Promise<Uint8Array> {
  const { organisation, keys, statement } = book;
  const { supplier, buyer } = statement;
  const found = await secretFor(database, secret, { organisation, keys, supplier, buyer });
  if (found === undefined) throw new BookRefused(secretMissing(book).message);
  return found;
}

function uploadOf({ upload }: StatementBook): BookFile {
  return upload as BookFile;
}

async function compareBooks(deps: StatingDeps, number: number): Promise<void> {
  const { database, now } = deps;
  const stored = await resultAt(database, number);
  if (stored === undefined) return;
  const books = await statementBooksAt(database, [stored.own, stored.received]);
  const [own, received] = [books.get(stored.own), books.get(stored.received)];
  if (own === undefined || received === undefined) return;
  const compared = await comparisonOf(deps, own, received);
  await database.transaction(async (tx) => {
    const reconciliation = randomUUID();
    const { result, exceptions, matched, lines } = compared;
    const figures = { result, exceptions, matched, reconciliation };
    if (!(await endResult(tx, number, figures, lines, now()))) return;
    await keepComparison(tx, { own, received, compared, id: reconciliation, at: now() });
  });
}

async function comparisonOf(deps: StatingDeps, own: StatementBook, received: StatementBook): Promise<ComparedBooks> {
  if (own.keys !== received.keys) {
    const fault = `keys: the own book is of ${own.keys} and the received one of ${received.keys}`;
    throw new BookRefused(`${fault}: whoever has not stated anew since a viewing key changed has to`);
  }
  const contents = new Map<StatementBook, Uint8Array>();
  for (const book of [own, received]) {
    const content = await statementContent(deps.database, book.number);
    if (content !== undefined) contents.set(book, content);
  }
  const isSmall = [...contents].every(([book, content]) => isSmallBook(book, content));
  const [supplier, buyer] = own.side === "supplier" ? [own, received] : [received, own];
  const none = new Uint8Array();
  const input = {
    statement: own.statement,
    secret: await secretOf(deps, own),
    books: { supplier: contents.get(supplier) ?? none, buyer: contents.get(buyer) ?? none },
    roots: { supplier: supplier.figures?.root, buyer: buyer.figures?.root },
    due: dateOfDay(Math.floor(deps.now() / SECONDS_OF_DAY) + LEDGER_POLICY.answerDays),
  };
  return perform("compare", input, isSmall);
}

interface Comparison {
  readonly own: StatementBook;
  readonly received: StatementBook;
  readonly compared: ComparedBooks;
  readonly id: string;
  /** Unix seconds. */
  readonly at: number;
}

/** Whether a book is what its side has posted last: a draft is nobody else's to see. */
async function isStanding(tx: Transaction, { statementId, side, figures }: StatementBook): Promise<boolean> {
  const stands = (await statementOf(tx, statementId))?.state[side];
  return stands !== undefined && stands.root === figures?.root;
}

/** As a reconciliation that is done, so that differences, replies, the bridge and reports are those of any other. */
async function keepComparison(tx: Transaction, { own, received, compared, id, at }: Comparison): Promise<void> {
  const { organisation, side, statement, statementId, figures } = own;
  const counterparty = statement[otherSide(side)];
  const [supplier, buyer] = side === "supplier" ? [own, received] : [received, own];
  const roots = { supplierRoot: supplier.figures?.root, buyerRoot: buyer.figures?.root };
  const run = await keepReconciliation(tx, {
    ...{ organisation, id, account: received.account, side, counterparty, begun: at },
    partner: received.shown && (await isStanding(tx, own)) ? counterparty : null,
    cutOff: dateOfDay(figures?.lastDay ?? 0),
    plan: { books: { supplier: NO_UPLOAD, buyer: NO_UPLOAD }, statement: { id: statementId, ...roots } },
  });
  await endReconciliation(tx, run.number, { summary: [compared.summary], unread: null, fault: null, now: at });
  await putRows(tx, run.number, compared.rows);
  await forgetRows(tx, organisation, KEPT_RUNS);
}
