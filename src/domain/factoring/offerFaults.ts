/**
 * What makes an offer one that nobody can take, by the field that does. The desk refuses most of it as `OfferInvalid`
 * of that name; an advance of nothing as "price", and tenors that leave no day as "tenor". Every value is one of its
 * field's type, as hashing the offer makes sure.
 */
import { PARTS_PER_MILLION, UTC_OFFSETS } from "../money.ts";
import { MAX_BUYERS } from "./offer.ts";
import type { BuyerLimit, Conditions, Discount } from "./offer.ts";

/** A field, and what it is. */
export interface OfferFault {
  readonly field: string;
  readonly value: number;
}

type Rule = readonly [field: string, value: number, holds: boolean];

/** The first fault of an offer with a reserve; undefined for one that can be taken. @param buyers Of a facility. */
export function conditionsFault(conditions: Conditions, buyers: readonly BuyerLimit[] = []): OfferFault | undefined {
  const { price, minTenor, maxTenor, utcOffset } = conditions;
  const { advanceRate, feeRate, basis, commissionRate } = price;
  return firstOf([
    ["advanceRate", advanceRate, advanceRate > 0 && isRate(advanceRate)],
    ["feeRate", feeRate, isRate(feeRate)],
    ["basis", basis, isBasis(basis)],
    ["commissionRate", commissionRate, isRate(commissionRate)],
    ["utcOffset", utcOffset, utcOffset >= UTC_OFFSETS.least && utcOffset <= UTC_OFFSETS.most],
    ["maxTenor", maxTenor, maxTenor >= minTenor],
    ["buyers", buyers.length, buyers.length <= MAX_BUYERS],
  ]);
}

/** The first fault of an outright purchase. */
export function discountFault({ rate, basis }: Discount): OfferFault | undefined {
  return firstOf([
    ["rate", rate, isRate(rate)],
    ["basis", basis, isBasis(basis)],
  ]);
}

function firstOf(rules: readonly Rule[]): OfferFault | undefined {
  const [field, value] = rules.find(([, , holds]) => !holds) ?? [];
  return field === undefined || value === undefined ? undefined : { field, value };
}

function isRate(rate: number): boolean {
  return BigInt(rate) <= PARTS_PER_MILLION;
}

function isBasis(basis: number): boolean {
  return basis === 360 || basis === 365;
}
