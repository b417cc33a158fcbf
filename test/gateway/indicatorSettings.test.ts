import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { openApprovalScene } from "./approvalScene.ts";
import type { ApprovalScene } from "./approvalScene.ts";

const REASON = "Decided by the board";
const GLOOM = { segment: "", change: 250_000, reason: "A downturn" };

describe("Settings of indicators", () => {
  let scene: ApprovalScene;
  let boss: string;

  beforeEach(async () => {
    scene = await openApprovalScene();
    boss = await scene.member("the boss");
  });

  afterEach(() => scene.close());

  const set = (overlays: readonly (typeof GLOOM)[], costOfCapital = 80_000, id = randomUUID()) => {
    const body = { id, costOfCapital, reason: REASON, agreedRates: [], overlays: [...overlays] };
    return scene.client(scene.owner).POST("/v1/indicator-settings", { body });
  };
  const versions = async (): Promise<number> => {
    const { data } = await scene.client(scene.owner).GET("/v1/indicator-settings", { params: { query: {} } });
    return data?.items.length ?? -1;
  };

  it("take the signature that the tiers ask for, for those very overlays and once", async () => {
    const tier = { kind: "overlay" as const, currency: null, from: null, approvers: 1, hours: 48 };
    const tiers = [{ ...tier, duty: "approveCredit" as const, escalatesTo: null }];
    const policy = { reason: "Four eyes", windowDays: 30, tiers };
    expect((await scene.client(scene.owner).POST("/v1/approval-policies", { body: policy })).error).to.equal(undefined);
    const refused = await set([GLOOM]);
    expect(refused.error?.type).to.equal("/problems/ApprovalMissing");
    expect(await versions()).to.equal(0);
    const [subject = ""] = /0x[0-9a-f]{64}/.exec(refused.error?.detail ?? "") ?? [];
    const about = { kind: "overlay" as const, subject, customer: null, amount: null, currency: null };
    const asked = await scene.ask(scene.owner, about);
    expect(await scene.decide("the boss", boss, asked)).to.deep.equal({ status: 201, problem: undefined });
    const other = await set([{ ...GLOOM, change: -1_000_000 }]);
    expect(other.error?.type, "another overlay").to.equal("/problems/ApprovalMissing");
    const id = randomUUID();
    expect((await set([GLOOM], 80_000, id)).data?.approval, "by which it was set").to.equal(asked.id);
    expect((await set([GLOOM], 80_000, id)).response.status, "handed in again").to.equal(200);
    expect((await set([GLOOM], 90_000)).data?.approval, "what capital costs is no overlay").to.equal(null);
    expect((await set([])).error?.type, "taking it off").to.equal("/problems/ApprovalMissing");
    expect(await versions()).to.equal(2);
  });

  it("need nobody else where no tier asks for it, and keep an id for one content", async () => {
    const id = randomUUID();
    expect((await set([GLOOM], 80_000, id)).response.status).to.equal(201);
    expect((await set([], 80_000, id)).error?.type).to.equal("/problems/IdTaken");
    const together = await Promise.all([1, 2, 3].map((place) => set([], place, id)));
    expect(together.map(({ response }) => response.status)).to.deep.equal([409, 409, 409]);
    expect(await versions()).to.equal(1);
  });
});
