import { expect } from "chai";
import { costOfMissing } from "../../src/domain/discountCost.ts";
import { discountSums, TAX_MODES } from "../../src/domain/discountTax.ts";
import { instalmentAmounts, percentOfAmount } from "../../src/domain/instalments.ts";
import { TermsError } from "../../src/domain/terms.ts";
import { decimal } from "./decimals.ts";

describe("the cost of missing a discount", () => {
  it("of 2/10 net 30 is 37.24 % a year simple and 44.59 % compounded (R9, V1)", () => {
    expect(costOfMissing(10_000n, 200n, 20)).to.deep.equal({ simple: 3_724n, compounded: 4_459n });
  });

  it("over a whole year is the discount over what is paid, either way", () => {
    expect(costOfMissing(200n, 100n, 365)).to.deep.equal({ simple: 10_000n, compounded: 10_000n });
    expect(costOfMissing(20_001n, 1n, 365)).to.deep.equal({ simple: 1n, compounded: 1n });
  });

  it("is none where nothing is gained by waiting, and no number where everything is off", () => {
    expect(costOfMissing(100n, 2n, 0)).to.equal(undefined);
    expect(costOfMissing(100n, 0n, 20)).to.equal(undefined);
    expect(costOfMissing(100n, 100n, 20)).to.equal(undefined);
  });
});

describe("a discount on an amount with tax", () => {
  const taxed = { net: 10_000n, tax: 2_100n, undiscounted: 0n };
  const expected = { always: [12_058n, 11_858n], early: [12_100n, 11_858n], never: [12_100n, 11_900n] } as const;
  for (const mode of TAX_MODES) {
    const [late, early] = expected[mode];
    it(`of 100 + 21 % with 2 % off makes ${early} early and ${late} late when tax is less ${mode} (R10, V12)`, () => {
      const { amount, sums } = discountSums(taxed, [decimal("2")], mode);
      expect([amount, amount - (sums[0] ?? 0n)]).to.deep.equal([late, early]);
    });
  }

  it("leaves out what does not qualify, and gives every tier its sum (R10)", () => {
    const result = discountSums({ ...taxed, undiscounted: 5_000n }, [decimal("2"), decimal("1")], "early");
    expect(result).to.deep.equal({ amount: 17_100n, sums: [242n, 121n] });
    expect(discountSums(taxed, [], "always")).to.deep.equal({ amount: 12_100n, sums: [] });
  });

  it("rounds the tax on the discounted net half up, once", () => {
    expect(discountSums({ net: 100n, tax: 25n, undiscounted: 0n }, [decimal("2")], "always").amount).to.equal(125n);
  });
});

describe("instalments", () => {
  it("of 30 % and 70 % on 1,000 are 300 and 700 (R6)", () => {
    expect(instalmentAmounts(100_000n, [decimal("30"), decimal("70")])).to.deep.equal([30_000n, 70_000n]);
  });

  it("give the last line what rounding leaves (R6)", () => {
    const thirds = ["33.3", "33.3", "33.4"].map(decimal);
    expect(instalmentAmounts(10_001n, thirds)).to.deep.equal([3_330n, 3_330n, 3_341n]);
    expect(percentOfAmount(1n, decimal("50"))).to.equal(1n);
  });

  it("never leave a line with nothing", () => {
    expect(() => instalmentAmounts(1n, [decimal("50"), decimal("50")])).to.throw(TermsError, "instalment 2");
  });
});
