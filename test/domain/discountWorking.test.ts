import { expect } from "chai";
import fc from "fast-check";
import { discountWorkingOf } from "../../src/domain/discountWorking.ts";
import { afterCredit, afterPayment, allocate, NEW_POSITION, quote } from "../../src/domain/money.ts";
import type { Position, Terms } from "../../src/domain/receivable.ts";
import { AGREED } from "../support/agreed.ts";

const DUE = 20_500;
const TERMS: Terms = {
  ...AGREED.terms,
  amount: 100_000n,
  dueDay: DUE,
  discountDay1: DUE - 20,
  discount1: 2_000n,
  discountDay2: DUE - 10,
  discount2: 1_000n,
  slidingRate: 0,
  discountOnParts: false,
};

describe("The working of a discount", () => {
  it("ends with the discount of the quote, whatever was agreed, paid and credited before", () => {
    const earned = { some: false, carried: false };
    const agreed = fc.record({
      amount: fc.bigInt(1n, 10n ** 7n),
      discount1: fc.bigInt(0n, 10n ** 6n),
      discount2: fc.bigInt(0n, 10n ** 6n),
      slidingRate: fc.integer({ min: 0, max: 1_000_000 }),
      discountOnParts: fc.boolean(),
      basis: fc.constantFrom(360, 365),
    });
    const acts = fc.array(
      fc.tuple(fc.boolean(), fc.bigInt(0n, 3_000_000n), fc.integer({ min: DUE - 40, max: DUE + 5 })),
    );
    fc.assert(
      fc.property(agreed, acts, fc.integer({ min: DUE - 40, max: DUE + 5 }), (over, history, day) => {
        const terms = { ...TERMS, ...over };
        const position = history.reduce<Position>((before, [pays, sum, on]) => {
          if (pays) return afterPayment(before, allocate(terms, before, on, sum));
          const { open } = quote(terms, before, on);
          return afterCredit(before, sum < open ? sum : open);
        }, NEW_POSITION);
        const working = discountWorkingOf({ terms, position }, day);
        expect(working.discount).to.equal(quote(terms, position, day).discount);
        earned.some ||= working.discount > 0n;
        earned.carried ||= working.carried !== 0n;
      }),
      { numRuns: 2_000 },
    );
    expect(earned).to.deep.equal({ some: true, carried: true });
  });

  it("takes the tier that lives, and the sliding discount only where it is larger (R14, R15)", () => {
    const takenOn = (day: number, over: Partial<Terms> = {}): string | undefined =>
      discountWorkingOf({ terms: { ...TERMS, ...over }, position: NEW_POSITION }, day).taken?.kind;
    expect(takenOn(DUE - 20)).to.equal("tier1");
    expect(takenOn(DUE - 19)).to.equal("tier2");
    expect(takenOn(DUE - 9)).to.equal(undefined);
    expect(takenOn(DUE - 20, { slidingRate: 360_000 })).to.equal("tier1");
    expect(takenOn(DUE - 21, { slidingRate: 360_000 })).to.equal("sliding");
    expect(takenOn(DUE, { slidingRate: 360_000 })).to.equal(undefined);
  });

  it("counts what was paid before, and never exceeds what is open (R12)", () => {
    const position = { ...NEW_POSITION, settled: 99_000n };
    const working = discountWorkingOf({ terms: TERMS, position }, DUE - 20);
    expect(working).to.deep.include({ open: 1_000n, paid: 99_000n, rounded: 2_000n, discount: 1_000n });
  });

  it("on parts takes what earlier parts left to carry, rounded once", () => {
    const terms = { ...TERMS, amount: 1_000n, discount1: 15n, discountDay2: 0, discount2: 0n, discountOnParts: true };
    const part = allocate(terms, NEW_POSITION, DUE - 20, 100n);
    const position = afterPayment(NEW_POSITION, part);
    const working = discountWorkingOf({ terms, position }, DUE - 20);
    expect(working).to.include({ open: 1_000n - part.principal, paid: 0n });
    expect(working.carried).not.to.equal(0n);
    expect(working.rounded + part.discount).to.equal(15n);
  });
});
