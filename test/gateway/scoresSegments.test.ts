/** Segments of scored customers, what bands told of payment, and whom dunning takes its policy from. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { dateOfDay } from "../../src/domain/terms.ts";
import { openApprovalScene } from "./approvalScene.ts";
import type { ApprovalScene } from "./approvalScene.ts";
import { policyBody } from "./dunningScene.ts";
import { BUYER, DUE, openScoreScene, policyDocument, SUPPLIER } from "./scoreScene.ts";
import type { ScoreScene } from "./scoreScene.ts";
import { addressOf } from "./stage.ts";

const OTHER = addressOf("another buyer");

describe("Segments of customers", () => {
  let scene: ScoreScene;

  beforeEach(async () => {
    scene = await openScoreScene();
    const segments = [
      { name: "prepaying", bands: ["C"], sizes: [], industries: [], countries: [] },
      { name: "others", bands: [], sizes: [], industries: [], countries: [] },
    ];
    await scene.setPolicy({ policy: policyDocument({ segments }) });
    await scene.sell(BUYER, [50, 50, 50, 50, 50, undefined, undefined]);
    await scene.sell(OTHER, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, undefined]);
    await scene.look();
  });

  afterEach(() => scene.close());

  it("have their customers, bands and what they owe", async () => {
    const { data } = await (await scene.as("the supplier")).GET("/v1/credit/segments");
    const found = data?.items.map(({ segment, customers, bands, open }) => [
      segment,
      customers,
      bands,
      open[0]?.amount,
    ]);
    expect(found).to.deep.equal([
      ["prepaying", 1, [{ band: "C", customers: 1 }], "2000.00"],
      ["others", 1, [{ band: "B", customers: 1 }], "1000.00"],
    ]);
    const query = { params: { query: { segment: "prepaying" } } };
    const listed = await (await scene.as("the supplier")).GET("/v1/credit/segments/customers", query);
    expect(listed.data?.items.map(({ customer, segment }) => [customer, segment])).to.deep.equal([
      [BUYER, "prepaying"],
    ]);
    expect((await scene.standing(BUYER))?.segment).to.equal("prepaying");
  });

  it("are nobody else's to see", async () => {
    for (const name of ["the buyer", "a rival"]) {
      const client = await scene.as(name);
      expect((await client.GET("/v1/credit/segments")).data?.items).to.deep.equal([]);
      expect((await client.GET("/v1/credit/segments/customers")).data?.items).to.deep.equal([]);
    }
  });

  it("come with what the bands told: customers of a day of the past, and how they paid since", async () => {
    const query = { currency: "EUR", day: dateOfDay(DUE + 70), days: "30" };
    const { data } = await (await scene.as("the supplier")).GET("/v1/credit/back-test", { params: { query } });
    expect(data?.bands.map(({ band, customers }) => [band, customers])).to.deep.equal([
      ["C", 1],
      ["B", 1],
      ["A", 0],
    ]);
    const today = { currency: "EUR", day: dateOfDay(Math.floor(scene.now / 86_400)) };
    const refused = await (await scene.as("the supplier")).GET("/v1/credit/back-test", { params: { query: today } });
    expect(refused.error?.faults?.map(({ at }) => at)).to.deep.equal(["query.day"]);
  });

  it("lead dunning to the policy of the band, unless a person noted another; an approved override first", async () => {
    const client = await scene.as("the supplier");
    const known = new Map<string, string>();
    for (const segment of ["strict", "gentle"]) {
      const body = policyBody();
      known.set(body.policy, segment);
      const set = await client.POST("/v1/dunning/policies", { body });
      if (set.error !== undefined) throw new Error(set.error.detail);
      const scope = { kind: "segment" as const, segment };
      await client.POST("/v1/dunning/scopes", { body: { scope, currency: "EUR", policy: body.policy } });
    }
    const policies = async (): Promise<readonly (string | undefined)[]> => {
      const token = await scene.as("the supplier");
      const { data, error } = await token.GET("/v1/dunning/dry-run", { params: { query: { customer: BUYER } } });
      if (data === undefined) throw new Error(error.detail);
      return [...new Set(data.items.map(({ policy }) => known.get(policy ?? "")))];
    };
    expect(await policies()).to.deep.equal(["strict"]);
    const owner = await scene.as("the supplier");
    await owner.POST("/v1/dunning/customers", { body: { customer: BUYER, segment: "gentle", owner: null } });
    expect(await policies()).to.deep.equal(["gentle"]);
    const wish = { id: randomUUID(), customer: BUYER, dunningSegment: "strict", until: "2026-12-31", reason: "Lies" };
    await owner.POST("/v1/credit/overrides", { body: wish });
    await owner.POST("/v1/members", { body: { account: addressOf("a second"), role: "administrator" } });
    const second = await scene.as("a second", SUPPLIER);
    const decision = { params: { path: { id: wish.id } }, body: { decision: "approved" as const, word: "Fine" } };
    expect((await second.POST("/v1/credit/overrides/{id}/decision", decision)).data?.state).to.equal("inForce");
    expect(await policies(), "approved for a time").to.deep.equal(["strict"]);
  });
});

describe("A change of the credit policy", () => {
  let scene: ApprovalScene;

  afterEach(() => scene.close());

  it("takes the signature that the organisation's tiers ask for, for that very document and once", async () => {
    scene = await openApprovalScene();
    const owner = scene.client(scene.owner);
    const boss = await scene.member("the boss");
    const tier = { kind: "creditPolicy" as const, currency: null, from: null, approvers: 1, hours: 48 };
    const tiers = [{ ...tier, duty: "approveCredit" as const, escalatesTo: null }];
    await owner.POST("/v1/approval-policies", { body: { reason: "Four eyes", windowDays: 30, tiers } });
    const set = (policy = policyDocument()) => {
      return owner.POST("/v1/credit/policies", { body: { id: randomUUID(), policy, reason: "The first one" } });
    };
    const refused = await set();
    expect(refused.error?.type).to.equal("/problems/ApprovalMissing");
    expect((await owner.GET("/v1/credit/policies")).data?.items).to.deep.equal([]);
    const [subject = ""] = /0x[0-9a-f]{64}/.exec(refused.error?.detail ?? "") ?? [];
    const about = { kind: "creditPolicy" as const, subject, customer: null, amount: null, currency: null };
    const asked = await scene.ask(scene.owner, about);
    expect(await scene.decide("the boss", boss, asked)).to.deep.equal({ status: 201, problem: undefined });
    const other = await set(policyDocument({ driftDays: 11 }));
    expect(other.error?.type, "another document").to.equal("/problems/ApprovalMissing");
    expect((await set()).data).to.include({ version: 1, approval: asked.id });
    expect((await set()).error?.type, "it was used").to.equal("/problems/ApprovalMissing");
  });
});
