/** Does what takes long in threads of their own, in which nobody else waits for it. */
import { Worker } from "node:worker_threads";
import type { BankTableDeclarations } from "../../documents/bank/table/reading.ts";
import type { CashInput } from "../../reconciliation/cash/match.ts";
import type { Decision } from "../../reconciliation/cash/model.ts";
import type { ReadBankFile } from "./bankFile.ts";
import { CashRefused } from "./refused.ts";
import type { CashTasks } from "./tasks.ts";

/** What a thread is to do. */
export type CashTask =
  | { readonly kind: "read"; readonly file: Uint8Array; readonly table: BankTableDeclarations }
  | { readonly kind: "match"; readonly input: CashInput };

/** What it tells. */
export type CashTold =
  { readonly read: ReadBankFile } | { readonly decisions: readonly Decision[] } | { readonly refused: string };

/** What needs more is refused by the death of its thread, and takes nobody with it. */
const MOST_MEMORY_MB = 1_500;
const MOST_MILLISECONDS = 100_000;

export const IN_THREADS: CashTasks = {
  read: async (file, table) => {
    const told = await toldBy({ kind: "read", file, table });
    if ("read" in told) return told.read;
    throw new Error("the thread that was to read a bank's file did something else");
  },
  match: async (input) => {
    const told = await toldBy({ kind: "match", input });
    if ("decisions" in told) return told.decisions;
    throw new Error("the thread that was to apply cash did something else");
  },
};

function toldBy(task: CashTask): Promise<CashTold> {
  const worker = new Worker(new URL("./cashThread.ts", import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
  const limit = setTimeout(() => void worker.terminate(), MOST_MILLISECONDS);
  return new Promise<CashTold>((resolve, reject) => {
    worker.on("message", (told: CashTold) => {
      if ("refused" in told) reject(new CashRefused(told.refused));
      else resolve(told);
    });
    worker.on("error", reject);
    worker.on("exit", (code) => reject(new Error(`the thread ended with ${code} and no result`)));
  }).finally(() => clearTimeout(limit));
}
