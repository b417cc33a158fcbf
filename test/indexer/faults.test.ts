import { expect } from "chai";
import { IndexRefusedError } from "../../src/indexer/errors.ts";
import type { IndexStatus } from "../../src/indexer/status.ts";
import type { Database } from "../../src/store/database.ts";
import { freshDatabase } from "../store/engines.ts";
import { FAULT_NAMES, openFaultProxy, patienceWith } from "../support/faultProxy.ts";
import type { FaultName, FaultProxy } from "../support/faultProxy.ts";
import { VENDORS } from "../support/faultProxyWords.ts";
import { drive } from "./driving.ts";
import type { Driven, DriveOptions } from "./driving.ts";
import { canonBelow } from "./model/canon.ts";
import { createChain, createNode } from "./model/chain.ts";
import type { ModelBlock } from "./model/blocks.ts";
import type { ModelChain, ModelNode } from "./model/chain.ts";
import { emptyIndex, FAULTS, RATES } from "./model/simulation.ts";
import { recordedTapes } from "./model/tapes.ts";
import { expectFold } from "./oracle.ts";

/** What an index does while a fault lasts, where it does not wait and say why. */
const STOPS: ReadonlySet<FaultName> = new Set([
  ...(["flippedHeader", "logsMissingOne", "logsMissingAll", "logsMissingLast", "logForged", "forgedReceipt"] as const),
]);
/** Of which it takes no notice: what it asks then, or believes, does not hang on it. */
const HARMLESS: ReadonlySet<FaultName> = new Set([
  ...(["logsUnordered", "logsWithoutTimestamp", "headBackwards", "staleHead", "noCode", "wrongChainId"] as const),
]);
/** A fork that one provider alone makes up is a fork; see the providers' own tests. */
const FORKS: ReadonlySet<FaultName> = new Set(["otherFork", "wrongReceiptsRoot"]);

describe("An index behind a provider that goes wrong", () => {
  let chain: ModelChain;
  let node: ModelNode;
  let proxy: FaultProxy;
  let database: Database;
  let driven: Driven | undefined;
  /** The head that the node takes when somebody next asks which block is final. */
  let next: ModelBlock | undefined;

  before(async function () {
    this.timeout(300_000);
    chain = createChain(await recordedTapes());
    database = await freshDatabase("PGlite");
  });
  beforeEach(async () => {
    const head = chain.extendBy(chain.deployment, 30, (block) => [{ tape: block % 8 }, "foreign"]);
    node = createNode({ chain, head, tags: { safe: 3, finalized: 6 } });
    next = undefined;
    proxy = await openFaultProxy((method, params) => {
      if (params[0] === "finalized" && next !== undefined) [node.head, next] = [next, undefined];
      return node.request(method, params);
    });
    await emptyIndex(database);
  });
  afterEach(async () => {
    await driven?.stop().catch((error: unknown) => {
      if (!(error instanceof IndexRefusedError)) throw error;
    });
    driven = undefined;
    await proxy.close();
  });

  function start(over: Partial<DriveOptions> = {}): Driven {
    const reading = { finalityDepth: undefined, attempts: 2, pauseMilliseconds: 1, longestPauseMilliseconds: 5 };
    driven = drive({ database, addresses: chain.addresses, url: proxy.url, reading, ...over });
    return driven;
  }

  async function expectAll(of: Driven): Promise<IndexStatus> {
    const status = await of.until(({ indexed, stopped }) => stopped !== undefined || indexed?.hash === node.head.hash);
    expect(status.stopped).to.equal(undefined);
    await expectFold(database, canonBelow(chain, node.head));
    return status;
  }

  for (const fault of FAULT_NAMES.filter((name) => !FORKS.has(name))) {
    const does = STOPS.has(fault) ? "stops, and names it," : HARMLESS.has(fault) ? "goes on" : "waits, and says why,";
    it(`${does} while ${fault} lasts, and has everything afterwards`, async () => {
      const running = start({ timeoutMilliseconds: patienceWith(fault) });
      await expectAll(running);
      proxy.schedule({ fault });
      // An index that hears of the new head and of the old final block reads all that is new from its receipts, which
      // no log left out can spoil: it is to hear of both at once.
      next = chain.extendBy(node.head, 12, (block) => [{ tape: block % chain.tapes.tapes.length }, "filler"]);
      await running.until(() => next === undefined);
      if (STOPS.has(fault)) {
        const { stopped } = await running.until((now) => now.stopped !== undefined);
        expect(stopped).to.include({ kind: "ProviderDishonest", provider: "one" });
      } else if (!HARMLESS.has(fault)) {
        const { fault: told } = await running.until((now) => now.fault !== undefined || now.stopped !== undefined);
        expect(told).to.match(/^eth_\w+ at one: /);
      }
      proxy.heal();
      // A stopped index is started again, and nobody waits an hour.
      const again = STOPS.has(fault) || fault === "tooManyRequestsForAnHour";
      if (again) await running.stop();
      await expectAll(again ? start() : running);
    });
  }

  for (const fault of ["logsMissingOne", "logsMissingAll", "logsMissingLast", "logForged", "logsDoubled"] as const) {
    it(`is not deceived by ${fault} in what is final already`, async () => {
      proxy.schedule({ fault });
      const running = start();
      const status = await running.until(({ stopped, fault: told }) => stopped !== undefined || told !== undefined);
      if (fault === "logsDoubled") expect(status.fault).to.match(/gives log \d+ of block \d+ twice/);
      else expect(status.stopped).to.include({ kind: "ProviderDishonest", provider: "one" });
      expect(await database.query("select 1 from events")).to.be.empty;
      await running.stop();
      proxy.heal();
      await expectAll(start());
    });
  }

  for (const rate of RATES.filter((one) => one > 0)) {
    it(`has everything in spite of ${FAULTS.length} kinds of faults in ${rate * 100} % of the answers`, async () => {
      const rates = Object.fromEntries(FAULTS.map((fault) => [fault, rate / FAULTS.length]));
      proxy.byChance({ seed: 11, rates });
      for (let round = 0; round < 6; round += 1) {
        const running = start({ settings: { liveBlocks: 5, windowBlocks: 7 } });
        await running
          .until(({ indexed, stopped }) => stopped !== undefined || indexed?.hash === node.head.hash)
          // At the start, what it is told of the chain may be wrong, so that it refuses.
          .catch((error: unknown) => expect(error).to.be.instanceOf(IndexRefusedError));
        await running.stop().catch((error: unknown) => expect(error).to.be.instanceOf(IndexRefusedError));
        node.head = chain.extendBy(node.head, 9, (block) => [
          { tape: (block + round) % chain.tapes.tapes.length },
          "filler",
        ]);
      }
      proxy.heal();
      await expectAll(start());
    });
  }

  for (const vendor of VENDORS) {
    it(`catches up in ranges that ${vendor} takes`, async () => {
      proxy.limitRange(vendor, 4);
      await expectAll(start());
      expect(proxy.met.some(({ fault }) => fault === vendor)).to.equal(true);
    });
  }
});
