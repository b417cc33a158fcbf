import { expect } from "chai";
import type { Database } from "../../src/store/database.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import type { NewRelay } from "../../src/store/relays.ts";
import { failureOf } from "../store/failures.ts";
import { eachInWorld, questionsTo } from "./scenes.ts";
import { Crash, silence } from "./stage.ts";
import type { Ground, World } from "./stage.ts";

const GWEI = 10n ** 9n;

describe("A relayer whose world goes wrong", () => {
  let ground: Ground;
  let database: Database;
  let world: World;

  eachInWorld((scene) => ({ ground, database, world } = scene));

  const { alarms, nonceOf, expectOnce } = questionsTo(() => ({ ground, world }));
  const newestOf = async (relay: NewRelay): Promise<Hex> => (await world.fateOf(relay)).transactions.at(-1) ?? "0x";
  const setBaseFee = (fee: bigint): Promise<unknown> =>
    ground.ask("hardhat_setNextBlockBaseFeePerGas", `0x${fee.toString(16)}`);

  /** Lives for some sides of exchanges and a few blocks at most. @returns whether it died of it */
  async function dieAt(point: number): Promise<boolean> {
    let left = point;
    const hook = (): void => {
      left -= 1;
      if (left < 0) throw new Crash();
    };
    world.hooks = { before: hook, after: hook };
    let end: unknown;
    for (let round = 0; round < 3 && !(end instanceof Crash); round += 1) {
      end = await world.step().catch((error: unknown) => error);
      expect(end ?? new Crash()).to.be.instanceOf(Crash);
      await ground.mine();
    }
    world.hooks = {};
    return end instanceof Crash;
  }

  it("has one effect, wherever between two exchanges with node and database it dies", async function () {
    this.timeout(120_000);
    let points = 0;
    for (let died = true; died; points += 1) {
      world = await ground.world(database);
      const relay = await world.queue();
      died = await dieAt(points);
      world.start();
      await world.finish();
      expect(await world.fateOf(relay), `point ${points}`).to.include({ state: "recorded" });
      expect(await world.effectsOf(relay), `point ${points}`).to.equal(1);
      expect(await nonceOf("pending"), `point ${points}`).to.equal(1);
    }
    // Both sides of some twenty questions and a dozen transactions.
    expect(points).to.be.above(40);
  });

  it("stores what it signed before the node hears of it", async () => {
    const relay = await world.queue();
    world.hooks = { before: (what) => what === "eth_sendRawTransaction" && silence(what) };
    expect(await failureOf(world.step())).to.have.property("name", "RpcUnreachable");
    const fate = await world.fateOf(relay);
    expect(fate).to.include({ state: "sent" });
    expect(fate.transactions).to.have.lengthOf(1);
    expect(await nonceOf("pending")).to.equal(0);
    world.hooks = {};
    await world.step();
    expect(await nonceOf("pending")).to.equal(1);
    await expectOnce(relay);
  });

  it("sends the same once more where the answer was lost, and takes 'known' for an answer", async () => {
    const relay = await world.queue();
    world.hooks = { after: (what) => what === "eth_sendRawTransaction" && silence(what) };
    await failureOf(world.step());
    expect(await nonceOf("pending")).to.equal(1);
    world.hooks = {};
    await world.step();
    const [row] = await database.query<{ sent: number | null; fault: string | null }>(
      "select sent, fault from relay_transactions",
    );
    expect(row).to.deep.equal({ sent: world.now, fault: null });
    await expectOnce(relay);
  });

  it("bids an eighth more, and no more often than it may, until the first in line is in a block", async () => {
    const relays = [await world.queue(), await world.queue()];
    await world.step();
    const [first = relays[0]] = relays;
    if (first === undefined) throw new Error("two were queued");
    await setBaseFee(20n * GWEI);
    await ground.mine();
    await world.step();
    expect((await world.fateOf(first)).transactions).to.have.lengthOf(1);
    world.now += 61;
    await setBaseFee(20n * GWEI);
    await ground.mine();
    await world.step();
    await world.step();
    const { transactions } = await world.fateOf(first);
    expect(transactions).to.have.lengthOf(2);
    const fees = await database.query<{ max_fee: bigint; tip: bigint; nonce: number }>(
      "select max_fee, tip, nonce from relay_transactions where relay = $1 order by position",
      [first.id],
    );
    const [before, after] = fees;
    expect(before?.nonce).to.equal(after?.nonce);
    expect((after?.max_fee ?? 0n) >= 40n * GWEI && (after?.tip ?? 0n) * 8n >= (before?.tip ?? 0n) * 9n).to.equal(true);
    await setBaseFee(20n * GWEI);
    await ground.mine();
    await world.step();
    for (const relay of relays) await expectOnce(relay);
    expect(await nonceOf("pending")).to.equal(2);
  });

  it("stays under the cap while it bumps, and says that the cap is in the way", async () => {
    const relay = await world.queue();
    await world.step();
    for (let round = 0; round < 40; round += 1) {
      world.now += 61;
      await setBaseFee(200n * GWEI);
      await ground.mine();
      await world.step();
    }
    const [row] = await database.query<{ most: bigint }>("select max(max_fee) as most from relay_transactions");
    expect(row?.most).to.equal(world.deps.settings.feeCapWei);
    expect(alarms()).to.deep.equal(["FeesAboveCap"]);
    await setBaseFee(GWEI);
    await ground.mine();
    await expectOnce(relay);
    expect(alarms()).to.deep.equal([]);
  });

  it("sends again under the same nonce what the nodes forgot", async () => {
    const relay = await world.queue();
    await world.step();
    const hash = await newestOf(relay);
    expect(await ground.ask("hardhat_dropTransaction", hash)).to.equal(true);
    await ground.mine();
    await world.step();
    expect(await nonceOf("pending")).to.equal(0);
    world.now += 31;
    await world.step();
    expect(await nonceOf("pending")).to.equal(1);
    expect((await world.fateOf(relay)).transactions).to.deep.equal([hash]);
    await expectOnce(relay);
  });

  for (const pool of ["keeps", "forgets"] as const) {
    it(`sends again what a reorganisation drops and the node ${pool}`, async () => {
      await ground.mine();
      const relay = await world.queue();
      await world.step();
      const putBack = await ground.bookmark();
      await ground.mine();
      await world.step();
      const before = await world.fateOf(relay);
      expect(before.state).to.equal("recorded");
      await putBack();
      if (pool === "forgets") await ground.ask("hardhat_dropTransaction", await newestOf(relay));
      await world.step();
      expect(await world.fateOf(relay)).to.include({ state: "sent", block: null, blockHash: null, spent: 0n });
      await ground.mine(2);
      await world.step();
      const after = await world.fateOf(relay);
      expect(after).to.include({ state: "recorded" });
      expect(after.blockHash).not.to.equal(before.blockHash);
      expect(after.transactions).to.deep.equal(before.transactions);
      await expectOnce(relay);
    });
  }

  it("follows a transaction that a reorganisation moves to another block", async () => {
    const relay = await world.queue();
    await world.step();
    const putBack = await ground.bookmark();
    await ground.mine();
    await world.step();
    const { block, blockHash } = await world.fateOf(relay);
    await putBack();
    await ground.mine();
    await world.step();
    const moved = await world.fateOf(relay);
    expect(moved).to.include({ state: "recorded", block });
    expect(moved.blockHash).not.to.equal(blockHash);
    await expectOnce(relay);
  });
});
