import { expect } from "chai";
import { runs } from "../../scripts/effort.ts";
import type { Engine } from "../../src/store/database.ts";
import { relayBudgetOf } from "../../src/store/relays.ts";
import { ENGINES, freshDatabase } from "../store/engines.ts";
import { eachOnGround } from "./scenes.ts";
import { simulate } from "./simulation.ts";
import { ORGANISATION, OTHER } from "./stage.ts";
import type { Ground, World } from "./stage.ts";

const SEEDS: Readonly<Record<Engine, number>> = { PGlite: runs(12), PostgreSQL: runs(4) };
/** Seeds that once failed are played for ever. */
const KEPT: readonly number[] = [];

describe("A relayer among losses, deaths, forks, forgetful nodes, leaping fees and a second user of its key", () => {
  let ground: Ground;
  eachOnGround((place) => ({ ground } = place));

  async function expectSettled(world: World, seed: number): Promise<void> {
    const { relays, hopeless, story } = await simulate(ground, world, seed);
    const told = `seed ${seed}: ${story.join("; ")}`;
    let spent = 0n;
    for (const relay of relays) {
      const fate = await world.fateOf(relay);
      const states = hopeless.has(relay.id) ? ["refused", "withdrawn"] : ["recorded", "withdrawn"];
      // Where a fork drops what came before it, a call may take more gas than it was given.
      const [isStarved, isIn] = [fate.error === "OutOfGas", fate.block !== null];
      if (!isStarved) expect(fate.state, told).to.be.oneOf(states);
      expect(await world.effectsOf(relay), told).to.equal(fate.state === "recorded" ? 1 : 0);
      expect(isIn, told).to.equal(isStarved || fate.state === "recorded");
      spent += fate.spent;
    }
    const organisations = [ORGANISATION, OTHER];
    const budgets = await Promise.all(organisations.map((one) => relayBudgetOf(world.database, one, world.now)));
    expect(budgets.map(({ reserved }) => reserved)).to.deep.equal([0n, 0n]);
    expect(budgets.reduce((sum, budget) => sum + budget.spent, 0n)).to.equal(spent);
  }

  for (const engine of ENGINES) {
    it(`ends with one effect of what is recorded and none of the rest, in ${engine}`, async function () {
      this.timeout(runs(120_000));
      for (const seed of [...KEPT, ...Array.from({ length: SEEDS[engine] }, (_, index) => index + 1)]) {
        await expectSettled(await ground.world(await freshDatabase(engine)), seed);
      }
    });
  }
});
