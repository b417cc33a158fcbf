/** An offer of a factor, and one to buy outright, with the figures of R54 and R55. */
import type { Conditions, Discount } from "../../src/domain/factoring/offer.ts";
import { AGREED } from "./agreed.ts";

export const CONDITIONS: Conditions = {
  seller: AGREED.header.supplier,
  currency: AGREED.terms.currency,
  price: {
    advanceRate: 800_000,
    feeRate: 80_000,
    basis: 360,
    commissionRate: 5_000,
    minimumFee: 0n,
    recourseDays: 90,
  },
  limit: 2n ** 96n - 1n,
  minTenor: 0,
  maxTenor: 365,
  advices: 0,
  utcOffset: 480,
  until: 2_000_000_000,
  nonce: 2n ** 256n - 1n,
};

export const DISCOUNT: Discount = {
  seller: AGREED.header.supplier,
  rate: 80_000,
  basis: 360,
  extraDays: 0,
  minPrice: 1n,
  advices: 127,
  until: 2_000_000_000,
  nonce: 0n,
};
