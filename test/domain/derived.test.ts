import { expect } from "chai";
import fc from "fast-check";
import { idOf } from "../../src/domain/commitment.ts";
import { accelerated, debited, parts } from "../../src/domain/derived.ts";
import { keccakOfWords, wordOf } from "../../src/domain/hash.ts";
import { MAX_AMOUNT, NEW_POSITION, openPrincipal, quote, termsFault } from "../../src/domain/money.ts";
import type { Position, Receivable, Terms } from "../../src/domain/receivable.ts";
import { AGREED } from "../support/agreed.ts";

interface Whole {
  readonly receivable: Receivable;
  readonly position: Position;
  readonly amounts: readonly bigint[];
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

/** Something that is still open, what was paid and credited of it, and how it is shared. */
const anyWhole: fc.Arbitrary<Whole> = fc
  .record({
    amounts: fc.array(fc.bigInt({ min: 1n, max: 10n ** 7n }), { minLength: 2, maxLength: 9 }),
    paid: fc.bigInt({ min: 0n, max: 10n ** 7n }),
    credited: fc.bigInt({ min: 0n, max: 10n ** 7n }),
    percent: fc.bigInt({ min: 0n, max: 100n }),
    fixedSum: fc.bigInt({ min: 0n, max: MAX_AMOUNT }),
    discountOnParts: fc.boolean(),
  })
  .map(({ amounts, paid, credited, percent, fixedSum, discountOnParts }) => {
    const amount = sum(amounts) + paid + credited;
    const discount1 = (amount * percent) / 100n;
    const terms: Terms = { ...AGREED.terms, amount, discount1, discount2: discount1 / 2n, fixedSum, discountOnParts };
    const position = { ...NEW_POSITION, settled: paid + credited, credited };
    return { receivable: { ...AGREED, terms }, position, amounts };
  });

describe("The parts of a split", () => {
  it("add up to what is open, and so do their fixed sums (R69)", () => {
    fc.assert(
      fc.property(anyWhole, ({ receivable, position, amounts }) => {
        const terms = parts(receivable, position, amounts).map((part) => part.terms);
        expect(terms.map(({ amount }) => amount)).to.deep.equal(amounts);
        expect(sum(terms.map(({ amount }) => amount))).to.equal(openPrincipal(receivable.terms, position));
        expect(sum(terms.map(({ fixedSum }) => fixedSum))).to.equal(receivable.terms.fixedSum);
      }),
    );
  });

  it("earn together, if all are settled in time, the discount that the whole would still have earned (R12)", () => {
    const day = AGREED.terms.discountDay1;
    fc.assert(
      fc.property(anyWhole, ({ receivable, position, amounts }) => {
        fc.pre(!receivable.terms.discountOnParts);
        // With two tiers a part may round the second above the first, and has the larger.
        const oneTier = { ...receivable, terms: { ...receivable.terms, discountDay2: 0, discount2: 0n } };
        const together = sum(
          parts(oneTier, position, amounts).map(({ terms }) => quote(terms, NEW_POSITION, day).discount),
        );
        expect(together).to.equal(quote(oneTier.terms, position, day).discount);
      }),
    );
  });

  it("have none that stands on the whole already, neither tiers nor a sliding one (R12)", () => {
    const rates = (onParts: boolean, discounted: boolean): readonly number[] => {
      const terms = { ...AGREED.terms, slidingRate: 9, discountOnParts: onParts };
      const position = { ...NEW_POSITION, settled: terms.amount - 10n, discounted };
      const both = parts({ ...AGREED, terms }, position, [5n, 5n]);
      if (discounted && !onParts) expect(both.map((part) => part.terms.discount1)).to.deep.equal([0n, 0n]);
      return both.map((part) => part.terms.slidingRate);
    };
    expect(rates(false, true)).to.deep.equal([0, 0]);
    for (const [onParts, discounted] of [
      [false, false],
      [true, false],
      [true, true],
    ] as const) {
      expect(rates(onParts, discounted)).to.deep.equal([9, 9]);
    }
  });

  it("never have a sum beyond their share by more than a minor unit", () => {
    fc.assert(
      fc.property(anyWhole, ({ receivable, position, amounts }) => {
        const open = sum(amounts);
        for (const { terms } of parts(receivable, position, amounts)) {
          const share = (receivable.terms.fixedSum * terms.amount) / open;
          expect(terms.fixedSum >= share - 1n && terms.fixedSum <= share + 1n, `${terms.fixedSum}`).to.equal(true);
        }
      }),
    );
  });

  it("have ids that nobody can issue, salts of their own, and everything else as the whole", () => {
    const amounts = [AGREED.terms.amount - 5n, 5n];
    for (const [index, part] of parts(AGREED, NEW_POSITION, amounts).entries()) {
      expect(part.header).to.deep.equal({ ...AGREED.header, invoice: idOf(AGREED.header), line: 10_000 + index });
      const { amount, discount1, discount2, fixedSum, salt, dueDay, lateRate, basis, graceDays, currency } = part.terms;
      expect(salt).to.equal(keccakOfWords(AGREED.terms.salt, wordOf(index)));
      expect(AGREED.terms).to.include({ dueDay, lateRate, basis, graceDays, currency });
      expect(amount).to.equal(amounts[index]);
      expect([discount1, discount2, fixedSum].every((value) => value >= 0n)).to.equal(true);
      expect(part.document).to.equal(AGREED.document);
    }
  });

  it("share running totals, rounded half up: 10 over three equal parts is 3, 4 and 3", () => {
    const terms = { ...AGREED.terms, amount: 300n, discount1: 10n, discount2: 5n, fixedSum: 1n };
    const shared = parts({ ...AGREED, terms }, NEW_POSITION, [100n, 100n, 100n]).map((part) => part.terms);
    expect(shared.map(({ discount1 }) => discount1)).to.deep.equal([3n, 4n, 3n]);
    expect(shared.map(({ discount2 }) => discount2)).to.deep.equal([2n, 1n, 2n]);
    expect(shared.map(({ fixedSum }) => fixedSum)).to.deep.equal([0n, 1n, 0n]);
  });
});

describe("What the ledger derives of an agreement", () => {
  it("by a debit note is a higher amount and the next revision, and nothing else", () => {
    expect(debited(AGREED, 7n)).to.deep.equal({
      ...AGREED,
      header: { ...AGREED.header, revision: 3 },
      terms: { ...AGREED.terms, amount: AGREED.terms.amount + 7n },
    });
  });

  it("by acceleration is an earlier due day and the next revision", () => {
    expect(accelerated(AGREED, 20_495)).to.deep.equal({
      ...AGREED,
      header: { ...AGREED.header, revision: 3 },
      terms: { ...AGREED.terms, dueDay: 20_495 },
    });
  });

  it("has discounts that can be agreed anew: none after the due day, no tier in vain, none without a sum", () => {
    const tiersOf = (over: Partial<Terms>, day: number): readonly unknown[] => {
      const { terms } = accelerated({ ...AGREED, terms: { ...AGREED.terms, ...over } }, day);
      return [terms.discountDay1, terms.discount1, terms.discountDay2, terms.discount2, terms.discountOnParts];
    };
    const [sum1, sum2] = [AGREED.terms.discount1, AGREED.terms.discount2];
    expect(tiersOf({}, 20_485)).to.deep.equal([20_480, sum1, 20_485, sum2, true]);
    expect(tiersOf({}, 20_480)).to.deep.equal([20_480, sum1, 0, 0n, true]);
    expect(tiersOf({}, 20_001)).to.deep.equal([20_001, sum1, 0, 0n, true]);
    expect(tiersOf({ discount1: sum2 }, 20_495)).to.deep.equal([20_490, sum2, 0, 0n, true]);
    expect(tiersOf({ discount1: 0n, discount2: 0n }, 20_495)).to.deep.equal([0, 0n, 0, 0n, false]);
    expect(tiersOf({ discount1: 0n, discount2: 0n, slidingRate: 1 }, 20_495)).to.deep.equal([0, 0n, 0, 0n, true]);
  });

  it("earns on every day until the due day what it earned before it was put like that", () => {
    const anyDay = fc.integer({ min: 20_470, max: 20_495 });
    fc.assert(
      fc.property(anyDay, anyDay, anyDay, fc.bigInt(0n, 99n), fc.bigInt(0n, 99n), (day1, day2, due, sum1, sum2) => {
        fc.pre(day2 > day1 && sum2 < sum1);
        const discounts = { discountDay1: day1, discount1: sum1, discountDay2: day2, discount2: sum2 };
        const before = { ...AGREED.terms, ...discounts, dueDay: due };
        const { terms } = accelerated({ ...AGREED, terms: before }, due);
        expect(termsFault(terms)).to.equal(undefined);
        for (let day = due - 30; day <= due + 1; day += 1) {
          expect(quote(terms, NEW_POSITION, day)).to.deep.equal(quote(before, NEW_POSITION, day));
        }
      }),
    );
  });
});
