/**
 * What supplier and buyer agree on, as the ledger's structs have it, field for field and in the same order: the EIP-712
 * struct hash of a {@link Receivable} is the commitment that the chain keeps.
 *
 * Amounts are minor units of the currency, days are calendar days since 1970-01-01 in the terms' own time zone, rates
 * are parts per million a year, instants unix seconds.
 */

/** Bytes as hex digits after 0x. */
export type Hex = `0x${string}`;

/** Twenty bytes, in lower case wherever the chain gives them; people may spell them with a checksum. */
export type Address = `0x${string}`;

/** Who owes whom for what; opened whenever anybody consents. */
export interface Header {
  /** Organisation that sold (EN 16931 BG-4). */
  readonly supplier: Address;
  /** Organisation that bought and owes (BG-7). */
  readonly buyer: Address;
  /** keccak256 of the normalised invoice number (BT-1, R68). */
  readonly invoice: Hex;
  /**
   * Instalment of that invoice, 0 to 9,999; one receivable has one due date (R6). A part of a split receivable has its
   * parent's id for an invoice and its index plus 10,000 for a line.
   */
  readonly line: number;
  /** Assignability and whether it may be split; see `policy.ts`. */
  readonly policy: number;
  /** Strictly rising with every amendment, from 0 to 9,999. */
  readonly revision: number;
}

/** What is owed and when; opened to move money. */
export interface Terms {
  /** ERC-20 token, or an ISO 4217 numeric code (up to 999) as an address for money that moves outside the chain. */
  readonly currency: Address;
  /** Face, minor units, below 2^92. */
  readonly amount: bigint;
  /** The due date; it ends at 24:00 local time (R8). */
  readonly dueDay: number;
  /** Minutes that local time is ahead of UTC on the due date, -720 to 840. */
  readonly utcOffset: number;
  /** Last day of the first discount tier; 0 for none. */
  readonly discountDay1: number;
  /** Sum off the whole amount if all is settled by that day, minor units; a sum, so that R10 is settled beforehand. */
  readonly discount1: bigint;
  /** Last day of the second tier, after the first; 0 for none. */
  readonly discountDay2: number;
  /** Its sum, below the first, minor units. */
  readonly discount2: bigint;
  /** Sliding discount on the days before the due date (R14), parts per million a year; 0 for none. */
  readonly slidingRate: number;
  /** Whether a part paid in time earns its part of the discount (R12). */
  readonly discountOnParts: boolean;
  /** Late interest, simple (R16), parts per million a year; 0 for none. */
  readonly lateRate: number;
  /** Days of the year that rates are divided by (R17). */
  readonly basis: number;
  /** Lateness of no more than this costs nothing; beyond it, all days count from the due date. */
  readonly graceDays: number;
  /** Recovery cost due once as soon as any part is late beyond grace, minor units (R20, R21). */
  readonly fixedSum: bigint;
  /** What a payment settles first: 0 charges (R29), 1 principal. */
  readonly allocation: number;
  /** Days of default of an earlier line after which this line may be called due; 0 for never. */
  readonly accelerationDays: number;
  /** 32 random bytes, so that nobody can find the terms by trying. */
  readonly salt: Hex;
}

/** A receivable in full. */
export interface Receivable {
  readonly header: Header;
  readonly terms: Terms;
  /** Root over the fields of the e-invoice, one salted leaf each. */
  readonly document: Hex;
}

/** A commitment of which only the header is opened. */
export interface OpenHeader {
  readonly header: Header;
  /** Struct hash of the terms. */
  readonly terms: Hex;
  readonly document: Hex;
}

/** A commitment of which only the terms are opened. */
export interface OpenTerms {
  /** Struct hash of the header. */
  readonly header: Hex;
  readonly terms: Terms;
  readonly document: Hex;
}

/** A payment of one receivable among several. */
export interface PaymentOrder {
  readonly id: Hex;
  readonly opened: OpenTerms;
  /** The most the payer gives, minor units. */
  readonly maxCash: bigint;
}

/** A signed consent that anyone may carry. */
export interface Consent {
  /** The party, or its agent with an uncapped mandate. */
  readonly signer: Address;
  /** Last instant at which it may be recorded, unix seconds. */
  readonly deadline: bigint;
  /** Any number that the signer has not used; unread for a root. */
  readonly nonce: bigint;
  /** 0 for a single message; otherwise how many leaves the signer was told the root holds. */
  readonly count: bigint;
  /** For a root of acceptances: hash of the rules by which the buyer chose the leaves; zero for none. */
  readonly policy: Hex;
  /** Siblings from the leaf to the root. */
  readonly proof: readonly Hex[];
  /** ECDSA (65 bytes) or whatever the signer's ERC-1271 understands. */
  readonly signature: Hex;
}

/** A payment authorised through Permit2: the payer signed the payment as the witness of a transfer of at most that. */
export interface Permit2Consent {
  readonly payer: Address;
  /** Of Permit2: any number that the payer has not used there. */
  readonly nonce: bigint;
  /** Last instant, unix seconds. */
  readonly deadline: bigint;
  readonly signature: Hex;
}

/** What a receivable has been through, as the money engine needs it. Minor units throughout. */
export interface Position {
  /** Principal paid, discounted or credited. */
  readonly settled: bigint;
  /** The part of it that was credited. */
  readonly credited: bigint;
  /** Sum over settled principal of principal x days late. */
  readonly lateDays: bigint;
  /** Interest and fixed sum paid or waived. */
  readonly chargesSettled: bigint;
  /** Discount on parts that was earned and not yet granted, in 2^-48 minor units, offset by one half. */
  readonly carry: bigint;
  /**
   * Whether a discount stands: a payment or receipt earned one, and no receipt that had earned one was reversed since.
   * While one stands there is none on the whole (R12, R31, R36).
   */
  readonly discounted: boolean;
}

/** What is due on a day. Minor units; `payoff = open - discount + charges`. */
export interface Quote {
  readonly open: bigint;
  readonly discount: bigint;
  readonly charges: bigint;
  readonly payoff: bigint;
  readonly daysLate: bigint;
}

/** What a sum of cash settles. Minor units; `cash = principal - discount + charges`. */
export interface Allocation {
  readonly cash: bigint;
  readonly principal: bigint;
  readonly discount: bigint;
  readonly charges: bigint;
  /** Added to the position. */
  readonly lateDays: bigint;
  /** Replaces that of the position. */
  readonly carry: bigint;
  /** Whether nothing remains due. */
  readonly closed: boolean;
}

/** Where a receivable stands. Being closed (nothing due any more) is a fact of its own, since it follows from money. */
export const Status = {
  None: 0,
  Issued: 1,
  Queried: 2,
  Rejected: 3,
  Accepted: 4,
  Cancelled: 5,
  Split: 6,
} as const;
export type Status = (typeof Status)[keyof typeof Status];

/**
 * The verbs of the ledger, in the order of a receivable's life, those of statements, of factoring and of collections. A
 * mandate is a set of them, bit `1 << verb`.
 */
export const Verb = {
  Issue: 0,
  Accept: 1,
  Query: 2,
  Reject: 3,
  Amend: 4,
  Pay: 5,
  Advise: 6,
  RecordReceipt: 7,
  ReverseReceipt: 8,
  Credit: 9,
  Debit: 10,
  Waive: 11,
  Dispute: 12,
  Resolve: 13,
  Split: 14,
  WriteOff: 15,
  Cancel: 16,
  ConsentTransfer: 17,
  Accelerate: 18,
  PostStatement: 19,
  AgreeBalance: 20,
  AcknowledgeDebt: 21,
  ReceiveDemand: 22,
  NotifyAssignment: 23,
  AcknowledgeAssignment: 24,
  ChargeBack: 25,
  AgreeCollection: 26,
  RecordCollection: 27,
  PlaceCollection: 28,
  AnswerCollection: 29,
  AgreePlan: 30,
} as const;
export type Verb = (typeof Verb)[keyof typeof Verb];

/** How a dispute about an amount ends: the buyer withdraws it, or the holder concedes it by a credit. */
export const Outcome = { Withdrawn: 0, Conceded: 1 } as const;
export type Outcome = (typeof Outcome)[keyof typeof Outcome];

export const ZERO_ADDRESS: Address = "0x0000000000000000000000000000000000000000";
export const ZERO_HASH: Hex = `0x${"00".repeat(32)}`;

/** The name that a table of numbered words gives a number, such as "Accepted"; the number itself if it gives none. */
export function nameOf(table: Readonly<Record<string, number>>, value: number): string {
  return Object.entries(table).find(([, number]) => number === value)?.[0] ?? value.toString();
}
