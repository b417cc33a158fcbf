/** Does a job in a thread of its own, or at once where that takes less time than a thread takes to start. */
import { Worker } from "node:worker_threads";
import type { StatementBook } from "../../store/statementBooks.ts";
import { JOBS } from "./jobs.ts";
import type { Job, JobEnd, JobInput, JobName, JobOutput } from "./jobs.ts";
import { BookRefused } from "./reading.ts";

/** A book that needs more is refused by the death of its thread, and takes nobody with it. */
const MOST_MEMORY_MB = 1_500;
const MOST_MILLISECONDS = 100_000;

/** So few items, and so short a file, are worked off at once. */
const SMALL_ITEMS = 1_000;
const SMALL_BYTES = 65_536;
const SMALL_EXPANDED_BYTES = 2 ** 20;
/** With which a file begins that may be much more than it looks: a .xlsx. */
const ZIP = Buffer.from("PK");

/** Whether a file that somebody sent is read in no time, whatever it holds. */
export function isSmallFile(file: Uint8Array): boolean {
  return file.length <= SMALL_BYTES && !Buffer.from(file.subarray(0, ZIP.length)).equals(ZIP);
}

/** Whether a book as it is kept is: few items may still be long ones. */
export function isSmallBook({ figures }: Pick<StatementBook, "figures">, content: Uint8Array): boolean {
  const items = (figures?.items ?? 0) + (figures?.later ?? 0);
  return items <= SMALL_ITEMS && expandedLength(content) <= SMALL_EXPANDED_BYTES;
}

/** Whether lines of a result are. */
export function areSmallLines(lines: readonly { readonly text: string }[]): boolean {
  if (lines.length > SMALL_ITEMS) return false;
  return lines.reduce((sum, { text }) => sum + text.length, 0) <= SMALL_EXPANDED_BYTES;
}

/** What gzip says at its end of what it holds (RFC 1952, ISIZE); books are below 4 GiB, and this gateway wrote them. */
function expandedLength(content: Uint8Array): number {
  return Buffer.from(content).readUInt32LE(content.length - 4);
}

/** @throws BookRefused, or whatever the job failed with */
export async function perform<Name extends JobName>(
  name: Name,
  input: JobInput<Name>,
  isSmall: boolean,
): Promise<JobOutput<Name>> {
  if (!isSmall) return inThread(name, input);
  // The job of a name takes the input of that name, and gives its output.
  return (await JOBS[name](input as never)) as JobOutput<Name>;
}

function inThread<Name extends JobName>(name: Name, input: JobInput<Name>): Promise<JobOutput<Name>> {
  const job: Job = { name, input };
  const worker = new Worker(new URL("./jobThread.ts", import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
  const limit = setTimeout(() => void worker.terminate(), MOST_MILLISECONDS);
  return new Promise<JobOutput<Name>>((resolve, reject) => {
    worker.on("message", (end: JobEnd) => {
      // The thread does the job of that name.
      if ("output" in end) resolve(end.output as JobOutput<Name>);
      else reject(new BookRefused(end.refused));
    });
    worker.on("error", reject);
    worker.on("exit", (code) => reject(new Error(`the job ${name} ended with ${code} and no result`)));
  }).finally(() => clearTimeout(limit));
}
