/** Brings together what a run compares: files, items that were read before, and what the ledger has of the pair. */
import { BOOK_SIDES } from "../../domain/ledgerItem.ts";
import type { BookSide } from "../../domain/ledgerItem.ts";
import { invoiceHash, InvoiceNumberError } from "../../domain/invoiceNumber.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber, TermsError } from "../../domain/terms.ts";
import { LEDGER_POLICY } from "../../reconciliation/ledgers/policy.ts";
import type { KnownDocument, KnownTerms, RecordedPair } from "../../reconciliation/ledgers/recorded.ts";
import { continuousItems, waitingBooks } from "../../store/continuousBooks.ts";
import { livesOf } from "../../store/continuousDifferences.ts";
import { continuousByNumber } from "../../store/continuousReconciliations.ts";
import type { Database, Sql } from "../../store/database.ts";
import { pairOfFirms } from "../../store/recordedPairs.ts";
import type { PairContent } from "../../store/recordedPairs.ts";
import type { Reconciliation } from "../../store/reconciliations.ts";
import { uploadedBytes } from "../../store/uploads.ts";
import type { BookFile } from "../../wire/newReconciliation.ts";
import { BookRefused } from "./books.ts";
import type { Comparison, GivenBook } from "./comparing.ts";
import { continuousPlan, oncePlan, unitsOf, zoneOf } from "./plans.ts";

const SECONDS_OF_DAY = 86_400;
/** Of one pair; more are compared from files. */
const MOST_RECEIVABLES = 100_000;

/** All of it as it was at one instant. @param now Unix seconds. @throws BookRefused for a pair that is too large */
export async function comparisonOf(database: Database, run: Reconciliation, now: number): Promise<Comparison> {
  return database.transaction(async (tx) => {
    await tx.query("set transaction isolation level repeatable read, read only");
    return run.continuous === null ? onceOf(tx, run, now) : continuousOf(tx, run, run.continuous, now);
  });
}

async function onceOf(sql: Sql, run: Reconciliation, now: number): Promise<Comparison> {
  const { books, tolerances = [] } = oncePlan(run);
  const given = async (side: BookSide): Promise<GivenBook> => {
    const { upload, ledger = false, ...said } = books[side];
    if (upload === undefined) return { files: [], items: [], ledger };
    const content = await uploadedBytes(sql, run.organisation, upload);
    return { files: [{ number: 0, name: "", how: "replace", content, said }], items: [], ledger };
  };
  const { supplier, buyer } = partiesOf(run);
  const isLedgers = BOOK_SIDES.some((side) => books[side].ledger === true);
  return {
    books: { supplier: await given("supplier"), buyer: await given("buyer") },
    recorded: isLedgers && buyer !== null && supplier !== null ? await recordedPair(sql, supplier, buyer) : undefined,
    ...{ cutOff: run.cutOff, due: dueFrom(now), zone: zoneOf(run), continuing: undefined },
    tolerances: Object.fromEntries(
      tolerances.map(({ currency, amount }) => [currency, unitsOf(currency, amount) ?? 0n]),
    ),
  };
}

async function continuousOf(sql: Sql, run: Reconciliation, number: number, now: number): Promise<Comparison> {
  const continuous = await continuousByNumber(sql, number);
  if (continuous === undefined) throw new Error(`the run ${run.id} is of no continuous reconciliation`);
  const { supplier, buyer, currency, tolerance } = continuous;
  const waiting = await waitingBooks(sql, number);
  const given = async (side: BookSide): Promise<GivenBook> => {
    const files: GivenBook["files"][number][] = [];
    for (const book of waiting.filter((one) => one.side === side)) {
      const { upload, ...said } = book.file as BookFile;
      const content = await uploadedBytes(sql, book.organisation, upload);
      files.push({ number: book.number, name: `file ${book.number}`, how: book.how, content, said });
    }
    return { files, items: await continuousItems(sql, number, side), ledger: true };
  };
  return {
    books: { supplier: await given("supplier"), buyer: await given("buyer") },
    recorded: await recordedPair(sql, supplier, buyer),
    ...{ cutOff: run.cutOff, due: dueFrom(now), zone: continuousPlan(run).zone },
    tolerances: tolerance === null ? {} : { [currency]: unitsOf(currency, tolerance) ?? 0n },
    continuing: { currency, before: await livesOf(sql, number), at: now },
  };
}

function dueFrom(now: number): string {
  return dateOfDay(Math.floor(now / SECONDS_OF_DAY) + LEDGER_POLICY.answerDays);
}

function partiesOf({ organisation, side, partner }: Reconciliation): Record<BookSide, Address | null> {
  return side === "supplier" ? { supplier: organisation, buyer: partner } : { supplier: partner, buyer: organisation };
}

async function recordedPair(sql: Sql, supplier: Address, buyer: Address): Promise<RecordedPair> {
  const stored = await pairOfFirms(sql, supplier, buyer, MOST_RECEIVABLES);
  if (stored === undefined) {
    throw new BookRefused(`the ledger has more than ${MOST_RECEIVABLES} receivables of the pair: compare files`);
  }
  const { events, contents } = stored;
  const opened = new Map<Hex, KnownTerms>(contents.map(({ commitment, ...terms }) => [commitment, terms]));
  const named = new Map(
    events.flatMap(({ event }) => ("invoice" in event ? [[event.id, event.invoice] as const] : [])),
  );
  const documents = new Map<Hex, KnownDocument>();
  // The last revision whose invoice was given, where the ledger has the hash of its number.
  for (const content of contents) {
    if (isNumberOf(content.number, named.get(content.id))) documents.set(content.id, documentOf(content));
  }
  return { events, opened, documents };
}

function documentOf({ number, issueDate, purchaseOrder }: PairContent): KnownDocument {
  return { number: number ?? "", order: purchaseOrder ?? "", day: dayIn(issueDate) };
}

function dayIn(date: string | null): number | undefined {
  try {
    return date === null ? undefined : dayNumber(date);
  } catch (error) {
    if (error instanceof TermsError) return undefined;
    throw error;
  }
}

function isNumberOf(number: string | null, hash: Hex | undefined): boolean {
  try {
    return number !== null && invoiceHash(number) === hash;
  } catch (error) {
    if (error instanceof InvoiceNumberError) return false;
    throw error;
  }
}
