/**
 * Works off files of banks and runs of cash application. Any number of gateways may do so at once: a job is claimed,
 * and one that was broken off is begun anew by whoever comes next. What it stores and its end are stored together.
 */
import { claimCashJob, endCashJob, stepCashJob } from "../../store/cashJobs.ts";
import type { CashJob } from "../../store/cashJobs.ts";
import { dropUpload } from "../../store/uploads.ts";
import { IN_THREADS } from "./inThread.ts";
import { CashChanged, Overtaken } from "./jobs.ts";
import type { FilePlan, WorkingDeps } from "./jobs.ts";
import { keepFile } from "./keeping.ts";
import { CashRefused } from "./refused.ts";
import { applyCash } from "./running.ts";
import type { CashTasks } from "./tasks.ts";

const CLAIM_SECONDS = 150;
const MOST_ATTEMPTS = 3;
/** So often a run is begun anew because people decided meanwhile. */
const MOST_CHANGES = 20;

/** Works off the next one that waits; false if there is none. @param tasks How what takes long is done. */
export async function runCashJob(
  given: Omit<WorkingDeps, "claimSeconds" | "tasks">,
  tasks: CashTasks = IN_THREADS,
): Promise<boolean> {
  const deps = { ...given, claimSeconds: CLAIM_SECONDS, tasks };
  const { database, now, logger } = deps;
  const job = await claimCashJob(database, { now: now(), until: now() + CLAIM_SECONDS, attempts: MOST_ATTEMPTS });
  if (job === undefined) return false;
  try {
    await (job.kind === "file" ? keepFile(deps, job) : applied(deps, job));
  } catch (error) {
    if (error instanceof Overtaken) return true;
    const isRefused = error instanceof CashRefused;
    if (!isRefused) logger.error({ err: error, job: job.id }, "a job of cash application failed");
    if (isRefused || job.attempts >= MOST_ATTEMPTS) {
      const fault = isRefused ? error.message : "the gateway failed: ask its operator, and try again";
      await endCashJob(database, job.number, { summary: null, fault, now: now() });
      if (job.kind === "file") await dropUpload(database, job.organisation, (job.plan as FilePlan).upload);
    } else {
      // Given back at once, so that another try need not wait until the claim has run out.
      await stepCashJob(database, job.number, "waiting", 0);
    }
  }
  return true;
}

/** A run is of one state of the cash: where that has changed when it is done, it is begun anew. */
async function applied(deps: WorkingDeps, job: CashJob): Promise<void> {
  for (let round = 1; ; round += 1) {
    try {
      await applyCash(deps, job);
      return;
    } catch (error) {
      if (!(error instanceof CashChanged) || round === MOST_CHANGES) throw error;
    }
  }
}
