/** Customers that are scored again by themselves, and what is proposed for them. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { contentHash } from "../../src/domain/credit/canonical.ts";
import { isInputUnder, proofFault } from "../../src/domain/credit/proof.ts";
import { runScores } from "../../src/gateway/scores/watching.ts";
import { creditPolicyAt } from "../../src/store/scorePolicies.ts";
import { DAY } from "./book.ts";
import { dunningDeps } from "./dunningDeps.ts";
import { BUYER, openScoreScene, policyDocument, SUPPLIER } from "./scoreScene.ts";
import type { ScoreScene } from "./scoreScene.ts";
import { addressOf } from "./stage.ts";

const PUNCTUAL = [-3, -2, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0] as const;

describe("A gateway that looks at customers", () => {
  let scene: ScoreScene;

  beforeEach(async () => {
    scene = await openScoreScene();
    await scene.setPolicy();
  });

  afterEach(() => scene.close());

  async function reasons(): Promise<readonly string[]> {
    return (await scene.scores(BUYER)).map(({ reason }) => reason).toReversed();
  }

  it("scores each once at first, and not again while nothing changes", async () => {
    await scene.sell(BUYER, PUNCTUAL);
    await scene.look();
    await scene.look();
    await scene.look();
    expect(await reasons()).to.deep.equal(["first"]);
  });

  it("scores again when something is disputed, and keeps the old score with the reason of the new one", async () => {
    await scene.setPolicy({ policy: policyDocument({ triggers: ["dispute"] }) });
    await scene.sell(BUYER, PUNCTUAL);
    const [open] = await scene.sell(BUYER, [undefined]);
    if (open === undefined) throw new Error("something was sold");
    await scene.look();
    // Its block is older than the first score: what was not known then is news all the same.
    await scene.dispute(open);
    await scene.look();
    const [last, before] = await scene.scores(BUYER);
    expect(last).to.include({ reason: "dispute", number: 2 });
    expect(last?.detail).to.match(/^it disputes /);
    expect(last?.previous).to.deep.equal({ id: before?.id, points: before?.points, band: before?.band });
    expect(before).to.include({ reason: "first", number: 1 });
    await scene.look();
    expect(await reasons()).to.deep.equal(["first", "dispute"]);
  });

  it("scores again as days late drift, while nobody does anything", async () => {
    await scene.sell(BUYER, [0, 0, 0, 0, undefined]);
    await scene.look();
    const [first] = await scene.scores(BUYER);
    await scene.look(150 * DAY);
    const [second] = await scene.scores(BUYER);
    expect(second).to.include({ reason: "daysLateDrift" });
    expect(second?.detail).to.match(/^weighted days late went from \d+ to \d+/);
    expect(second?.points).to.be.below(first?.points ?? 0);
  });

  it("scores all again when a policy comes into force, by the model of that policy", async () => {
    await scene.sell(BUYER, PUNCTUAL);
    await scene.look();
    const inForce = new Date((scene.now + 2 * DAY) * 1_000).toISOString().replace(/\.\d{3}Z$/, "Z");
    await scene.setPolicy({ reason: "Next week", inForce });
    await scene.look();
    expect(await reasons()).to.deep.equal(["first"]);
    await scene.look(2 * DAY);
    expect(await reasons()).to.deep.equal(["first", "policy"]);
  });

  it("does not when the policy does not name what happened", async () => {
    await scene.setPolicy({ policy: policyDocument({ triggers: [] }) });
    await scene.sell(BUYER, [0, 0, 0, 0, undefined]);
    await scene.look();
    await scene.look(300 * DAY);
    expect(await reasons()).to.deep.equal(["first"]);
  });

  it("scores a customer once, however many processes look at once", async () => {
    await scene.sell(BUYER, PUNCTUAL);
    const deps = dunningDeps(scene.database, () => scene.now);
    const looking = async (): Promise<void> => {
      while (await runScores(deps));
    };
    await Promise.all([looking(), looking(), looking()]);
    expect(await reasons()).to.deep.equal(["first"]);
  });

  it("proposes a reward to who pays in time, which counts once somebody approves it, and ends", async () => {
    const reward = { onTimeShare: 950_000, items: 10, extraNetDays: 15, raisedLimit: 100_000, terms: null, days: 90 };
    const bands = policyDocument().bands.map((band) =>
      band.name === "B" ? { ...band, reward } : { ...band, reward: null },
    );
    await scene.setPolicy({ policy: policyDocument({ bands }) });
    await scene.sell(BUYER, PUNCTUAL);
    await scene.look();
    const client = await scene.as("the supplier");
    const { data } = await client.GET("/v1/credit/overrides");
    const [proposed] = data?.items ?? [];
    expect(proposed).to.include({ origin: "reward", state: "waiting", longestNetDays: 45, raisedLimit: 100_000 });
    expect(proposed?.reason).to.equal("100 % of 12 items of the trailing year were paid in time");
    expect(await scene.standing(BUYER)).to.include({ longestNetDays: 30 });
    const path = { id: proposed?.id ?? "" };
    const body = { decision: "approved" as const, word: "Well earned" };
    const approved = await client.POST("/v1/credit/overrides/{id}/decision", { params: { path }, body });
    expect(approved.data?.state).to.equal("inForce");
    const standing = await scene.standing(BUYER);
    expect(standing).to.include({ longestNetDays: 45 });
    expect(standing?.limits[0]?.amount).to.equal("11000.00");
    await scene.score(BUYER);
    const again = await (await scene.as("the supplier")).GET("/v1/credit/overrides");
    expect(again.data?.items, "one at a time").to.have.length(1);
    scene.now += 91 * DAY;
    expect(await scene.standing(BUYER)).to.include({ longestNetDays: 30 });
  });

  it("rewards nobody who pays late", async () => {
    await scene.sell(BUYER, [...PUNCTUAL, 20, 30]);
    await scene.look();
    const { data } = await (await scene.as("the supplier")).GET("/v1/credit/overrides");
    expect(data?.items).to.deep.equal([]);
  });

  it("proves by which inputs a customer was scored, to whom it gives the file", async () => {
    await scene.sell(BUYER, PUNCTUAL);
    const { id } = await scene.score(BUYER);
    const client = await scene.as("the supplier");
    const { data } = await client.GET("/v1/credit/scores/{id}/proof", { params: { path: { id } } });
    const kept = await creditPolicyAt(scene.database, SUPPLIER, scene.now);
    if (data === undefined || kept === undefined) throw new Error("there are both");
    const inputs = data.inputs.map(({ value, expires, kind, source, day, salt }) => {
      return {
        kind,
        source,
        day,
        salt: salt as `0x${string}`,
        value: value ?? undefined,
        expires: expires ?? undefined,
      };
    });
    const { day, points, band } = data;
    const proof = { policy: contentHash(kept.policy), day, points, band, inputs };
    expect(proofFault(proof, kept.policy, data.anchor as `0x${string}`)).to.equal(undefined);
    for (const [place, input] of inputs.entries()) {
      const path = (data.inputs[place]?.path ?? []) as readonly `0x${string}`[];
      expect(isInputUnder(data.root as `0x${string}`, input, path)).to.equal(true);
    }
  });
});

describe("What departs from a customer's band", () => {
  let scene: ScoreScene;

  beforeEach(async () => {
    scene = await openScoreScene();
    await scene.setPolicy();
    await (
      await scene.as("the supplier")
    ).POST("/v1/members", {
      body: { account: addressOf("a second"), role: "administrator" },
    });
  });

  afterEach(() => scene.close());

  const wish = () => ({
    ...{ id: randomUUID(), customer: BUYER, longestNetDays: 20, dunningSegment: "gentle", language: "zh" as const },
    ...{ until: "2026-12-31", reason: "An old friend of the house" },
  });

  it("counts once another member approves it, and until its last day", async () => {
    const body = wish();
    const first = await scene.as("the supplier");
    expect((await first.POST("/v1/credit/overrides", { body })).data).to.include({ state: "waiting" });
    const asked = { params: { path: { id: body.id } }, body: { decision: "approved" as const, word: "Fine" } };
    const alone = await first.POST("/v1/credit/overrides/{id}/decision", asked);
    expect(alone.error?.type).to.equal("/problems/CheckerMissing");
    expect(await scene.standing(BUYER)).to.include({ longestNetDays: 0, dunningSegment: "strict" });
    const second = await scene.as("a second", SUPPLIER);
    expect((await second.POST("/v1/credit/overrides/{id}/decision", asked)).data?.state).to.equal("inForce");
    const standing = await scene.standing(BUYER);
    expect(standing).to.include({ longestNetDays: 20, dunningSegment: "gentle", language: "zh", terms: "net 0" });
    expect(standing?.overrides).to.deep.equal([{ id: body.id, until: "2026-12-31", approver: addressOf("a second") }]);
    const late = await second.POST("/v1/credit/overrides/{id}/decision", {
      ...asked,
      body: { ...asked.body, decision: "declined" },
    });
    expect(late.error?.type).to.equal("/problems/OverrideOver");
    scene.now = Date.parse("2027-01-01T00:00:00Z") / 1_000;
    expect(await scene.standing(BUYER)).to.include({ longestNetDays: 0, dunningSegment: "strict" });
  });

  it("is approved by nobody who proposed it under another account", async () => {
    const owner = await scene.as("the supplier");
    for (const [name, role] of [
      ["her desk", "preparer"],
      ["her phone", "administrator"],
    ] as const) {
      await owner.POST("/v1/members", { body: { account: addressOf(name), role, name: "Anna Kramer" } });
    }
    const body = wish();
    await (await scene.as("her desk", SUPPLIER)).POST("/v1/credit/overrides", { body });
    const asked = { params: { path: { id: body.id } }, body: { decision: "approved" as const, word: "Fine" } };
    const refused = await (await scene.as("her phone", SUPPLIER)).POST("/v1/credit/overrides/{id}/decision", asked);
    expect(refused.error?.type).to.equal("/problems/CheckerMissing");
    expect(await scene.standing(BUYER)).to.include({ longestNetDays: 0 });
  });

  it("is approved by no key of a machine, whoever made it", async () => {
    const body = wish();
    await (await scene.as("the supplier")).POST("/v1/credit/overrides", { body });
    const second = await scene.as("a second", SUPPLIER);
    const expires = new Date((scene.now + DAY) * 1_000).toISOString().replace(/\.\d{3}Z$/, "Z");
    const key = await second.POST("/v1/keys", {
      body: { id: randomUUID(), label: "ERP", scopes: ["organisation:administer"], expires },
    });
    const machine = scene.client(key.data?.key ?? "");
    const asked = { params: { path: { id: body.id } }, body: { decision: "approved" as const, word: "Fine" } };
    const refused = await machine.POST("/v1/credit/overrides/{id}/decision", asked);
    expect(refused.error?.type).to.equal("/problems/CheckerMissing");
  });

  it("is seen and decided by no other organisation", async () => {
    const body = wish();
    await (await scene.as("the supplier")).POST("/v1/credit/overrides", { body });
    const asked = { params: { path: { id: body.id } }, body: { decision: "approved" as const, word: "Fine" } };
    for (const name of ["the buyer", "a rival"]) {
      const client = await scene.as(name);
      expect((await client.POST("/v1/credit/overrides/{id}/decision", asked)).response.status).to.equal(404);
      expect((await client.DELETE("/v1/credit/overrides/{id}", { params: asked.params })).response.status).to.equal(
        404,
      );
      expect((await client.GET("/v1/credit/overrides")).data?.items).to.deep.equal([]);
    }
  });
});
