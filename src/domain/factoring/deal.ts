/** A deal: a receivable that a factor's desk bought with a reserve. Shapes are those of `FactoringTypes.sol`. */
import type { Address } from "../receivable.ts";

/** What stays the same over the deals of one offer. */
export interface DealTerms {
  readonly seller: Address;
  /** Parts per million a year on funds in use. */
  readonly feeRate: number;
  /** 360 or 365. */
  readonly basis: number;
  /** Days past due beyond which the factor may charge back; `NO_RECOURSE` for never. */
  readonly recourseDays: number;
  /** Minutes that the factor's days are ahead of UTC. */
  readonly utcOffset: number;
}

/**
 * Where cash that repaid a deal came from: the debtor's payment on the ledger; the seller, or anyone for it; the
 * debtor's money that reached the factor, or reached the seller and was turned over.
 */
export const Source = { Payment: 0, Repayment: 1, FactorReceipt: 2, SellerReceipt: 3 } as const;
export type Source = (typeof Source)[keyof typeof Source];

/** Who got money that moved outside the chain: the factor; the seller, who turns it over now, or who kept it. */
export const Recipient = { Factor: 0, SellerTurnedOver: 1, SellerKept: 2 } as const;
export type Recipient = (typeof Recipient)[keyof typeof Recipient];

/** A receipt that a deal took in, opened to reverse it; all of it stands in `DealPaid`. Minor units. */
export interface DealReceipt {
  readonly source: Source;
  readonly toFunds: bigint;
  readonly toFees: bigint;
  readonly toSeller: bigint;
  /** Its value date. */
  readonly day: number;
}

/**
 * Why the seller owes what is outstanding (R53). Recourse: the buyer has not paid within the recourse days. Dilution:
 * what was sold was credited since. Warranty: the factor says that the seller's word was broken. Misdirected: the
 * seller kept what the buyer paid it.
 */
export const ClaimReason = { Recourse: 0, Dilution: 1, Warranty: 2, Misdirected: 3 } as const;
export type ClaimReason = (typeof ClaimReason)[keyof typeof ClaimReason];
