import { expect } from "chai";
import type { Database } from "../../src/store/database.ts";
import { relayBudgetOf, relayerReportOf, setRelayBudget } from "../../src/store/relays.ts";
import { eachInWorld } from "./scenes.ts";
import { SETTINGS } from "./settings.ts";
import { ORGANISATION, OTHER } from "./stage.ts";
import type { Ground, World } from "./stage.ts";

describe("What a relayer may spend", () => {
  let ground: Ground;
  let database: Database;
  let world: World;

  eachInWorld((scene) => ({ ground, database, world } = scene));

  it("lets an organisation wait whose budget is used up, says so, sends others, and goes on the next day", async () => {
    await setRelayBudget(database, ORGANISATION, 60_000n * SETTINGS.feeCapWei);
    const [one, waiting, later] = [await world.queue(), await world.queue(), await world.queue()];
    const other = await world.queue(OTHER);
    await world.step();
    expect((await world.fateOf(one)).state).to.equal("sent");
    expect((await world.fateOf(other)).state).to.equal("sent");
    const fate = await world.fateOf(waiting);
    expect(fate).to.include({ state: "queued", error: "BudgetUsedUp" });
    expect(fate.detail).to.match(/may cost up to \d+ wei, and \d+ of the day's 6000000000000000 are left/);
    expect(await world.fateOf(later)).to.include({ state: "queued", error: null });
    // What the first one reserved and did not use is there for the next one.
    await ground.mine();
    await world.step();
    expect((await world.fateOf(waiting)).state).to.equal("sent");
    expect(await world.fateOf(later)).to.include({ state: "queued", error: "BudgetUsedUp" });
    world.now += 86_400;
    await world.step();
    expect(await world.fateOf(later)).to.include({ state: "sent", error: null });
  });

  it("never spends more than a budget, whatever happens to the fees", async () => {
    await setRelayBudget(database, ORGANISATION, 200_000n * SETTINGS.feeCapWei);
    for (let relay = 0; relay < 8; relay += 1) await world.queue();
    for (let round = 0; round < 12; round += 1) {
      await ground.ask("hardhat_setNextBlockBaseFeePerGas", `0x${(90n * 10n ** 9n).toString(16)}`);
      await world.step();
      const { limit, spent, reserved } = await relayBudgetOf(database, ORGANISATION, world.now);
      expect(spent + reserved <= limit).to.equal(true);
      world.now += 61;
      await ground.mine();
    }
    await ground.mine(30);
    await ground.ask("hardhat_setNextBlockBaseFeePerGas", "0x3b9aca00");
    await ground.mine();
  });

  it("raises an alarm for a low balance, and waits while it cannot pay", async () => {
    await ground.ask("hardhat_setBalance", world.account.address, "0x38d7ea4c68000");
    await world.step();
    expect(world.board.read().alarms.map(({ kind }) => kind)).to.deep.equal(["BalanceLow"]);
    await ground.ask("hardhat_setBalance", world.account.address, "0x1000");
    const relay = await world.queue();
    await world.step();
    expect(await world.fateOf(relay)).to.include({ state: "queued", error: "FundsTooLow" });
    expect(world.board.read().alarms.map(({ kind }) => kind)).to.deep.equal(["FundsTooLow", "BalanceLow"]);
    expect((await relayerReportOf(database))?.alarms).to.deep.equal(world.board.read().alarms);
    await ground.ask("hardhat_setBalance", world.account.address, "0x56bc75e2d63100000");
    await world.finish();
    expect(await world.effectsOf(relay)).to.equal(1);
    expect(world.board.read().alarms).to.deep.equal([]);
  });

  it("signs nothing above the cap on fees, says so, and goes on when the base fee has fallen", async () => {
    const relay = await world.queue();
    await ground.ask("hardhat_setNextBlockBaseFeePerGas", `0x${(101n * 10n ** 9n).toString(16)}`);
    await ground.mine();
    await world.step();
    expect(await world.fateOf(relay)).to.deep.include({ state: "queued", error: "FeesAboveCap", transactions: [] });
    expect(world.board.read().alarms.map(({ kind }) => kind)).to.deep.equal(["FeesAboveCap"]);
    await ground.ask("hardhat_setNextBlockBaseFeePerGas", "0x3b9aca00");
    await ground.mine();
    await world.step();
    expect(await world.fateOf(relay)).to.include({ state: "sent", error: null });
    await world.finish();
    expect(await world.effectsOf(relay)).to.equal(1);
  });
});
