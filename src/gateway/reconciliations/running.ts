/**
 * Works off the reconciliations that wait. Any number of gateways may do so at once: a run is claimed, and one that was
 * broken off is begun anew by whoever comes next. Its rows and its end are stored together, so that nobody sees half.
 */
import type { Logger } from "pino";
import { DocumentError } from "../../documents/errors.ts";
import { readBook } from "../../documents/ledger/readBook.ts";
import type { Book } from "../../documents/ledger/readBook.ts";
import type { BookSide } from "../../domain/ledgerItem.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import { LEDGER_POLICY } from "../../reconciliation/ledgers/policy.ts";
import { reconcileBooks } from "../../reconciliation/ledgers/reconcile.ts";
import type { CurrencyResult } from "../../reconciliation/ledgers/reconcile.ts";
import type { Database } from "../../store/database.ts";
import { putRows } from "../../store/reconciliationRows.ts";
import { claimReconciliation, endReconciliation, forgetRows, stepOn } from "../../store/reconciliations.ts";
import type { Reconciliation } from "../../store/reconciliations.ts";
import { dropUpload, uploadedBytes } from "../../store/uploads.ts";
import type { BookFile, NewReconciliation } from "../../wire/reconciliation.ts";
import { differenceRow, matchRow, shownResult } from "./showing.ts";

export interface ReconcilingDeps {
  readonly database: Database;
  /** Unix seconds. */
  readonly now: () => number;
  readonly logger: Logger;
}

/** How long one step may take before the run counts as broken off. */
const CLAIM_SECONDS = 120;
const MOST_ATTEMPTS = 3;
/** Of one organisation, with all their rows. */
const KEPT_RUNS = 100;
const SECONDS_OF_DAY = 86_400;
const SHOWN_FAULTS = 20;

/** A file that somebody has to mend. */
class BookRefused extends Error {}

/** Works off the next one that waits; false if there is none. */
export async function runReconciliation(deps: ReconcilingDeps): Promise<boolean> {
  const { database, now, logger } = deps;
  const run = await claimReconciliation(database, now(), now() + CLAIM_SECONDS);
  if (run === undefined) return false;
  try {
    const results = await resultsOf(deps, run);
    await store(deps, run, results);
  } catch (error) {
    const isLast = run.attempts >= MOST_ATTEMPTS;
    if (!(error instanceof BookRefused))
      logger.error({ err: error, reconciliation: run.id }, "a reconciliation failed");
    const message =
      error instanceof BookRefused ? error.message : "the gateway failed: ask its operator, and try again";
    if (error instanceof BookRefused || isLast) {
      await endReconciliation(database, run.number, { summary: null, fault: message, now: now() });
    } else {
      // Given back at once, so that another try need not wait until the claim has run out.
      await stepOn(database, run.number, "waiting", 0);
    }
  }
  return true;
}

async function resultsOf(deps: ReconcilingDeps, run: Reconciliation): Promise<readonly CurrencyResult[]> {
  const { books } = run.plan as Pick<NewReconciliation, "books">;
  const step = (name: "readingSupplier" | "readingBuyer" | "matching"): Promise<void> =>
    stepOn(deps.database, run.number, name, deps.now() + CLAIM_SECONDS);
  await step("readingSupplier");
  const supplier = await bookOf(deps, run, "supplier", books.supplier);
  await step("readingBuyer");
  const buyer = await bookOf(deps, run, "buyer", books.buyer);
  await step("matching");
  const items = { supplier: supplier.items, buyer: buyer.items };
  return reconcileBooks({ items, cutOff: dayNumber(run.cutOff) }, LEDGER_POLICY);
}

/** @throws BookRefused where the book is not whole */
async function bookOf(
  { database }: ReconcilingDeps,
  { organisation }: Reconciliation,
  side: BookSide,
  { upload, ...said }: BookFile,
): Promise<Book> {
  const file = await uploadedBytes(database, organisation, upload);
  if (file.length === 0) throw new BookRefused(`the ${side}'s file is here no more: send it again`);
  try {
    const book = await readBook(file, side, said as Parameters<typeof readBook>[2]);
    if (book.faults.length === 0) return book;
    const faults = book.faults.slice(0, SHOWN_FAULTS).map(({ line, field, value, message }) => {
      return `line ${line}, ${field} ${JSON.stringify(value)}: ${message}`;
    });
    throw new BookRefused(`the ${side}'s file has ${book.faults.length} faults: ${faults.join("; ")}`);
  } catch (error) {
    if (error instanceof DocumentError) throw new BookRefused(`the ${side}'s file: ${error.message}`);
    throw error;
  }
}

async function store(
  { database, now }: ReconcilingDeps,
  run: Reconciliation,
  results: readonly CurrencyResult[],
): Promise<void> {
  await stepOn(database, run.number, "storing", now() + CLAIM_SECONDS);
  const due = dateOfDay(Math.floor(now() / SECONDS_OF_DAY) + LEDGER_POLICY.answerDays);
  const { books } = run.plan as Pick<NewReconciliation, "books">;
  await database.transaction(async (tx) => {
    const end = { summary: results.map(shownResult), fault: null, now: now() };
    // Whoever began it anew meanwhile stores the same.
    if (!(await endReconciliation(tx, run.number, end))) return;
    const rows = results.flatMap(({ currency, differences, matches }) => [
      ...differences.map((difference) => differenceRow(currency, difference, due)),
      ...matches.map((match) => matchRow(currency, match)),
    ]);
    await putRows(tx, run.number, rows);
    await forgetRows(tx, run.organisation, KEPT_RUNS);
    for (const { upload } of [books.supplier, books.buyer]) await dropUpload(tx, run.organisation, upload);
  });
}
