/** Keeps what a bank's file told: each entry once, its returns paired, and what is posted for them undone. */
import { cashEntriesOf, keepCashEntries } from "../../store/cashEntries.ts";
import { endCashJob, lockCash, stepCashJob } from "../../store/cashJobs.ts";
import type { CashJob } from "../../store/cashJobs.ts";
import { dropUpload, uploadedBytes } from "../../store/uploads.ts";
import type { ShownBankFile } from "../../wire/cashFile.ts";
import type { ReadBankFile } from "./bankFile.ts";
import { Overtaken } from "./jobs.ts";
import type { FilePlan, WorkingDeps } from "./jobs.ts";
import { pairReturned } from "./returns.ts";
import { undoReturned } from "./undoing.ts";

/** What is kept of a file beside its entries. */
export type FileSummary = Pick<ShownBankFile, "statements" | "added" | "known" | "pending" | "returned">;

/** Reads the file of a job, and stores its entries and the job's end together. @throws CashRefused, Overtaken */
export async function keepFile({ database, now, claimSeconds, tasks }: WorkingDeps, job: CashJob): Promise<void> {
  const { upload, table } = job.plan as FilePlan;
  await stepCashJob(database, job.number, "reading", now() + claimSeconds);
  const file = await uploadedBytes(database, job.organisation, upload);
  const read = await tasks.read(file, table);
  await stepCashJob(database, job.number, "storing", now() + claimSeconds);
  await database.transaction(async (tx) => {
    await lockCash(tx, job.organisation);
    const summary = await kept(tx, job, read, now());
    // Whoever began it anew meanwhile stores the same.
    if (!(await endCashJob(tx, job.number, { summary, fault: read.fault, now: now() }))) throw new Overtaken();
    await dropUpload(tx, job.organisation, upload);
  });
}

async function kept(
  tx: Parameters<typeof lockCash>[0],
  { organisation, number }: CashJob,
  { statements, entries, pending }: ReadBankFile,
  now: number,
): Promise<FileSummary> {
  const fresh = await keepCashEntries(tx, { organisation, job: number }, entries);
  const added = entries.filter(({ key }) => fresh.has(key));
  const returned = await pairReturned(tx, organisation, added);
  const undone = await cashEntriesOf(tx, returned);
  await undoReturned(
    tx,
    undone.flatMap(({ match }) => match ?? []),
    { by: null, now },
  );
  const counts = { added: added.length, known: entries.length - added.length, pending, returned: returned.length };
  return { statements: [...statements], ...counts };
}
