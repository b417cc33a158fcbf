/** Books of statements over HTTP: for their organisation, and nobody else. */
import type { Sql } from "../../store/database.ts";
import {
  dropStatementBook,
  statementBookOf,
  statementBooksBefore,
  statementContent,
} from "../../store/statementBooks.ts";
import type { StatementBook } from "../../store/statementBooks.ts";
import { latestResults, resultLinesAfter } from "../../store/statementResults.ts";
import type { StoredResult } from "../../store/statementResults.ts";
import { statementOf } from "../../store/statements.ts";
import type { STATEMENT_BOOK_OPERATIONS } from "../../wire/operations/statementBooks.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { addBook } from "./adding.ts";
import { provenDocument, provenResultLine } from "./proving.ts";
import { fileOf } from "./reading.ts";
import { secretHandlers } from "./secrets.ts";
import { shownStatementBook, shownStatementBooks } from "./showing.ts";

type Operations = typeof STATEMENT_BOOK_OPERATIONS;
type ShowingOperations = "readStatementFile" | "proveStatementLine" | "listResultLines" | "proveResultLine";

const LAST = Number.MAX_SAFE_INTEGER;

export function statementBookHandlers(deps: GatewayDeps): Handlers<Operations> {
  return { ...secretHandlers(deps), ...bookHandlers(deps), ...showingHandlers(deps) };
}

type BookOperations = "addStatementBook" | "listStatementBooks" | "readStatementBook" | "dropStatementBook";

function bookHandlers(deps: GatewayDeps): Handlers<Pick<Operations, BookOperations>> {
  const { database, config } = deps;
  const cursors = createCursors(config.secret);
  return {
    addStatementBook: async ({ member, body }) => {
      return { status: 202, body: await shownStatementBook(deps, await addBook(deps, member, body)) };
    },
    listStatementBooks: async ({ member: { organisation }, query: { statement, ...query } }) => {
      const list = `statement books of ${organisation}, of ${statement ?? "any statement"}`;
      const read = (before: number, limit: number): Promise<readonly StatementBook[]> =>
        statementBooksBefore(database, organisation, statement, before, limit);
      const { rows, next } = await pageOf({ cursors, list, first: LAST, placeOf: ({ number }) => number, read }, query);
      return { status: 200, body: { items: [...(await shownStatementBooks(deps, rows))], next } };
    },
    readStatementBook: async ({ member, params: { id } }) => {
      return { status: 200, body: await shownStatementBook(deps, await ownedBook(database, member, id)) };
    },
    dropStatementBook: async ({ member: { organisation }, params: { id } }) => {
      if (!(await dropStatementBook(database, organisation, id))) throw notFound();
      return { status: 204, body: undefined };
    },
  };
}

function showingHandlers({ database, config }: GatewayDeps): Handlers<Pick<Operations, ShowingOperations>> {
  const cursors = createCursors(config.secret);
  return {
    readStatementFile: async ({ member, params: { id } }) => {
      const book = await ownedBook(database, member, id);
      if (book.kind !== "own") throw notFound();
      const content = await contentOf(database, book);
      await checkPosted(database, book);
      // What is no text goes out as the bytes that it is.
      const body = (await fileOf(content)) as unknown as string;
      const headers = {
        "content-disposition": `attachment; filename="statement-${book.statementId.slice(2, 18)}.json"`,
      };
      return { status: 200, body, contentType: "application/json", headers };
    },
    proveStatementLine: async ({ member, params: { id, document } }) => {
      const book = await ownedBook(database, member, id);
      const content = await contentOf(database, book);
      return { status: 200, body: await provenDocument(database, config.secret, { book, content, document }) };
    },
    listResultLines: async ({ member, params: { id }, query }) => {
      const { number } = await resultOf(database, await ownedBook(database, member, id));
      const read = (after: number, limit: number) => resultLinesAfter(database, number, after, limit);
      const list = `lines of the result ${number}`;
      const { rows, next } = await pageOf({ cursors, list, first: -1, placeOf: ({ place }) => place, read }, query);
      return { status: 200, body: { items: rows.map((line) => ({ ...line })), next } };
    },
    proveResultLine: async ({ member, params: { id, place } }) => {
      const book = await ownedBook(database, member, id);
      const { number, figures } = await resultOf(database, book);
      const lines = await resultLinesAfter(database, number, -1, null);
      return { status: 200, body: await provenResultLine(book.statement, figures.result, lines, Number(place)) };
    },
  };
}

/** @throws ProblemError `NotFound` */
async function ownedBook(sql: Sql, { organisation }: Member, id: string): Promise<StatementBook> {
  const found = await statementBookOf(sql, organisation, id);
  if (found === undefined) throw notFound();
  return found;
}

/** @throws ProblemError `BookUnfinished` */
async function contentOf(sql: Sql, { number, step, fault }: StatementBook): Promise<Uint8Array> {
  const content = await statementContent(sql, number);
  if (content !== undefined) return content;
  const detail =
    step === "failed" ? `it failed: ${fault ?? "nobody knows why"}` : "it is being read: wait until it is done";
  throw new ProblemError("BookUnfinished", detail);
}

/** Nobody hands out what it has not posted. @throws ProblemError `RootNotPosted` */
async function checkPosted(sql: Sql, { statementId, side, figures }: StatementBook): Promise<void> {
  const posted = (await statementOf(sql, statementId))?.state[side];
  if (posted !== undefined && posted.root === figures?.root) return;
  const stands = posted === undefined ? "nothing" : `${posted.root}, as version ${posted.version},`;
  const detail = `${stands} stands on the chain for the ${side}, and the book has root ${figures?.root ?? "of none"}`;
  throw new ProblemError("RootNotPosted", `${detail}: post it, and wait until the index has it`);
}

type FinishedResult = StoredResult & { readonly figures: NonNullable<StoredResult["figures"]> };

/** @throws ProblemError `BookUnfinished` */
async function resultOf(sql: Sql, { number }: StatementBook): Promise<FinishedResult> {
  const stored = (await latestResults(sql, [number])).get(number);
  if (stored?.figures) return { ...stored, figures: stored.figures };
  const detail =
    stored === undefined
      ? "it was compared with no other: take in the other firm's book, if its root is another"
      : (stored.fault ?? "it is being compared: wait until it is done");
  throw new ProblemError("BookUnfinished", detail);
}
