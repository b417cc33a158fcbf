/** Reckons the indicators of one book in a thread of its own, while others are answered. */
import { parentPort, workerData } from "node:worker_threads";
import { reckon } from "./reckoning.ts";
import type { Reckoning } from "./reckoning.ts";

// Only `inThread.ts` starts this thread, with just that.
parentPort?.postMessage(await reckon(workerData as Reckoning));
