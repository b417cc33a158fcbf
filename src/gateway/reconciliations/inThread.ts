/** Compares two books: a few items that were read before here, and everything else in a thread, which is waited for. */
import { Worker } from "node:worker_threads";
import type { ReconciliationStep } from "../../domain/ledgerDifference.ts";
import { BOOK_SIDES } from "../../domain/ledgerItem.ts";
import { BookRefused } from "./books.ts";
import { compareBooks } from "./comparing.ts";
import type { Compared, Comparison } from "./comparing.ts";

/** What the thread tells. */
export type Told =
  { readonly step: ReconciliationStep } | { readonly compared: Compared } | { readonly refused: string };

/** A pair of files that needs more is refused by the death of its thread, and takes nobody with it. */
const MOST_MEMORY_MB = 1_500;
const MOST_MILLISECONDS = 100_000;
/** Items and events that take no longer than it takes to start a thread. */
const FEW = 2_000;

/** @throws BookRefused, or whatever the thread failed with */
export function compareAside(comparison: Comparison, step: (name: ReconciliationStep) => void): Promise<Compared> {
  return isSmall(comparison) ? compareBooks(comparison, step) : compareInThread(comparison, step);
}

/** Nothing of a file is read beside the answers, since nobody knows what is in it. */
function isSmall({ books, recorded, continuing }: Comparison): boolean {
  const items = BOOK_SIDES.reduce((count, side) => count + books[side].items.length, 0);
  const size = items + (recorded?.events.length ?? 0) + (continuing?.before.length ?? 0);
  return size <= FEW && BOOK_SIDES.every((side) => books[side].files.length === 0);
}

function compareInThread(comparison: Comparison, step: (name: ReconciliationStep) => void): Promise<Compared> {
  const worker = new Worker(new URL("./comparingThread.ts", import.meta.url), {
    workerData: comparison,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
  const limit = setTimeout(() => void worker.terminate(), MOST_MILLISECONDS);
  return new Promise<Compared>((resolve, reject) => {
    worker.on("message", (told: Told) => {
      if ("step" in told) step(told.step);
      else if ("compared" in told) resolve(told.compared);
      else reject(new BookRefused(told.refused));
    });
    worker.on("error", reject);
    worker.on("exit", (code) => reject(new Error(`the comparison ended with ${code} and no result`)));
  }).finally(() => clearTimeout(limit));
}
