import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { accepting, DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { openScene, signatureOf } from "./intents/scene.ts";
import type { Act, Scene } from "./intents/scene.ts";
import { addressOf } from "./stage.ts";

const EUR: Address = "0x00000000000000000000000000000000000003d2";
const SUPPLIER = addressOf("supplier");
const BUYER = addressOf("buyer");

describe("What gives something up", () => {
  let scene: Scene;
  let supplier: string;
  let receivable: Hex;

  beforeEach(async () => {
    scene = await openScene({ config: { sessionSeconds: 90 * DAY } });
    supplier = await scene.signIn("supplier");
    await scene.client(supplier).POST("/v1/members", { body: { account: addressOf("ada"), role: "administrator" } });
    const one = receivableOf(headerOf(SUPPLIER, BUYER), { ...termsOf(EUR, FIRST_INSTANT / DAY), amount: 1_000_000n });
    receivable = idOf(one.header);
    await scene.book.write(...issuing(one), accepting(one));
    const tier = { kind: "credit" as const, currency: EUR, from: "100.00", approvers: 1, hours: 48 };
    const tiers = [{ ...tier, duty: "approveActs" as const, escalatesTo: null }];
    await scene
      .client(supplier)
      .POST("/v1/approval-policies", { body: { reason: "House rules", windowDays: 30, tiers } });
  });

  afterEach(() => scene.close());

  const credit = (amount: string) =>
    scene.act(supplier, { id: randomUUID(), verb: "credit", receivable, amount, reason: "goodwill" });

  async function approve(amount: string, name = "ada"): Promise<string> {
    const body = { id: randomUUID(), kind: "credit" as const, subject: receivable, reason: "A broken crate" };
    const asked = await scene.client(supplier).POST("/v1/approvals", {
      body: { ...body, customer: BUYER, amount, currency: EUR },
    });
    const { id = "" } = asked.data ?? {};
    const decision = { reason: "Seen", deadline: shownInstant(scene.now + DAY) };
    const path = { id };
    const approver = scene.client(await scene.signIn(name, SUPPLIER));
    const shown = await approver.GET("/v1/approvals/{id}/message", {
      params: { path, query: { ...decision, isApproved: "true" } },
    });
    const signature = await signatureOf(name, shown.data?.message ?? null);
    const { response } = await approver.POST("/v1/approvals/{id}/decisions", {
      ...{ params: { path }, body: { ...decision, isApproved: true, signature } },
    });
    expect(response.status).to.equal(201);
    return id;
  }

  it("is signed without anybody else below every tier, and then counts towards them", async () => {
    const first = await credit("99.99");
    expect((await scene.sign(supplier, first, "supplier")).status).to.equal(200);
    const second = await credit("0.01");
    expect((await scene.sign(supplier, second, "supplier")).code).to.equal("ApprovalMissing");
  });

  it("is signed once another person approved the sum, with what its wallet showed it", async () => {
    const intent = await credit("100.00");
    expect((await scene.sign(supplier, intent, "supplier")).code).to.equal("ApprovalMissing");
    expect((await scene.read(supplier, intent.id)).state, "nothing is half done").to.equal("prepared");
    const approval = await approve("100.00");
    expect((await scene.sign(supplier, intent, "supplier")).status).to.equal(200);
    const { data } = await scene.client(supplier).GET("/v1/approvals/{id}", { params: { path: { id: approval } } });
    expect([data?.state, data?.usedBy]).to.deep.equal(["used", SUPPLIER]);
    // The same signature once more is the same request once more, and uses nothing.
    expect((await scene.sign(supplier, intent, "supplier")).status).to.equal(200);
    const another = await credit("100.00");
    expect((await scene.sign(supplier, another, "supplier")).code).to.equal("ApprovalMissing");
  });

  it("keeps its approval where the ledger would refuse the act", async () => {
    const intent = await credit("100.00");
    const approval = await approve("100.00");
    const wrong = await scene.client(supplier).POST("/v1/intents/{id}/signature", {
      params: { path: { id: intent.id } },
      body: { signature: `0x${"11".repeat(65)}` },
    });
    expect(wrong.response.status).to.equal(401);
    const { data } = await scene.client(supplier).GET("/v1/approvals/{id}", { params: { path: { id: approval } } });
    expect(data?.state).to.equal("approved");
  });

  it("is also a discount, a lower late interest and what a longer grace costs", async () => {
    const today = FIRST_INSTANT / DAY;
    const invoice = `0x${"07".repeat(32)}` as const;
    const terms = { ...termsOf(EUR, today), amount: 1_000_000n, dueDay: today + 30, lateRate: 100_000, graceDays: 0 };
    const one = receivableOf(headerOf(SUPPLIER, BUYER, { invoice }), terms);
    await scene.book.write(...issuing(one), accepting(one));
    const until = new Date((today + 29) * DAY * 1_000).toISOString().slice(0, 10);
    for (const [what, changed, code] of [
      ["a discount", { discounts: [{ until, sum: "9999.00" }] }, "ApprovalMissing"],
      ["no late interest", { lateRate: "0" }, "ApprovalMissing"],
      ["no lateness", { graceDays: 65 }, "ApprovalMissing"],
      ["nearly half of it for a late rate", { amount: "5300.00", lateRate: "99" }, "ApprovalMissing"],
      ["half of it for a fixed sum", { amount: "5000.00", fixedSum: "5000.00" }, "ApprovalMissing"],
      ["a later day", { dueDate: new Date((today + 60) * DAY * 1_000).toISOString().slice(0, 10) }, undefined],
    ] as const) {
      const amended = { id: randomUUID(), verb: "amend", receivable: idOf(one.header), terms: changed } as Act;
      const intent = await scene.act(supplier, amended);
      expect((await scene.sign(supplier, intent, "supplier")).code, what).to.equal(code);
      await scene.client(supplier).POST("/v1/intents/{id}/withdrawal", { params: { path: { id: intent.id } } });
    }
  });

  it("is approved by nobody who took it up for the house, whoever prepared it elsewhere", async () => {
    await scene.client(supplier).POST("/v1/members", { body: { account: addressOf("bob"), role: "administrator" } });
    const ada = scene.client(await scene.signIn("ada", SUPPLIER));
    const buyer = await scene.signIn("buyer");
    const amended = { id: randomUUID(), verb: "amend" as const, receivable, terms: { amount: "5000.00" } };
    const { id } = await scene.act(buyer, amended);
    const intent = await scene.read(supplier, id);
    const path = { params: { path: { id } } };
    const takenUp = await ada.POST("/v1/intents/{id}/uptake", path);
    expect(takenUp.error).to.equal(undefined);
    await approve("5000.00");
    expect((await scene.sign(supplier, intent, "supplier")).code).to.equal("ApprovalMissing");
    await approve("5000.00", "bob");
    expect((await scene.sign(supplier, intent, "supplier")).status).to.equal(200);
  });

  it("is also a claim that is cancelled before it is accepted", async () => {
    const one = receivableOf(headerOf(SUPPLIER, BUYER, { invoice: `0x${"08".repeat(32)}` }), {
      ...{ ...termsOf(EUR, FIRST_INSTANT / DAY), amount: 1_000_000n },
    });
    await scene.book.write(...issuing(one));
    const act = { id: randomUUID(), verb: "cancel", receivable: idOf(one.header), reason: "wrong" } as Act;
    const intent = await scene.act(supplier, act);
    expect((await scene.sign(supplier, intent, "supplier")).code).to.equal("ApprovalMissing");
  });

  it("is no matter of whoever owes: a dispute takes nobody's approval", async () => {
    const buyer = await scene.signIn("buyer");
    const act = { verb: "dispute" as const, receivable, amount: "500.00", code: 1, evidence: receivable };
    const intent = await scene.act(buyer, { id: randomUUID(), ...act });
    expect((await scene.sign(buyer, intent, "buyer")).status).to.equal(200);
  });
});
