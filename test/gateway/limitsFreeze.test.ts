/** A freeze: one person makes it at once, two lift it. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { BUYER, openLimitScene, SUPPLIER } from "./limitScene.ts";
import type { LimitScene } from "./limitScene.ts";
import { addressOf } from "./stage.ts";

describe("A frozen limit", () => {
  let scene: LimitScene;
  let id: string;

  beforeEach(async () => {
    scene = await openLimitScene();
    id = randomUUID();
  });

  afterEach(() => scene.close());

  async function freeze(over: { id?: string; customer?: Address; reason?: string } = {}): Promise<number> {
    const body = { id, customer: BUYER, reason: "Its bank calls its loans", ...over };
    return (await scene.client(scene.token).POST("/v1/limits/freezes", { body })).response.status;
  }

  async function lift(token = scene.token, freezeId = id) {
    const path = { params: { path: { id: freezeId } }, body: { reason: "It has paid" } };
    const { data, error, response } = await scene.client(token).POST("/v1/limits/freezes/{id}/lifting", path);
    return { status: response.status, code: error?.type.replace("/problems/", ""), freeze: data };
  }

  it("lets nothing more be granted, prepared before or not, limit or none", async () => {
    const { intent } = await scene.issue("RE-1");
    const owed = await scene.owe("RE-0");
    expect(await freeze()).to.equal(201);
    expect((await scene.issue("RE-2")).code).to.equal("LimitFrozen");
    if (intent === undefined) throw new Error("nothing was prepared");
    expect(await scene.sign(scene.token, intent, "supplier")).to.deep.equal({ status: 409, code: "LimitFrozen" });
    const amend = { verb: "amend" as const, receivable: idOf(owed.header), terms: { amount: "1000.01" } };
    expect((await scene.tryAct(amend)).code).to.equal("LimitFrozen");
    expect((await scene.issue("RE-3", {}, { counterparty: addressOf("another") })).code).to.equal(undefined);
  });

  it("is a hold to sales staff, without its reason, and the hold cannot be lifted around it", async () => {
    const added = { account: addressOf("seller"), role: "sales" as const };
    await scene.client(scene.token).POST("/v1/members", { body: added });
    const sales = scene.client(await scene.signIn("seller", SUPPLIER));
    await freeze();
    const asked = { params: { path: { counterparty: BUYER } } };
    const { data } = await sales.GET("/v1/holds/{counterparty}", asked);
    expect(data?.hold).to.equal(true);
    expect(JSON.stringify(data)).not.to.contain("loans");
    expect((await sales.GET("/v1/limits/freezes")).response.status).to.equal(403);
    const lifted = await scene.client(scene.token).DELETE("/v1/holds/{counterparty}", asked);
    expect(lifted.error?.type).to.equal("/problems/LimitFrozen");
  });

  it("is lifted only once somebody else has signed for it, and who did stands beside it", async () => {
    await freeze();
    expect((await lift()).code).to.equal("ApprovalMissing");
    await scene.approve({ kind: "limitFreeze", subject: randomUUID(), customer: BUYER });
    expect((await lift()).code).to.equal("ApprovalMissing");
    await scene.approve({ kind: "limitFreeze", subject: id, customer: BUYER });
    const { status, freeze: over } = await lift();
    expect(status).to.equal(200);
    expect(over?.lifted).to.deep.include({ by: SUPPLIER, reason: "It has paid", approvers: [addressOf("controller")] });
    expect((await lift()).freeze).to.deep.equal(over);
    expect((await scene.issue("RE-1")).code).to.equal(undefined);
    const { data } = await scene.client(scene.token).GET("/v1/holds");
    expect(data?.items).to.deep.equal([]);
  });

  it("leaves a hold that was there before where it was", async () => {
    await scene.client(scene.token).POST("/v1/holds", { body: { counterparty: BUYER, reason: "late" } });
    await freeze();
    await scene.approve({ kind: "limitFreeze", subject: id, customer: BUYER });
    await lift();
    const { data } = await scene.client(scene.token).GET("/v1/holds");
    expect(data?.items).to.have.length(1);
  });

  it("leaves a hold that was put while it stood, too, with the reason of that hold", async () => {
    const client = scene.client(scene.token);
    await freeze();
    await client.POST("/v1/holds", { body: { counterparty: BUYER, reason: "unfriendly" } });
    await scene.approve({ kind: "limitFreeze", subject: id, customer: BUYER });
    expect((await lift()).freeze?.reason).to.equal("Its bank calls its loans");
    const asked = { params: { path: { counterparty: BUYER } } };
    expect((await client.GET("/v1/holds/{counterparty}/reason", asked)).data?.reason).to.equal("unfriendly");
    expect((await client.DELETE("/v1/holds/{counterparty}", asked)).response.status).to.equal(204);
  });

  it("is the same when it is asked for again, one at a time, and can be made anew after it was lifted", async () => {
    expect([await freeze(), await freeze(), await freeze({ reason: "Another" })]).to.deep.equal([201, 200, 409]);
    expect(await freeze({ id: randomUUID() })).to.equal(409);
    await scene.approve({ kind: "limitFreeze", subject: id, customer: BUYER });
    await lift();
    scene.now += 1;
    expect(await freeze({ id: randomUUID() })).to.equal(201);
    const { data } = await scene.client(scene.token).GET("/v1/limits/freezes", { params: { query: { limit: "1" } } });
    expect([data?.items.length, data?.items[0]?.lifted, typeof data?.next]).to.deep.equal([1, null, "string"]);
  });

  it("is another organisation's in nothing", async () => {
    await freeze();
    const stranger = await scene.signIn("stranger");
    expect((await lift(stranger)).status).to.equal(404);
    expect((await scene.client(stranger).GET("/v1/limits/freezes")).data?.items).to.deep.equal([]);
  });
});
