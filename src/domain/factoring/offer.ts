/**
 * What a factor offers to buy, and at which price (R53 to R55). Shapes and order are those of `FactoringTypes.sol`.
 * Amounts are minor units, rates parts per million, days since 1970-01-01 or counts of them, instants unix seconds.
 */
import { RECEIVABLE_TYPES } from "../commitment.ts";
import type { Address, Hex, Receivable } from "../receivable.ts";

/** Recourse days of an offer without recourse for the buyer's credit risk. */
export const NO_RECOURSE = 65_535;
/** The most buyers that one facility names. */
export const MAX_BUYERS = 64;

/** What a factor's money costs. */
export interface Price {
  /** Part of the open amount that is paid at once, rounded down; above zero. */
  readonly advanceRate: number;
  /** A year on the funds in use, simple, by days from the sale, rounded half up once. */
  readonly feeRate: number;
  /** Days of the year that the fee rate is divided by: 360 or 365. */
  readonly basis: number;
  /** On the open amount at the sale, rounded half up. */
  readonly commissionRate: number;
  /** The least that the commission of one receivable comes to. */
  readonly minimumFee: bigint;
  /** Days past due beyond which the factor may charge back; {@link NO_RECOURSE} for never. */
  readonly recourseDays: number;
}

/** Under which conditions a factor buys with a reserve; part of each of its offers. */
export interface Conditions {
  /** Who may sell: the holder. */
  readonly seller: Address;
  /** ERC-20 token of the receivables and of the advance. */
  readonly currency: Address;
  readonly price: Price;
  /** Of a facility the most funds in use at one time; of others the most advance on one receivable. */
  readonly limit: bigint;
  /** Days from the sale to the due date, both included. */
  readonly minTenor: number;
  readonly maxTenor: number;
  /** How many unanswered advices of the buyer the factor knows of and takes. */
  readonly advices: number;
  /** Minutes that the factor's days are ahead of UTC. */
  readonly utcOffset: number;
  /** Last instant. */
  readonly until: number;
  /** Any that the factor has not used: of several receivables the first of as many; of a facility its handle. */
  readonly nonce: bigint;
}

/** A buyer whose receivables a facility takes. */
export interface BuyerLimit {
  readonly buyer: Address;
  /** Most funds in use on it at one time. */
  readonly limit: bigint;
}

/** An offer to buy one receivable outright at a discount (R55): no reserve, and no deal remains. */
export interface Discount {
  /** Who may sell: the holder. */
  readonly seller: Address;
  /** A year, at most 1,000,000. */
  readonly rate: number;
  /** 360 or 365. */
  readonly basis: number;
  /** Days added to those until the due date. */
  readonly extraDays: number;
  /** Least price: what was paid since the offer makes it void, not cheaper. */
  readonly minPrice: bigint;
  readonly advices: number;
  /** Last instant. */
  readonly until: number;
  readonly nonce: bigint;
}

/** What the factor signed: `Offer` of one receivable, `OfferRoot` over named ones, a standing `Facility`. */
export const OfferKind = { Single: 0, Several: 1, Facility: 2 } as const;
export type OfferKind = (typeof OfferKind)[keyof typeof OfferKind];

/** What a holder sends with a token: the receivable, opened, and the factor's offer for it. */
export interface Sale {
  readonly receivable: Receivable;
  readonly conditions: Conditions;
  readonly kind: OfferKind;
  /** Of Several: the place of the receivable, and how many the root holds; else 0. */
  readonly index: number;
  readonly count: number;
  /** Of Several: from its leaf to the root. */
  readonly proof: readonly Hex[];
  /** Of Facility: its buyers. */
  readonly buyers: readonly BuyerLimit[];
  /** Of the factor. */
  readonly signature: Hex;
}

/** The structs that offers are made of. */
export const OFFER_STRUCTS = {
  ...RECEIVABLE_TYPES,
  Price: [
    { name: "advanceRate", type: "uint32" },
    { name: "feeRate", type: "uint32" },
    { name: "basis", type: "uint16" },
    { name: "commissionRate", type: "uint32" },
    { name: "minimumFee", type: "uint96" },
    { name: "recourseDays", type: "uint16" },
  ],
  Conditions: [
    { name: "seller", type: "address" },
    { name: "currency", type: "address" },
    { name: "price", type: "Price" },
    { name: "limit", type: "uint96" },
    { name: "minTenor", type: "uint16" },
    { name: "maxTenor", type: "uint16" },
    { name: "advices", type: "uint8" },
    { name: "utcOffset", type: "int16" },
    { name: "until", type: "uint40" },
    { name: "nonce", type: "uint256" },
  ],
  BuyerLimit: [
    { name: "buyer", type: "address" },
    { name: "limit", type: "uint96" },
  ],
  Discount: [
    { name: "seller", type: "address" },
    { name: "rate", type: "uint32" },
    { name: "basis", type: "uint16" },
    { name: "extraDays", type: "uint16" },
    { name: "minPrice", type: "uint96" },
    { name: "advices", type: "uint8" },
    { name: "until", type: "uint40" },
    { name: "nonce", type: "uint256" },
  ],
} as const;
