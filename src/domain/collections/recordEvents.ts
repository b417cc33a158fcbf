/** What collections record: each event with the words of `ICollections.sol`. */
import type { Place } from "../events.ts";
import type { Address, Hex } from "../receivable.ts";
import type { Answer, CollectionRecord, Placement, Schedule } from "./record.ts";

/** Supplier and buyer agreed how receivables between them are chased. */
export interface ScheduleAgreed {
  readonly name: "ScheduleAgreed";
  readonly supplier: Address;
  readonly buyer: Address;
  /** Who consented for them. */
  readonly supplierBy: Address;
  readonly buyerBy: Address;
  readonly schedule: Schedule;
}

/** The agreed schedule counts for a receivable. */
export interface ScheduleAdopted {
  readonly name: "ScheduleAdopted";
  readonly id: Hex;
  readonly by: Address;
  readonly commitment: Hex;
  readonly dueDay: number;
  readonly utcOffset: number;
  readonly schedule: Schedule;
}

/** An act of collection. */
export interface CollectionRecorded {
  readonly name: "CollectionRecorded";
  readonly id: Hex;
  readonly creditor: Address;
  readonly collector: Address;
  /** Who consented for the collector. */
  readonly by: Address;
  readonly entry: CollectionRecord;
  /** Principal that it asks for, minor units; 0 if it opened none. */
  readonly claimed: bigint;
  /** Of the stage under an adopted schedule, from 1; 0 without one. */
  readonly cycle: bigint;
  /** The content, in the open or sealed; may be empty. */
  readonly body: Hex;
}

/** A step that is no word to the debtor. */
export interface CollectionStepTaken {
  readonly name: "CollectionStepTaken";
  readonly id: Hex;
  readonly creditor: Address;
  readonly collector: Address;
  readonly by: Address;
  /** By its number. */
  readonly step: number;
  /** Unix seconds. */
  readonly doneAt: number;
  readonly content: Hex;
}

/** A creditor lets somebody collect a receivable. */
export interface CollectionPlaced {
  readonly name: "CollectionPlaced";
  readonly id: Hex;
  readonly creditor: Address;
  readonly by: Address;
  readonly placement: Placement;
}

/** A placement ended. */
export interface CollectionRecalled {
  readonly name: "CollectionRecalled";
  readonly id: Hex;
  readonly creditor: Address;
  readonly collector: Address;
  /** Which of the two ended it. */
  readonly party: Address;
  readonly by: Address;
  readonly reason: Hex;
}

/** The debtor answered. */
export interface DebtorAnswered {
  readonly name: "DebtorAnswered";
  readonly id: Hex;
  readonly debtor: Address;
  readonly by: Address;
  readonly answer: Answer;
  readonly body: Hex;
}

/** Creditor and debtor agreed on a payment plan, in place of what they agreed before. */
export interface PlanAgreed {
  readonly name: "PlanAgreed";
  readonly id: Hex;
  readonly creditor: Address;
  readonly debtor: Address;
  /** Who consented for them. */
  readonly creditorBy: Address;
  readonly debtorBy: Address;
  /** Of the receivable as it then was: an amendment ends the plan. */
  readonly commitment: Hex;
  /** As `planHash` gives it. */
  readonly plan: Hex;
}

/** A signer's nonce was used or voided, for collections alone. */
export interface CollectionNonceSpent {
  readonly name: "NonceSpent";
  readonly signer: Address;
  readonly nonce: bigint;
}

export type CollectionEvent =
  | ScheduleAgreed
  | ScheduleAdopted
  | CollectionRecorded
  | CollectionStepTaken
  | CollectionPlaced
  | CollectionRecalled
  | DebtorAnswered
  | PlanAgreed
  | CollectionNonceSpent;

/** An event and where it stands. */
export interface RecordedCollectionEvent {
  readonly event: CollectionEvent;
  readonly at: Place;
}
