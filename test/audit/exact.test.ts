import { expect } from "chai";
import { exactTotals } from "./exact.ts";
import { rational } from "../../src/audit/rational.ts";
import { agreed, cents, credit, day, noon, payment, payoff } from "./agreed.ts";

describe("The exact reckoning", () => {
  it("gives the fractions that rounding drops", () => {
    const terms = agreed({ lateRate: 101_500 });
    const { cash, charges } = exactTotals(terms, [payoff("2026-08-20")]);
    expect(charges).to.deep.equal(rational(1_000_000n * 101_500n * 97n, 365_000_000n));
    expect(cash).to.deep.equal(rational(365_000_000_000_000n + 1_000_000n * 101_500n * 97n, 365_000_000n));
  });

  it("settles a part's principal down to the fraction", () => {
    const terms = agreed({ discountDay1: day("2026-05-15"), discount1: cents("300.00"), discountOnParts: true });
    const { principal, discount, open } = exactTotals(terms, [payment("2026-05-15", "1.00")]);
    expect(principal).to.deep.equal(rational(10_000n, 97n));
    expect(discount).to.deep.equal(rational(300n, 97n));
    expect(open).to.deep.equal(rational(97_000_000n - 10_000n, 97n));
  });

  it("gives whoever pays just enough for all that is open the discount of all", () => {
    const terms = agreed({ discountDay1: day("2026-05-15"), discount1: cents("200.00") });
    expect(exactTotals(terms, [payment("2026-05-15", "9,800.00")]).open).to.deep.equal(rational(0n));
    expect(exactTotals(terms, [payment("2026-05-15", "9,799.99")]).open).to.deep.equal(rational(20_001n));
  });

  it("takes a credit off what is open and no more", () => {
    const { credited, open } = exactTotals(agreed(), [credit("2026-05-01", "20,000.00")]);
    expect([credited, open]).to.deep.equal([rational(1_000_000n), rational(0n)]);
  });

  it("settles principal first where that was agreed", () => {
    const terms = agreed({ lateRate: 101_500, allocation: 1 });
    const { principal, charges } = exactTotals(terms, [
      { kind: "payment", instant: noon("2026-06-14"), maxCash: 1_000_001n },
    ]);
    expect([principal, charges]).to.deep.equal([rational(1_000_000n), rational(1n)]);
  });
});
