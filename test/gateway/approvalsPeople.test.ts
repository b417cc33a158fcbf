import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { EUR, openApprovalScene } from "./approvalScene.ts";
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

  it("is told apart by names where two people only had the same one", async () => {
    const li = await scene.member("li", "administrator", { name: "Li Wei" });
    await scene.member("another li", "administrator", { name: "Li Wei" });
    const other = await scene.member("another li", "administrator", { name: "Li Wei (Hamburg)" });
    scene.now += 1;
    const asked = await scene.ask(li);
    expect(await scene.decide("another li", other, asked)).to.include({ status: 201 });
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
