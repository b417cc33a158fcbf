import { expect } from "chai";
import { EUR, openApprovalScene, OWNER } from "./approvalScene.ts";
import type { ApprovalScene } from "./approvalScene.ts";
import { DAY } from "./book.ts";

describe("Approvals by amount", () => {
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

  const tiers = (rows: readonly object[]) =>
    scene.client(ada).POST("/v1/approval-policies", {
      body: { reason: "House rules", windowDays: 30, tiers: rows as [] },
    });
  const tier = (over: object = {}): object => ({
    ...{ kind: "limitChange", currency: EUR, from: "10000.00", approvers: 1 },
    ...{ duty: "approveCredit", hours: 24, escalatesTo: null, ...over },
  });

  it("follow tiers of amounts, and add up what is split", async () => {
    expect((await tiers([tier(), tier({ from: "50000.00", approvers: 2 })])).response.status).to.equal(201);
    const change = { kind: "limitChange" as const, actor: OWNER };
    expect(await scene.use({ ...change, amount: 999_999n }), "below every tier").to.equal(null);
    expect(await scene.use({ ...change, amount: 1n, subject: "receivable 2" }), "with what went before").to.equal(
      "ApprovalMissing",
    );
    expect(await scene.use({ ...change, amount: 1n, customer: OWNER, subject: "another" })).to.equal(null);
    const asked = await scene.ask(scene.owner, { kind: "limitChange", amount: "40000.00" });
    expect(asked.needed, "40,000.00 and 9,999.99").to.equal(1);
    const large = await scene.ask(scene.owner, { kind: "limitChange", amount: "0.01", subject: "receivable 3" });
    expect(large.needed, "with the request that waits").to.equal(2);
    await scene.decide("ada", ada, large);
    expect((await scene.read(large.id)).state).to.equal("pending");
    expect((await scene.decide("ada", ada, large)).problem).to.equal("AlreadySigned");
    await scene.decide("bob", bob, large);
    expect((await scene.read(large.id)).state).to.equal("approved");
    scene.now += 31 * DAY;
    expect(await scene.use({ ...change, amount: 999_999n }), "after the window").to.equal(null);
  });

  it("ask for two where two parts of a sum come at the same time", async () => {
    await tiers([tier()]);
    const change = { kind: "limitChange" as const, amount: 600_000n };
    const both = await Promise.all([scene.use({ ...change, subject: "a" }), scene.use({ ...change, subject: "b" })]);
    expect(both.filter((one) => one === null)).to.have.length(1);
    expect(both.filter((one) => one === "ApprovalMissing")).to.have.length(1);
  });

  it("go on under a stricter policy for a day after it was loosened, and refuse tiers that make no sense", async () => {
    await tiers([tier()]);
    scene.now += DAY;
    await tiers([]);
    const change = { kind: "limitChange" as const, amount: 2_000_000n };
    expect(await scene.use(change)).to.equal("ApprovalMissing");
    scene.now += DAY;
    expect(await scene.use(change)).to.equal(null);
    expect((await tiers([tier(), tier({ approvers: 2 })])).response.status).to.equal(400);
    expect((await tiers([tier({ approvers: 2 }), tier({ from: "20000.00" })])).response.status).to.equal(400);
    expect((await tiers([tier({ currency: null })])).response.status).to.equal(400);
    expect((await tiers([tier({ escalatesTo: "approveCredit" })])).response.status).to.equal(400);
  });
});
