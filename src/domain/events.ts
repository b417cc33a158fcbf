/**
 * Everything that the ledger records, named as in `ILedger.sol` and ERC-721. An event carries the change it makes, so
 * that folding the events gives the storage. Amounts are minor units; addresses are in lower case.
 */
import type { AgreementEvent } from "./agreementEvents.ts";
import type { DirectoryEvent } from "./directory.ts";
import type { ReceiptEvent } from "./receiptEvents.ts";
import type { Address, Header, Hex, Outcome, Terms } from "./receivable.ts";

interface Issue extends Header {
  readonly id: Hex;
  /** Who consented for the supplier. */
  readonly by: Address;
  readonly document: Hex;
}

export interface ReceivableIssued extends Issue {
  readonly name: "ReceivableIssued";
  readonly terms: Terms;
}

export interface ReceivableSealed extends Issue {
  readonly name: "ReceivableSealed";
  /** Struct hash of the terms. */
  readonly terms: Hex;
  /** Sealed to its readers. */
  readonly content: Hex;
}

export interface ReceivableAccepted {
  readonly name: "ReceivableAccepted";
  readonly id: Hex;
  /** Who consented for the buyer. */
  readonly by: Address;
  readonly commitment: Hex;
}

/** Cash of `principal - discount + charges` went from payer to holder, or is kept for the holder. */
export interface ReceivablePaid {
  readonly name: "ReceivablePaid";
  readonly id: Hex;
  readonly payer: Address;
  readonly holder: Address;
  readonly principal: bigint;
  readonly discount: bigint;
  readonly charges: bigint;
  /** Principal x days late that this adds. */
  readonly lateDays: bigint;
  /** Whether nothing is due any more. */
  readonly closed: boolean;
}

export interface DiscountCarried {
  readonly name: "DiscountCarried";
  readonly id: Hex;
  /** What is carried now, as in `Position`. */
  readonly carry: bigint;
}

export interface ReceivableCredited {
  readonly name: "ReceivableCredited";
  readonly id: Hex;
  readonly by: Address;
  readonly principal: bigint;
  readonly reason: Hex;
  readonly closed: boolean;
}

/** The holder let charges go. */
export interface ChargesWaived {
  readonly name: "ChargesWaived";
  readonly id: Hex;
  readonly by: Address;
  readonly charges: bigint;
  readonly reason: Hex;
  readonly closed: boolean;
}

export interface ReceivableDisputed {
  readonly name: "ReceivableDisputed";
  readonly id: Hex;
  readonly by: Address;
  readonly amount: bigint;
  /** Disputed amount now. */
  readonly disputed: bigint;
  readonly code: number;
  readonly evidence: Hex;
}

export interface DisputeResolved {
  readonly name: "DisputeResolved";
  readonly id: Hex;
  readonly by: Address;
  readonly outcome: Outcome;
  readonly amount: bigint;
  /** Disputed amount now. */
  readonly disputed: bigint;
  readonly evidence: Hex;
}

interface Cash {
  readonly id: Hex;
  readonly holder: Address;
  readonly currency: Address;
  readonly amount: bigint;
}

/** The holder is called from now on whenever the receivable is paid, until its token is transferred. */
export interface ListeningBegun {
  readonly name: "ListeningBegun";
  readonly id: Hex;
  readonly holder: Address;
}

/** A holder could not be paid; its cash waits at the ledger. */
export interface CashKept extends Cash {
  readonly name: "CashKept";
}

/** All that was kept went to the holder. */
export interface CashClaimed extends Cash {
  readonly name: "CashClaimed";
}

export interface NonceSpent {
  readonly name: "NonceSpent";
  readonly signer: Address;
  readonly nonce: bigint;
}

export interface RootRevoked {
  readonly name: "RootRevoked";
  readonly signer: Address;
  readonly root: Hex;
}

/** The token changed hands; from nobody when it was issued. It clears the approval and ends listening silently. */
export interface Transfer {
  readonly name: "Transfer";
  readonly from: Address;
  readonly to: Address;
  readonly id: Hex;
}

export interface Approval {
  readonly name: "Approval";
  readonly owner: Address;
  readonly account: Address;
  readonly id: Hex;
}

export interface ApprovalForAll {
  readonly name: "ApprovalForAll";
  readonly owner: Address;
  readonly operator: Address;
  readonly isApproved: boolean;
}

export type LedgerEvent =
  | ReceivableIssued
  | ReceivableSealed
  | ReceivableAccepted
  | AgreementEvent
  | ReceivablePaid
  | DiscountCarried
  | ReceiptEvent
  | ReceivableCredited
  | ChargesWaived
  | ReceivableDisputed
  | DisputeResolved
  | ListeningBegun
  | CashKept
  | CashClaimed
  | NonceSpent
  | RootRevoked
  | Transfer
  | Approval
  | ApprovalForAll;

/** Where on the chain an event stands. */
export interface Place {
  /** The contract that recorded it. */
  readonly address: Address;
  readonly blockNumber: number;
  readonly blockHash: Hex;
  readonly transactionHash: Hex;
  readonly logIndex: number;
}

/** An event of the ledger or of the directory, and where it stands. */
export interface RecordedEvent {
  readonly event: LedgerEvent | DirectoryEvent;
  readonly at: Place;
}
