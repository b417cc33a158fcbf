/** How long the steps of the process take, from acts of the ledger to acts. */
import { FEWEST_CASES, waitsOf } from "../collections/rates.ts";
import type { Span, Waits } from "../collections/rates.ts";
import type { Description } from "./description.ts";

export const CYCLE_STEPS = ["issueToAccept", "acceptToPay", "disputeToResolve"] as const;
export type CycleStep = (typeof CYCLE_STEPS)[number];

export const CYCLE_TIMES = {
  name: "cycleTimes",
  unit: "days",
  formula: "median and P90, by nearest rank, of the time from one act to the one that answers it, seconds",
  inputs: {
    issueToAccept: "issue to acceptance",
    acceptToPay: "acceptance to the payment that settled the item",
    disputeToResolve: "dispute to its withdrawal or settlement",
    waiting: "what is not answered by the instant of the report counts apart, with the longest wait",
  },
  undefinedWhere: `fewer than ${FEWEST_CASES} were answered`,
} as const satisfies Description;

export interface CycleSpan extends Span {
  readonly step: CycleStep;
}

/** @param instant Unix seconds; what happened later had not happened. */
export function cycleTimesOf(spans: readonly CycleSpan[], instant: number): Readonly<Record<CycleStep, Waits>> {
  const waits = (step: CycleStep): Waits =>
    waitsOf(
      spans.filter((span) => span.step === step),
      instant,
    );
  return {
    issueToAccept: waits("issueToAccept"),
    acceptToPay: waits("acceptToPay"),
    disputeToResolve: waits("disputeToResolve"),
  };
}
