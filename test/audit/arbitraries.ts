/** Terms and histories for properties: sensible ones, and whatever could be opened. */
import fc from "fast-check";
import type { Act, PaymentAct } from "../../src/audit/history.ts";
import type { AuditTerms } from "../../src/audit/terms.ts";

export const DUE = 20_588;
const SECONDS = 86_400;

function at(day: number): number {
  return day * SECONDS + SECONDS / 2;
}

/** What is paid on a day, as a share of the amount in thousandths. */
export interface PartialPayment {
  readonly day: number;
  readonly thousandths: number;
}

/**
 * Terms as parties agree on them: up to 20 % a year late, up to 30 % off early. Where interest is settled first, a cent
 * that is rounded off bears interest itself, so that rounded and exact history part by (e^(rate x years) - 1) / 2 and
 * the last rounding: no more than one minor unit up to rate x years = ln 2, which these terms keep to.
 */
export const sensibleTerms: fc.Arbitrary<AuditTerms> = fc
  .record({
    amount: fc.bigInt({ min: 1_000n, max: 10n ** 12n }),
    tiers: fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 })),
    lastDays: fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 })),
    slidingRate: fc.constantFrom(0, 0, 80_000, 365_000),
    discountOnParts: fc.boolean(),
    lateRate: fc.integer({ min: 0, max: 200_000 }),
    basis: fc.constantFrom(360, 365),
    graceDays: fc.constantFrom(0, 0, 5, 30),
    fixedSum: fc.constantFrom(0n, 4_000n),
    allocation: fc.constantFrom(0, 1),
  })
  .map(({ tiers: [first, second], lastDays: [early, later], ...rest }) => ({
    ...rest,
    dueDay: DUE,
    utcOffset: 0,
    discountDay1: DUE - Math.max(early, later),
    discount1: (rest.amount * BigInt(Math.max(first, second))) / 1_000n,
    discountDay2: DUE - Math.min(early, later),
    discount2: (rest.amount * BigInt(Math.min(first, second))) / 1_000n,
  }));

/** Anything that can be opened, valid or not, where the day is that of UTC. */
export const openableTerms: fc.Arbitrary<AuditTerms> = fc.record({
  amount: fc.oneof(fc.bigInt({ min: 0n, max: 1_000_000n }), fc.bigInt({ min: 0n, max: 2n ** 96n - 1n })),
  dueDay: fc.constantFrom(0, DUE, DUE, DUE, 2 ** 32 - 1),
  utcOffset: fc.constant(0),
  discountDay1: fc.constantFrom(0, DUE - 10, DUE, DUE + 10),
  discount1: fc.oneof(fc.bigInt({ min: 0n, max: 100_000n }), fc.bigInt({ min: 0n, max: 2n ** 96n - 1n })),
  discountDay2: fc.constantFrom(0, DUE - 5, DUE, DUE + 10),
  discount2: fc.bigInt({ min: 0n, max: 100_000n }),
  slidingRate: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2 ** 32 - 1 })),
  discountOnParts: fc.boolean(),
  lateRate: fc.oneof(fc.integer({ min: 0, max: 300_000 }), fc.integer({ min: 0, max: 2 ** 32 - 1 })),
  basis: fc.constantFrom(0, 1, 360, 365, 65_535),
  graceDays: fc.constantFrom(0, 3, 65_535),
  fixedSum: fc.constantFrom(0n, 4_000n, 2n ** 96n - 1n),
  allocation: fc.constantFrom(0, 1, 2, 255),
});

/** Up to five parts, together no more than six tenths of the amount, on any days in order. */
export function parts(firstDay: number, lastDay: number): fc.Arbitrary<PartialPayment[]> {
  const part = fc.record({
    day: fc.integer({ min: firstDay, max: lastDay }),
    thousandths: fc.integer({ min: 0, max: 120 }),
  });
  return fc.array(part, { maxLength: 5 }).map((all) => all.sort((left, right) => left.day - right.day));
}

export function payOn(day: number, maxCash: bigint): PaymentAct {
  return { kind: "payment", instant: at(day), maxCash };
}

/** Whatever is due. */
export function payoffOn(day: number): PaymentAct {
  return payOn(day, 2n ** 256n - 1n);
}

/** The parts as payments. */
export function payments({ amount }: AuditTerms, paid: readonly PartialPayment[]): PaymentAct[] {
  return paid.map(({ day, thousandths }) => payOn(day, (amount * BigInt(thousandths)) / 1_000n));
}

/** Payments and credits of any size within 400 days around the due date, in the order of their days. */
export const anyActs: fc.Arbitrary<Act[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom<("payment" | "credit")[]>("payment", "payment", "credit"),
      day: fc.integer({ min: DUE - 200, max: DUE + 200 }),
      sum: fc.oneof(
        fc.bigInt({ min: 0n, max: 1_000_000n }),
        fc.bigInt({ min: 0n, max: 2n ** 100n }),
        fc.constant(2n ** 256n - 1n),
      ),
    }),
    { maxLength: 6 },
  )
  .map((all) =>
    all
      .sort((left, right) => left.day - right.day)
      .map(({ kind, day, sum }) => (kind === "payment" ? payOn(day, sum) : { kind, instant: at(day), amount: sum })),
  );
