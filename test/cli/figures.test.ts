import { expect } from "chai";
import { finer, hundredths, major } from "../../src/cli/quote/figures.ts";

describe("figures of a quote", () => {
  it("are major units with as many decimals as the currency has", () => {
    expect([major(1_000_000n, 2), major(5n, 3), major(7n, 0)]).to.deep.equal(["10000.00", "0.005", "7"]);
    expect(hundredths(3_724n)).to.equal("37.24");
  });

  it("show an unrounded sum to four decimals below the minor unit, half up", () => {
    expect(finer(2n, 3n, 2)).to.equal("0.006667");
    expect(finer(1n, 3n, 2)).to.equal("0.003333");
    expect(finer(1n, 20_000n, 0)).to.equal("0.0001");
  });
});
