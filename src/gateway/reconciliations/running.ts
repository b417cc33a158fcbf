/**
 * Works off the reconciliations that wait. Any number of gateways may do so at once: a run is claimed, and one that was
 * broken off is begun anew by whoever comes next. Its rows and its end are stored together, so that nobody sees half.
 */
import type { Logger } from "pino";
import { dateOfDay } from "../../domain/terms.ts";
import { LEDGER_POLICY } from "../../reconciliation/ledgers/policy.ts";
import type { Database, Sql } from "../../store/database.ts";
import { putRows } from "../../store/reconciliationRows.ts";
import { claimReconciliation, endReconciliation, forgetRows, stepOn } from "../../store/reconciliations.ts";
import type { Reconciliation } from "../../store/reconciliations.ts";
import { dropUpload, uploadedBytes } from "../../store/uploads.ts";
import type { BookFile, NewReconciliation } from "../../wire/reconciliation.ts";
import { BookRefused } from "./comparing.ts";
import type { Compared, Comparison } from "./comparing.ts";
import { compareInThread } from "./inThread.ts";

export interface ReconcilingDeps {
  readonly database: Database;
  /** Unix seconds. */
  readonly now: () => number;
  readonly logger: Logger;
}

/** How long a run may take before it counts as broken off; the thread of one that is at work has ended by then. */
const CLAIM_SECONDS = 120;
const MOST_ATTEMPTS = 3;
/** Of one organisation, with all their rows. */
const KEPT_RUNS = 100;
const SECONDS_OF_DAY = 86_400;

/** Works off the next one that waits; false if there is none. */
export async function runReconciliation(deps: ReconcilingDeps): Promise<boolean> {
  const { database, now, logger } = deps;
  const run = await claimReconciliation(database, {
    ...{ now: now(), until: now() + CLAIM_SECONDS, attempts: MOST_ATTEMPTS },
  });
  if (run === undefined) return false;
  try {
    await store(deps, run, await compared(deps, run));
  } catch (error) {
    const isRefused = error instanceof BookRefused;
    if (!isRefused) logger.error({ err: error, reconciliation: run.id }, "a reconciliation failed");
    if (isRefused || run.attempts >= MOST_ATTEMPTS) {
      const fault = isRefused ? error.message : "the gateway failed: ask its operator, and try again";
      await endReconciliation(database, run.number, { summary: null, fault, now: now() });
      await dropBooks(database, run);
    } else {
      // Given back at once, so that another try need not wait until the claim has run out.
      await stepOn(database, run.number, "waiting", 0);
    }
  }
  return true;
}

function booksOf({ plan }: Reconciliation): NewReconciliation["books"] {
  return (plan as Pick<NewReconciliation, "books">).books;
}

async function compared(deps: ReconcilingDeps, run: Reconciliation): Promise<Compared> {
  const { database, now, logger } = deps;
  const books = booksOf(run);
  const loaded = async ({ upload, ...said }: BookFile): Promise<Comparison["books"]["buyer"]> => {
    return { file: await uploadedBytes(database, run.organisation, upload), said };
  };
  const due = dateOfDay(Math.floor(now() / SECONDS_OF_DAY) + LEDGER_POLICY.answerDays);
  const comparison = {
    books: { supplier: await loaded(books.supplier), buyer: await loaded(books.buyer) },
    ...{ cutOff: run.cutOff, due },
  };
  return compareInThread(comparison, (step) => {
    stepOn(database, run.number, step, now() + CLAIM_SECONDS).catch((error: unknown) => {
      logger.warn({ err: error, reconciliation: run.id }, "how far a reconciliation is cannot be told");
    });
  });
}

async function store(
  { database, now }: ReconcilingDeps,
  run: Reconciliation,
  { summary, rows }: Compared,
): Promise<void> {
  await stepOn(database, run.number, "storing", now() + CLAIM_SECONDS);
  await database.transaction(async (tx) => {
    // Whoever began it anew meanwhile stores the same.
    if (!(await endReconciliation(tx, run.number, { summary, fault: null, now: now() }))) return;
    await putRows(tx, run.number, rows);
    await forgetRows(tx, run.organisation, KEPT_RUNS);
    await dropBooks(tx, run);
  });
}

async function dropBooks(sql: Sql, run: Reconciliation): Promise<void> {
  for (const { upload } of Object.values(booksOf(run))) await dropUpload(sql, run.organisation, upload);
}
