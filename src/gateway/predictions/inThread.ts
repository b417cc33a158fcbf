/** Has predictions made one after another, in threads in which nobody else waits for them. */
import { Worker } from "node:worker_threads";
import { madeOf } from "./tasks.ts";
import type { PredictionMade, PredictionTask } from "./tasks.ts";

const MOST_AT_ONCE = 2;
const MOST_MEMORY_MB = 1_500;
/** What takes longer is refused by the death of its thread. */
const MOST_MILLISECONDS = 100_000;
/** Of so few items something is said before a thread has begun; the test by time says it many times. */
const SMALL_ITEMS = 500;

export type MakePrediction = (task: PredictionTask) => Promise<PredictionMade>;

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Does some work with predictions when it is its turn: what waits has not read its book yet, and holds no memory. Never
 * within a transaction: whose turn it is may need the connection that the transaction has.
 * @throws whatever the work, or a thread of it, failed with
 */
export async function inTurn<Result>(work: (make: MakePrediction) => Promise<Result>): Promise<Result> {
  if (running >= MOST_AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  else running += 1;
  try {
    return await work(made);
  } finally {
    const next = waiting.shift();
    // The turn is handed on, so that nobody comes between.
    if (next === undefined) running -= 1;
    else next();
  }
}

/** One prediction of a book that is read already. @throws whatever the thread failed with */
export function madeInThread(task: PredictionTask): Promise<PredictionMade> {
  return inTurn((make) => make(task));
}

async function made(task: PredictionTask): Promise<PredictionMade> {
  const isSmall = task.kind !== "quality" && task.book.items.length <= SMALL_ITEMS;
  return isSmall ? madeOf(task) : toldByThread(task);
}

async function toldByThread(task: PredictionTask): Promise<PredictionMade> {
  const worker = new Worker(new URL("./predictionThread.ts", import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
  const limit = setTimeout(() => void worker.terminate(), MOST_MILLISECONDS);
  try {
    return await new Promise<PredictionMade>((resolve, reject) => {
      worker.on("message", resolve);
      worker.on("error", reject);
      worker.on("exit", (code) => reject(new Error(`the thread ended with ${code} and no prediction`)));
    });
  } finally {
    clearTimeout(limit);
  }
}
