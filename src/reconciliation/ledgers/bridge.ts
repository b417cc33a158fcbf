/** The bridge that auditors want: the supplier's balance, every class of difference, the buyer's balance. */
import { DIFFERENCE_CLASSES } from "../../domain/ledgerDifference.ts";
import type { DifferenceClass } from "../../domain/ledgerDifference.ts";
import type { Difference } from "./differences.ts";
import type { Sides } from "./pool.ts";

export interface BridgeLine {
  readonly class: DifferenceClass;
  readonly count: number;
  /** What the buyer's balance has more by these, minor units, signed. */
  readonly amount: bigint;
}

export interface Bridge {
  readonly supplier: bigint;
  readonly lines: readonly BridgeLine[];
  readonly buyer: bigint;
}

/**
 * @throws Error where a line is counted twice or not at all, since then the balances and the classes do not meet; no
 * books can make it so.
 */
export function bridgeOf({ supplier, buyer }: Sides<bigint>, differences: readonly Difference[]): Bridge {
  const lines = DIFFERENCE_CLASSES.flatMap((name) => {
    const of = differences.filter((difference) => difference.class === name);
    const amount = of.reduce((total, difference) => total + difference.amount, 0n);
    return of.length === 0 ? [] : [{ class: name, count: of.length, amount }];
  });
  const reached = lines.reduce((balance, { amount }) => balance + amount, supplier);
  if (reached !== buyer) throw new Error(`the bridge ends at ${reached} and the buyer's balance is ${buyer}`);
  return { supplier, lines, buyer };
}
