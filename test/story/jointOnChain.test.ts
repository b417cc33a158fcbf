/** Acts that several sign, on a chain: what each of them signed is what the ledger takes and the index records. */
import { expect } from "chai";
import type { Hex } from "../../src/domain/receivable.ts";
import { ok, openGatewayWorld } from "./gatewayWorld.ts";
import type { GatewayWorld, Intent } from "./gatewayWorld.ts";
import { accountOf, addressOf, Role } from "../support/chain.ts";
import { fieldsOf } from "../gateway/intents/scene.ts";
import type { Act } from "../gateway/intents/scene.ts";

const { Supplier, Buyer, Factor } = Role;

describe("An act of several, on a chain", function () {
  this.timeout(300_000);
  let world: GatewayWorld;

  before(async () => {
    world = await openGatewayWorld();
  });

  after(() => world.close());

  async function accepted(number: string): Promise<Hex> {
    const agreed = { utcOffset: 60, currency: world.currency };
    const id = await world.issue(fieldsOf(number, { agreed, counterparty: addressOf(Buyer) }));
    await world.act(Buyer, { verb: "accept", receivable: id });
    return id;
  }

  const prepare = async (role: Role, body: Act): Promise<Intent> =>
    ok(await (await world.as(role)).POST("/v1/intents", { body }));
  const read = async (role: Role, id: string): Promise<Intent> =>
    ok(await (await world.as(role)).GET("/v1/intents/{id}", { params: { path: { id } } }));

  /** As the party's own wallet shows it. */
  async function sign(role: Role, id: string): Promise<Intent> {
    const { message } = await read(role, id);
    type Definition = Parameters<ReturnType<typeof accountOf>["signTypedData"]>[0];
    const signature = await accountOf(role).signTypedData(message as unknown as Definition);
    const client = await world.as(role);
    const path = "/v1/intents/{id}/signature" as const;
    return ok(await client.POST(path, { params: { path: { id } }, body: { signature } }));
  }

  const over = (role: Role, id: string): Promise<Intent> =>
    world.until(
      () => read(role, id),
      ({ state }) => state === "recorded" || state === "refused",
    );

  it("is a debit note of holder and buyer", async () => {
    const id = await accepted("J-1");
    const intent = await prepare(Supplier, { verb: "debit", receivable: id, amount: "50.00", reason: "freight" });
    expect((await sign(Buyer, intent.id)).state).to.equal("partlySigned");
    await sign(Supplier, intent.id);
    expect(await over(Buyer, intent.id)).to.include({ state: "recorded", sentDirectly: false, error: null });
    expect(await world.detail(Buyer, id)).to.include({ revision: 1, amount: "1050.00", open: "1050.00" });
  });

  it("is an amendment of holder, supplier and buyer after a sale, and the last may send it itself", async () => {
    const id = await accepted("J-2");
    await world.stage.supplier.transfer(id, addressOf(Factor));
    const terms = { amount: "900.00", dueDate: "2027-03-01" };
    const prepared = await world.until(
      async () => (await world.as(Factor)).POST("/v1/intents", { body: { verb: "amend", receivable: id, terms } }),
      ({ data }) => data !== undefined,
    );
    const intent = ok(prepared);
    expect(intent.parties.flatMap(({ roles }) => roles)).to.deep.equal(["holder", "supplier", "buyer"]);
    await sign(Supplier, intent.id);
    await sign(Factor, intent.id);
    await world.send(Buyer, (await read(Buyer, intent.id)).call);
    const recorded = await over(Factor, intent.id);
    expect(recorded).to.include({ state: "recorded", sentDirectly: true });
    const detail = await world.detail(Buyer, id);
    expect(detail).to.include({ status: "Accepted", amount: "900.00" });
    expect(detail.terms).to.include({ dueDate: "2027-03-01" });
  });

  it("is refused in the name of the Solidity error as soon as one signature is missing, and stores none", async () => {
    const id = await accepted("J-3");
    const intent = await prepare(Buyer, { verb: "debit", receivable: id, amount: "50.00", reason: "freight" });
    const first = await prepare(Supplier, { verb: "amend", receivable: id, terms: { graceDays: 3 } });
    await sign(Buyer, first.id);
    await sign(Supplier, first.id);
    await over(Supplier, first.id);
    const failure = await sign(Buyer, intent.id).catch((error: unknown) => error as Error);
    expect(failure).to.be.instanceOf(Error).with.property("message").that.contains("/problems/CommitmentMismatch");
    expect(await read(Supplier, intent.id)).to.include({ state: "prepared" });
  });

  it("ends where a party takes its signature back on the chain before all have signed", async () => {
    const id = await accepted("J-4");
    const intent = await prepare(Supplier, { verb: "debit", receivable: id, amount: "50.00", reason: "freight" });
    const { message } = await sign(Buyer, intent.id);
    await world.stage.buyer.spendNonce(BigInt(message?.message["nonce"] as string));
    expect(await over(Supplier, intent.id)).to.include({ state: "refused", error: "NonceAlreadySpent" });
    const failure = await sign(Supplier, intent.id).catch((error: unknown) => error as Error);
    expect(failure).to.be.instanceOf(Error).with.property("message").that.contains("/problems/IntentOver");
  });
});
