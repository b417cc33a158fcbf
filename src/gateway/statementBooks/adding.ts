/** Takes in a book: the organisation's own, or the file of the other firm. */
import type { BookSide } from "../../domain/ledgerItem.ts";
import type { Hex } from "../../domain/receivable.ts";
import { statementId } from "../../domain/statement.ts";
import type { Statement } from "../../domain/statement.ts";
import { dayNumber } from "../../domain/terms.ts";
import { otherSide } from "../../reconciliation/ledgers/later.ts";
import { codeOf, isEndOfDay } from "../../reconciliation/statements/statedBook.ts";
import type { Sql } from "../../store/database.ts";
import { sealedPairSecret } from "../../store/pairSecrets.ts";
import { lockCount } from "../../store/quotas.ts";
import { keepStatementBook, statementBookOf, statementBooksKept } from "../../store/statementBooks.ts";
import type { NewStatementBook as KeptBook, StatementBook } from "../../store/statementBooks.ts";
import { statementOf } from "../../store/statements.ts";
import type { BookFile } from "../../wire/newReconciliation.ts";
import type { NewStatementBook } from "../../wire/statementBook.ts";
import { idTaken, instantInvalid, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { wholeUpload } from "../reconciliations/wholeUploads.ts";
import { checkParty, currentKeys, secretMissing } from "./secrets.ts";

type OwnBook = Extract<NewStatementBook, { kind: "own" }>;
type ReceivedBook = Extract<NewStatementBook, { kind: "received" }>;
type Subject = Pick<KeptBook, "kind" | "side" | "statement" | "lastDay" | "keys" | "shown"> & { upload: BookFile };

/** Of one organisation: under way, so that nobody keeps the others waiting, and in all. */
const MOST_UNDER_WAY = 10;
const MOST_KEPT = 2_000;

/**
 * @throws ProblemError `RequestInvalid`, `CurrencyUnknown`, `NotFound`, `NothingPosted`, `ViewingKeyMissing`,
 * `PairSecretMissing`, `UploadIncomplete`, `QuotaReached`, `IdTaken`
 */
export async function addBook(
  { database, now }: GatewayDeps,
  { organisation, account }: Member,
  asked: NewStatementBook,
): Promise<StatementBook> {
  const kept = await database.transaction(async (tx) => {
    await lockCount(tx, `statement books of ${organisation}`);
    const known = await statementBookOf(tx, organisation, asked.id);
    if (known !== undefined) return known;
    const subject = asked.kind === "own" ? await own(tx, organisation, asked) : await received(tx, organisation, asked);
    const { keys, statement, upload, side } = subject;
    if (codeOf(statement.currency) === undefined) throw currencyUnknown(statement);
    const { supplier, buyer } = statement;
    const sealed = await sealedPairSecret(tx, { organisation, keys, supplier, buyer });
    if (sealed === undefined) throw secretMissing(subject);
    const { kept: count, underWay } = await statementBooksKept(tx, organisation);
    if (underWay >= MOST_UNDER_WAY) throw quotaReached(underWay, "statement books under way: wait for one to end");
    if (count >= MOST_KEPT) throw quotaReached(count, "statement books: drop one first");
    const at = asked.kind === "own" ? "body.book.upload" : "body.upload";
    await wholeUpload(tx, organisation, upload.upload, { at, whose: side });
    const id = { id: asked.id, statementId: statementId(statement) };
    return keepStatementBook(tx, { ...subject, ...id, organisation, account, begun: now() });
  });
  if (!isSame(kept, asked, organisation)) throw idTaken("another statement book");
  return kept;
}

async function own(sql: Sql, organisation: Hex, { statement, lastDay, book }: OwnBook): Promise<Subject> {
  const side = checkParty(statement, organisation, "body.statement");
  const day = dayNumber(lastDay);
  if (!isEndOfDay(statement.cutOff, day)) {
    throw instantInvalid("body.lastDay", "it ends at the cut-off nowhere on earth: give the day that ends there");
  }
  const keys = await currentKeys(sql, statement);
  return { kind: "own", side, statement, lastDay: day, keys, shown: false, upload: book };
}

/** Who is no side of a statement learns no more of it than of one that nobody has posted. */
async function received(sql: Sql, organisation: Hex, { statement: id, upload, shown }: ReceivedBook): Promise<Subject> {
  const state = (await statementOf(sql, id))?.state;
  const ours = state && sideOf(state.statement, organisation);
  if (ours === undefined) throw notFound();
  const side = otherSide(ours);
  const posted = state?.[side];
  if (state === undefined || posted === undefined) {
    throw new ProblemError("NothingPosted", `the ${side} has posted no root of ${id}: wait until it has`);
  }
  const { statement } = state;
  return { kind: "received", side, statement, lastDay: null, keys: posted.keys, shown, upload: { upload } };
}

function sideOf({ supplier, buyer }: Statement, organisation: Hex): BookSide | undefined {
  if (organisation === supplier) return "supplier";
  return organisation === buyer ? "buyer" : undefined;
}

function currencyUnknown({ currency }: Statement): ProblemError {
  const detail = `${currency} is no currency that books are kept in: take the number of one of ISO 4217 as an address`;
  return new ProblemError("CurrencyUnknown", detail);
}

function isSame(kept: StatementBook, asked: NewStatementBook, organisation: Hex): boolean {
  const { upload } = kept.upload as BookFile;
  if (kept.organisation !== organisation || kept.kind !== asked.kind) return false;
  if (asked.kind === "received") {
    return kept.statementId === asked.statement && upload === asked.upload && kept.shown === asked.shown;
  }
  const isSameDay = kept.lastDay === dayNumber(asked.lastDay);
  return isSameDay && kept.statementId === statementId(asked.statement) && upload === asked.book.upload;
}
