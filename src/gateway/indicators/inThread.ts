/** Has indicators of long books reckoned in threads, a few at a time, each for one question. */
import { Worker } from "node:worker_threads";
import type { Reckoned, Reckoning } from "./reckoning.ts";

const MOST_THREADS = 2;
const MOST_MEMORY_MB = 2_000;
const MOST_MILLISECONDS = 120_000;

let running = 0;
const waiting: (() => void)[] = [];

/** @throws whatever the thread failed with */
export async function reckonInThread(asked: Reckoning): Promise<Reckoned> {
  if (running >= MOST_THREADS) await new Promise<void>((go) => waiting.push(go));
  else running += 1;
  try {
    return await askThread(asked);
  } finally {
    // Whoever waits takes the place over.
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

async function askThread(asked: Reckoning): Promise<Reckoned> {
  const worker = new Worker(new URL("./indicatorThread.ts", import.meta.url), {
    workerData: asked,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
  worker.unref();
  const limit = setTimeout(() => void worker.terminate(), MOST_MILLISECONDS);
  try {
    return await new Promise<Reckoned>((resolve, reject) => {
      worker.on("message", resolve);
      worker.on("error", reject);
      worker.on("exit", (code) => reject(new Error(`the thread ended with ${code} and no indicators`)));
    });
  } finally {
    clearTimeout(limit);
    void worker.terminate();
  }
}
