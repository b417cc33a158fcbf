/** What the jobs of cash application are asked, what they need, and how they end otherwise than well. */
import type { BankTableDeclarations } from "../../documents/bank/table/reading.ts";
import type { GatewayDeps } from "../deps.ts";
import type { CashPolicy } from "../../wire/cashRun.ts";
import type { CashTasks } from "./tasks.ts";

export type WorkingDeps = Pick<GatewayDeps, "database" | "now" | "logger"> & {
  /** How long a job may take before it counts as broken off; the thread of one that is at work has ended by then. */
  readonly claimSeconds: number;
  readonly tasks: CashTasks;
};

export interface FilePlan {
  readonly upload: string;
  readonly table: BankTableDeclarations;
}

export interface RunPlan {
  readonly policy: CashPolicy;
}

/** Somebody else ended the job: what this one would store is stored. */
export class Overtaken extends Error {}

/** Somebody decided while the job was at work: what it found is of a state that is past. */
export class CashChanged extends Error {}
