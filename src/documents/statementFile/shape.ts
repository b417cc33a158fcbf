/**
 * The file in which a firm hands its book of a statement to the other firm: what it holds, and its bounds. How it
 * travels does not matter, since whoever gets it reckons its root, which stands on the chain.
 */
import type { LedgerItem } from "../../domain/ledgerItem.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Statement } from "../../domain/statement.ts";

/** What stands under `countersign` in the file; another form gets another name. */
export const STATEMENT_FORM = "statement-1";
/** Items of one file, those after the cut-off among them: more than any pair has open in one currency. */
export const MOST_FILE_ITEMS = 200_000;
export const MOST_FILE_BYTES = 48 * 2 ** 20;
/** As long as a cell of a book may be. */
export const LONGEST_TEXT = 4_000;

/** Fields of the file and of each item, in their order. */
export const FILE_FIELDS = [
  ...["countersign", "statement", "lastDay", "party", "keys", "root", "items", "later"],
] as const;
export const STATEMENT_FIELDS = ["supplier", "buyer", "currency", "cutOff"] as const;
export const ITEM_FIELDS = [
  ...["kind", "number", "order", "date", "dueDate", "amount", "settles", "disputed", "assignedTo", "receivable"],
] as const;

export interface StatementFile {
  readonly statement: Statement;
  /** The last day that counts, days since 1970-01-01. */
  readonly lastDay: number;
  /** Whose book: the supplier or the buyer. */
  readonly party: Address;
  /** Of which viewing keys the secret is that the root was made with. */
  readonly keys: Hex;
  readonly root: Hex;
  /** Dated up to the last day. */
  readonly items: readonly LedgerItem[];
  /** Dated after it. */
  readonly later: readonly LedgerItem[];
}

/** A file that is none, or not whole. */
export class StatementFileError extends Error {
  /** Such as "items[3].amount". */
  readonly field: string;

  /** @param fault What is wrong and the way out. */
  constructor(field: string, fault: string) {
    super(`${field}: ${fault}`);
    this.name = "StatementFileError";
    this.field = field;
  }
}
