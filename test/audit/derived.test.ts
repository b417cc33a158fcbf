import { expect } from "chai";
import { dueFrom, partOf, tidied, wholeOf } from "../../src/audit/derived.ts";
import type { OpenedTerms } from "../../src/audit/commitment.ts";
import { TERMS } from "./chronicle.ts";
import { DUE } from "./life.ts";

/** 3 % until twenty days before it is due, 1 % until ten days before, on parts. */
const TIERS: OpenedTerms = {
  ...TERMS,
  discountDay1: DUE - 20,
  discount1: 30_000n,
  discountDay2: DUE - 10,
  discount2: 10_000n,
  discountOnParts: true,
};

function discountsOf({ discountDay1, discount1, discountDay2, discount2, discountOnParts }: OpenedTerms): unknown[] {
  return [discountDay1, discount1, discountDay2, discount2, discountOnParts];
}

describe("The auditor's derived terms", () => {
  it("are the agreed ones where parties could have agreed them", () => {
    expect(tidied(TIERS)).to.deep.equal(TIERS);
    expect(tidied(TERMS)).to.deep.equal(TERMS);
  });

  it("have no discount after the due day, and of two that end there the larger", () => {
    expect(discountsOf(dueFrom(TIERS, DUE - 15))).to.deep.equal([DUE - 20, 30_000n, DUE - 15, 10_000n, true]);
    expect(discountsOf(dueFrom(TIERS, DUE - 20))).to.deep.equal([DUE - 20, 30_000n, 0, 0n, true]);
    expect(discountsOf(dueFrom(TIERS, DUE - 30))).to.deep.equal([DUE - 30, 30_000n, 0, 0n, true]);
  });

  it("have no tier of nought, nor one that a later one makes pointless", () => {
    expect(discountsOf(tidied({ ...TIERS, discount1: 0n }))).to.deep.equal([DUE - 10, 10_000n, 0, 0n, true]);
    expect(discountsOf(tidied({ ...TIERS, discount1: 10_000n }))).to.deep.equal([DUE - 10, 10_000n, 0, 0n, true]);
    expect(discountsOf(tidied({ ...TIERS, discount2: 0n }))).to.deep.equal([DUE - 20, 30_000n, 0, 0n, true]);
  });

  it("have nothing on parts where there is no discount but keep it where one slides", () => {
    const none = { ...TIERS, discount1: 0n, discount2: 0n };
    expect(discountsOf(tidied(none))).to.deep.equal([0, 0n, 0, 0n, false]);
    expect(discountsOf(tidied({ ...none, slidingRate: 1 }))).to.deep.equal([0, 0n, 0, 0n, true]);
  });

  it("share every sum among the parts without a unit missing, and leave out what is less than half a unit", () => {
    const whole = wholeOf(
      { ...TIERS, fixedSum: 4_001n },
      { open: 1_000_000n, settled: 0n, credited: 0n, discounted: false },
    );
    const amounts = [10n, 499_990n, 500_000n];
    let before = 0n;
    const parts = amounts.map((amount, index) => partOf(whole, index, (before += amount) - amount, amount));
    const sum = (of: (terms: OpenedTerms) => bigint): bigint => parts.reduce((total, part) => total + of(part), 0n);
    expect([sum((part) => part.amount), sum((part) => part.fixedSum)]).to.deep.equal([1_000_000n, 4_001n]);
    expect([sum((part) => part.discount1), sum((part) => part.discount2)]).to.deep.equal([30_000n, 10_000n]);
    expect(parts.map(({ discountDay1, discountOnParts }) => [discountDay1, discountOnParts])).to.deep.equal([
      [0, false],
      [DUE - 20, true],
      [DUE - 20, true],
    ]);
    expect(new Set(parts.map(({ salt }) => salt)).size).to.equal(3);
  });

  it("earn what settling the rest would, none of a spent discount, and count too large a face as the largest", () => {
    const at = { open: 400_000n, settled: 600_000n, credited: 100_000n, discounted: false };
    expect(wholeOf(TIERS, at)).to.include({ amount: 400_000n, discount1: 12_000n, discount2: 4_000n });
    expect(wholeOf({ ...TIERS, discountOnParts: false }, at)).to.include({ discount1: 27_000n, discount2: 9_000n });
    const again = { ...at, discounted: true };
    expect(wholeOf({ ...TIERS, discountOnParts: false }, again)).to.include({ discount1: 0n, discount2: 0n });
    expect(wholeOf(TIERS, again)).to.include({ discount1: 12_000n, discount2: 4_000n });
    const slides = { ...TIERS, slidingRate: 9 };
    expect(wholeOf({ ...slides, discountOnParts: false }, again).slidingRate).to.equal(0);
    expect(wholeOf({ ...slides, discountOnParts: false }, at).slidingRate).to.equal(9);
    expect(wholeOf(slides, again).slidingRate).to.equal(9);
    const most = 2n ** 92n - 1n;
    const large = { ...TIERS, amount: 2n ** 96n - 1n, discount1: most, discount2: 0n };
    expect(wholeOf(large, { open: 7n, settled: most - 7n, credited: 0n, discounted: false })).to.include({
      discount1: 7n,
    });
  });
});
