/** Compares two books in a thread of its own: a large pair takes seconds, in which others shall be answered. */
import { parentPort, workerData } from "node:worker_threads";
import { BookRefused } from "./books.ts";
import { compareBooks } from "./comparing.ts";
import type { Comparison } from "./comparing.ts";
import type { Told } from "./inThread.ts";

const tell = (told: Told): void => parentPort?.postMessage(told);

try {
  // Whoever starts this thread gives it a comparison and nothing else.
  tell({ compared: await compareBooks(workerData as Comparison, (step) => tell({ step })) });
} catch (error) {
  if (!(error instanceof BookRefused)) throw error;
  tell({ refused: error.message });
}
