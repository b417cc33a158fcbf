/** Starts a thread that compares two books, and waits for it. */
import { Worker } from "node:worker_threads";
import type { ReconciliationStep } from "../../domain/ledgerDifference.ts";
import { BookRefused } from "./comparing.ts";
import type { Compared, Comparison } from "./comparing.ts";

/** What the thread tells. */
export type Told =
  { readonly step: ReconciliationStep } | { readonly compared: Compared } | { readonly refused: string };

/** A pair of files that needs more is refused by the death of its thread, and takes nobody with it. */
const MOST_MEMORY_MB = 1_500;
const MOST_MILLISECONDS = 100_000;

/** @throws BookRefused, or whatever the thread failed with */
export function compareInThread(comparison: Comparison, step: (name: ReconciliationStep) => void): Promise<Compared> {
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
