/**
 * What each table is to a backup. A table that is in none of the lists fails a test, so that whoever adds one decides
 * what losing it would lose.
 */
import { CREDIT_TABLES } from "./creditTables.ts";

/** How a table's rows are read for a backup, where they are not taken as they are. */
export interface KeptTable {
  readonly name: string;
  /** What stands in the place of a column, in SQL. */
  readonly instead?: Readonly<Record<string, string>>;
  /** Where the rows come from, in SQL; the table alone unless told. */
  readonly from?: string;
}

/** Follows from the chain, and from what is kept: a rebuild empties it. */
export const INDEX_TABLES: readonly string[] = [
  "cursor",
  "blocks",
  "events",
  "retractions",
  "feed_head",
  "receivables",
  "receipts",
  "openings",
  "kept_cash",
  "spent_nonces",
  "revoked_roots",
  "operators",
  "vouchers",
  "mandates",
  "viewing_keys",
  "statements",
  "spent_statement_nonces",
  "desks",
  "deals",
  "deal_movements",
  "purchases",
  "owed_cash",
  "spent_desk_nonces",
  "assignment_notices",
  "notice_receivables",
  "filings",
  "filing_receivables",
  "spent_factoring_nonces",
  "agreed_schedules",
  "adopted_schedules",
  "placements",
  "agreed_plans",
  "spent_collection_nonces",
];

/** Of the moment: losing it signs people out, or lets something be tried or looked up once more. */
export const PASSING_TABLES: readonly string[] = [
  "sign_ins",
  "sign_in_nonces",
  "unopened",
  "relayer",
  "uploads",
  "upload_pieces",
  "continuous_head",
  "indirect_payment_head",
  "insolvency_head",
  "dunning_heads",
  "dunning_looks",
  "dunning_items",
  "dunning_sums",
  "credit_heads",
  "credit_looks",
  "portfolio_heads",
  "portfolio_seen",
  "portfolio_items",
];

/** How far the schema is, and whose index this is: a backup has both in its head. The mark is of one database alone. */
export const HEAD_TABLES: readonly string[] = ["migrations", "identity", "shown_changes"];

/**
 * The place of an event among those that stand, in the order of the chain. Positions of the feed count what was taken
 * back as well, and what a contract wrote before it was followed comes late in them; an index that is built anew has
 * neither, and gives each event its place as its position.
 */
export const PLACES =
  "(select sequence, row_number() over (order by block_number, log_index) as place from events) as places";

/** Up to which place whoever has read the feed up to `scanned` has seen everything. */
export const SCANNED_PLACE =
  `coalesce((select min(place) - 1 from ${PLACES} where sequence > scanned), ` + "(select count(*) from events))";

/** Cannot be made again from the chain. In an order in which each comes after those that it refers to. */
export const KEPT_TABLES: readonly KeptTable[] = [
  { name: "organisations" },
  { name: "members" },
  { name: "member_removals" },
  { name: "api_keys" },
  { name: "holds" },
  { name: "idempotency" },
  { name: "grants" },
  { name: "grant_receivables" },
  { name: "cases" },
  { name: "case_entries" },
  { name: "case_advisers" },
  { name: "case_alerts" },
  { name: "insolvency_pairs" },
  { name: "insolvency_told" },
  { name: "insurer_mails" },
  { name: "documents" },
  { name: "document_owners" },
  { name: "document_receivables" },
  { name: "sendings" },
  { name: "contents" },
  { name: "disclosures" },
  { name: "messages" },
  { name: "caretakers" },
  { name: "intent_batches" },
  { name: "intents" },
  { name: "intent_parties" },
  { name: "dispute_rules" },
  { name: "dispute_outcomes" },
  { name: "statement_sums" },
  { name: "imports" },
  { name: "import_lines" },
  { name: "parties" },
  { name: "open_items" },
  { name: "history_imports" },
  { name: "history_items" },
  { name: "portfolio_attributes" },
  { name: "indicator_settings" },
  { name: "frame_contracts" },
  { name: "frame_contract_signatures" },
  { name: "held_intents" },
  { name: "bank_accounts" },
  { name: "account_confirmations" },
  { name: "alarms" },
  { name: "blocking_items" },
  { name: "continuous_reconciliations" },
  { name: "continuous_books" },
  { name: "continuous_items" },
  { name: "continuous_differences" },
  { name: "reconciliations" },
  { name: "reconciliation_rows" },
  { name: "difference_replies" },
  { name: "pair_secrets" },
  { name: "statement_books" },
  { name: "statement_book_pieces" },
  { name: "statement_results" },
  { name: "statement_result_lines" },
  { name: "account_statements" },
  { name: "account_statement_openings" },
  { name: "account_statement_answers" },
  { name: "account_statement_mails" },
  { name: "account_statement_schedules" },
  { name: "cash_books" },
  { name: "cash_jobs" },
  { name: "cash_entries" },
  { name: "cash_matches" },
  { name: "cash_allocations" },
  { name: "quote_requests" },
  { name: "quote_receivables" },
  { name: "quote_invitations" },
  { name: "quote_offers" },
  { name: "quote_takings" },
  { name: "quote_taking_receivables" },
  { name: "early_payments" },
  { name: "early_payment_receivables" },
  { name: "eligibility_criteria" },
  { name: "debtor_facts" },
  { name: "eligibility_checks" },
  { name: "invoice_fingerprints" },
  { name: "correspondents" },
  { name: "indirect_payments" },
  { name: "order_lines" },
  { name: "receipt_lines" },
  { name: "acceptance_rules" },
  { name: "acceptance_matches" },
  { name: "legal_ids" },
  { name: "address_book" },
  { name: "invitations" },
  { name: "checking_rules" },
  { name: "relays" },
  { name: "relay_nonces" },
  { name: "relay_transactions" },
  { name: "relay_budgets" },
  {
    name: "subscriptions",
    instead: { scanned: SCANNED_PLACE },
  },
  { name: "notices" },
  { name: "notice_deliveries" },
  // What tells of something that was taken back since, or of its taking back, has no position any more.
  {
    name: "deliveries",
    instead: { position: "place" },
    from: `deliveries join ${PLACES} on places.sequence = position`,
  },
  {
    name: "delivery_attempts",
    from: "delivery_attempts where delivery in (select id from deliveries join events on sequence = position)",
  },
  { name: "dunning_policies" },
  { name: "dunning_scopes" },
  { name: "dunning_customers" },
  { name: "dunning_contacts" },
  { name: "dunning_people" },
  { name: "party_facts" },
  { name: "party_visitors" },
  { name: "party_choices" },
  { name: "party_accounts" },
  { name: "party_agencies" },
  { name: "party_grades" },
  { name: "party_grade_revocations" },
  { name: "reference_consents" },
  { name: "reference_disclosures" },
  { name: "dunning_exceptions" },
  { name: "dunning_acts" },
  { name: "dunning_sends" },
  { name: "dunning_send_items" },
  { name: "dunning_escalations" },
  { name: "dunning_escalated_items" },
  { name: "dunning_refused_targets" },
  { name: "collection_contents" },
  { name: "promised_payments" },
  { name: "payment_plans" },
  { name: "plan_limits" },
  ...CREDIT_TABLES.map((name) => ({ name })),
];
