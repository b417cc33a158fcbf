/** What is done in a thread of its own: a large book takes seconds, in which others shall be answered. */
import { compareStatedBooks, proveDocument, proveResult } from "./comparing.ts";
import { readOwnBook, readReceivedBook } from "./reading.ts";

/** Each takes plain data, since it goes to another thread. */
export const JOBS = {
  readOwn: readOwnBook,
  readReceived: readReceivedBook,
  compare: compareStatedBooks,
  proveDocument,
  proveResult,
} as const;

export type JobName = keyof typeof JOBS;
export type JobInput<Name extends JobName> = Parameters<(typeof JOBS)[Name]>[0];
export type JobOutput<Name extends JobName> = Awaited<ReturnType<(typeof JOBS)[Name]>>;

/** What a thread is given. */
export interface Job {
  readonly name: JobName;
  readonly input: unknown;
}

/** What it tells when it is done. */
export type JobEnd = { readonly output: unknown } | { readonly refused: string };
