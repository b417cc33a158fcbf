import { expect } from "chai";
import fc from "fast-check";
import { ACCOUNT_LINES, isStale, ratiosOf } from "../../../src/domain/partyFile/ratios.ts";
import type { AccountFigures, RatioName } from "../../../src/domain/partyFile/ratios.ts";

const ACCOUNTS: AccountFigures = {
  ...{ currentAssets: 600_000n, inventory: 150_000n, totalAssets: 1_000_000n },
  ...{ currentLiabilities: 300_000n, totalLiabilities: 650_000n, equity: 350_000n },
  ...{ revenue: 2_000_000n, operatingProfit: 90_000n, interestExpense: 30_000n, netProfit: 40_000n },
};

const ppmOf = (figures: AccountFigures): Readonly<Record<string, bigint | undefined>> =>
  Object.fromEntries(ratiosOf(figures).map(({ name, ppm }) => [name, ppm]));
const ratio = (name: RatioName, figures: AccountFigures) => ratiosOf(figures).find((one) => one.name === name);

describe("ratios of annual accounts (A07)", () => {
  it("are exact parts per million", () => {
    expect(ppmOf(ACCOUNTS)).to.deep.equal({
      ...{ current: 2_000_000n, quick: 1_500_000n, equity: 350_000n, interestCover: 3_000_000n },
      ...{ debtToEquity: 1_857_143n, returnOnAssets: 40_000n, returnOnEquity: 114_286n },
    });
  });

  it("name the lines that they were made from, and no others", () => {
    expect(ratio("quick", ACCOUNTS)).to.deep.include({
      formula: "(current assets - inventory) / current liabilities",
      inputs: { currentAssets: 600_000n, inventory: 150_000n, currentLiabilities: 300_000n },
    });
  });

  it("are undefined, with the reason, where what is divided by is nought, below it, or not stated", () => {
    const without = Object.fromEntries(Object.entries(ACCOUNTS).filter(([line]) => line !== "interestExpense"));
    expect(ratio("debtToEquity", { ...ACCOUNTS, equity: -1n })).to.include({
      ...{ ppm: undefined, why: "equity is below nought: nothing is divided by it" },
    });
    expect(ratio("current", { ...ACCOUNTS, currentLiabilities: 0n })).to.include({
      ...{ ppm: undefined, why: "currentLiabilities is nought: nothing is divided by it" },
    });
    expect(ratio("interestCover", without)).to.include({
      ...{ ppm: undefined, why: "the accounts do not state interestExpense" },
    });
  });

  it("round a loss as a profit of its size", () => {
    const figures = fc.record({ netProfit: fc.bigInt(1n, 10n ** 12n), totalAssets: fc.bigInt(1n, 10n ** 12n) });
    fc.assert(
      fc.property(figures, ({ netProfit, totalAssets }) => {
        const [gain, loss] = [netProfit, -netProfit].map((profit) =>
          ratio("returnOnAssets", { netProfit: profit, totalAssets }),
        );
        expect(loss?.ppm).to.equal(-(gain?.ppm ?? 0n));
        const rest = 2n * ((gain?.ppm ?? 0n) * totalAssets - netProfit * 1_000_000n);
        expect(rest <= totalAssets && rest > -totalAssets).to.equal(true);
      }),
    );
  });

  it("divide by no line that may be nought without saying so, whatever the figures", () => {
    const amount = fc.option(fc.bigInt(-3n, 3n), { nil: undefined });
    const lines = fc.record(Object.fromEntries(ACCOUNT_LINES.map((line) => [line, amount])));
    fc.assert(
      fc.property(lines, (figures) => {
        const stated = Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== undefined));
        for (const { ppm, why } of ratiosOf(stated)) {
          expect(ppm === undefined).to.equal(why !== undefined);
        }
      }),
    );
  });

  it("are stale more than fifteen months after the period's end", () => {
    expect(isStale("2024-12-31", "2026-03-31")).to.equal(false);
    expect(isStale("2024-12-31", "2026-04-01")).to.equal(true);
    expect(isStale("2025-08-31", "2026-11-30")).to.equal(false);
    expect(isStale("2025-08-31", "2026-12-01")).to.equal(true);
  });
});
