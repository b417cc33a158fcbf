import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { EUR, openApprovalScene, OWNER } from "./approvalScene.ts";
import type { ApprovalScene } from "./approvalScene.ts";
import { DAY } from "./book.ts";
import { fieldsOf, signatureOf } from "./intents/scene.ts";
import { BUYER, openLimitScene, SUPPLIER } from "./limitScene.ts";
import { addressOf } from "./stage.ts";

describe("Whose approval counts", () => {
  let scene: ApprovalScene;
  let ada: string;
  let home: string;

  beforeEach(async () => {
    scene = await openApprovalScene();
    ada = await scene.member("ada", "administrator", { name: "Ada Lovelace", email: "ada@example.com" });
    home = await scene.member("ada at home", "administrator", { name: "A. L.", email: "Ada@example.com" });
    scene.now += DAY;
  });

  afterEach(() => scene.close());

  it("is told by who was one person before a member was removed", async () => {
    const asked = await scene.ask(ada);
    const path = { params: { path: { account: addressOf("ada") } } };
    await scene.client(home).DELETE("/v1/members/{account}", path);
    expect(await scene.decide("ada at home", home, asked)).to.include({ problem: "ApproverIneligible" });
  });

  it("is told by who had one e-mail address before a member was renamed", async () => {
    const asked = await scene.ask(ada);
    await scene.member("ada", "administrator", { name: "Somebody Else", email: "else@example.com" });
    expect(await scene.decide("ada at home", home, asked)).to.include({ problem: "ApproverIneligible" });
  });

  it("is told anew where the organisation itself takes back what a wrong e-mail address told", async () => {
    const wrong = { name: "Bob", email: "ada@example.com" };
    await scene.member("bob", "administrator", wrong);
    const bob = await scene.member("bob", "administrator", { ...wrong, email: "bob@example.com" });
    scene.now += DAY;
    const asked = await scene.ask(ada);
    expect(await scene.decide("bob", bob, asked)).to.include({ problem: "ApproverIneligible" });
    const part = async (by: string, other: string) => {
      const body = { account: addressOf("bob"), sameAs: addressOf(other), isOne: false };
      return scene.client(by).POST("/v1/duty-accounts", { body });
    };
    expect((await part(ada, "ada")).error?.type).to.equal("/problems/NotAuthorised");
    const { data: before } = await scene.client(scene.owner).GET("/v1/duties");
    for (const other of ["ada", "ada at home"]) expect((await part(scene.owner, other)).error).to.equal(undefined);
    const { data: after } = await scene.client(scene.owner).GET("/v1/duties");
    expect([before?.accounts.length, after?.accounts.length], "once each").to.deep.equal([2, 0]);
    expect(await scene.decide("bob", bob, asked)).to.include({ status: 201 });
    expect(await scene.decide("ada at home", home, asked)).to.include({ problem: "ApproverIneligible" });
    const { data: report } = await scene.client(scene.owner).GET("/v1/duty-exceptions");
    const told = report?.items.filter(({ detail }) => detail.includes("no more taken for one person"));
    expect(told?.map(({ kind, account }) => [kind, account])).to.deep.include(["policyChanged", OWNER]);
  });

  it("takes no room for what the members' list tells anew", async () => {
    await scene.member("ada", "administrator", { name: "Ada Lovelace", email: "else@example.com" });
    for (const role of ["reader", "administrator"] as const) {
      await scene.member("ada at home", role, { email: "Ada@example.com" });
    }
    const { data } = await scene.client(scene.owner).GET("/v1/duties");
    expect(data?.accounts).to.have.length(1);
  });

  it("is told apart by names where two people only had the same one", async () => {
    const li = await scene.member("li", "administrator", { name: "Li Wei" });
    await scene.member("another li", "administrator", { name: "Li Wei" });
    const other = await scene.member("another li", "administrator", { name: "Li Wei (Hamburg)" });
    scene.now += 1;
    const asked = await scene.ask(li);
    expect(await scene.decide("another li", other, asked)).to.include({ status: 201 });
  });

  it("is one person's where one delegated to several, who sign with it or without", async () => {
    await scene.member("the boss");
    const [first, second] = [await scene.member("clerk", "preparer"), await scene.member("second clerk", "preparer")];
    const tier = { kind: "limitExceeded" as const, currency: EUR, from: "1.00", approvers: 2, hours: 48 };
    const tiers = [{ ...tier, duty: "approveCredit" as const, escalatesTo: null }];
    const policy = { reason: "Two sign", windowDays: 30, tiers };
    await scene.client(scene.owner).POST("/v1/approval-policies", { body: policy });
    for (const name of ["clerk", "second clerk"]) {
      const until = shownInstant(scene.now + 10 * DAY);
      const body = { id: randomUUID(), delegate: addressOf(name), duty: "approveCredit" as const, until };
      const { error } = await scene.client(ada).POST("/v1/approval-delegations", { body });
      expect(error).to.equal(undefined);
    }
    scene.now += 1;
    const asked = await scene.ask(scene.owner);
    for (const [name, token] of [
      ...([
        ["clerk", first],
        ["second clerk", second],
        ["ada", ada],
      ] as const),
    ] as const) {
      expect(await scene.decide(name, token, asked), name).to.include({ status: 201 });
    }
    const { state, decisions } = await scene.read(asked.id);
    expect([state, decisions.filter(({ counts }) => counts).length]).to.deep.equal(["pending", 1]);
    expect(await scene.use()).to.equal("ApprovalMissing");
    const boss = await scene.signIn("the boss", addressOf("the owner"));
    await scene.decide("the boss", boss, asked);
    expect(await scene.use()).to.include({ id: asked.id });
  });

  it("is delegated until whoever did, or an administrator, ends it, and no other member", async () => {
    const clerk = await scene.member("clerk", "preparer");
    const other = await scene.member("another clerk", "preparer");
    const id = randomUUID();
    const until = shownInstant(scene.now + 10 * DAY);
    const body = { id, delegate: addressOf("clerk"), duty: "approveCredit" as const, until };
    expect((await scene.client(ada).POST("/v1/approval-delegations", { body })).error).to.equal(undefined);
    const path = { params: { path: { id } } };
    const ended = async (token: string) =>
      (await scene.client(token).DELETE("/v1/approval-delegations/{id}", path)).response.status;
    expect([await ended(other), await ended(clerk), await ended(ada)]).to.deep.equal([403, 204, 404]);
  });

  it("does not follow from a delegation up to an amount where nothing says how much it is", async () => {
    const clerk = await scene.member("clerk", "preparer");
    const delegate = async (amount: string | null) => {
      const body = { id: randomUUID(), delegate: addressOf("clerk"), duty: "approveCredit" as const };
      const until = shownInstant(scene.now + 10 * DAY);
      const currency = amount === null ? null : EUR;
      await scene.client(ada).POST("/v1/approval-delegations", { body: { ...body, amount, currency, until } });
    };
    await delegate("100.00");
    const none = { kind: "limitFreeze" as const, subject: "a freeze", amount: null, currency: null };
    const asked = await scene.ask(scene.owner, none);
    expect(await scene.decide("clerk", clerk, asked)).to.include({ problem: "ApproverIneligible" });
    await delegate(null);
    expect(await scene.decide("clerk", clerk, asked)).to.include({ status: 201 });
  });
});

describe("An issue beyond a limit in a batch", () => {
  it("is approved by nobody who prepared it, whoever put the batch together", async () => {
    const scene = await openLimitScene();
    await scene.limit("500.00");
    const fields = fieldsOf("RE-1", {}, { payable: "1000.00" });
    const waiting = { agreed: fields.agreed, issuing: "open" as const, invoice: fields.invoice };
    const { data: made } = await scene.client(scene.controller).POST("/v1/receivables", { body: waiting });
    const token = new URL(made?.invitation?.link ?? "").hash.slice(1);
    const buyer = scene.client(await scene.signIn("buyer"));
    await buyer.POST("/v1/invitations/acceptance", { body: { token } });
    const bound = await scene.read(scene.token, made?.id ?? "");
    const about = { customer: BUYER, currency: EUR, subject: bound.receivable ?? "", amount: "1000.00" };
    await scene.approve({ kind: "limitExceeded", ...about });
    expect((await scene.sign(scene.token, bound, "supplier")).code).to.equal("CreditLimitExceeded");
    const client = scene.client(scene.token);
    const { data: batch } = await client.POST("/v1/intents/batches", { body: { intents: [bound.id] } });
    const signature = await signatureOf("supplier", batch?.message ?? null);
    const path = { params: { path: { id: batch?.id ?? "" } }, body: { signature, signer: SUPPLIER } };
    const signed = await client.POST("/v1/intents/batches/{id}/signature", path);
    expect(signed.error?.type).to.equal("/problems/CreditLimitExceeded");
    await scene.close();
  });
});
