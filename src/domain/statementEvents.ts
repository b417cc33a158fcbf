/** What statements record: each event with the words of `IStatements.sol`. */
import type { Place } from "./events.ts";
import type { Address, Hex } from "./receivable.ts";
import type { Exceptions, Posting, Roots, Statement } from "./statement.ts";

/** A side posted its root. */
export interface StatementPosted extends Statement, Omit<Posting, "replaces"> {
  readonly name: "StatementPosted";
  readonly id: Hex;
  /** Who consented for the party. */
  readonly by: Address;
}

/** AGREED, by one side to what the other has posted. */
export interface BalanceAgreed {
  readonly name: "BalanceAgreed";
  readonly id: Hex;
  readonly party: Address;
  readonly by: Address;
  readonly roots: Roots;
  /** As `sumHash` gives it. */
  readonly balance: Hex;
}

/** AGREED_EXCEPT, by both sides. */
export interface BalanceAgreedExcept extends Exceptions {
  readonly name: "BalanceAgreedExcept";
  readonly id: Hex;
  readonly supplierBy: Address;
  readonly buyerBy: Address;
  readonly roots: Roots;
  readonly balance: Hex;
}

/** REJECTED, by one side. */
export interface BalanceRejected extends Exceptions {
  readonly name: "BalanceRejected";
  readonly id: Hex;
  readonly party: Address;
  readonly by: Address;
  readonly roots: Roots;
  readonly balance: Hex;
}

/** ACKNOWLEDGE_DEBT. */
export interface DebtAcknowledged {
  readonly name: "DebtAcknowledged";
  readonly id: Hex;
  readonly debtor: Address;
  readonly by: Address;
  readonly roots: Roots;
  /** As `sumHash` gives it. */
  readonly debt: Hex;
  /** Days since 1970-01-01; 0 for no day. */
  readonly payBy: number;
}

/** RECEIVE_DEMAND. */
export interface DemandReceived {
  readonly name: "DemandReceived";
  readonly id: Hex;
  readonly debtor: Address;
  readonly by: Address;
  readonly roots: Roots;
  readonly demand: Hex;
}

/** A signer's nonce was used or voided, for statements alone: the ledger counts its own. */
export interface StatementNonceSpent {
  readonly name: "NonceSpent";
  readonly signer: Address;
  readonly nonce: bigint;
}

export type StatementEvent =
  | StatementPosted
  | BalanceAgreed
  | BalanceAgreedExcept
  | BalanceRejected
  | DebtAcknowledged
  | DemandReceived
  | StatementNonceSpent;

/** An event and where it stands. */
export interface RecordedStatementEvent {
  readonly event: StatementEvent;
  readonly at: Place;
}
