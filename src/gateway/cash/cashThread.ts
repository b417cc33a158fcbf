/** The thread that reads a bank's file or applies cash. */
import { parentPort, workerData } from "node:worker_threads";
import type { CashTask, CashTold } from "./inThread.ts";
import { CashRefused } from "./refused.ts";
import { CASH_TASKS } from "./tasks.ts";

async function done(task: CashTask): Promise<CashTold> {
  if (task.kind === "match") return { decisions: await CASH_TASKS.match(task.input) };
  return { read: await CASH_TASKS.read(task.file, task.table) };
}

try {
  // Whoever starts this thread gives it a task and nothing else.
  parentPort?.postMessage(await done(workerData as CashTask));
} catch (error) {
  if (!(error instanceof CashRefused)) throw error;
  const told: CashTold = { refused: error.message };
  parentPort?.postMessage(told);
}
