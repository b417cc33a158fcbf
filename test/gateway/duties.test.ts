import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { DUTY_OF_OPERATION } from "../../src/wire/dutyOfOperation.ts";
import type { Operation } from "../../src/wire/operation.ts";
import { OPERATIONS } from "../../src/wire/operations.ts";
import { DAY } from "./book.ts";
import { CREDIT, openDutyScene, receiptOf } from "./dutyScene.ts";
import type { DutyScene } from "./dutyScene.ts";
import { addressOf } from "./stage.ts";

describe("Duties", () => {
  let scene: DutyScene;

  beforeEach(async () => {
    scene = await openDutyScene();
  });

  afterEach(() => scene.close());

  it("are named by every operation that changes something, or it says why it takes none", () => {
    const all: readonly (readonly [string, Operation])[] = Object.entries(OPERATIONS);
    const changing = all.filter(([, { caller, method }]) => caller === "member" && method !== "get").map(([id]) => id);
    expect(
      changing.filter((id) => !(id in DUTY_OF_OPERATION)),
      "give these a line",
    ).to.deep.equal([]);
    expect(Object.keys(DUTY_OF_OPERATION).filter((id) => !changing.includes(id))).to.deep.equal([]);
  });

  it("are not given to one person together where they exclude each other, by whichever account", async () => {
    expect(await scene.assign("clerk", "prepareIssue")).to.equal("given");
    expect(await scene.assign("clerk", "approveIssue")).to.equal("DutyConflict");
    await scene.member("clerk", "administrator", { email: "C@supplier.example" });
    await scene.member("clerk at home", "preparer", { email: "c@supplier.example" });
    expect(await scene.assign("clerk at home", "approveIssue")).to.equal("DutyConflict");
    await scene.client(scene.owner).POST("/v1/duty-accounts", {
      body: { account: addressOf("cashier"), sameAs: addressOf("clerk") },
    });
    expect(await scene.assign("cashier", "approveIssue")).to.equal("DutyConflict");
    expect(await scene.assign("signer", "approveIssue")).to.equal("given");
    expect(await scene.assign("signer", "prepareIssue", { since: shownInstant(scene.now + 9 * DAY) })).to.equal(
      "DutyConflict",
    );
    expect(await scene.assign("nobody here", "collect")).to.equal("RecipientUnknown");
  });

  it("are given together for a while by an exception that another person signed, which ends", async () => {
    scene.now += DAY;
    const { owner } = scene;
    await scene.assign("clerk", "prepareIssue");
    const until = scene.now + 10 * DAY;
    const over = { until: shownInstant(until) };
    expect(await scene.assign("clerk", "approveIssue", over)).to.equal("ApprovalMissing");
    const subject = `${addressOf("clerk")} prepareIssue+approveIssue`;
    const about = { kind: "dutyException" as const, subject, customer: null, amount: null, currency: null };
    const asked = await scene.ask(owner, about);
    await scene.decide("clerk", scene.tokens.clerk, asked);
    expect(await scene.assign("clerk", "approveIssue", over), "approved by whom it is for").to.equal("ApprovalMissing");
    await scene.decide("signer", scene.tokens.signer, asked);
    expect(await scene.assign("clerk", "approveIssue"), "without an end").to.equal("DutyConflict");
    expect(await scene.assign("clerk", "approveIssue", over)).to.equal("given");
    expect(await scene.assign("clerk", "approveIssue", over), "used once").to.equal("given");
    const { data } = await scene.client(owner).GET("/v1/duties");
    expect(data?.overlaps).to.deep.equal([]);
    expect(data?.exceptions.map(({ inForce }) => inForce)).to.deep.equal([true]);
    scene.now = until + 1;
    const kinds = (await scene.report()).items.map(({ kind }) => kind);
    expect(kinds).to.include.members(["exceptionGiven", "exceptionExpired"]);
    expect(kinds, "no limit is in it").not.to.include("limitOverridden");
  });

  it("are asked for once somebody has each and nobody has two that exclude each other", async () => {
    expect(await scene.enforce()).to.equal("DutiesUncovered");
    await scene.house();
    await scene.member("cashier", "administrator", { name: "One Person" });
    await scene.member("loser", "administrator", { name: "One  PERSON" });
    expect(await scene.enforce()).to.equal("DutyConflict");
    await scene.member("loser", "administrator", { name: "Another Person" });
    expect(await scene.enforce()).to.equal("done");
    expect(await scene.enforce(false, scene.tokens.manager)).to.equal("NotAuthorised");
    expect(await scene.enforce(false)).to.equal("done");
  });

  it("are asked for by every operation, of sessions and keys, never of the organisation that gives them", async () => {
    await scene.house();
    const { data: key } = await scene.client(scene.tokens.cashier).POST("/v1/keys", {
      body: {
        ...{ id: randomUUID(), label: "ERP", scopes: ["organisation:administer"] },
        expires: shownInstant(scene.now + DAY),
      },
    });
    await scene.enforce();
    const add = async (token: string | undefined) => {
      const body = { account: addressOf("somebody new"), role: "reader" as const };
      return (await scene.client(token).POST("/v1/members", { body })).response.status;
    };
    expect(await add(scene.tokens.cashier)).to.equal(403);
    expect(await add(key?.key)).to.equal(403);
    expect(await add(scene.owner), "the organisation has not given itself the duty").to.equal(403);
    expect(await add(scene.tokens.manager)).to.equal(201);
    expect((await scene.prepare("clerk", CREDIT)).problem).to.equal("DutyMissing");
    expect((await scene.prepare("giver", CREDIT)).problem).to.equal(undefined);
    expect((await scene.client(scene.tokens.cashier).GET("/v1/members")).response.status, "to read").to.equal(200);
    expect(await scene.assign("clerk", "postCash")).to.equal("DutyConflict");
    expect(await scene.assign("auditor at home", "audit"), "nobody is locked out").to.equal("RecipientUnknown");
    expect(await scene.assign("giver", "setCredit")).to.equal("given");
  });

  it("of conceding take another person to sign than to prepare", async () => {
    await scene.house();
    await scene.enforce();
    const { id } = await scene.prepare("giver", CREDIT);
    expect(await scene.sign("giver", id)).to.equal("DutyConflict");
    expect(await scene.sign("signer", id)).to.equal("DutyMissing");
    expect(await scene.sign("signer", id, { signer: addressOf("giver") }), "handed in by another").to.equal(
      "DutyConflict",
    );
    // Past the duties, the signature itself is looked at.
    expect(await scene.sign("loser", id)).to.be.oneOf(["SignatureInvalid", "NotAuthorised"]);
  });

  it("keep whoever posted cash from writing that receivable off, also later and by another account", async () => {
    await scene.house();
    const receipt = receiptOf(scene);
    expect((await scene.prepare("cashier", receipt)).problem).to.equal(undefined);
    await scene.enforce();
    const { data } = await scene.client(scene.owner).GET("/v1/duties");
    const own = data?.assignments.find(({ account }) => account === addressOf("cashier"));
    await scene.client(scene.owner).DELETE("/v1/duties/{id}", { params: { path: { id: own?.id ?? "" } } });
    scene.now += 1;
    expect(await scene.assign("cashier", "concede")).to.equal("given");
    expect((await scene.prepare("cashier", CREDIT)).problem).to.equal("DutyConflict");
    scene.receivable = idOf((await scene.issue("2")).header);
    expect((await scene.prepare("cashier", CREDIT)).problem, "another receivable").to.equal(undefined);
  });
});
