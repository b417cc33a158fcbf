/** Every step of the schema, in its order. */
import { ACCEPTANCE_RULE_TABLES } from "./acceptanceRules.ts";
import { ACCOUNT_STATEMENT_ANSWER_TABLES } from "./accountStatementAnswers.ts";
import { ACCOUNT_STATEMENT_MAIL_TABLES } from "./accountStatementMails.ts";
import { ACCOUNT_STATEMENT_SCHEDULE_TABLES } from "./accountStatementSchedules.ts";
import { ACCOUNT_STATEMENT_TABLES } from "./accountStatements.ts";
import { APPROVAL_REASON_COLUMNS, APPROVAL_TABLES } from "./approvalTables.ts";
import { API_KEY_TABLES } from "./apiKeys.ts";
import { BANK_ACCOUNT_TABLES } from "./bankAccounts.ts";
import { CASE_ALERT_TABLES, CASE_TABLES, CASE_WRITE_OFF_INDEXES } from "./cases.ts";
import { CASH_TABLES } from "./cashTables.ts";
import { CHECKING_TABLES } from "./checkingRules.ts";
import { COLLECTION_CONTENT_COLUMNS, COLLECTION_CONTENT_TABLES } from "./collectionContents.ts";
import { AGREED_PLAN_TABLES, COLLECTION_TABLES } from "./collectionTables.ts";
import { CONTENT_TABLES } from "./contents.ts";
import { CONTINUOUS_BOOK_TABLES } from "./continuousBooks.ts";
import { CONTINUOUS_DIFFERENCE_TABLES } from "./continuousDifferences.ts";
import { CONTINUOUS_TABLES } from "./continuousReconciliations.ts";
import { COUNTERPARTY_TABLES } from "./counterparties.ts";
import { DISCLOSURE_TABLES } from "./disclosures.ts";
import { DISPUTE_TABLES } from "./disputes.ts";
import { DOCUMENT_KIND_COLUMNS, DOCUMENT_TABLES } from "./documents.ts";
import { DUNNING_ACT_TABLES } from "./dunningActs.ts";
import { DUNNING_CUSTOMER_TABLES } from "./dunningCustomers.ts";
import { DUNNING_ESCALATION_TABLES } from "./dunningEscalations.ts";
import { DUNNING_EXCEPTION_TABLES } from "./dunningExceptions.ts";
import { DUNNING_ITEM_TABLES } from "./dunningItems.ts";
import { DUNNING_PEOPLE_KEYS, DUNNING_PEOPLE_TABLES } from "./dunningPeople.ts";
import { DUNNING_PLACED_COLUMNS, DUNNING_STRANGER_COLUMNS } from "./dunningPlaced.ts";
import { DUNNING_POLICY_TABLES } from "./dunningPolicies.ts";
import { DUNNING_SEND_TABLES } from "./dunningSendTables.ts";
import { DUTY_PEOPLE_CHANGES, DUTY_TABLES } from "./duties.ts";
import { FACTOR_BOOK_TABLES } from "./factorBookTables.ts";
import { FACTORING_INTENT_COLUMNS } from "./factoringIntents.ts";
import { FACTORING_TABLES } from "./factoringTables.ts";
import { FEED_TABLES } from "./feed.ts";
import { FINALITY_COLUMNS } from "./finality.ts";
import { FRAME_CONTRACT_TABLES } from "./frameContracts.ts";
import { GRANT_TABLES } from "./grants.ts";
import { HISTORY_CUSTOMER_TABLES } from "./historyCustomers.ts";
import { HISTORY_ERASURES, HISTORY_REMOVALS, HISTORY_TABLES } from "./historyItems.ts";
import { HOLD_TABLES } from "./holds.ts";
import { IDEMPOTENCY_TABLES } from "./idempotency.ts";
import { IMPORT_TABLES } from "./imports.ts";
import { BATCH_TABLES } from "./intentBatches.ts";
import { INDICATOR_SETTING_COLUMNS, INDICATOR_SETTING_TABLES } from "./indicatorSettings.ts";
import { INTENT_PARTY_TABLES } from "./intentParties.ts";
import { INSOLVENCY_TABLES } from "./insolvency.ts";
import { INTENT_TABLES } from "./intents.ts";
import { INDIRECT_PAYMENT_TABLES } from "./indirectPayments.ts";
import { LIMIT_BASELINE_COLUMNS, LIMIT_BASELINE_TABLES } from "./limitExceptions.ts";
import { LIMIT_EXCEPTION_CURRENCIES, LIMIT_EXCEPTION_TABLES } from "./limitExceptions.ts";
import { LIMIT_GROUP_COLUMNS } from "./limitAffiliates.ts";
import { LIMIT_AT_LARGE_INDEXES, LIMIT_EXPOSURE_INDEXES, LIMIT_SIGNED_INDEXES } from "./limitExposures.ts";
import { LIMIT_FREEZE_TABLES } from "./limitFreezes.ts";
import { LIMIT_GRANT_COLUMNS, LIMIT_GRANT_TABLES } from "./limitGrants.ts";
import { LIMIT_TABLES } from "./limits.ts";
import { LISTING_INDEXES } from "./listingFilter.ts";
import { CURSOR_TIME_COLUMNS } from "./chainTables.ts";
import { CHAIN_TABLES, FACT_TABLES, LISTENING_COLUMNS, RECEIVABLE_TABLES } from "./indexTables.ts";
import { MEMBER_ADDER_COLUMNS, MEMBER_TABLES } from "./members.ts";
import { NOTICE_TABLES } from "./notices.ts";
import { NOTIFICATION_TABLES } from "./notifications.ts";
import { ONBOARDING_TABLES } from "./onboarding.ts";
import { OPEN_ITEM_TABLES } from "./openItems.ts";
import { OPENING_TABLES } from "./openings.ts";
import { ORDER_TABLES } from "./orders.ts";
import { ORGANISATION_TABLES } from "./organisations.ts";
import { OWNER_SIGNATURE_TABLES } from "./ownerSignatures.ts";
import { PAIR_SECRET_TABLES } from "./pairSecrets.ts";
import { PARTY_TABLES } from "./parties.ts";
import { PASSKEY_ACCOUNT_TABLES } from "./passkeyAccounts.ts";
import { PARTY_ACCOUNT_TABLES } from "./partyFileAccounts.ts";
import { REFERENCE_TABLES } from "./partyFileConsents.ts";
import { PARTY_FACT_TABLES } from "./partyFileFacts.ts";
import { PARTY_GRADE_TABLES } from "./partyFileGrades.ts";
import { PAYMENT_PLAN_TABLES } from "./paymentPlans.ts";
import { EARLY_PAYMENT_TABLES } from "./quoteEarlyPayments.ts";
import { QUOTE_OFFER_TABLES } from "./quoteOffers.ts";
import { PORTFOLIO_ATTRIBUTE_BEGINNINGS, PORTFOLIO_ATTRIBUTE_TABLES } from "./portfolioAttributes.ts";
import { PORTFOLIO_TABLES } from "./portfolioItems.ts";
import { PORTFOLIO_FIRST_DOCUMENTS, PORTFOLIO_WHOLES } from "./portfolioText.ts";
import { QUOTE_REQUEST_TABLES } from "./quoteRequests.ts";
import { QUOTE_TAKING_TABLES, TRIED_TAKING_COLUMNS } from "./quoteTakings.ts";
import { REPLY_TABLES } from "./reconciliationRows.ts";
import { RECONCILIATION_TABLES } from "./reconciliations.ts";
import { RELAY_TABLES } from "./relays.ts";
import { RISK_TABLES, RISK_WORD_CHANGES, WARNING_TIME_COLUMNS } from "./riskTables.ts";
import { SCORE_TABLES } from "./scoreTables.ts";
import { SIGN_IN_TABLES } from "./signIns.ts";
import { STANDING_TABLES } from "./standing.ts";
import { STATEMENT_BOOK_TABLES } from "./statementBooks.ts";
import { STATEMENT_INTENT_COLUMNS } from "./statementIntents.ts";
import { STATEMENT_RESULT_TABLES } from "./statementResults.ts";
import { STATEMENT_TABLES } from "./statements.ts";
import { STATEMENT_SUM_TABLES } from "./statementSums.ts";
import { TEXT_ERASURE_TABLES } from "./textErasures.ts";
import { THREAD_TABLES } from "./threads.ts";
import { UPLOAD_TABLES } from "./uploads.ts";
import { WATCHLIST_TABLES } from "./watchlist.ts";
import { WATCHLIST_HEAD_TABLES } from "./watchlistHeads.ts";
import { WAITING_INDEXES } from "./waitingIntents.ts";

/** One step of the schema. Once released it never changes: what comes later is a step of its own. */
export interface Migration {
  readonly name: string;
  readonly statements: readonly string[];
}

export const MIGRATIONS: readonly Migration[] = [
  { name: "the index", statements: [...CHAIN_TABLES, ...RECEIVABLE_TABLES, ...FACT_TABLES] },
  { name: "sign-ins", statements: SIGN_IN_TABLES },
  { name: "feed", statements: FEED_TABLES },
  { name: "finality", statements: FINALITY_COLUMNS },
  { name: "grants", statements: GRANT_TABLES },
  {
    name: "access",
    statements: [...MEMBER_TABLES, ...API_KEY_TABLES, ...HOLD_TABLES, ...ORGANISATION_TABLES, ...IDEMPOTENCY_TABLES],
  },
  { name: "contents", statements: [...CONTENT_TABLES, ...OPENING_TABLES] },
  { name: "documents", statements: [...DOCUMENT_TABLES, ...DISCLOSURE_TABLES] },
  { name: "relays", statements: RELAY_TABLES },
  { name: "notifications", statements: NOTIFICATION_TABLES },
  { name: "threads", statements: THREAD_TABLES },
  {
    name: "intents",
    statements: [...INTENT_TABLES, ...BATCH_TABLES, ...COUNTERPARTY_TABLES, ...CHECKING_TABLES],
  },
  { name: "imports", statements: [...IMPORT_TABLES, ...PARTY_TABLES, ...OPEN_ITEM_TABLES] },
  { name: "frame contracts", statements: FRAME_CONTRACT_TABLES },
  { name: "bank accounts", statements: BANK_ACCOUNT_TABLES },
  { name: "onboarding", statements: ONBOARDING_TABLES },
  { name: "acceptance rules", statements: [...ORDER_TABLES, ...ACCEPTANCE_RULE_TABLES] },
  { name: "parties of intents", statements: INTENT_PARTY_TABLES },
  { name: "filters of lists", statements: LISTING_INDEXES },
  { name: "notices", statements: NOTICE_TABLES },
  { name: "waiting intents", statements: WAITING_INDEXES },
  { name: "standing", statements: STANDING_TABLES },
  { name: "reconciliations", statements: [...UPLOAD_TABLES, ...RECONCILIATION_TABLES, ...REPLY_TABLES] },
  { name: "statements", statements: STATEMENT_TABLES },
  { name: "intents about statements", statements: [...STATEMENT_INTENT_COLUMNS, ...STATEMENT_SUM_TABLES] },
  {
    name: "continuous reconciliations",
    statements: [...CONTINUOUS_TABLES, ...CONTINUOUS_BOOK_TABLES, ...CONTINUOUS_DIFFERENCE_TABLES],
  },
  {
    name: "account statements",
    statements: [
      ...ACCOUNT_STATEMENT_TABLES,
      ...ACCOUNT_STATEMENT_ANSWER_TABLES,
      ...ACCOUNT_STATEMENT_MAIL_TABLES,
      ...ACCOUNT_STATEMENT_SCHEDULE_TABLES,
    ],
  },
  {
    name: "statement books",
    statements: [...PAIR_SECRET_TABLES, ...STATEMENT_BOOK_TABLES, ...STATEMENT_RESULT_TABLES],
  },
  { name: "cash application", statements: CASH_TABLES },
  { name: "listening", statements: LISTENING_COLUMNS },
  {
    name: "quotes",
    statements: [...QUOTE_REQUEST_TABLES, ...QUOTE_OFFER_TABLES, ...QUOTE_TAKING_TABLES, ...EARLY_PAYMENT_TABLES],
  },
  { name: "intents of factoring", statements: FACTORING_INTENT_COLUMNS },
  { name: "indirect payments", statements: INDIRECT_PAYMENT_TABLES },
  { name: "factors' books", statements: FACTOR_BOOK_TABLES },
  { name: "factoring", statements: FACTORING_TABLES },
  { name: "tried takings", statements: TRIED_TAKING_COLUMNS },
  { name: "dunning sends", statements: DUNNING_SEND_TABLES },
  {
    name: "dunning",
    statements: [
      ...DUNNING_POLICY_TABLES,
      ...DUNNING_CUSTOMER_TABLES,
      ...DUNNING_EXCEPTION_TABLES,
      ...DUNNING_ACT_TABLES,
      ...DUNNING_ITEM_TABLES,
    ],
  },
  { name: "collections", statements: COLLECTION_TABLES },
  { name: "what collections said", statements: COLLECTION_CONTENT_TABLES },
  { name: "cases", statements: CASE_TABLES },
  { name: "time of the last block", statements: CURSOR_TIME_COLUMNS },
  { name: "disputes", statements: DISPUTE_TABLES },
  { name: "payment plans on chain", statements: AGREED_PLAN_TABLES },
  { name: "dunning escalations", statements: DUNNING_ESCALATION_TABLES },
  { name: "payment plans", statements: PAYMENT_PLAN_TABLES },
  { name: "people who are dunned", statements: DUNNING_PEOPLE_TABLES },
  { name: "write-offs of cases", statements: CASE_WRITE_OFF_INDEXES },
  { name: "insolvency told", statements: INSOLVENCY_TABLES },
  { name: "placed items", statements: DUNNING_PLACED_COLUMNS },
  { name: "alerts of cases", statements: CASE_ALERT_TABLES },
  { name: "items that strangers placed", statements: DUNNING_STRANGER_COLUMNS },
  { name: "for whom words were", statements: COLLECTION_CONTENT_COLUMNS },
  { name: "kinds of documents", statements: DOCUMENT_KIND_COLUMNS },
  { name: "people as they are compared", statements: DUNNING_PEOPLE_KEYS },
  { name: "credit scores", statements: SCORE_TABLES },
  { name: "portfolios", statements: PORTFOLIO_TABLES },
  { name: "imported history", statements: HISTORY_TABLES },
  { name: "approvals", statements: APPROVAL_TABLES },
  { name: "duties", statements: DUTY_TABLES },
  {
    name: "party files",
    statements: [...PARTY_FACT_TABLES, ...PARTY_ACCOUNT_TABLES, ...PARTY_GRADE_TABLES, ...REFERENCE_TABLES],
  },
  {
    name: "credit limits",
    statements: [
      ...LIMIT_TABLES,
      ...LIMIT_GRANT_TABLES,
      ...LIMIT_FREEZE_TABLES,
      ...LIMIT_EXCEPTION_TABLES,
      ...LIMIT_EXPOSURE_INDEXES,
    ],
  },
  { name: "watchlists", statements: [...WATCHLIST_TABLES, ...WATCHLIST_HEAD_TABLES] },
  { name: "risks", statements: RISK_TABLES },
  { name: "settings of indicators", statements: INDICATOR_SETTING_TABLES },
  { name: "wholes of parts in portfolios", statements: PORTFOLIO_WHOLES },
  { name: "what limits begin with", statements: [...LIMIT_GRANT_COLUMNS, ...LIMIT_BASELINE_TABLES] },
  { name: "imported history taken back", statements: HISTORY_REMOVALS },
  { name: "attributes of customers", statements: PORTFOLIO_ATTRIBUTE_TABLES },
  { name: "time of warnings", statements: WARNING_TIME_COLUMNS },
  { name: "words of risks", statements: RISK_WORD_CHANGES },
  { name: "approvals of indicator settings", statements: INDICATOR_SETTING_COLUMNS },
  { name: "erased words", statements: TEXT_ERASURE_TABLES },
  { name: "who added members", statements: MEMBER_ADDER_COLUMNS },
  { name: "signatures at large", statements: [...LIMIT_AT_LARGE_INDEXES, ...LIMIT_BASELINE_COLUMNS] },
  { name: "accounts that are told apart", statements: DUTY_PEOPLE_CHANGES },
  { name: "first documents in portfolios", statements: PORTFOLIO_FIRST_DOCUMENTS },
  { name: "signatures that stand", statements: LIMIT_SIGNED_INDEXES },
  { name: "groups by name", statements: LIMIT_GROUP_COLUMNS },
  { name: "customers of erased history", statements: HISTORY_ERASURES },
  { name: "exceptions by currency", statements: LIMIT_EXCEPTION_CURRENCIES },
  { name: "attributes of the beginning", statements: PORTFOLIO_ATTRIBUTE_BEGINNINGS },
  { name: "customers of imported history", statements: HISTORY_CUSTOMER_TABLES },
  { name: "hashes of erased reasons", statements: APPROVAL_REASON_COLUMNS },
  { name: "accounts for passkeys", statements: PASSKEY_ACCOUNT_TABLES },
  { name: "signatures of owners", statements: OWNER_SIGNATURE_TABLES },
];
