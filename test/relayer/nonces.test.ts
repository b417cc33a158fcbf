import { expect } from "chai";
import type { Database } from "../../src/store/database.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { FINALITY } from "./settings.ts";
import { eachInWorld, questionsTo } from "./scenes.ts";
import { refusal } from "./stage.ts";
import type { Ground, World } from "./stage.ts";

const GWEI = 10n ** 9n;

describe("A nonce of the relayer's key", () => {
  let ground: Ground;
  let database: Database;
  let world: World;

  eachInWorld((scene) => ({ ground, database, world } = scene));

  const { alarms, nonceOf, expectOnce } = questionsTo(() => ({ ground, world }));

  /** Signed with the relayer's key by somebody else. */
  async function strangerSends(nonce: number, maxFee = 50n * GWEI): Promise<Hex> {
    const { address } = world.account;
    const call = { to: address, data: "0x" as const, gas: 21_000n };
    const { chainId } = ground.chain.addresses;
    const { raw, hash } = await world.account.sign({ chainId, nonce, ...call, maxFee, tip: 5n * GWEI });
    await ground.ask("eth_sendRawTransaction", raw);
    return hash;
  }

  it("alarms where somebody else uses the nonce, and gives the relay another once that is final", async () => {
    const relay = await world.queue();
    await world.step();
    await strangerSends(0);
    await ground.mine();
    await world.step();
    expect(alarms()).to.deep.equal(["KeyUsedElsewhere"]);
    expect(await world.fateOf(relay)).to.include({ state: "sent", block: null });
    await ground.mine(FINALITY - 1);
    await world.step();
    expect((await world.fateOf(relay)).transactions).to.have.lengthOf(1);
    await ground.mine();
    await world.step();
    expect((await world.fateOf(relay)).transactions).to.have.lengthOf(2);
    await expectOnce(relay);
    expect(alarms()).to.deep.equal(["KeyUsedElsewhere"]);
    world.now += 86_400;
    await world.step();
    expect(alarms()).to.deep.equal([]);
  });

  it("keeps its nonce where a reorganisation drops the stranger's transaction", async () => {
    const relay = await world.queue();
    await world.step();
    const putBack = await ground.bookmark();
    const stranger = await strangerSends(0);
    await ground.mine();
    await world.step();
    expect(alarms()).to.deep.equal(["KeyUsedElsewhere"]);
    await putBack();
    await ground.ask("hardhat_dropTransaction", stranger);
    await ground.mine();
    await world.step();
    expect((await world.fateOf(relay)).transactions).to.have.lengthOf(1);
    await expectOnce(relay);
    expect(await nonceOf("pending")).to.equal(1);
  });

  it(
    "notices a stranger's transactions beyond its own, passes their nonces by, and fills those that are " + "dropped",
    async () => {
      await expectOnce(await world.queue());
      const putBack = await ground.bookmark();
      await strangerSends(1);
      await strangerSends(2);
      await ground.mine();
      await world.step();
      expect(alarms()).to.deep.equal(["KeyUsedElsewhere"]);
      const relay = await world.queue();
      await world.step();
      await putBack();
      await ground.mine();
      // Nonces 1 and 2 are nobody's now, and the relay's transaction has nonce 3.
      await world.step();
      await expectOnce(relay);
      expect(await nonceOf("latest")).to.equal(4);
      const fillers = await database.query("select nonce from relay_transactions where relay is null order by nonce");
      expect(fillers).to.deep.equal([{ nonce: 1 }, { nonce: 2 }]);
    },
  );

  it("begins behind what the key sent before, and fills what of it never comes", async () => {
    const stranger = await strangerSends(0);
    const relay = await world.queue();
    await world.step();
    expect(await nonceOf("pending")).to.equal(2);
    await ground.ask("hardhat_dropTransaction", stranger);
    await ground.mine();
    await world.step();
    expect((await world.fateOf(relay)).state).to.equal("sent");
    world.now += 61;
    await world.step();
    await expectOnce(relay);
    expect(await nonceOf("latest")).to.equal(2);
  });

  it("outbids a stranger's transaction that waits with the nonce it needs", async () => {
    await expectOnce(await world.queue());
    const hash = await strangerSends(1, 30n * GWEI);
    const relay = await world.queue();
    for (let round = 0; round < 40; round += 1) await world.step();
    expect((await world.fateOf(relay)).transactions.length).to.be.within(15, 40);
    await ground.mine();
    expect(await ground.ask("eth_getTransactionReceipt", hash)).to.equal(null);
    await expectOnce(relay);
    expect(alarms()).to.deep.equal([]);
  });

  it("gives up what a node refuses again and again, and fills its nonce for those behind", async () => {
    const [bad, good] = [await world.queue(), await world.queue()];
    world.hooks = {
      before(what, [raw]) {
        const carriesBad = typeof raw === "string" && raw.includes(bad.data.slice(2));
        if (what === "eth_sendRawTransaction" && carriesBad) throw refusal("oversized data");
      },
    };
    await world.step();
    await ground.mine();
    expect(await world.fateOf(bad)).to.include({ state: "sent" });
    expect(alarms()).to.deep.equal(["NodeRefuses"]);
    await world.step();
    await world.step();
    await world.step();
    await expectOnce(good);
    const fate = await world.fateOf(bad);
    expect(fate).to.include({ state: "refused", error: "NodeRefuses" });
    // Why, and not which machine said so.
    expect(fate.detail)
      .to.match(/oversized data/)
      .and.not.match(/hardhat/);
    expect(await world.effectsOf(bad)).to.equal(0);
    expect(await nonceOf("latest")).to.equal(2);
    expect(alarms()).to.deep.equal([]);
  });

  it("waits with what it signed while the node says that the account cannot pay", async () => {
    const relay = await world.queue();
    world.hooks = {
      before(what) {
        if (what === "eth_sendRawTransaction") throw refusal("insufficient funds for gas * price + value");
      },
    };
    for (let round = 0; round < 5; round += 1) await world.step();
    expect(alarms()).to.deep.equal(["FundsTooLow"]);
    world.hooks = {};
    await expectOnce(relay);
    expect((await world.fateOf(relay)).transactions).to.have.lengthOf(1);
  });

  it("refuses nothing by a simulation on a block that has just been dropped", async () => {
    const relay = await world.queue();
    await ground.mine();
    const putBack = await ground.bookmark();
    await ground.mine();
    world.hooks = {
      async after(what) {
        if (what !== "eth_estimateGas") return;
        world.hooks = {};
        await putBack();
        await ground.mine(2);
        throw refusal("execution reverted");
      },
    };
    await world.step();
    expect((await world.fateOf(relay)).state).to.equal("queued");
    await expectOnce(relay);
  });
});
