import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import { ENGINES, freshDatabase } from "../store/engines.ts";
import { simulate } from "./model/simulation.ts";

/** Seeds that once failed are played for ever. */
const KEPT: readonly number[] = [];
const SEEDS = fc.noShrink(fc.nat(2 ** 31 - 1));

describe("An index on any chain, with any provider and any database", () => {
  for (const engine of ENGINES) {
    it(`has the auditor's tables at the end of every seed, in ${engine}`, async function () {
      this.timeout(runs(300_000) + 300_000);
      const database = await freshDatabase(engine);
      const play = async (seed: number): Promise<void> => {
        const { met } = await simulate(database, seed);
        expect(met, `seed ${seed}`).not.to.be.empty;
      };
      for (const seed of KEPT) await play(seed);
      await fc.assert(fc.asyncProperty(SEEDS, play), { numRuns: runs(8), endOnFailure: true });
    });
  }

  it("repeats a seed exactly: the same blocks, questions, faults and steps", async function () {
    this.timeout(120_000);
    const database = await freshDatabase("PGlite");
    const [one, other] = [await simulate(database, 5), await simulate(database, 5)];
    expect(other.story).to.deep.equal(one.story);
    expect(other.met).to.deep.equal(one.met);
    expect(other.world.head().hash).to.equal(one.world.head().hash);
  });
});
