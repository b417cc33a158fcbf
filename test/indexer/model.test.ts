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
      this.timeout(runs(300_000) + 60_000);
      const play = async (seed: number): Promise<void> => {
        const { events } = await simulate(await freshDatabase(engine), seed);
        expect(events, `seed ${seed}`).to.be.at.least(0);
      };
      for (const seed of KEPT) await play(seed);
      await fc.assert(fc.asyncProperty(SEEDS, play), { numRuns: runs(40), endOnFailure: true });
    });
  }

  it("repeats a seed exactly: the same blocks, questions, faults and steps", async function () {
    this.timeout(60_000);
    for (const seed of [3, 4, 5]) {
      const [one, other] = [
        await simulate(await freshDatabase("PGlite"), seed),
        await simulate(await freshDatabase("PGlite"), seed),
      ];
      expect(other.story).to.deep.equal(one.story);
      expect(other.met).to.deep.equal(one.met);
      expect(other.world.head().hash).to.equal(one.world.head().hash);
    }
  });
});
