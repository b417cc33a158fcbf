/** A receivable as its events tell it: the shape of the read model. */
import type { ReceiptState } from "./receipts.ts";
import { Status, ZERO_ADDRESS, ZERO_HASH } from "./receivable.ts";
import type { Address, Header, Hex, Position, Terms } from "./receivable.ts";

/** What was agreed, as far as the chain says. */
export interface Agreement {
  readonly header: Header;
  /** Struct hash of the terms; undefined where the ledger derived them from sealed ones. */
  readonly terms: Hex | undefined;
  readonly document: Hex;
  /** The opened terms; undefined if they are sealed, or derived from sealed ones. */
  readonly openTerms: Terms | undefined;
  /** What was sealed to the readers, maybe with the terms that these are derived from; "0x" if they are in the open. */
  readonly content: Hex;
}

/** A receivable as it stands. Amounts are minor units. */
export interface ReceivableState extends Position {
  /** Undefined before it is issued. */
  readonly agreed: Agreement | undefined;
  readonly commitment: Hex;
  readonly status: Status;
  /** Whom the open amount is owed to. */
  readonly holder: Address;
  /** Who else may transfer it; zero for nobody. */
  readonly approved: Address;
  /** Whether the policy lets it change hands only with the buyer's consent, or not at all. */
  readonly locked: boolean;
  /** Whom the buyer lets it go to although it is locked; zero for nobody. */
  readonly transferee: Address;
  /** Whether the holder is called when it is paid. */
  readonly listening: boolean;
  /** Whether nothing is due any more. */
  readonly closed: boolean;
  /** Whether late days, charges or a carried discount were ever recorded. */
  readonly detailed: boolean;
  /** As last recorded; what was paid or credited since is disputed no more. */
  readonly disputed: bigint;
  /** Whether its holder wrote it off; the claim stays (R49). */
  readonly writtenOff: boolean;
  /** Whether it is a part of a receivable that was split. */
  readonly part: boolean;
  /** How many advices of the buyer wait for an answer. */
  readonly advices: number;
  /** Money that moved outside the chain, by the bank's reference. */
  readonly receipts: ReadonlyMap<Hex, ReceiptState>;
}

/** A receivable that nobody has issued. */
export const UNKNOWN_RECEIVABLE: ReceivableState = {
  agreed: undefined,
  commitment: ZERO_HASH,
  status: Status.None,
  holder: ZERO_ADDRESS,
  approved: ZERO_ADDRESS,
  locked: false,
  transferee: ZERO_ADDRESS,
  listening: false,
  closed: false,
  detailed: false,
  disputed: 0n,
  writtenOff: false,
  part: false,
  advices: 0,
  receipts: new Map(),
  settled: 0n,
  credited: 0n,
  lateDays: 0n,
  chargesSettled: 0n,
  carry: 0n,
  discounted: false,
};
