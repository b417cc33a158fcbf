/** The problems that several operations on intents have in common. */
import { LEDGER_REFUSALS } from "../refusals.ts";

/** Of giving credit: of what is issued, raised or given more time. */
const CREDIT = [
  "CreditHeld",
  "FactsMissing",
  "CreditLimitExceeded",
  "LimitFrozen",
  "PrepaymentMissing",
  "TermsBeyondPolicy",
] as const;
/** Of preparing anything. */
export const PREPARING = [
  "IntentExists",
  "DeadlineInvalid",
  "TermsInvalid",
  "HeaderInvalid",
  "NotAuthorised",
  ...CREDIT,
] as const;
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
  ...CREDIT,
] as const;
/** Of signing what was prepared, or having it sent. */
export const SIGNING = [
  "ApprovalMissing",
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
  ...CREDIT,
  ...LEDGER_REFUSALS,
] as const;
