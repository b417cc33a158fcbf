/**
 * The risk register (N03 to N06): what may go wrong, how likely and how bad it is, who answers for it, what is done,
 * and by which figure it is watched. Days are counted from 1970-01-01.
 */
import type { WarningRule } from "./warnings.ts";

export const RISK_CATEGORIES = ["credit", "operational", "legal", "market", "chain", "people"] as const;
export type RiskCategory = (typeof RISK_CATEGORIES)[number];

export const RISK_STATUSES = ["open", "mitigated", "accepted", "closed"] as const;
export type RiskStatus = (typeof RISK_STATUSES)[number];

/** In rising order. */
export const RISK_GRADES = ["low", "medium", "high", "critical"] as const;
export type RiskGrade = (typeof RISK_GRADES)[number];

/** Figures that are read from the gateway's own tables whenever the register is shown. */
export const RISK_FIGURES = [
  "bookOverdueShare",
  "largestGroupShare",
  "bookDisputedShare",
  "indexAgeSeconds",
  "keyLossDrillDays",
  "gatewayDownDrillDays",
  "reorganisationDrillDays",
  "undecidedWarnings",
] as const;
export type RiskFigure = (typeof RISK_FIGURES)[number];

/** By what a risk is watched: the warnings of a rule that last, or a figure; either at or above a threshold. */
export type RiskIndicator =
  | { readonly kind: "warnings"; readonly rule: WarningRule; readonly threshold: number }
  | { readonly kind: "figure"; readonly figure: RiskFigure; readonly threshold: number };

/** Both from 1 to 5. */
export interface Weight {
  readonly likelihood: number;
  readonly impact: number;
}

/**
 * Likelihood times impact: up to 4 low, up to 9 medium, up to 15 high, above that critical. What could end the firm
 * (impact 5) is never low, however unlikely.
 */
export function gradeOf({ likelihood, impact }: Weight): RiskGrade {
  const product = likelihood * impact;
  if (product > 15) return "critical";
  if (product > 9) return "high";
  return product > 4 || impact === 5 ? "medium" : "low";
}

interface Reviewed {
  readonly status: RiskStatus;
  /** The day by which it has to be looked at again. */
  readonly review: number;
}

/** Whether a risk should have been looked at before a day; what is closed is looked at no more. */
export function isReviewOverdue({ status, review }: Reviewed, day: number): boolean {
  return status !== "closed" && review < day;
}

export interface TemplateRisk extends Weight {
  /** The same in every release. */
  readonly key: string;
  readonly risk: string;
  readonly category: RiskCategory;
  readonly playbook: readonly string[];
  readonly indicator: RiskIndicator | null;
}
