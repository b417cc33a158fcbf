/**
 * Money that moved outside the chain. The ledger keeps one word for each bank reference of a receivable: the hash of
 * what the buyer advised or the holder recorded, or that it was reversed.
 */
import { keccakOfWords, wordOf, wordOfHex } from "./hash.ts";
import type { Address, Hex } from "./receivable.ts";

/** As the buyer advises or the holder records it. */
export interface Receipt {
  /** keccak256 of the bank's own reference of the entry, never of its text. */
  readonly bankRef: Hex;
  /** What arrived for this receivable, minor units below 2^96; 0 takes an advice back. */
  readonly cash: bigint;
  /** Value date (R11), days since 1970-01-01 in the terms' own time zone. */
  readonly valueDay: number;
}

/** What a recorded receipt settled, opened to reverse it; all of it stands in `ReceiptRecorded`. */
export interface RecordedReceipt {
  readonly bankRef: Hex;
  /** Who held the receivable and recorded it. */
  readonly holder: Address;
  /** Minor units, discount included. */
  readonly principal: bigint;
  /** The part of the principal that was discounted, minor units. */
  readonly discount: bigint;
  /** Minor units. */
  readonly charges: bigint;
  /** Principal x days late. */
  readonly lateDays: bigint;
}

/** What a bank reference is to a receivable. A reversed one can never be recorded again. */
export const ReceiptStatus = { None: 0, Advised: 1, Recorded: 2, Reversed: 3 } as const;
export type ReceiptStatus = (typeof ReceiptStatus)[keyof typeof ReceiptStatus];

/** What became of a bank reference, as far as the ledger remembers it. */
export type ReceiptState =
  | { readonly status: typeof ReceiptStatus.Advised; readonly advice: Receipt }
  | { readonly status: typeof ReceiptStatus.Recorded; readonly recorded: RecordedReceipt }
  | { readonly status: typeof ReceiptStatus.Reversed };

/** The last byte of a word is the status; the hash fills what is above. */
const STATUS_BITS = 8n;

/** The key under which the ledger keeps a bank reference of a receivable. */
export function receiptKey(id: Hex, bankRef: Hex): Hex {
  return keccakOfWords(id, bankRef);
}

/** The ledger's word for a bank reference. */
export function receiptWord(state: ReceiptState): bigint {
  switch (state.status) {
    case ReceiptStatus.Advised: {
      const { bankRef, cash, valueDay } = state.advice;
      return packed(keccakOfWords(bankRef, wordOf(cash), wordOf(valueDay)), state.status);
    }
    case ReceiptStatus.Recorded: {
      const { bankRef, holder, principal, discount, charges, lateDays } = state.recorded;
      const amounts = [principal, discount, charges, lateDays].map(wordOf);
      return packed(keccakOfWords(bankRef, wordOfHex(holder), ...amounts), state.status);
    }
    case ReceiptStatus.Reversed:
      return BigInt(state.status);
  }
}

function packed(hash: Hex, status: ReceiptStatus): bigint {
  return ((BigInt(hash) >> STATUS_BITS) << STATUS_BITS) | BigInt(status);
}
