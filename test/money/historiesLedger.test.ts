import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import { agreedTerms } from "./arbitraries.ts";
import { carryOut, plans } from "./histories.ts";
import { connectHarness } from "./historiesHarness.ts";
import { connectLedger } from "./historiesLedger.ts";

describe("the ledger over random histories", () => {
  let harness: Awaited<ReturnType<typeof connectHarness>>;
  let ledger: Awaited<ReturnType<typeof connectLedger>>;
  before(async () => {
    [harness, ledger] = await Promise.all([connectHarness(), connectLedger()]);
  });
  after(() => Promise.all([harness.close(), ledger.close()]));

  it("does by its verbs what the harness does with its libraries, words and refusals alike", async () => {
    let acted = 0;
    const play = fc.asyncProperty(agreedTerms, plans(400), async (terms, all) => {
      const history = carryOut(terms, all);
      const [said = []] = await harness.replay([history]);
      const shown = said.map(({ refused, position, closed }) => ({ refused, position, closed }));
      expect(await ledger.replay(history)).to.deep.equal(shown);
      acted += shown.filter(({ refused }) => refused === undefined).length;
    });
    await fc.assert(play, { numRuns: runs(300) });
    expect(acted).to.be.greaterThan(runs(300));
  });
});
