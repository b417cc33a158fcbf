/** Every operation of the gateway. Router, documentation and typed client are all made from this list. */
import { PORTAL_OPERATIONS } from "./operations/portal.ts";
import { ACCOUNT_OPERATIONS } from "./operations/accounts.ts";
import { CONTINUOUS_OPERATIONS } from "./operations/continuousReconciliations.ts";
import { ACCOUNT_STATEMENT_OPERATIONS } from "./operations/accountStatements.ts";
import { APPROVAL_OPERATIONS } from "./operations/approvals.ts";
import { CASE_OPERATIONS } from "./operations/cases.ts";
import { CASH_OPERATIONS } from "./operations/cash.ts";
import { CASH_DECISION_OPERATIONS } from "./operations/cashDecisions.ts";
import { COLLECTION_OPERATIONS } from "./operations/collections.ts";
import { CONTRACT_OPERATIONS } from "./operations/contracts.ts";
import { DEAL_OPERATIONS } from "./operations/deals.ts";
import { DISPUTE_OPERATIONS } from "./operations/disputes.ts";
import { DOCUMENT_OPERATIONS } from "./operations/documents.ts";
import { DUNNING_OPERATIONS } from "./operations/dunning.ts";
import { DUNNING_POLICY_OPERATIONS } from "./operations/dunningPolicies.ts";
import { DUTY_OPERATIONS } from "./operations/duties.ts";
import { EVENT_OPERATIONS } from "./operations/events.ts";
import { EVIDENCE_OPERATIONS } from "./operations/evidence.ts";
import { FACTOR_BOOK_OPERATIONS } from "./operations/factorBooks.ts";
import { ELIGIBILITY_OPERATIONS } from "./operations/factorBooksEligibility.ts";
import { FACTOR_REPORT_OPERATIONS } from "./operations/factorBooksReports.ts";
import { GRANT_OPERATIONS } from "./operations/grants.ts";
import { HISTORY_OPERATIONS } from "./operations/history.ts";
import { HOLD_OPERATIONS } from "./operations/holds.ts";
import { IMPORT_OPERATIONS } from "./operations/imports.ts";
import { INDICATOR_OPERATIONS } from "./operations/indicators.ts";
import { INDIRECT_PAYMENT_OPERATIONS } from "./operations/indirectPayments.ts";
import { INTENT_OPERATIONS } from "./operations/intents.ts";
import { INVITATION_OPERATIONS } from "./operations/invitations.ts";
import { KEY_OPERATIONS } from "./operations/keys.ts";
import { LIMIT_OPERATIONS } from "./operations/limits.ts";
import { MEMBER_OPERATIONS } from "./operations/members.ts";
import { NOTIFICATION_OPERATIONS } from "./operations/notifications.ts";
import { ONBOARDING_OPERATIONS } from "./operations/onboarding.ts";
import { ORGANISATION_OPERATIONS } from "./operations/organisations.ts";
import { OWNER_SIGNATURE_OPERATIONS } from "./operations/ownerSignatures.ts";
import { PARTY_FILE_OPERATIONS } from "./operations/partyFiles.ts";
import { REFERENCE_OPERATIONS } from "./operations/partyFilesReferences.ts";
import { PASSKEY_ACCOUNT_OPERATIONS } from "./operations/passkeyAccounts.ts";
import { PAY_LIST_OPERATIONS } from "./operations/payLists.ts";
import { PLAN_OPERATIONS } from "./operations/plans.ts";
import { PREDICTION_OPERATIONS } from "./operations/predictions.ts";
import { QUOTE_OPERATIONS } from "./operations/quotes.ts";
import { QUOTE_OFFER_OPERATIONS } from "./operations/quotesOffers.ts";
import { RECEIVABLE_OPERATIONS } from "./operations/receivables.ts";
import { RECONCILIATION_OPERATIONS } from "./operations/reconciliations.ts";
import { RELAY_OPERATIONS } from "./operations/relays.ts";
import { REPORT_OPERATIONS } from "./operations/reports.ts";
import { RISK_OPERATIONS } from "./operations/risk.ts";
import { RULE_OPERATIONS } from "./operations/rules.ts";
import { SCORE_CONTEST_OPERATIONS } from "./operations/scoreContests.ts";
import { SCORE_OPERATIONS } from "./operations/scores.ts";
import { SERVICE_OPERATIONS } from "./operations/service.ts";
import { SESSION_OPERATIONS } from "./operations/sessions.ts";
import { STATEMENT_BOOK_OPERATIONS } from "./operations/statementBooks.ts";
import { STATEMENT_OPERATIONS } from "./operations/statements.ts";
import { THREAD_OPERATIONS } from "./operations/threads.ts";
import { UPLOAD_OPERATIONS } from "./operations/uploads.ts";
import { WEBHOOK_OPERATIONS } from "./operations/webhooks.ts";

export const OPERATIONS = {
  ...PORTAL_OPERATIONS,
  ...SERVICE_OPERATIONS,
  ...SESSION_OPERATIONS,
  ...RECEIVABLE_OPERATIONS,
  ...ACCOUNT_OPERATIONS,
  ...ACCOUNT_STATEMENT_OPERATIONS,
  ...PAY_LIST_OPERATIONS,
  ...PARTY_FILE_OPERATIONS,
  ...REFERENCE_OPERATIONS,
  ...CONTRACT_OPERATIONS,
  ...ONBOARDING_OPERATIONS,
  ...IMPORT_OPERATIONS,
  ...UPLOAD_OPERATIONS,
  ...RECONCILIATION_OPERATIONS,
  ...CONTINUOUS_OPERATIONS,
  ...CASH_OPERATIONS,
  ...CASH_DECISION_OPERATIONS,
  ...ELIGIBILITY_OPERATIONS,
  ...FACTOR_BOOK_OPERATIONS,
  ...FACTOR_REPORT_OPERATIONS,
  ...RISK_OPERATIONS,
  ...RULE_OPERATIONS,
  ...SCORE_OPERATIONS,
  ...SCORE_CONTEST_OPERATIONS,
  ...INTENT_OPERATIONS,
  ...INVITATION_OPERATIONS,
  ...OWNER_SIGNATURE_OPERATIONS,
  ...PASSKEY_ACCOUNT_OPERATIONS,
  ...DEAL_OPERATIONS,
  ...INDIRECT_PAYMENT_OPERATIONS,
  ...COLLECTION_OPERATIONS,
  ...PLAN_OPERATIONS,
  ...PREDICTION_OPERATIONS,
  ...REPORT_OPERATIONS,
  ...RELAY_OPERATIONS,
  ...DISPUTE_OPERATIONS,
  ...DOCUMENT_OPERATIONS,
  ...DUNNING_OPERATIONS,
  ...DUNNING_POLICY_OPERATIONS,
  ...EVIDENCE_OPERATIONS,
  ...CASE_OPERATIONS,
  ...APPROVAL_OPERATIONS,
  ...DUTY_OPERATIONS,
  ...EVENT_OPERATIONS,
  ...GRANT_OPERATIONS,
  ...HOLD_OPERATIONS,
  ...HISTORY_OPERATIONS,
  ...INDICATOR_OPERATIONS,
  ...KEY_OPERATIONS,
  ...LIMIT_OPERATIONS,
  ...MEMBER_OPERATIONS,
  ...ORGANISATION_OPERATIONS,
  ...NOTIFICATION_OPERATIONS,
  ...STATEMENT_OPERATIONS,
  ...STATEMENT_BOOK_OPERATIONS,
  ...QUOTE_OPERATIONS,
  ...QUOTE_OFFER_OPERATIONS,
  ...THREAD_OPERATIONS,
  ...WEBHOOK_OPERATIONS,
} as const;

export type Operations = typeof OPERATIONS;
