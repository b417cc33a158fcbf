import { expect } from "chai";
import { runs } from "../../scripts/effort.ts";
import type { Database } from "../../src/store/database.ts";
import { ENGINES, freshDatabase } from "../store/engines.ts";
import { openFaultProxy } from "../support/faultProxy.ts";
import type { FaultProxy, Met } from "../support/faultProxy.ts";
import { expectTables } from "./oracle.ts";
import { simulate } from "./simulation.ts";
import { serveStage } from "./stage.ts";
import type { ServedStage } from "./stage.ts";

const SEEDS = runs(2);
/** Seeds that once failed are played for ever. */
const KEPT: readonly number[] = [];

describe("An index on a chain that forks, read through a provider that fails", () => {
  let stage: ServedStage;
  before(async function () {
    this.timeout(300_000);
    stage = await serveStage();
    await stage.node.request("evm_setAutomine", false);
  });
  after(() => stage.close());

  interface Played {
    readonly story: readonly string[];
    readonly met: readonly Met[];
    readonly events: number;
  }

  /** Plays a seed on the chain as it is, compares every row at the end, and puts the chain back. */
  async function play(seed: number, database: Database): Promise<Played> {
    const putBack = await stage.bookmark();
    const proxy: FaultProxy = await openFaultProxy(stage.node.url);
    try {
      const story = await simulate({ stage, database, proxy, seed });
      const events = await expectTables(database, stage.chain.reader, stage.chain.addresses);
      return { story, met: [...proxy.met], events };
    } finally {
      await proxy.close();
      await putBack();
    }
  }

  for (const engine of ENGINES) {
    it(`has the auditor's tables at the end of every seed, in ${engine}`, async function () {
      this.timeout(runs(120_000) + 120_000);
      for (const seed of [...KEPT, ...Array.from({ length: SEEDS }, (_, index) => index + 1)]) {
        const { events } = await play(seed, await freshDatabase(engine));
        expect(events, `seed ${seed}`).to.be.above(0);
      }
    });
  }

  it("repeats a seed exactly: the same blocks, questions, faults and steps", async function () {
    this.timeout(120_000);
    const [one, other] = [await play(5, await freshDatabase("PGlite")), await play(5, await freshDatabase("PGlite"))];
    expect(one.met.filter(({ fault }) => fault !== undefined)).not.to.be.empty;
    const withoutPort = (story: readonly string[]): readonly string[] =>
      story.map((line) => line.replaceAll(/:\d{4,5}\b/g, ""));
    expect(withoutPort(other.story)).to.deep.equal(withoutPort(one.story));
    expect(other.met).to.deep.equal(one.met);
  });
});
