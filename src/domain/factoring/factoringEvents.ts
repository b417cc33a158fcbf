/** What factoring records: each event with the words of `IFactoring.sol` and `IFactoringDesk.sol`. */
import type { Place } from "../events.ts";
import type { Address, Hex } from "../receivable.ts";
import type { ClaimReason, DealReceipt, DealTerms, Source } from "./deal.ts";
import type { Filing } from "./filing.ts";
import type { AssignmentNotice, NoticeReply } from "./notice.ts";
import type { OfferKind } from "./offer.ts";
import type { Distribution } from "./waterfall.ts";

/** A factor has a desk. */
export interface DeskOpened {
  readonly name: "DeskOpened";
  readonly factor: Address;
  readonly desk: Address;
}

/** A notice of assignment was given. */
export interface AssignmentNotified {
  readonly name: "AssignmentNotified";
  /** As `noticeHash` gives it. */
  readonly notice: Hex;
  readonly assignee: Address;
  readonly debtor: Address;
  /** Who consented for the one who gave it. */
  readonly by: Address;
  readonly content: AssignmentNotice;
  readonly ids: readonly Hex[];
}

/** The debtor replied to a notice. */
export interface NoticeReplied {
  readonly name: "NoticeReplied";
  readonly notice: Hex;
  readonly debtor: Address;
  /** Who consented for the debtor. */
  readonly by: Address;
  readonly reply: NoticeReply;
  /** Of Refused or Reserved the hash of why; zero otherwise. */
  readonly reason: Hex;
}

/** A filing in a register was stated. */
export interface FilingRecorded {
  readonly name: "FilingRecorded";
  readonly secured: Address;
  readonly debtor: Address;
  /** Who consented for the secured party. */
  readonly by: Address;
  readonly filing: Filing;
  /** None for all present and future receivables of the debtor. */
  readonly ids: readonly Hex[];
}

/** A signer's nonce was used or voided, for notices and filings alone. */
export interface FactoringNonceSpent {
  readonly name: "NonceSpent";
  readonly signer: Address;
  readonly nonce: bigint;
}

/** A receivable was sold to a desk with a reserve. Minor units. */
export interface ReceivableSold {
  readonly name: "ReceivableSold";
  readonly id: Hex;
  readonly buyer: Address;
  /** Struct hash of what the factor signed. */
  readonly offer: Hex;
  readonly kind: OfferKind;
  /** That this sale spent; of a facility its own, which stays unspent. */
  readonly nonce: bigint;
  readonly terms: DealTerms;
  readonly currency: Address;
  /** Open amount at the sale. */
  readonly open: bigint;
  /** What the seller got. */
  readonly advance: bigint;
  /** Fixed part of the fees. */
  readonly commission: bigint;
  /** Of the sale, in the factor's time zone. */
  readonly day: number;
}

/** A receivable was sold outright, to the factor itself. Minor units. */
export interface ReceivablePurchased {
  readonly name: "ReceivablePurchased";
  readonly id: Hex;
  readonly seller: Address;
  readonly offer: Hex;
  /** That this spent. */
  readonly nonce: bigint;
  readonly currency: Address;
  readonly open: bigint;
  readonly price: bigint;
}

/** Cash of a deal was shared out. */
export interface DealPaid {
  readonly name: "DealPaid";
  readonly id: Hex;
  readonly source: Source;
  readonly shared: Distribution;
  /** From which on repaid funds cost nothing: today, or a receipt's value date. */
  readonly day: number;
  /** Of a receipt; zero otherwise. */
  readonly bankRef: Hex;
}

/** A receipt of a deal was reversed. */
export interface DealReceiptReversed {
  readonly name: "DealReceiptReversed";
  readonly id: Hex;
  readonly bankRef: Hex;
  /** As it was taken in. */
  readonly receipt: DealReceipt;
}

/** The seller owes the factor a gap. */
export interface ClaimRaised {
  readonly name: "ClaimRaised";
  readonly id: Hex;
  readonly seller: Address;
  readonly reason: ClaimReason;
  /** When it was raised, minor units. */
  readonly amount: bigint;
  /** Hash of what supports it; of Misdirected the bank reference. */
  readonly evidence: Hex;
}

/** Seller or factor consented to an act on the receivable, which is done when the other does, within 30 days. */
export interface ActProposed {
  readonly name: "ActProposed";
  readonly id: Hex;
  readonly by: Address;
  /** The ledger's call, encoded. */
  readonly call: Hex;
}

/** An act that both consented to was done; the ledger's own event follows. */
export interface ActDone {
  readonly name: "ActDone";
  readonly id: Hex;
  readonly by: Address;
  /** keccak256 of the call. */
  readonly act: Hex;
}

/** The receivable went back to its seller (反转让). */
export interface ReceivableReassigned {
  readonly name: "ReceivableReassigned";
  readonly id: Hex;
  readonly seller: Address;
}

/** An account could not be paid; its cash waits at the desk. */
export interface CashOwed {
  readonly name: "CashOwed";
  readonly account: Address;
  readonly currency: Address;
  /** Minor units, added to what waits. */
  readonly amount: bigint;
}

/** All that waited for an account went to it. */
export interface CashWithdrawn {
  readonly name: "CashWithdrawn";
  readonly account: Address;
  readonly currency: Address;
  readonly amount: bigint;
}

/** The desk's factor voided a nonce; those that sales spend stand in their events. */
export interface DeskNonceSpent {
  readonly name: "NonceSpent";
  readonly nonce: bigint;
}

/** What the contract `Factoring` writes. */
export type FactoringEvent = DeskOpened | AssignmentNotified | NoticeReplied | FilingRecorded | FactoringNonceSpent;

/** About a deal. */
export type DealEvent =
  ReceivableSold | DealPaid | DealReceiptReversed | ClaimRaised | ActProposed | ActDone | ReceivableReassigned;

/** What a desk writes; which one it is says the place. */
export type DeskEvent = DealEvent | ReceivablePurchased | CashOwed | CashWithdrawn | DeskNonceSpent;

/** An event of either, and where it stands. */
export interface RecordedFactoringEvent {
  readonly event: FactoringEvent | DeskEvent;
  readonly at: Place;
}
