import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { Address } from "../../src/domain/receivable.ts";
import { watchApproval } from "../../src/gateway/approvals/watching.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { BUYER, checkProof, EUR, openApprovalScene, OWNER, SUBJECT } from "./approvalScene.ts";
import type { ApprovalScene } from "./approvalScene.ts";
import { DAY } from "./book.ts";
import { addressOf } from "./stage.ts";

const HOUR = 3_600;
const USD: Address = "0x0000000000000000000000000000000000000348";

describe("Approvals", () => {
  let scene: ApprovalScene;
  let ada: string;
  let bob: string;

  beforeEach(async () => {
    scene = await openApprovalScene();
    ada = await scene.member("ada");
    bob = await scene.member("bob");
    scene.now += DAY;
  });

  afterEach(() => scene.close());

  const watch = (): Promise<boolean> => watchApproval({ database: scene.database, now: () => scene.now });
  it("let an act through once another person signed for it, and once only", async () => {
    const { owner } = scene;
    expect(await scene.use()).to.equal("ApprovalMissing");
    const asked = await scene.ask(owner);
    expect([asked.state, asked.needed, asked.duty]).to.deep.equal(["pending", 1, "approveCredit"]);
    expect(await scene.use(), "nobody has signed").to.equal("ApprovalMissing");
    expect(await scene.decide("ada", ada, asked)).to.deep.equal({ status: 201, problem: undefined });
    expect((await scene.read(asked.id)).state).to.equal("approved");
    expect(await scene.use()).to.deep.equal({ id: asked.id, approvers: [addressOf("ada")], at: scene.now });
    const used = await scene.read(asked.id);
    expect([used.state, used.usedBy]).to.deep.equal(["used", OWNER]);
    expect(await scene.use(), "a second time").to.equal("ApprovalMissing");
  });

  it("are used by one of two acts that come at the same time", async () => {
    const asked = await scene.ask(scene.owner);
    await scene.decide("ada", ada, asked);
    const both = await Promise.all([scene.use(), scene.use()]);
    expect(both.filter((one) => one === "ApprovalMissing")).to.have.length(1);
    expect(both.filter((one) => typeof one === "object" && one?.id === asked.id)).to.have.length(1);
  });

  it("cover no more than was asked, nothing else, and nobody's own act", async () => {
    const asked = await scene.ask(scene.owner);
    await scene.decide("ada", ada, asked);
    for (const [what, over] of Object.entries({
      "a larger amount": { amount: 1_200_001n },
      "another subject": { subject: "receivable 2" },
      "another currency": { currency: USD },
      "another customer": { customer: OWNER },
      "no amount": { amount: null, currency: null },
      "another kind": { kind: "limitFreeze" as const },
      "another organisation": { organisation: BUYER },
      "an act of who signed": { actor: addressOf("ada") },
    })) {
      expect(await scene.use(over), what).to.equal("ApprovalMissing");
    }
    expect(await scene.use({ amount: 1n })).to.include({ id: asked.id });
  });

  it("are not given by whoever asks, by none of its accounts, and the attempt is noted", async () => {
    const asked = await scene.ask(ada);
    expect(await scene.decide("ada", ada, asked)).to.deep.equal({ status: 403, problem: "ApproverIneligible" });
    const second = await scene.member("ada at home", "administrator", { name: "Ada Lovelace" });
    await scene.member("ada", "administrator", { name: "ADA  lovelace" });
    expect(await scene.decide("ada at home", second, asked)).to.include({ problem: "ApproverIneligible" });
    const rows = await scene.database.query<{ account: string }>(
      "select account from approval_attempts order by number",
    );
    expect(rows.map(({ account }) => account)).to.deep.equal([addressOf("ada"), addressOf("ada at home")]);
    await scene.decide("ada", ada, asked);
    expect(await scene.database.query("select from approval_attempts"), "once noted").to.have.length(2);
    expect(await scene.decide("bob", bob, asked)).to.include({ status: 201 });
  });

  it("are found by their subject in either case, since hex has no case", async () => {
    const asked = await scene.ask(scene.owner, { subject: "Limit of GROUP A" });
    await scene.decide("ada", ada, asked);
    expect(await scene.use({ subject: "limit of Group A" })).to.include({ id: asked.id });
  });

  it("are not given by whoever became a member after the request, by agents, preparers or keys", async () => {
    const asked = await scene.ask(scene.owner);
    scene.now += 1;
    const late = await scene.member("a puppet");
    expect(await scene.decide("a puppet", late, asked)).to.include({ problem: "ApproverIneligible" });
    const clerk = await scene.member("clerk", "preparer");
    expect(await scene.decide("clerk", clerk, asked)).to.include({ problem: "ApproverIneligible" });
    const key = await scene.client(bob).POST("/v1/keys", {
      body: {
        ...{ id: randomUUID(), label: "ERP", scopes: ["receivables:write"] },
        expires: shownInstant(scene.now + DAY),
      },
    });
    expect(await scene.decide("bob", key.data?.key ?? "", asked)).to.include({ problem: "ApproverIneligible" });
    expect((await scene.read(asked.id)).decisions).to.deep.equal([]);
  });

  it("take a signature over all that is decided, for this organisation, and in time", async () => {
    const asked = await scene.ask(scene.owner);
    const bad = async (over: Parameters<ApprovalScene["decide"]>[3]) =>
      (await scene.decide("ada", ada, asked, over)).problem;
    expect(await bad({ signed: { organisation: BUYER } })).to.equal("SignatureInvalid");
    expect(await bad({ signed: { amount: 1n } })).to.equal("SignatureInvalid");
    expect(await bad({ signed: { id: randomUUID() } })).to.equal("SignatureInvalid");
    expect(await bad({ signed: { subject: "receivable 2" } })).to.equal("SignatureInvalid");
    expect(await bad({ signature: `0x${"22".repeat(65)}` })).to.equal("SignatureInvalid");
    expect(await bad({ deadline: scene.now - 1 })).to.equal("DeadlineInvalid");
    expect((await scene.decide("bob", ada, asked)).problem, "signed by another").to.equal("SignatureInvalid");
    expect((await scene.read(asked.id)).decisions).to.deep.equal([]);
  });

  it("end with one refusal, and with their withdrawal", async () => {
    const asked = await scene.ask(scene.owner);
    expect(await scene.decide("ada", ada, asked, { isApproved: false })).to.include({ status: 201 });
    expect((await scene.read(asked.id)).state).to.equal("refused");
    expect((await scene.decide("bob", bob, asked)).problem).to.equal("ApprovalOver");
    const other = await scene.ask(scene.owner, { subject: "receivable 2" });
    const path = { params: { path: { id: other.id } } };
    const taken = await scene.client(scene.owner).POST("/v1/approvals/{id}/withdrawal", path);
    expect(taken.data?.state).to.equal("withdrawn");
    expect((await scene.decide("bob", bob, other)).problem).to.equal("ApprovalOver");
    const again = await scene.client(scene.owner).POST("/v1/approvals/{id}/withdrawal", path);
    expect(again.response.status).to.equal(409);
  });

  it("are lost with the membership or the role of who signed, as long as nobody used them", async () => {
    const asked = await scene.ask(scene.owner);
    await scene.decide("ada", ada, asked);
    const account = addressOf("ada");
    await scene.client(scene.owner).POST("/v1/members", { body: { account, role: "reader" } });
    expect(await scene.use()).to.equal("ApprovalMissing");
    expect((await scene.read(asked.id)).state).to.equal("pending");
    await scene.client(scene.owner).DELETE("/v1/members/{account}", { params: { path: { account } } });
    expect(await scene.use()).to.equal("ApprovalMissing");
    await scene.decide("bob", bob, asked);
    expect(await scene.use()).to.deep.include({ id: asked.id, approvers: [addressOf("bob")] });
  });

  it("lapse: they are reminded of, escalate, and cannot be decided or used any more, each told once", async () => {
    await scene.client(ada).POST("/v1/webhooks", {
      body: { id: randomUUID(), url: "https://hooks.supplier.com/in", kinds: ["ApprovalChanged"] },
    });
    const asked = await scene.ask(scene.owner);
    const signed = await scene.ask(scene.owner, { subject: "receivable 2" });
    await scene.decide("ada", ada, signed);
    for (const hours of [0, 17, 18, 36, 72]) {
      scene.now = Date.parse(asked.asked) / 1_000 + hours * HOUR;
      const steps = await Promise.all([1, 2, 3].map(() => watch()));
      expect(steps.filter(Boolean).length, `${hours} hours`).to.equal({ 18: 2, 36: 1 }[hours] ?? 0);
    }
    scene.now += 1;
    expect((await scene.read(asked.id)).state).to.equal("lapsed");
    expect((await scene.decide("bob", bob, asked)).problem).to.equal("ApprovalOver");
    expect(await scene.use({ subject: "receivable 2" })).to.equal("ApprovalMissing");
    while (await watch());
    const told = await scene.database.query<{ data: { approval: string; word: string } }>(
      "select data from notices where kind = 'ApprovalChanged' order by number",
    );
    const of = (id: string) => told.filter(({ data }) => data.approval === id).map(({ data }) => data.word);
    expect(of(asked.id)).to.deep.equal(["asked", "reminded", "escalated", "lapsed"]);
    expect(of(signed.id)).to.deep.equal(["asked", "approved", "lapsed"]);
  });

  it("may be delegated for a while, up to an amount, and never back to whoever asks", async () => {
    const clerk = await scene.member("clerk", "preparer");
    const body = { delegate: addressOf("clerk"), duty: "approveCredit" as const, amount: "12000.00", currency: EUR };
    const until = shownInstant(scene.now + 10 * DAY);
    const given = await scene
      .client(ada)
      .POST("/v1/approval-delegations", { body: { id: randomUUID(), ...body, until } });
    expect(given.response.status).to.equal(201);
    const own = await scene.ask(clerk);
    expect((await scene.decide("clerk", clerk, own)).problem, "its own request").to.equal("ApproverIneligible");
    const adas = await scene.ask(ada, { subject: "receivable 2" });
    expect((await scene.decide("clerk", clerk, adas)).problem, "of who delegated").to.equal("ApproverIneligible");
    const large = await scene.ask(scene.owner, { subject: "receivable 3", amount: "12000.01" });
    expect((await scene.decide("clerk", clerk, large)).problem, "above the amount").to.equal("ApproverIneligible");
    const asked = await scene.ask(scene.owner, { subject: "receivable 4" });
    expect(await scene.decide("clerk", clerk, asked)).to.include({ status: 201 });
    const id = given.data?.id ?? "";
    await scene.client(ada).DELETE("/v1/approval-delegations/{id}", { params: { path: { id } } });
    expect(await scene.use({ subject: "receivable 4" }), "revoked before it was used").to.equal("ApprovalMissing");
  });

  it("prove themselves to an auditor who has no gateway", async () => {
    const asked = await scene.ask(scene.owner);
    await scene.decide("ada", ada, asked);
    const { data } = await scene.client(bob).GET("/v1/approvals/{id}/proof", { params: { path: { id: asked.id } } });
    if (data === undefined) throw new Error("no proof");
    expect(await checkProof(data)).to.deep.equal([true]);
    expect(await checkProof(data, { amount: 1n })).to.deep.equal([false]);
    expect(await checkProof(data, { subject: `${SUBJECT}0` })).to.deep.equal([false]);
  });

  it("belong to one organisation alone", async () => {
    const asked = await scene.ask(scene.owner);
    const stranger = await scene.signIn("a stranger");
    const path = { params: { path: { id: asked.id } } };
    expect((await scene.client(stranger).GET("/v1/approvals/{id}", path)).response.status).to.equal(404);
    expect(await scene.decide("a stranger", stranger, asked)).to.include({ status: 404 });
    expect((await scene.client(stranger).GET("/v1/approvals")).data?.items).to.deep.equal([]);
    expect((await scene.client(scene.owner).GET("/v1/approvals")).data?.items).to.have.length(1);
  });
});
