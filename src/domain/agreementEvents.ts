/** What the ledger records when an agreement is answered, changed, divided or ended. */
import type { Clarification } from "./clarification.ts";
import type { Address, Hex, Terms } from "./receivable.ts";

interface Answer extends Clarification {
  readonly id: Hex;
  /** Who consented for the buyer. */
  readonly by: Address;
}

export interface ReceivableQueried extends Answer {
  readonly name: "ReceivableQueried";
}

export interface ReceivableRejected extends Answer {
  readonly name: "ReceivableRejected";
}

/** What was queried or rejected is issued again; what was accepted stays so. A consent to a transfer is void. */
export interface ReceivableAmended {
  readonly name: "ReceivableAmended";
  readonly id: Hex;
  /** Who consented for the holder. */
  readonly by: Address;
  readonly supplierBy: Address;
  /** Zero for a buyer that had not accepted. */
  readonly buyerBy: Address;
  readonly policy: number;
  readonly revision: number;
  readonly terms: Terms;
  readonly document: Hex;
  /** Disputed amount now. */
  readonly disputed: bigint;
  /** Whether nothing is due any more. */
  readonly closed: boolean;
}

/** The claim rose by a debit note: amount and revision alone change. */
export interface ReceivableDebited {
  readonly name: "ReceivableDebited";
  readonly id: Hex;
  /** Who consented for the holder. */
  readonly by: Address;
  readonly buyerBy: Address;
  readonly amount: bigint;
  readonly reason: Hex;
  /** Disputed amount now: what was paid is disputed no more, and what is added not yet. */
  readonly disputed: bigint;
  /** The new one. */
  readonly commitment: Hex;
}

/** A later line became due because an earlier one is in default: due day and revision alone change. */
export interface ReceivableAccelerated {
  readonly name: "ReceivableAccelerated";
  readonly id: Hex;
  /** Who consented for the holder. */
  readonly by: Address;
  /** The earlier line. */
  readonly overdue: Hex;
  readonly dueDay: number;
  /** The new one. */
  readonly commitment: Hex;
}

/** A receivable became parts, each a receivable of its own that is accepted with it. */
export interface ReceivableSplit {
  readonly name: "ReceivableSplit";
  readonly id: Hex;
  /** Who consented for the holder. */
  readonly by: Address;
  /** Principal of each part. */
  readonly amounts: readonly bigint[];
  /** Of each part. */
  readonly commitments: readonly Hex[];
}

/** The holder wrote it off in its books; the claim stays (R49). */
export interface ReceivableWrittenOff {
  readonly name: "ReceivableWrittenOff";
  readonly id: Hex;
  /** Who consented for the holder. */
  readonly by: Address;
  readonly reason: Hex;
}

/** The holder took back what nobody had accepted. */
export interface ReceivableCancelled {
  readonly name: "ReceivableCancelled";
  readonly id: Hex;
  /** Who consented for the holder. */
  readonly by: Address;
  readonly reason: Hex;
}

/** The buyer lets a receivable that needs its consent go to somebody, once. */
export interface TransferConsented {
  readonly name: "TransferConsented";
  readonly id: Hex;
  /** Who consented for the buyer. */
  readonly by: Address;
  /** The next holder; zero takes the consent back. */
  readonly to: Address;
}

export type AgreementEvent =
  | ReceivableQueried
  | ReceivableRejected
  | ReceivableAmended
  | ReceivableDebited
  | ReceivableAccelerated
  | ReceivableSplit
  | ReceivableWrittenOff
  | ReceivableCancelled
  | TransferConsented;
