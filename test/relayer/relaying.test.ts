import { expect } from "chai";
import { Status } from "../../src/domain/receivable.ts";
import type { Database } from "../../src/store/database.ts";
import { relayBudgetOf, queueRelay, withdrawRelay } from "../../src/store/relays.ts";
import type { Stage } from "../support/stage.ts";
import { eachInWorld } from "./scenes.ts";
import { FINALITY, SETTINGS } from "./settings.ts";
import { ETHER, ORGANISATION, OTHER } from "./stage.ts";
import type { Ground, World } from "./stage.ts";

const FAR = 4_000_000_000n;

describe("A relayer", () => {
  let stage: Stage;
  let ground: Ground;
  let database: Database;
  let world: World;

  eachInWorld((scene) => ({ stage, ground, database, world } = scene));

  it("carries what a supplier and a buyer signed, each paying nothing, the second while the first waits", async () => {
    const item = await stage.draft();
    const supplier = await stage.supplier.sign.issuance(item.receivable, { nonce: 1n, deadline: FAR });
    const buyer = await stage.buyer.sign.acceptance(item.receivable, { nonce: 1n, deadline: FAR });
    const issue = await stage.relayer.calls.issue(item.receivable, { supplier });
    const acceptance = await stage.relayer.calls.carryAcceptance(item.header, buyer);
    const { ledger: to } = stage.chain.addresses;
    const first = { ...world.draft(ORGANISATION), to, data: issue };
    const second = { ...world.draft(OTHER), to, data: acceptance };
    expect(await queueRelay(database, first)).to.equal(true);
    expect(await queueRelay(database, second)).to.equal(true);
    await world.step();
    expect(await world.fateOf(first)).to.include({ state: "sent", error: null });
    // On the chain as it stands there is nothing to accept yet, which is no verdict.
    expect(await world.fateOf(second)).to.include({ state: "queued", error: "CommitmentMismatch" });
    await ground.mine();
    await world.step();
    expect(await world.fateOf(first)).to.include({ state: "recorded" });
    expect(await world.fateOf(second)).to.include({ state: "sent", error: null, detail: null });
    await world.finish();
    expect(await world.fateOf(second)).to.include({ state: "recorded", error: null });
    expect(await stage.onlooker.stateOf(item.id)).to.include({ status: Status.Accepted });
  });

  it("reports block, transactions and cost, and settles the reservation with the receipt", async () => {
    const relay = await world.queue();
    await world.step();
    const sent = await world.fateOf(relay);
    expect(sent).to.include({ state: "sent", block: null, spent: 0n });
    expect(sent.transactions).to.have.lengthOf(1);
    const before = await relayBudgetOf(database, ORGANISATION, world.now);
    expect(before.spent).to.equal(0n);
    expect(before.reserved > 40_000n * SETTINGS.feeCapWei).to.equal(true);
    expect(before.left).to.equal(SETTINGS.dailyWei - before.reserved);
    await ground.mine();
    await world.step();
    const recorded = await world.fateOf(relay);
    const receipt = await stage.chain.reader.getTransactionReceipt({ hash: recorded.transactions[0] ?? "0x" });
    const spent = receipt.gasUsed * receipt.effectiveGasPrice;
    expect(recorded).to.include({ state: "recorded", block: Number(receipt.blockNumber), spent });
    expect(recorded.blockHash).to.equal(receipt.blockHash);
    expect(await relayBudgetOf(database, ORGANISATION, world.now)).to.deep.equal({
      limit: SETTINGS.dailyWei,
      spent,
      reserved: 0n,
      left: SETTINGS.dailyWei - spent,
    });
    expect(world.board.read()).to.include({ queued: 0, underWay: 0, balance: 100n * ETHER - spent });
  });

  it("takes one id once, and sends nothing that was withdrawn", async () => {
    const [one, other] = [await world.queue(), await world.queue()];
    expect(await queueRelay(database, one)).to.equal(false);
    expect(await withdrawRelay(database, other.id)).to.equal(true);
    await world.step();
    expect(await withdrawRelay(database, one.id)).to.equal(false);
    await world.finish();
    expect(await world.fateOf(one)).to.include({ state: "recorded" });
    expect(await world.fateOf(other)).to.deep.include({ state: "withdrawn", transactions: [] });
    expect([await world.effectsOf(one), await world.effectsOf(other)]).to.deep.equal([1, 0]);
  });

  it("signs nothing for a relay that is withdrawn while it is simulated", async () => {
    const relay = await world.queue();
    let withdrawn = false;
    world.hooks = {
      async after(what) {
        if (what === "eth_estimateGas") withdrawn = await withdrawRelay(database, relay.id);
      },
    };
    await world.step();
    expect(withdrawn).to.equal(true);
    await world.finish();
    expect(await world.fateOf(relay)).to.deep.include({ state: "withdrawn", transactions: [] });
    expect(await ground.ask("eth_getTransactionCount", world.account.address, "pending")).to.equal("0x0");
  });

  it("sends two of one organisation at once, with one nonce each", async () => {
    const relays = [await world.queue(), await world.queue()];
    await world.step();
    await ground.mine();
    await world.step();
    const fates = await Promise.all(relays.map((relay) => world.fateOf(relay)));
    expect(fates.map(({ state }) => state)).to.deep.equal(["recorded", "recorded"]);
    expect(fates[0]?.block).to.equal(fates[1]?.block);
    expect(await ground.ask("eth_getTransactionCount", world.account.address, "latest")).to.equal("0x2");
  });

  it("keeps no more on their way than it may", async () => {
    world = await ground.world(database, { underWay: 2 });
    for (let relay = 0; relay < 5; relay += 1) await world.queue();
    await world.step();
    expect(world.board.read()).to.include({ underWay: 2, queued: 3, oldest: world.now });
    await world.finish();
    expect(world.board.read()).to.include({ underWay: 0, queued: 0, oldest: undefined });
  });

  it("refuses what the ledger would revert, by the name of its error, and pays nothing for it", async () => {
    const item = await stage.draft();
    const consent = await stage.buyer.sign.acceptance(item.receivable, { nonce: 2n, deadline: FAR });
    const data = await stage.relayer.calls.carryAcceptance(item.header, consent);
    const relay = { ...world.draft(), to: stage.chain.addresses.ledger, data };
    await queueRelay(database, relay);
    await world.step();
    const fate = await world.fateOf(relay);
    expect(fate).to.deep.include({ state: "refused", error: "CommitmentMismatch", transactions: [], spent: 0n });
    expect(fate.detail)
      .to.be.a("string")
      .that.matches(/commitment|issued|agreed/);
    expect((await relayBudgetOf(database, ORGANISATION, world.now)).reserved).to.equal(0n);
  });

  it("refuses what a block reverts, by the name of its error, and counts what it cost", async () => {
    const item = await stage.draft();
    const supplier = await stage.supplier.sign.issuance(item.receivable, { nonce: 3n, deadline: FAR });
    const data = await stage.relayer.calls.issue(item.receivable, { supplier });
    const relay = { ...world.draft(), to: stage.chain.addresses.ledger, data };
    await queueRelay(database, relay);
    await world.step();
    // The supplier does the same itself, at a price that goes first.
    const gas = { gas: "0x100000", maxFeePerGas: "0x2540be400", maxPriorityFeePerGas: "0x12a05f200" };
    const own = await stage.supplier.calls.issue(item.receivable);
    const from = stage.supplier.account;
    await ground.ask("eth_sendTransaction", { from, to: stage.chain.addresses.ledger, data: own, ...gas });
    await ground.mine();
    await world.step();
    const fate = await world.fateOf(relay);
    expect(fate).to.include({ state: "refused", error: "AlreadyIssued" });
    expect(fate.spent > 0n && fate.block !== null).to.equal(true);
    expect((await relayBudgetOf(database, ORGANISATION, world.now)).spent).to.equal(fate.spent);
    await world.finish();
    expect(await world.fateOf(relay)).to.include({ state: "refused", error: "AlreadyIssued" });
  });

  it("calls no contract that it was not told of", async () => {
    const relay = { ...world.draft(), to: stage.chain.currency };
    await queueRelay(database, relay);
    await world.step();
    expect(await world.fateOf(relay)).to.include({ state: "refused", error: "DestinationNotAllowed" });
  });

  it("watches a block until it is final, and no longer", async () => {
    const relay = await world.queue();
    await world.step();
    await ground.mine();
    await world.step();
    const isOpen = async (): Promise<boolean> => {
      const [row] = await database.query<{ open: boolean }>("select open from relay_nonces where relay = $1", [
        relay.id,
      ]);
      return row?.open === true;
    };
    await ground.mine(FINALITY - 1);
    await world.step();
    expect(await isOpen()).to.equal(true);
    await ground.mine();
    await world.step();
    expect(await isOpen()).to.equal(false);
    expect((await world.fateOf(relay)).state).to.equal("recorded");
  });
});
