/** The problems that several operations on intents have in common. */
import { LEDGER_REFUSALS } from "../refusals.ts";

/** Of preparing anything. */
export const PREPARING = ["IntentExists", "DeadlineInvalid", "TermsInvalid", "HeaderInvalid", "NotAuthorised"] as const;
/** Of preparing an act on what is there. */
export const ACTING = [
  "NotFound",
  "AmountUnfit",
  "ConsentUnfit",
  "ContentSealed",
  "DeskMissing",
  "PermitUnsupported",
  "PlansTooMany",
  "PlanUnfit",
  "ProposalOver",
  "ResultUnreckoned",
  "WriteOffUnapproved",
] as const;
/** Of signing what was prepared, or having it sent. */
export const SIGNING = [
  "NotFound",
  "IntentOver",
  "AlreadySigned",
  "CounterpartyMissing",
  "CheckerMissing",
  "SentItself",
  "OnboardingIncomplete",
  "PlansTooMany",
  "PlanUnfit",
  "ResultUnreckoned",
  "TermsHeld",
  "ContentSealed",
  "WriteOffUnapproved",
  ...LEDGER_REFUSALS,
] as const;
