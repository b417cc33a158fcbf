/** Sums shared out by weights, and what claims of one rank get of them. */
import { expect } from "chai";
import fc from "fast-check";
import { FactoringError } from "../../../src/domain/factoring/figures.ts";
import { sharesOf } from "../../../src/domain/factoring/priority.ts";
import { proRata } from "../../../src/domain/factoring/proRata.ts";

describe("Shares of one rank", () => {
  const two = [
    { factor: "A", financeAmount: 60_000_000n, fee: 1n },
    { factor: "B", financeAmount: 40_000_000n },
  ];

  it("are 480,000 and 320,000 of 800,000 for advances of 600,000 and 400,000 (R57, V25)", () => {
    expect(sharesOf(two, 80_000_000n, "finance")).to.deep.equal([
      { factor: "A", share: 48_000_000n },
      { factor: "B", share: 32_000_000n },
    ]);
  });

  it("go by service fee where no finance was given", () => {
    expect(sharesOf(two, 500n, "fee").map(({ share }) => share)).to.deep.equal([500n, 0n]);
  });

  it("give what rounding leaves to the largest remainders, among equals to the first", () => {
    expect(proRata(100n, [1n, 1n, 1n])).to.deep.equal([34n, 33n, 33n]);
    expect(proRata(10n, [1n, 5n, 3n])).to.deep.equal([1n, 6n, 3n]);
  });

  it("sum to what was collected, each within one unit of its exact share", () => {
    const anyWeights = fc.array(fc.bigInt(0n, 10n ** 15n), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 15n), anyWeights, fc.bigInt(1n, 10n ** 15n), (amount, rest, last) => {
        const weights = [...rest, last];
        const total = weights.reduce((sum, weight) => sum + weight, 0n);
        const shares = proRata(amount, weights);
        expect(shares.reduce((sum, share) => sum + share, 0n)).to.equal(amount);
        for (const [place, share] of shares.entries()) {
          const distance = share * total - amount * (weights[place] ?? 0n);
          expect(distance < total && distance > -total).to.equal(true);
        }
      }),
    );
  });

  it("are refused for an amount or a weight below nought, and for no weight at all", () => {
    expect(() => proRata(-1n, [1n])).to.throw(FactoringError, "amount");
    expect(() => proRata(1n, [2n, -1n])).to.throw(FactoringError, "weights[1]");
    expect(() => proRata(1n, [])).to.throw(FactoringError, "weights is nought in all");
  });
});
