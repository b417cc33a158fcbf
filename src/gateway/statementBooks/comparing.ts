/** Both books of a statement, compared: the result that both firms sign, and the reconciliation that shows it. */
import type { Hex } from "../../domain/receivable.ts";
import { ZERO_HASH } from "../../domain/receivable.ts";
import type { Statement } from "../../domain/statement.ts";
import { dateOfDay } from "../../domain/terms.ts";
import { differenceKeys } from "../../reconciliation/ledgers/differenceKey.ts";
import { LEDGER_POLICY } from "../../reconciliation/ledgers/policy.ts";
import type { Sides } from "../../reconciliation/ledgers/pool.ts";
import { proveLine } from "../../reconciliation/statements/resultTree.ts";
import type { ResultLine } from "../../reconciliation/statements/resultTree.ts";
import { provenLines } from "../../reconciliation/statements/provenLines.ts";
import { statementResult } from "../../reconciliation/statements/statementResult.ts";
import type { LineProof } from "../../domain/statementLeaf.ts";
import type { ResultRow } from "../../store/reconciliationRows.ts";
import type { ShownCurrencyResult } from "../../wire/reconciliation.ts";
import { differenceRow, matchRow, shownResult } from "../reconciliations/showing.ts";
import { BookRefused, keptBook } from "./reading.ts";

/** Plain data, since it goes to another thread. */
export interface BooksToCompare {
  readonly statement: Statement;
  readonly secret: Uint8Array;
  /** As they are kept. */
  readonly books: Sides<Uint8Array>;
  /** To which they came when they were read. */
  readonly roots: Sides<Hex | undefined>;
  /** Until when whoever owns a difference answers, `YYYY-MM-DD`. */
  readonly due: string;
}

export interface ComparedBooks {
  readonly result: Hex;
  readonly exceptions: number;
  readonly matched: number;
  readonly lines: readonly ResultLine[];
  readonly summary: ShownCurrencyResult;
  readonly rows: readonly ResultRow[];
}

/** @throws BookRefused for books that count up to different days, and where the secret is not that of their roots */
export async function compareStatedBooks(asked: BooksToCompare): Promise<ComparedBooks> {
  const { statement, secret, books, roots, due } = asked;
  const supplier = await keptBook(books.supplier, { statement, secret });
  const buyer = await keptBook(books.buyer, { statement, secret });
  const { lastDay } = supplier;
  if (buyer.lastDay !== lastDay) {
    const days = `the supplier's book is up to ${dateOfDay(lastDay)} and the buyer's up to ${dateOfDay(buyer.lastDay)}`;
    throw new BookRefused(`lastDay: ${days}: agree on one day, and state one of them anew`);
  }
  if (supplier.tree.root !== roots.supplier || buyer.tree.root !== roots.buyer) {
    throw secretReplaced();
  }
  const { reconciled, tree } = statementResult({ statement, lastDay, secret }, { supplier, buyer }, LEDGER_POLICY);
  const { currency, differences, matches } = reconciled;
  const keys = differenceKeys(differences);
  return {
    ...{ result: tree.result, exceptions: tree.count, matched: tree.matched, lines: tree.lines },
    summary: shownResult(reconciled),
    rows: [
      ...differences.map((difference, place) => differenceRow(currency, difference, keys[place] ?? ZERO_HASH, due)),
      ...matches.map((match) => matchRow(currency, match)),
    ],
  };
}

/** Plain data, since it goes to another thread. */
export interface LineToProve {
  readonly statement: Statement;
  readonly secret: Uint8Array;
  readonly content: Uint8Array;
  /** To which it came when it was read. */
  readonly root: Hex | undefined;
  /** Its number, or its id on the ledger. */
  readonly document: string;
}

/** @throws BookRefused where the secret is not that of the root */
export async function proveDocument(asked: LineToProve): Promise<readonly LineProof[]> {
  const { statement, secret, content, root, document } = asked;
  const book = await keptBook(content, { statement, secret });
  if (book.tree.root !== root) throw secretReplaced();
  return provenLines(statement, book, document);
}

function secretReplaced(): BookRefused {
  return new BookRefused("secret: another one was given since the book was read: give the former, or state it anew");
}

export interface ResultLineToProve {
  readonly lines: readonly ResultLine[];
  readonly place: number;
}

/** The siblings of a line. */
export function proveResult({ lines, place }: ResultLineToProve): readonly Hex[] {
  return proveLine(lines, place);
}
