/** Single lines of a book or of a result, proven to somebody who sees nothing else. */
import type { Hex } from "../../domain/receivable.ts";
import type { Statement } from "../../domain/statement.ts";
import type { Sql } from "../../store/database.ts";
import type { StatementBook } from "../../store/statementBooks.ts";
import type { StoredResultLine } from "../../store/statementResults.ts";
import type { ResultProof } from "../../wire/resultProof.ts";
import type { StatementProof } from "../../wire/statementProof.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { areSmallLines, isSmallBook, perform } from "./inThread.ts";
import { BookRefused } from "./reading.ts";
import { secretFor, secretMissing } from "./secrets.ts";
import { shownStatement } from "./showing.ts";

interface Document {
  readonly book: StatementBook;
  /** As it is kept. */
  readonly content: Uint8Array;
  /** Its number, or its id on the ledger. */
  readonly document: string;
}

/** @param gatewaySecret Of the gateways of one database. @throws ProblemError `PairSecretMissing`, `LineMissing` */
export async function provenDocument(
  sql: Sql,
  gatewaySecret: Uint8Array,
  { book, content, document }: Document,
): Promise<StatementProof> {
  const { organisation, keys, statement, side, figures } = book;
  const { supplier, buyer } = statement;
  const secret = await secretFor(sql, gatewaySecret, { organisation, keys, supplier, buyer });
  if (secret === undefined) throw secretMissing(book);
  const input = { statement, secret, content, root: figures?.root, document };
  const isSmall = isSmallBook(book, content);
  const proven = await inTurn(isSmall, () => perform("proveDocument", input, isSmall)).catch(asProblem);
  if (proven.length === 0) {
    const detail = `nothing is open of ${JSON.stringify(document)} in this book: write the number as the book has it`;
    throw new ProblemError("LineMissing", detail);
  }
  const lines = proven.map(({ line, proof }) => ({ ...line, amount: line.amount.toString(), proof: [...proof] }));
  const root = figures?.root ?? "0x";
  return { version: 1, statement: shownStatement(statement), party: statement[side], root, lines };
}

/** Who has asked for a proof from a large book and has none yet; the last of them is the one that others wait for. */
let waiting = 0;
let last: Promise<unknown> = Promise.resolve();
const MOST_WAITING = 8;

/**
 * One proof from a large book at a time: each takes a thread, and as much memory as the book.
 * @throws ProblemError `TooManyRequests` where many wait already
 */
async function inTurn<Value>(isSmall: boolean, prove: () => Promise<Value>): Promise<Value> {
  if (isSmall) return prove();
  if (waiting >= MOST_WAITING) {
    throw new ProblemError("TooManyRequests", `${waiting} proofs from large books wait already: ask again in a minute`);
  }
  waiting += 1;
  const turn = last.then(prove, prove);
  last = turn.catch(() => undefined);
  return turn.finally(() => {
    waiting -= 1;
  });
}

function asProblem(error: unknown): never {
  if (error instanceof BookRefused) throw new ProblemError("PairSecretMissing", error.message);
  throw error;
}

/** @throws ProblemError `NotFound` for a place where there is no line */
export async function provenResultLine(
  statement: Statement,
  result: Hex,
  lines: readonly StoredResultLine[],
  place: number,
): Promise<ResultProof> {
  const line = lines[place];
  if (line === undefined) throw notFound();
  const isSmall = areSmallLines(lines);
  const proof = await inTurn(isSmall, () => perform("proveResult", { lines, place }, isSmall));
  const { text, salt } = line;
  return { version: 1, statement: shownStatement(statement), result, line: { text, salt }, proof: [...proof] };
}
