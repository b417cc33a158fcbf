import { expect } from "chai";
import { UNCAPPED, verbSet } from "../../src/domain/directory.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { Verb } from "../../src/domain/receivable.ts";
import { OWNER } from "./approvalScene.ts";
import type { Approval } from "./approvalScene.ts";
import { DAY } from "./book.ts";
import { openDutyScene } from "./dutyScene.ts";
import type { DutyScene } from "./dutyScene.ts";
import { addressOf } from "./stage.ts";

describe("Approvals where duties are enforced", () => {
  let scene: DutyScene;

  beforeEach(async () => {
    scene = await openDutyScene();
    scene.now += DAY;
    await scene.house();
    await scene.enforce();
  });

  afterEach(() => scene.close());

  const clerk = () => scene.ask(scene.tokens.clerk);
  const decide = async (name: keyof typeof scene.tokens, asked: Approval) =>
    (await scene.decide(name, scene.tokens[name], asked)).problem ?? "signed";

  it("count of whoever has the duty alone, and not of administrators", async () => {
    const asked = await clerk();
    for (const name of ["manager", "cashier", "auditor"] as const) {
      expect(await decide(name, asked), name).to.equal("ApproverIneligible");
    }
    expect((await scene.decide("the owner", scene.owner, asked)).problem).to.equal("ApproverIneligible");
    expect(await decide("signer", asked)).to.equal("signed");
    expect(await scene.use({ actor: addressOf("clerk") })).to.include({ id: asked.id });
  });

  it("are lost with the duty at the instant of the act, and in time with its end", async () => {
    const asked = await clerk();
    expect(await decide("signer", asked)).to.equal("signed");
    const { data } = await scene.client(scene.owner).GET("/v1/duties");
    const own = data?.assignments.find(
      ({ account, duty }) => account === addressOf("signer") && duty === "approveCredit",
    );
    await scene.client(scene.owner).DELETE("/v1/duties/{id}", { params: { path: { id: own?.id ?? "" } } });
    expect(await scene.use({ actor: addressOf("clerk") })).to.equal("ApprovalMissing");
  });

  it("are not given by an agent to whom whoever asks gave the duty", async () => {
    const mandate = {
      ...{ verbs: verbSet([Verb.Issue]), from: scene.now - DAY, until: scene.now + 30 * DAY, cap: UNCAPPED },
      ...{ currency: addressOf("token"), document: keccakOfText("power of attorney") },
    };
    await scene.book.write({ name: "MandateGiven", organisation: OWNER, agent: addressOf("puppet"), mandate });
    const puppet = await scene.signIn("puppet", OWNER);
    const asked = await scene.ask(scene.tokens.manager);
    expect((await scene.decide("puppet", puppet, asked)).problem, "without the duty").to.equal("ApproverIneligible");
    expect(await scene.assign("puppet", "approveCredit", {}, scene.tokens.manager)).to.equal("given");
    expect((await scene.decide("puppet", puppet, asked)).problem, "given by who asks").to.equal("ApproverIneligible");
    const others = await scene.ask(scene.tokens.clerk, { subject: "receivable 2" });
    expect((await scene.decide("puppet", puppet, others)).problem, "asked by another").to.equal(undefined);
    await scene.client(scene.owner).POST("/v1/duty-accounts", {
      body: { account: addressOf("puppet"), sameAs: addressOf("clerk") },
    });
    expect(await scene.use({ subject: "receivable 2", actor: addressOf("clerk") }), "found to be one person").to.equal(
      "ApprovalMissing",
    );
  });

  it("escalate to the duty that the tier names in the second half of their time", async () => {
    const tier = { kind: "limitExceeded" as const, currency: null, from: null, approvers: 1, hours: 10 };
    await scene.client(scene.tokens.manager).POST("/v1/approval-policies", {
      body: { reason: "House", windowDays: 0, tiers: [{ ...tier, duty: "approveCredit", escalatesTo: "writeOff" }] },
    });
    const asked = await clerk();
    expect([asked.duty, asked.escalatesTo]).to.deep.equal(["approveCredit", "writeOff"]);
    expect(await decide("loser", asked)).to.equal("ApproverIneligible");
    scene.now += 5 * 3_600;
    expect(await decide("loser", asked)).to.equal("signed");
  });

  it("are delegated to nobody who would have duties that exclude each other", async () => {
    const body = { delegate: addressOf("clerk"), duty: "approveCredit" as const, until: "2026-12-31T00:00:00Z" };
    const until = new Date((scene.now + 5 * DAY) * 1_000).toISOString().replace(/\.\d{3}Z$/, "Z");
    const id = "0190f1de-3a55-7000-8000-0000000000ab";
    const given = await scene.client(scene.tokens.signer).POST("/v1/approval-delegations", {
      body: { ...body, id, until },
    });
    expect(given.error?.type).to.equal("/problems/DutyConflict");
    const others = await scene.client(scene.tokens.manager).POST("/v1/approval-delegations", {
      body: { ...body, id, until, delegate: addressOf("treasurer") },
    });
    expect(others.error?.type, "who has not the duty itself").to.equal("/problems/ApproverIneligible");
  });
});
