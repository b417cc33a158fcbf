/**
 * What intents about assignments and at desks keep beside the others: the notice, and the desk for which a factor signs
 * what its desk holds.
 */

/** A step of the schema. The desk is null where a party signs for itself. */
export const FACTORING_INTENT_COLUMNS: readonly string[] = [
  "alter table intents add column notice bytea",
  "create index intents_of_notice on intents (notice) where notice is not null",
  "alter table intent_parties add column desk bytea",
];
