/** Books of statements as the interface writes them, and what can be signed as things stand. */
import { currencyByCode } from "../../domain/currency.ts";
import { formatDecimal, fromMinorUnits } from "../../domain/decimal.ts";
import type { BookSide } from "../../domain/ledgerItem.ts";
import { BalanceReply } from "../../domain/statement.ts";
import type { Hex } from "../../domain/receivable.ts";
import type { Statement } from "../../domain/statement.ts";
import type { Side, StatementState } from "../../domain/statementFold.ts";
import { dateOfDay } from "../../domain/terms.ts";
import { codeOf } from "../../reconciliation/statements/statedBook.ts";
import { otherSide } from "../../reconciliation/ledgers/later.ts";
import { statementBooksAt } from "../../store/statementBooks.ts";
import type { BookFigures, StatementBook } from "../../store/statementBooks.ts";
import { latestResults } from "../../store/statementResults.ts";
import type { StoredResult } from "../../store/statementResults.ts";
import { statementsByIds } from "../../store/statements.ts";
import type { ShownStatementBook } from "../../wire/statementBook.ts";
import type { GatewayDeps } from "../deps.ts";
import { hmac, keyFor } from "../http/secrets.ts";
import { shownInstant } from "../receivables/showing.ts";

/** A comparison with both of its books. */
interface ShownComparison {
  readonly stored: StoredResult;
  readonly own: StatementBook;
  readonly received: StatementBook;
}

/** Of a whole page at once. */
export async function shownStatementBooks(
  { database: sql, config: { secret } }: GatewayDeps,
  books: readonly StatementBook[],
): Promise<readonly ShownStatementBook[]> {
  const states = await statementsByIds(sql, [...new Set(books.map(({ statementId }) => statementId))]);
  const results = await latestResults(
    sql,
    books.map(({ number }) => number),
  );
  const compared = await statementBooksAt(
    sql,
    [...results.values()].flatMap(({ own, received }) => [own, received]),
  );
  return books.map((book) => {
    const stored = results.get(book.number);
    const [own, received] = [compared.get(stored?.own ?? 0), compared.get(stored?.received ?? 0)];
    const comparison = stored && own && received && { stored, own, received };
    return shownBook(book, states.get(book.statementId)?.state, { comparison, secret });
  });
}

export async function shownStatementBook(deps: GatewayDeps, book: StatementBook): Promise<ShownStatementBook> {
  const [shown] = await shownStatementBooks(deps, [book]);
  if (shown === undefined) throw new Error(`the statement book ${book.id} was not shown`);
  return shown;
}

/** What is known beside a book. */
interface Known {
  readonly comparison: ShownComparison | undefined;
  /** The gateway's. */
  readonly secret: Uint8Array;
}

function shownBook(book: StatementBook, state: StatementState | undefined, known: Known): ShownStatementBook {
  const { comparison } = known;
  const { id, kind, statementId, statement, side, keys, shown, account, begun, step, ended, fault, figures } = book;
  const standing = state?.[side];
  const isStanding = figures !== null && standing?.root === figures.root;
  return {
    ...{ id, kind, statementId, statement: shownStatement(statement), currency: codeOf(statement.currency) ?? "" },
    ...{ side, party: statement[side], keys, shown, account, begun: shownInstant(begun), step, fault },
    lastDay: book.lastDay === null ? null : dateOfDay(book.lastDay),
    ended: ended === null ? null : shownInstant(ended),
    root: figures?.root ?? null,
    balance: figures === null ? null : shownBalance(statement, figures),
    ...{ items: figures?.items ?? 0, lines: figures?.lines ?? 0, later: figures?.later ?? 0 },
    postedAs: isStanding ? standing.version : null,
    replaces: isStanding ? null : (standing?.root ?? null),
    nextVersion: isStanding ? null : (standing?.version ?? 0) + 1,
    result: comparison === undefined ? null : shownResult(comparison),
    acts: kind === "own" && figures !== null ? actsOf(book, figures, state, known) : null,
  };
}

export function shownStatement({ cutOff, ...pair }: Statement): ShownStatementBook["statement"] {
  return { ...pair, cutOff: shownInstant(cutOff) };
}

type Balance = NonNullable<ShownStatementBook["balance"]>;

function shownBalance({ currency }: Statement, { balance, salt }: BookFigures): Balance {
  const exponent = currencyByCode(codeOf(currency) ?? "")?.exponent ?? 0;
  return { amount: formatDecimal(fromMinorUnits(balance, exponent)), salt };
}

function booksBySide({ own, received }: ShownComparison): Readonly<Record<BookSide, StatementBook>> {
  return own.side === "supplier" ? { supplier: own, buyer: received } : { supplier: received, buyer: own };
}

function shownResult(comparison: ShownComparison): ShownStatementBook["result"] {
  const { step, fault, figures } = comparison.stored;
  const { supplier, buyer } = booksBySide(comparison);
  if (supplier.figures === null || buyer.figures === null) return null;
  return {
    ...{ supplierRoot: supplier.figures.root, buyerRoot: buyer.figures.root, step, fault },
    ...{ result: figures?.result ?? null, exceptions: figures?.exceptions ?? null },
    ...{ matchedByRule: figures?.matched ?? null, reconciliation: figures?.reconciliation ?? null },
  };
}

type Acts = NonNullable<ShownStatementBook["acts"]>;

/** As the contract takes them: a root that was replied to waits for a new version. */
function actsOf(
  { id, side, statement: about, keys }: StatementBook,
  figures: BookFigures,
  state: StatementState | undefined,
  { comparison, secret }: Known,
): Acts {
  const { [side]: ours, [otherSide(side)]: theirs } = state ?? { supplier: undefined, buyer: undefined };
  const statement = shownStatement(about);
  const balance = shownBalance(about, figures);
  const { root } = figures;
  const isPosted = ours?.root === root;
  const isOpen = theirs !== undefined && theirs.reply === BalanceReply.NoReply;
  const except = isOpen && ours?.reply === BalanceReply.NoReply ? exceptOf(about, { ours, theirs }, comparison) : null;
  const isEqual = isOpen && theirs.root === root && (ours === undefined || isPosted);
  const differs = isOpen && theirs.root !== root && theirs.root !== ours?.root;
  const postable = !isPosted || ours.reply === BalanceReply.Rejected;
  return {
    postStatement: postable ? { verb: "postStatement", statement, root, keys } : null,
    agreeBalance: isEqual ? { verb: "agreeBalance", statement, balance } : null,
    agreeBalanceExcept: except && { verb: "agreeBalanceExcept", statement, ...except },
    rejectBalance: differs
      ? {
          ...{ verb: "rejectBalance", statement },
          balance: { amount: balance.amount, salt: ownSalt(secret, id, root) },
          ...(except && { exceptions: except.exceptions }),
        }
      : null,
  };
}

/** Of the sum that a rejection names: the other side makes the salt of the pair, and would find the sum by trying. */
function ownSalt(secret: Uint8Array, book: string, root: Hex): Hex {
  return `0x${hmac(keyFor(secret, "salts of rejections"), `${book} ${root}`).toString("hex")}`;
}

/** What both sign, where the roots that stand are those that were compared. */
function exceptOf(
  statement: Statement,
  { ours, theirs }: { readonly ours: Side; readonly theirs: Side },
  comparison: ShownComparison | undefined,
): Pick<NonNullable<Acts["agreeBalanceExcept"]>, "exceptions" | "balance"> | null {
  const figures = comparison?.stored.figures;
  if (comparison === undefined || figures === null || figures === undefined) return null;
  const { own, received } = comparison;
  const supplier = booksBySide(comparison).supplier.figures;
  if (own.figures?.root !== ours.root || received.figures?.root !== theirs.root || supplier === null) return null;
  const exceptions = { result: figures.result, count: figures.exceptions };
  return { exceptions, balance: shownBalance(statement, supplier) };
}
