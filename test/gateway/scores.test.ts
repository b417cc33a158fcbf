/** Scores as an organisation makes them of its customers, and what customers are given by them. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { contentHash } from "../../src/domain/credit/canonical.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { creditStanding } from "../../src/gateway/scores/standing.ts";
import { creditPolicyAt } from "../../src/store/scorePolicies.ts";
import { DAY } from "./book.ts";
import { BUYER, EUR, openScoreScene, policyDocument, SUPPLIER } from "./scoreScene.ts";
import type { ScoreScene } from "./scoreScene.ts";
import { addressOf } from "./stage.ts";

const PUNCTUAL = [-3, -2, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0] as const;
const LATE = [40, 45, 50, 55, 58, 60] as const;

describe("A gateway's credit policy", () => {
  let scene: ScoreScene;

  beforeEach(async () => {
    scene = await openScoreScene();
  });

  afterEach(() => scene.close());

  it("is shown as it was written, with the hash of what anybody can hash again", async () => {
    const set = await scene.setPolicy();
    expect(set).to.deep.include({ version: 1, isInForce: true, policy: policyDocument(), setBy: SUPPLIER });
    expect(keccakOfText(set.canonical)).to.equal(set.hash);
    const kept = await creditPolicyAt(scene.database, SUPPLIER, scene.now);
    expect(contentHash(kept?.policy)).to.equal(set.hash);
  });

  it("is appended, never edited, and never in force in the past", async () => {
    const first = { id: randomUUID(), policy: policyDocument(), reason: "The first one" };
    const client = await scene.as("the supplier");
    expect((await client.POST("/v1/credit/policies", { body: first })).response.status).to.equal(201);
    expect((await client.POST("/v1/credit/policies", { body: first })).response.status).to.equal(200);
    const other = await client.POST("/v1/credit/policies", { body: { ...first, reason: "Another" } });
    expect(other.error?.type).to.equal("/problems/IdTaken");
    const past = { ...first, id: randomUUID(), inForce: "2026-11-01T00:00:00Z" };
    const refused = await client.POST("/v1/credit/policies", { body: past });
    expect(refused.error?.faults?.map(({ at }) => at)).to.deep.equal(["body.inForce"]);
    const later = { ...first, id: randomUUID(), reason: "From next month", inForce: "2026-12-01T00:00:00Z" };
    await client.POST("/v1/credit/policies", { body: later });
    const { data } = await client.GET("/v1/credit/policies");
    expect(data?.items.map(({ version, isInForce }) => [version, isInForce])).to.deep.equal([
      [2, false],
      [1, true],
    ]);
  });

  it("names every field that is wrong, and stores nothing", async () => {
    const [worst, ...others] = policyDocument().bands;
    if (worst === undefined) throw new Error("there are bands");
    const bands = [{ ...worst, longestNetDays: 90, terms: "when it rains" }, ...others];
    const client = await scene.as("the supplier");
    const body = { id: randomUUID(), policy: policyDocument({ bands }), reason: "A try" };
    const unread = await client.POST("/v1/credit/policies", { body });
    expect(unread.error?.faults?.map(({ at }) => at)).to.deep.equal(["body.policy.bands.0.terms"]);
    const fixed = [{ ...worst, longestNetDays: 90 }, ...others];
    const unfair = await client.POST("/v1/credit/policies", {
      body: { ...body, policy: policyDocument({ bands: fixed }) },
    });
    expect(unfair.error?.detail).to.equal("body.policy.bands.1.longestNetDays: the band C below it has more");
    expect(await creditPolicyAt(scene.database, SUPPLIER, scene.now)).to.equal(undefined);
  });

  it("is set by administrators, and seen by nobody else than the organisation", async () => {
    const owner = await scene.as("the supplier");
    await owner.POST("/v1/members", { body: { account: addressOf("a seller"), role: "preparer" } });
    const body = { id: randomUUID(), policy: policyDocument(), reason: "More for my friends" };
    const seller = await scene.as("a seller", SUPPLIER);
    const refused = await seller.POST("/v1/credit/policies", { body });
    expect(refused.error?.type).to.equal("/problems/ScopeMissing");
    await scene.setPolicy();
    const { data } = await (await scene.as("the buyer")).GET("/v1/credit/policies");
    expect(data?.items).to.deep.equal([]);
  });
});

describe("A gateway's score", () => {
  let scene: ScoreScene;

  beforeEach(async () => {
    scene = await openScoreScene();
    await scene.setPolicy();
  });

  afterEach(() => scene.close());

  it("explains every input, what it brought, and what would change the band", async () => {
    await scene.sell(BUYER, LATE);
    const score = await scene.score(BUYER);
    const known = Object.fromEntries(score.lines.map(({ kind, value, points }) => [kind, [value, points]]));
    expect(known).to.deep.include({
      daysLate: [51, 40],
      onTimeShare: [0, 0],
      disputeShare: [0, 100],
      grade: [null, 0],
    });
    expect(score).to.include({ points: 40 + 0 + 80 + 100 + 0, band: "C", reason: "byHand", number: 1 });
    const [daysLate] = score.lines;
    expect(daysLate).to.include({ source: "own book in EUR, 6 cases of the trailing year", weight: 200 });
    expect(daysLate?.better).to.deep.equal({ value: 30, points: 90 });
    expect(score.previous).to.equal(null);
  });

  it("knows who pays nothing from who paid little: what is overdue counts as it is now", async () => {
    await scene.sell(BUYER, [0, 0, 0, 0, 0, 0, undefined, undefined]);
    const [line] = (await scene.score(BUYER)).lines;
    // Two of eight, each 80 days late by now.
    expect(line?.value).to.equal(20);
  });

  it("says that too few cases show nothing, and guesses none", async () => {
    await scene.sell(BUYER, [90, 90]);
    const [line] = (await scene.score(BUYER)).lines;
    expect(line).to.include({ value: null, state: "missing", points: 100 });
    expect(line?.source).to.equal("fewer than five cases in the trailing year");
  });

  it("takes nothing from the books of others, and shows them nothing", async () => {
    await scene.sell(BUYER, LATE);
    const score = await scene.score(BUYER);
    const rival = await scene.as("a rival");
    const body = { id: randomUUID(), policy: policyDocument(), reason: "Mine" };
    await rival.POST("/v1/credit/policies", { body });
    const own = await rival.POST("/v1/credit/scores", { body: { id: randomUUID(), customer: BUYER } });
    expect(own.data?.lines[0]?.value).to.equal(null);
    const path = { params: { path: { id: score.id } } };
    for (const name of ["a rival", "the buyer"]) {
      const client = await scene.as(name);
      expect((await client.GET("/v1/credit/scores/{id}", path)).response.status).to.equal(404);
      expect((await client.GET("/v1/credit/scores/{id}/proof", path)).response.status).to.equal(404);
      const query = { params: { query: { customer: BUYER } } };
      const { data } = await client.GET("/v1/credit/scores", query);
      expect(data?.items.some(({ id }) => id === score.id)).to.equal(false);
    }
    const taken = await rival.POST("/v1/credit/scores", { body: { id: score.id, customer: BUYER } });
    expect(taken.error?.type).to.equal("/problems/IdTaken");
  });

  it("is made once for an id, however often it is asked for", async () => {
    await scene.sell(BUYER, LATE);
    const body = { id: randomUUID(), customer: BUYER };
    const client = await scene.as("the supplier");
    expect((await client.POST("/v1/credit/scores", { body })).response.status).to.equal(201);
    expect((await client.POST("/v1/credit/scores", { body })).response.status).to.equal(200);
    const tried = await Promise.all(Array.from({ length: 4 }, () => scene.score(BUYER)));
    expect(tried.map(({ number }) => number).toSorted((a, b) => a - b)).to.deep.equal([2, 3, 4, 5]);
  });

  it("gives the band's limit, terms and segment, and the lowest band to whom it never scored", async () => {
    await scene.sell(BUYER, PUNCTUAL);
    expect(await scene.standing(BUYER)).to.deep.include({
      band: "C",
      score: null,
      longestNetDays: 0,
      isEligible: false,
    });
    const score = await scene.score(BUYER);
    expect(score.band).to.equal("B");
    const standing = await scene.standing(BUYER);
    expect(standing).to.deep.include({ band: "B", longestNetDays: 30, terms: "net 30", isEligible: true });
    expect(standing?.limits).to.deep.equal([
      { currency: { address: EUR, code: "EUR", decimals: 2 }, amount: "10000.00" },
    ]);
    expect(standing?.score).to.include({ id: score.id, points: score.points, isProvisional: false });
  });

  it("is read by a new policy at once, and what was given before is still told as of then", async () => {
    await scene.sell(BUYER, PUNCTUAL);
    await scene.score(BUYER);
    const then = scene.now;
    scene.now += DAY;
    const tight = policyDocument().bands.map((band) => ({
      ...{ ...band, longestNetDays: 0, terms: "net 0" },
      limits: [{ currency: "EUR", amount: "0.00", salesShare: null }],
    }));
    await scene.setPolicy({ policy: policyDocument({ bands: tight }), reason: "Tighter" });
    const now = await scene.standing(BUYER);
    expect(now).to.deep.include({ longestNetDays: 0, terms: "net 0" });
    expect(now?.policy.version).to.equal(2);
    expect(now?.score?.isProvisional).to.equal(true);
    const before = await creditStanding(scene.database, SUPPLIER, BUYER, then);
    expect(before).to.deep.include({ longestNetDays: 30, limits: [{ currency: EUR, amount: 1_000_000n }] });
    expect(before?.policy.version).to.equal(1);
  });

  it("takes a share of the trailing year's sales where the policy says so, up to the amount", async () => {
    await scene.sell(BUYER, PUNCTUAL);
    const sharing = (share: number) =>
      policyDocument().bands.map((band) => ({
        ...band,
        limits: [{ currency: "EUR", amount: band.from === 0 ? "0.00" : "10000.00", salesShare: share }],
      }));
    await scene.setPolicy({ policy: policyDocument({ bands: sharing(250_000) }) });
    await scene.score(BUYER);
    expect((await scene.standing(BUYER))?.limits[0]?.amount).to.equal("3000.00");
    await scene.setPolicy({ policy: policyDocument({ bands: sharing(1_000_000) }) });
    expect((await scene.standing(BUYER))?.limits[0]?.amount).to.equal("10000.00");
  });
});
