import { expect } from "chai";
import type { Hex } from "../../src/domain/receivable.ts";
import type { NewRelay } from "../../src/store/relays.ts";
import { eachInWorld } from "./scenes.ts";
import type { Ground, World } from "./stage.ts";

const GWEI = 10n ** 9n;

describe("The gas of a relay whose estimate rests on what a fork then drops", () => {
  let ground: Ground;
  let world: World;
  eachInWorld((scene) => ({ ground, world } = scene));

  const lastOf = async (relay: NewRelay): Promise<Hex> => (await world.fateOf(relay)).transactions.at(-1) ?? "0x";

  /** The first relay's effect makes the second's cheaper; then a stranger's transaction takes the first one's place. */
  async function dropFirst(): Promise<NewRelay> {
    const first = await world.queue();
    await world.step();
    const putBack = await ground.bookmark();
    await ground.mine();
    const second = await world.queue();
    await world.step();
    expect((await world.fateOf(second)).state).to.equal("sent");
    await putBack();
    await ground.ask("hardhat_dropTransaction", await lastOf(first));
    const { address } = world.account;
    const call = { to: address, data: "0x" as const, gas: 21_000n };
    const fees = { maxFee: 50n * GWEI, tip: 5n * GWEI };
    const { raw } = await world.account.sign({ chainId: ground.chain.addresses.chainId, nonce: 0, ...call, ...fees });
    await ground.ask("eth_sendRawTransaction", raw);
    await ground.mine();
    return second;
  }

  it("may not suffice, which is a refusal with its cost", async () => {
    const second = await dropFirst();
    world.now += 31;
    await world.step();
    await ground.mine();
    await world.step();
    const fate = await world.fateOf(second);
    expect(fate).to.include({ state: "refused", error: "OutOfGas" });
    expect(fate.spent > 0n).to.equal(true);
    expect(await world.effectsOf(second)).to.equal(0);
  });

  it("is estimated anew when it is signed again", async () => {
    const second = await dropFirst();
    await ground.ask("hardhat_setNextBlockBaseFeePerGas", `0x${(20n * GWEI).toString(16)}`);
    await ground.mine();
    await world.step();
    world.now += 61;
    await ground.ask("hardhat_setNextBlockBaseFeePerGas", `0x${(20n * GWEI).toString(16)}`);
    await ground.mine();
    await world.step();
    const rows = await world.database.query<{ gas: bigint; reserved: bigint }>(
      "select t.gas, r.reserved from relay_transactions t join relays r on r.id = t.relay where r.id = $1 " +
        "order by t.position",
      [second.id],
    );
    const [before, after] = rows;
    expect((after?.gas ?? 0n) > (before?.gas ?? 0n)).to.equal(true);
    expect(after?.reserved).to.equal((after?.gas ?? 0n) * world.deps.settings.feeCapWei);
    await world.finish();
    expect(await world.fateOf(second)).to.include({ state: "recorded" });
    expect(await world.effectsOf(second)).to.equal(1);
  });
});
