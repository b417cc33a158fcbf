import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import { createGasAccount } from "../../src/relayer/account.ts";
import type { RelayerDeps } from "../../src/relayer/deps.ts";
import { createRelayer } from "../../src/relayer/relayer.ts";
import type { Relayer } from "../../src/relayer/relayer.ts";
import type { Database } from "../../src/store/database.ts";
import { claim } from "../../src/store/identity.ts";
import { migrate } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { ENGINES, freshDatabase, freshUrl } from "../store/engines.ts";
import { failureOf } from "../store/failures.ts";
import { hash } from "../store/rows.ts";
import { eachOnGround } from "./scenes.ts";
import { SETTINGS } from "./settings.ts";
import { silence } from "./stage.ts";
import type { Ground } from "./stage.ts";

const PATIENCE_MILLISECONDS = 20_000;

interface Running {
  readonly relayer: Relayer;
  stop(): Promise<void>;
}

function run(deps: RelayerDeps): Running {
  const stopping = new AbortController();
  const relayer = createRelayer(deps);
  const running = relayer.run(stopping.signal);
  running.catch(() => undefined);
  return {
    relayer,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  const latest = Date.now() + PATIENCE_MILLISECONDS;
  while (!(await holds())) {
    if (Date.now() > latest) throw new Error("it does not come to hold");
    await sleep(3);
  }
}

describe("The right to relay", () => {
  let ground: Ground;
  eachOnGround((place) => ({ ground } = place));

  for (const engine of ENGINES) {
    it(`is one process's at a time, beside the right to write the index, in ${engine}`, async () => {
      const database = await freshDatabase(engine);
      const index = await database.lead();
      const relays = await database.lead("relays");
      expect(index === undefined || relays === undefined).to.equal(false);
      expect(await database.lead("relays")).to.equal(undefined);
      await relays?.release();
      const next = await database.lead("relays");
      expect(next).not.to.equal(undefined);
      await next?.release();
      await index?.release();
    });

    it(`is used by a running relayer, which waits for faults to pass, in ${engine}`, async () => {
      const database = await freshDatabase(engine);
      const world = await ground.world(database);
      const running = run(world.deps);
      const { relayer } = running;
      await until(() => relayer.status().role === "leading" && relayer.status().balance !== undefined);
      world.hooks = { before: (what) => silence(what) };
      await until(() => relayer.status().fault?.includes("ECONNRESET") === true);
      const relay = await world.queue();
      world.hooks = {};
      await until(async () => (await world.fateOf(relay)).state === "sent");
      expect(relayer.status().account).to.equal(world.account.address);
      // It is stored as sent before the node has it.
      await until(async () => {
        await ground.mine();
        return (await world.fateOf(relay)).state === "recorded";
      });
      await until(() => relayer.status().fault === undefined && relayer.status().underWay === 0);
      await running.stop();
      expect(relayer.status().role).to.equal("closed");
      expect(await world.effectsOf(relay)).to.equal(1);
    });
  }

  it("passes to another process when the leader loses its session, and nothing is sent twice", async function () {
    this.timeout(60_000);
    const url = await freshUrl();
    const databases: [Database, Database] = [await openDatabase({ url }), await openDatabase({ url })];
    await migrate(databases[0]);
    const world = await ground.world(databases[0]);
    const one = run(world.deps);
    await until(() => one.relayer.status().role === "leading");
    const other = run({ ...world.deps, database: databases[1] });
    await until(() => other.relayer.status().role === "waiting");
    const relays = [await world.queue(), await world.queue()];
    let killed = false;
    world.hooks = {
      // Between what is stored and what is sent, the session that holds the lock ends.
      async before(what) {
        if (what !== "eth_sendRawTransaction" || killed) return;
        killed = true;
        await databases[1].query(
          "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = " +
            "(select oid from pg_database where datname = current_database())",
        );
      },
    };
    await until(() => killed);
    for (const relay of relays) {
      await until(async () => {
        await ground.mine();
        return (await world.fateOf(relay)).state === "recorded";
      });
      expect(await world.effectsOf(relay)).to.equal(1);
      expect((await world.fateOf(relay)).transactions).to.have.lengthOf(1);
    }
    const roles = (): readonly string[] => [one, other].map(({ relayer }) => relayer.status().role).sort();
    await until(() => roles().join() === "leading,waiting");
    await Promise.all([one.stop(), other.stop()]);
    await Promise.all(databases.map((database) => database.close()));
  });

  it("is refused for a database of another chain", async () => {
    const database = await freshDatabase("PGlite");
    const { ledger, directory } = ground.chain.addresses;
    const identity = { chainId: 5, ledger, directory, deploymentBlock: 1, deploymentHash: hash(1) };
    await database.transaction((tx) => claim(tx, identity));
    const world = await ground.world(database);
    const refusal = await failureOf(createRelayer(world.deps).run(new AbortController().signal));
    expect(refusal)
      .to.have.property("message")
      .that.matches(/index of chain 5, and the relayer's node serves chain/);
  });
});

describe("A relayer's settings", () => {
  it("are refused by name where they make no sense", async () => {
    const database = {} as Database;
    const deps = { database, account: createGasAccount(hash(7)) } as RelayerDeps;
    const faults: readonly [Partial<typeof SETTINGS>, RegExp][] = [
      [{ feeCapWei: SETTINGS.tipWei }, /feeCapWei is 1000000000: give more than tipWei/],
      [{ dailyWei: -1n }, /dailyWei is -1: give 0 or more wei/],
      [{ underWay: 0 }, /underWay is 0: give a whole number above 0/],
      [{ bumpSeconds: 1.5 }, /bumpSeconds is 1.5/],
    ];
    for (const [over, message] of faults) {
      expect(() => createRelayer({ ...deps, settings: { ...SETTINGS, ...over } })).to.throw(message);
    }
    expect(() => createRelayer({ ...deps, settings: SETTINGS })).not.to.throw();
    expect(await failureOf(Promise.resolve().then(() => createGasAccount("0x12"))))
      .to.have.property("message")
      .that.includes("the relayer's key is none")
      .and.not.includes("0x12");
  });
});
