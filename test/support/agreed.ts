/** One receivable that never changes, for golden values. */
import type { Receivable } from "../../src/domain/receivable.ts";

export const AGREED: Receivable = {
  header: {
    supplier: "0x1111111111111111111111111111111111111111",
    buyer: "0x2222222222222222222222222222222222222222",
    invoice: "0x3333333333333333333333333333333333333333333333333333333333333333",
    line: 1,
    policy: 4,
    revision: 2,
  },
  terms: {
    currency: "0x4444444444444444444444444444444444444444",
    amount: 1_234_567n,
    dueDay: 20_500,
    utcOffset: -210,
    discountDay1: 20_480,
    discount1: 24_691n,
    discountDay2: 20_490,
    discount2: 12_346n,
    slidingRate: 0,
    discountOnParts: true,
    lateRate: 101_500,
    basis: 360,
    graceDays: 3,
    fixedSum: 4_000n,
    allocation: 1,
    accelerationDays: 30,
    salt: "0x5555555555555555555555555555555555555555555555555555555555555555",
  },
  document: "0x6666666666666666666666666666666666666666666666666666666666666666",
};
