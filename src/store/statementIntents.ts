/**
 * What intents about statements keep beside those about receivables: the statement, and until when a side's consent
 * holds that was signed at another gateway.
 */

/** A step of the schema. A party's own deadline is null where it is the intent's. */
export const STATEMENT_INTENT_COLUMNS: readonly string[] = [
  "alter table intents add column statement bytea",
  "create index intents_of_statement on intents (statement) where statement is not null",
  "alter table intent_parties add column deadline bigint",
  // What waits for its buyer's address is about no statement.
  "drop index intents_waiting",
  `create index intents_waiting on intents (organisation)
    where receivable is null and statement is null and not over`,
];
