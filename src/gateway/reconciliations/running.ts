/**
 * Works off the reconciliations that wait. Any number of gateways may do so at once: a run is claimed, and one that was
 * broken off is begun anew by whoever comes next. Its rows and its end are stored together, so that nobody sees half.
 */
import type { Logger } from "pino";
import type { Database, Transaction } from "../../store/database.ts";
import { putRows } from "../../store/reconciliationRows.ts";
import { brokenOff, claimReconciliation, endReconciliation, forgetRows, stepOn } from "../../store/reconciliations.ts";
import type { Reconciliation } from "../../store/reconciliations.ts";
import { dropUpload } from "../../store/uploads.ts";
import { BookRefused } from "./books.ts";
import type { Compared } from "./comparing.ts";
import { failContinuous, storeContinuous } from "./continuing.ts";
import { compareAside } from "./inThread.ts";
import { comparisonOf } from "./loading.ts";
import { oncePlan } from "./plans.ts";

export interface ReconcilingDeps {
  readonly database: Database;
  /** Unix seconds. */
  readonly now: () => number;
  readonly logger: Logger;
}

/** How long a run may take before it counts as broken off; the thread of one that is at work has ended by then. */
const CLAIM_SECONDS = 120;
const MOST_ATTEMPTS = 3;
const BEGUN_TOO_OFTEN = "it was begun too often and never ended: send smaller files";
/** Of one organisation, with all their rows. */
const KEPT_RUNS = 100;

/** Works off the next one that waits; false if there is none. */
export async function runReconciliation(deps: ReconcilingDeps): Promise<boolean> {
  const { database, now, logger } = deps;
  for (const run of await brokenOff(database, now(), MOST_ATTEMPTS)) {
    const failing = { fault: BEGUN_TOO_OFTEN, now: now(), isRefused: false };
    await database.transaction((tx) => fail(tx, run, failing));
  }
  const run = await claimReconciliation(database, { now: now(), until: now() + CLAIM_SECONDS });
  if (run === undefined) return false;
  try {
    await store(deps, run, await compared(deps, run));
  } catch (error) {
    const isRefused = error instanceof BookRefused;
    if (!isRefused) logger.error({ err: error, reconciliation: run.id }, "a reconciliation failed");
    if (isRefused || run.attempts >= MOST_ATTEMPTS) {
      const fault = isRefused ? error.message : "the gateway failed: ask its operator, and try again";
      await database.transaction((tx) => fail(tx, run, { fault, now: now(), isRefused }));
    } else {
      // Given back at once, so that another try need not wait until the claim has run out.
      await stepOn(database, run.number, "waiting", 0);
    }
  }
  return true;
}

async function compared(deps: ReconcilingDeps, run: Reconciliation): Promise<Compared> {
  const { database, now, logger } = deps;
  const comparison = await comparisonOf(database, run, now());
  return compareAside(comparison, (step) => {
    stepOn(database, run.number, step, now() + CLAIM_SECONDS).catch((error: unknown) => {
      logger.warn({ err: error, reconciliation: run.id }, "how far a reconciliation is cannot be told");
    });
  });
}

async function store({ database, now }: ReconcilingDeps, run: Reconciliation, found: Compared): Promise<void> {
  const { summary, unread, rows } = found;
  await stepOn(database, run.number, "storing", now() + CLAIM_SECONDS);
  await database.transaction(async (tx) => {
    // Whoever began it anew meanwhile stores the same.
    if (!(await endReconciliation(tx, run.number, { summary, unread, fault: null, now: now() }))) return;
    await putRows(tx, run.number, rows);
    if (run.continuous !== null) {
      await storeContinuous(tx, run, found, now());
      return;
    }
    await forgetRows(tx, run.organisation, KEPT_RUNS);
    await dropBooks(tx, run);
  });
}

interface Failing {
  readonly fault: string;
  /** Unix seconds. */
  readonly now: number;
  /** Whether what was given cannot be compared, whoever tries. */
  readonly isRefused: boolean;
}

async function fail(tx: Transaction, run: Reconciliation, { fault, now, isRefused }: Failing): Promise<void> {
  if (!(await endReconciliation(tx, run.number, { summary: null, unread: null, fault, now }))) return;
  if (run.continuous === null) await dropBooks(tx, run);
  else await failContinuous(tx, run, { now, isRefused });
}

async function dropBooks(tx: Transaction, run: Reconciliation): Promise<void> {
  for (const { upload } of Object.values(oncePlan(run).books)) {
    if (upload !== undefined) await dropUpload(tx, run.organisation, upload);
  }
}
