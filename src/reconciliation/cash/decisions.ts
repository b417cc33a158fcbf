/** The columns of a run as decisions, one object at a time. */
import { PAYER_EVIDENCE } from "../../domain/cashMatch.ts";
import type { PayerEvidence } from "../../domain/cashMatch.ts";
import type { CashRun } from "./match.ts";
import type { Allocation, Decision, Disposition } from "./model.ts";
import { NOBODY } from "./payers.ts";
import type { Share } from "./placements.ts";

const DISPOSITIONS: readonly Disposition[] = ["EXCEPTION", "POST", "PROPOSE", "EXCEPTION"];

/** The decisions of a run in the order of its lines. */
export function* decisionsOf(run: CashRun): Generator<Decision> {
  for (let line = 0; line < run.input.lines.length; line += 1) yield decisionOf(run, line);
}

function decisionOf(run: CashRun, line: number): Decision {
  const { input, placements } = run;
  const { reference = "", kind = "CASH", amount = 0n } = input.lines[line] ?? {};
  const { rule, confidence, candidates, solutions } = placements.findingOf(line);
  const allocations = placements.sharesOf(line).map((share) => allocationOf(run, share));
  const cash = allocations.reduce((sum, allocation) => sum + allocation.cash, 0n);
  return {
    line: reference,
    disposition: DISPOSITIONS[placements.disposition[line] ?? 0] ?? "EXCEPTION",
    ...{ rule, confidence, kind, allocations },
    unapplied: amount - cash,
    explanation: {
      ...{ rule, payer: payerOf(run, line), party: partyOf(run, line), candidates, solutions },
      contested: placements.contested[line] === 1,
    },
  };
}

function allocationOf(run: CashRun, { item, cash, discount, difference, reason }: Share): Allocation {
  return {
    item: run.input.items[item]?.id ?? "",
    cash: BigInt(cash),
    discount: BigInt(discount),
    difference: BigInt(difference),
    reason,
  };
}

function payerOf(run: CashRun, line: number): PayerEvidence {
  return PAYER_EVIDENCE[run.lines.payer[line] ?? 0] ?? "NONE";
}

function partyOf(run: CashRun, line: number): string {
  const party = run.groups.party[run.lines.group[line] ?? NOBODY] ?? NOBODY;
  return run.input.parties[party]?.id ?? "";
}
