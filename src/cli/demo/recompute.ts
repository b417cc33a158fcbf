import type { Finding, FindingKind } from "../../audit/findings.ts";
import type { Audit, AuditEvent } from "../../audit/fold.ts";
import { Arguments } from "../../audit/reading.ts";

/** What came of reckoning anew. */
export interface Recomputed {
  readonly settlements: number;
  /** What comes out otherwise than agreed. */
  readonly miscalculated: readonly Finding[];
  /** Whatever else contradicts what was before it. */
  readonly contradictions: readonly Finding[];
}

/** What settles money, gives it up, or opens again what was settled. */
const SETTLING: readonly string[] = [
  "ReceivablePaid",
  "ReceiptRecorded",
  "ReceiptReversed",
  "ReceivableCredited",
  "ChargesWaived",
];

/** Sums that do not follow from the terms, the cash and the day. */
const SUMS: readonly FindingKind[] = [
  "SettlementMismatch",
  "SettledTooMuch",
  "DiscountTooLarge",
  "LateDaysImpossible",
  "ChargesTooLarge",
  "CarryImpossible",
  "CarryMissing",
  "ReceiptMismatch",
  "ClosedTooEarly",
  "ClosedTooLate",
];

/**
 * What the auditor's fold has reckoned anew: every settlement of receivables whose terms are in the open, on the terms
 * of its time and the day of its block or its value date. What it found is parted in sums and everything else.
 */
export function recompute(events: readonly AuditEvent[], { state, findings }: Audit): Recomputed {
  const reckoned = events.filter(({ name, args, timestamp }) => {
    if (timestamp === undefined || !SETTLING.includes(name)) return false;
    return state.receivables.get(new Arguments(args).bytes32("id"))?.terms !== undefined;
  });
  const isOfSums = ({ kind }: Finding): boolean => SUMS.includes(kind);
  return {
    settlements: reckoned.length,
    miscalculated: findings.filter(isOfSums),
    contradictions: findings.filter((finding) => !isOfSums(finding)),
  };
}
