/** Does one job, and tells what came out. */
import { parentPort, workerData } from "node:worker_threads";
import { JOBS } from "./jobs.ts";
import type { Job, JobEnd } from "./jobs.ts";
import { BookRefused } from "./reading.ts";

const tell = (end: JobEnd): void => parentPort?.postMessage(end);

try {
  // Whoever starts this thread gives it a job and the input of that job.
  const { name, input } = workerData as Job;
  tell({ output: await JOBS[name](input as never) });
} catch (error) {
  if (!(error instanceof BookRefused)) throw error;
  tell({ refused: error.message });
}
