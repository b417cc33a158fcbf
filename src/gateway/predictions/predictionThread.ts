/** The thread that makes predictions. */
import { parentPort, workerData } from "node:worker_threads";
import { madeOf } from "./tasks.ts";
import type { PredictionTask } from "./tasks.ts";

// Whoever starts this thread gives it a task and nothing else.
parentPort?.postMessage(madeOf(workerData as PredictionTask));
