/**
 * How much of a document is read before it is refused. They bound time and memory whatever the sender does, and stand
 * well above real invoices: the largest in the public test suites has 112 kB, one of 10,000 lines some 15 MB.
 */
export interface Limits {
  /** Bytes of the whole document, attachments included. */
  readonly bytes: number;
  /** Elements inside one another; EN 16931 needs 8. */
  readonly depth: number;
  readonly elements: number;
  /** Attributes of one element. */
  readonly attributes: number;
  /** Characters of one text, attribute, name, comment or other run without an end. */
  readonly text: number;
}

export const LIMITS: Limits = {
  bytes: 32 * 1024 * 1024,
  depth: 64,
  elements: 1_000_000,
  attributes: 64,
  text: 1024 * 1024,
};

/** Bytes and characters are passed on in portions of this size, so that the limits are checked as often. */
export const PORTION = 16 * 1024;

/** Findings kept of one document; a hostile one could raise a million. */
export const MAX_FINDINGS = 500;

/** Characters of an identifier and of a name; longer ones are findings, as no ledger has a column for them. */
export const MAX_IDENTIFIER_LENGTH = 200;
export const MAX_NAME_LENGTH = 500;

/** Characters of payment terms that are read; the rest is kept as unread. */
export const MAX_TERMS_LENGTH = 8 * 1024;
