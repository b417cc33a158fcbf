/** What a credit check can ask for before the first deal (A15). */
import { FACT_KINDS } from "./facts.ts";

export const EVIDENCE_KINDS = [...FACT_KINDS, "accounts", "grade"] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** Why something that was asked for is not there: never given, over, contradicted, or of a period too long ago. */
export interface MissingEvidence {
  readonly kind: EvidenceKind;
  readonly why: "missing" | "expired" | "conflicting" | "stale";
}
