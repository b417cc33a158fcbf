import fc from "fast-check";
import type { Position, Terms } from "../../src/domain/receivable.ts";

/** What happens to a receivable on a day, days from its first discount day backwards and forwards. */
export type Act =
  | { readonly kind: "pay"; readonly day: number; readonly share: number }
  | { readonly kind: "credit"; readonly day: number; readonly share: number };

const CURRENCY = `0x${"c0".repeat(20)}` as const;
const SALT = `0x${"5a".repeat(32)}` as const;
const DUE_DAY = 20_600;

/** Terms as two parties would agree them; `issue` accepts them all. */
export const agreedTerms: fc.Arbitrary<Terms> = fc
  .record({
    amount: fc.oneof(fc.bigInt(1n, 1000n), fc.bigInt(1n, 10n ** 10n), fc.bigInt(1n, 2n ** 92n - 1n)),
    tiers: fc.integer({ min: 0, max: 2 }),
    days: fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 30 })),
    percents: fc.tuple(fc.integer({ min: 2, max: 100 }), fc.integer({ min: 1, max: 99 })),
    slidingRate: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1_000_000 })),
    parts: fc.boolean(),
    lateRate: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400_000 })),
    basis: fc.constantFrom(360, 365),
    graceDays: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30 })),
    fixedSum: fc.oneof(fc.constant(0n), fc.bigInt(0n, 10_000n)),
    allocation: fc.constantFrom(0, 1),
  })
  .map(({ amount, tiers, days, percents, parts, ...rest }) => {
    const discount1 = tiers > 0 ? (amount * BigInt(percents[0])) / 100n : 0n;
    const below = (discount1 * BigInt(percents[1])) / 100n;
    const discount2 = tiers > 1 && discount1 > 1n ? below : 0n;
    const discounted = discount1 > 0n || rest.slidingRate > 0;
    return {
      currency: CURRENCY,
      amount,
      dueDay: DUE_DAY,
      utcOffset: 0,
      discountDay1: discount1 > 0n ? DUE_DAY - days[0] - days[1] - 1 : 0,
      discount1,
      discountDay2: discount2 > 0n ? DUE_DAY - days[1] : 0,
      discount2,
      discountOnParts: parts && discounted,
      accelerationDays: 0,
      salt: SALT,
      ...rest,
    };
  });

const uint = (bits: number): fc.Arbitrary<bigint> =>
  fc.oneof(fc.constantFrom(0n, 1n, 2n ** BigInt(bits) - 1n), fc.bigInt(0n, 2n ** BigInt(bits) - 1n));
const small = (bits: number): fc.Arbitrary<number> => uint(bits).map(Number);

/** Anything that the words of a commitment can be opened to. */
export const anyTerms: fc.Arbitrary<Terms> = fc.record({
  currency: fc.constant(CURRENCY),
  amount: uint(96),
  dueDay: fc.oneof(fc.integer({ min: DUE_DAY - 400, max: DUE_DAY + 400 }), small(32)),
  utcOffset: fc.integer({ min: -32768, max: 32767 }),
  discountDay1: fc.oneof(fc.integer({ min: DUE_DAY - 400, max: DUE_DAY + 400 }), small(32)),
  discount1: uint(96),
  discountDay2: fc.oneof(fc.integer({ min: DUE_DAY - 400, max: DUE_DAY + 400 }), small(32)),
  discount2: uint(96),
  slidingRate: small(32),
  discountOnParts: fc.boolean(),
  lateRate: small(32),
  basis: small(16),
  graceDays: small(16),
  fixedSum: uint(96),
  allocation: small(8),
  accelerationDays: small(16),
  salt: fc.constant(SALT),
});

/** Any position whose words fit their bits. */
export const anyPosition: fc.Arbitrary<Position> = fc.record({
  settled: uint(92),
  credited: uint(92),
  lateDays: uint(112),
  chargesSettled: uint(96),
  carry: uint(48),
  discounted: fc.boolean(),
});

export const anyDay: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: DUE_DAY - 400, max: DUE_DAY + 1200 }),
  fc.integer({ min: 0, max: 2 ** 40 }),
);

export const anyCash: fc.Arbitrary<bigint> = fc.oneof(
  fc.bigInt(0n, 10n ** 10n),
  uint(92),
  fc.constant(2n ** 256n - 1n),
);

/** A history in the order of its days, around the due day. `share` is in thousandths of what is due or open. */
export const history: fc.Arbitrary<readonly Act[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom("pay" as const, "pay" as const, "pay" as const, "credit" as const),
      day: fc.integer({ min: DUE_DAY - 100, max: DUE_DAY + 400 }),
      share: fc.integer({ min: 0, max: 1000 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((acts) => acts.toSorted((one, other) => one.day - other.day));
