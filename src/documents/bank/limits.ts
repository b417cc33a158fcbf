/**
 * How much of a bank file is read before it is refused, so that time and memory are bounded whatever the sender does.
 */
import type { Limits } from "../limits.ts";

/** A year of a busy account: a million entries are some 1 GB of camt.053. */
export const BANK_LIMITS: Limits = {
  bytes: 2 * 1024 * 1024 * 1024,
  depth: 64,
  elements: 200_000_000,
  attributes: 64,
  text: 64 * 1024,
};

/** Elements of one entry without its transactions, of one transaction, and of what a statement says of itself. */
export const MAX_RECORD_ELEMENTS = 10_000;

/** Transactions of one batch entry, and blocks of one advice: they are kept in memory together. */
export const MAX_DETAILS = 100_000;

/** Balances of one statement; a year of daily ones is far below. */
export const MAX_BALANCES = 10_000;

/** Findings of each severity kept of one statement; a hostile one could raise a million. */
export const MAX_BANK_FINDINGS = 250;

/** Characters of one line of an MT940; SWIFT writes 65, banks that do not wrap write whole fields. */
export const MAX_LINE = 16 * 1024;

/** Lines of one field of an MT940; SWIFT allows 6 and German banks more. */
export const MAX_FIELD_LINES = 200;

/** Digits of an amount: 18 in ISO 20022, 15 characters in SWIFT, with leading zeros in some banks' files. */
export const MAX_AMOUNT_DIGITS = 18;

/** Bytes of a table, which is read whole. */
export const MAX_TABLE_BYTES = 64 * 1024 * 1024;
