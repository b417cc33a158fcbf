/** What the ledger records of money that moved outside the chain. */
import type { Receipt, RecordedReceipt } from "./receipts.ts";
import type { Address, Hex } from "./receivable.ts";

export interface ReceiptAdvised extends Receipt {
  readonly name: "ReceiptAdvised";
  readonly id: Hex;
  /** Who consented for the buyer. */
  readonly by: Address;
}

/** It settled what a payment of `principal - discount + charges` would have settled on the value date. */
export interface ReceiptRecorded extends RecordedReceipt {
  readonly name: "ReceiptRecorded";
  readonly id: Hex;
  /** Who consented for the holder. */
  readonly by: Address;
  readonly valueDay: number;
  /** Whether it answers an advice of the buyer. */
  readonly advised: boolean;
  /** Whether nothing is due any more. */
  readonly closed: boolean;
}

/** The bank took it back: what it settled is open again with its original due date (R36). */
export interface ReceiptReversed extends Omit<RecordedReceipt, "holder"> {
  readonly name: "ReceiptReversed";
  readonly id: Hex;
  /** Who consented for the holder of that time. */
  readonly by: Address;
  readonly evidence: Hex;
  /** Whether nothing is due even so, since the rest was credited. */
  readonly closed: boolean;
}

export type ReceiptEvent = ReceiptAdvised | ReceiptRecorded | ReceiptReversed;
