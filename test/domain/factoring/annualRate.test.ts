import { expect } from "chai";
import { costOfMissing } from "../../../src/domain/discountCost.ts";
import { annualRateOf, compareRates } from "../../../src/domain/factoring/annualRate.ts";
import { FactoringError } from "../../../src/domain/factoring/figures.ts";

describe("The annual rate of funds in use", () => {
  it("is 11.91 % for 1,566.67 on 80,000 over 60 days, with its working (R54, V21)", () => {
    const rate = annualRateOf(156_667n, [{ funds: 8_000_000n, days: 60 }], 365);
    expect(rate).to.deep.equal({
      costs: 156_667n,
      fundDays: 480_000_000n,
      basis: 365,
      numerator: 57_183_455n,
      denominator: 480_000_000n,
      ppm: 119_132n,
    });
  });

  it("is that of missing a discount, 37.24 % for 2/10 net 30 (V1)", () => {
    const rate = annualRateOf(200n, [{ funds: 9_800n, days: 20 }], 365);
    expect(rate?.ppm).to.equal(372_449n);
    expect(costOfMissing(10_000n, 200n, 20)?.simple).to.equal(3_724n);
  });

  it("is rounded half up, once", () => {
    expect(annualRateOf(1n, [{ funds: 730_000_000n, days: 1 }], 365)?.ppm).to.equal(1n);
    expect(annualRateOf(1n, [{ funds: 730_000_001n, days: 1 }], 365)?.ppm).to.equal(0n);
  });

  it("weighs several uses by funds and days", () => {
    const uses = [
      { funds: 100n, days: 30 },
      { funds: 200n, days: 60 },
    ];
    expect(annualRateOf(10n, uses, 360)).to.include({ fundDays: 15_000n, ppm: 240_000n });
  });

  it("cannot be told where nothing is in use on any day, and such a rate is compared as the highest", () => {
    const none = annualRateOf(5n, [{ funds: 100n, days: 0 }], 365);
    const some = annualRateOf(5n, [{ funds: 100n, days: 1 }], 365);
    expect(none).to.equal(undefined);
    expect([compareRates(none, some), compareRates(some, none), compareRates(none, none)]).to.deep.equal([1, -1, 0]);
  });

  it("is refused for costs and funds below nought and for days that are not whole", () => {
    expect(() => annualRateOf(-1n, [], 365)).to.throw(FactoringError, "costs is -1");
    expect(() => annualRateOf(1n, [{ funds: -1n, days: 1 }], 365)).to.throw(FactoringError, "uses[0].funds");
    expect(() => annualRateOf(1n, [{ funds: 1n, days: 0.5 }], 365)).to.throw(FactoringError, "uses[0].days");
  });
});
