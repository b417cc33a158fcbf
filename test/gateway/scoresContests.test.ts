/** What the scored see of their scores, and how they contest an input. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { DAY } from "./book.ts";
import { BUYER, openScoreScene, policyDocument, SUPPLIER } from "./scoreScene.ts";
import type { ScoreScene } from "./scoreScene.ts";
import { addressOf } from "./stage.ts";

const LATE = [40, 45, 50, 55, 58, 60] as const;
const OTHER = addressOf("another buyer");

describe("The scored", () => {
  let scene: ScoreScene;
  let score: string;

  beforeEach(async () => {
    scene = await openScoreScene();
    await scene.setPolicy();
    await scene.sell(BUYER, LATE);
    await scene.sell(OTHER, [0, 0, 0, 0, 0]);
    score = (await scene.score(BUYER)).id;
    await scene.score(OTHER);
  });

  afterEach(() => scene.close());

  const contest = (over = {}) => ({
    ...{ id: randomUUID(), kind: "daysLate" as const, text: "Our bank paid in time; the receipts were booked late." },
    ...over,
  });

  async function contested(over = {}): Promise<string> {
    const body = contest(over);
    const path = { params: { path: { id: score } } };
    const { error } = await (
      await scene.as("the buyer")
    ).POST("/v1/credit/own-scores/{id}/contests", { ...path, body });
    if (error !== undefined) throw new Error(error.detail);
    return body.id;
  }

  async function told(): Promise<readonly (readonly [string, string])[]> {
    const rows = await scene.database.query<{ data: { word: string; creditor: string } }>(
      "select data from notices where kind = 'ScoreContestChanged' order by number",
    );
    return rows.map(({ data }) => [data.word, data.creditor]);
  }

  it("sees inputs, weights, its band and what would change it; nothing of what bands are given", async () => {
    const { data } = await (await scene.as("the buyer")).GET("/v1/credit/own-scores");
    const [own, ...others] = data?.items ?? [];
    expect(others).to.deep.equal([]);
    expect(own).to.include({ creditor: SUPPLIER, id: score, band: "C" });
    expect(own?.lines[0]).to.include({ kind: "daysLate", value: 51, weight: 200, source: "own book in EUR" });
    const text = JSON.stringify(data);
    for (const kept of ["limit", "terms", "segment", "10000.00", "askedBy", "detail", "anchor", OTHER]) {
      expect(text).to.not.contain(kept);
    }
  });

  it("hears nothing of scores that strangers make up", async () => {
    const stranger = await scene.as("a stranger");
    const body = { id: randomUUID(), policy: policyDocument(), reason: "Mine" };
    await stranger.POST("/v1/credit/policies", { body });
    const made = await stranger.POST("/v1/credit/scores", { body: { id: randomUUID(), customer: BUYER } });
    const buyer = await scene.as("the buyer");
    expect((await buyer.GET("/v1/credit/own-scores")).data?.items).to.have.length(1);
    const path = { params: { path: { id: made.data?.id ?? "" } } };
    const refused = await buyer.POST("/v1/credit/own-scores/{id}/contests", { ...path, body: contest() });
    expect(refused.response.status).to.equal(404);
  });

  it("has an input corrected and is scored again when its creditor upholds the contest", async () => {
    const id = await contested();
    const supplier = await scene.as("the supplier");
    const waiting = await supplier.GET("/v1/credit/contests", { params: { query: { side: "creditor" } } });
    expect(waiting.data?.items).to.have.length(1);
    expect(waiting.data?.items[0]).to.include({ id, state: "waiting", customer: BUYER });
    const body = { decision: "upheld" as const, answer: "You are right.", value: 5, until: "2027-06-30" };
    const asked = { params: { path: { id } }, body };
    const { data } = await supplier.POST("/v1/credit/contests/{id}/answer", asked);
    expect(data).to.include({ state: "upheld", value: 5, until: "2027-06-30" });
    const [last, before] = await scene.scores(BUYER);
    expect(last).to.include({ reason: "contest", detail: "its contest of daysLate was upheld", number: 2 });
    expect(last?.points).to.equal((before?.points ?? 0) - 40 + 180);
    const line = last?.lines.find(({ kind }) => kind === "daysLate");
    expect(line).to.include({ value: 5, expires: "2027-06-30" });
    const mine = await (
      await scene.as("the buyer")
    ).GET("/v1/credit/contests", { params: { query: { side: "scored" } } });
    expect(mine.data?.items[0]).to.include({ state: "upheld", answer: "You are right." });
    expect(await told()).to.deep.equal([
      ["opened", SUPPLIER],
      ["upheld", SUPPLIER],
    ]);
  });

  it("is corrected until the last day only", async () => {
    const id = await contested();
    const body = { decision: "upheld" as const, answer: "You are right.", value: 5, until: "2026-12-31" };
    await (await scene.as("the supplier")).POST("/v1/credit/contests/{id}/answer", { params: { path: { id } }, body });
    scene.now = Date.parse("2027-01-01T00:00:00Z") / 1_000;
    const again = await scene.score(BUYER);
    expect(again.lines.find(({ kind }) => kind === "daysLate")?.value).to.equal(51);
  });

  it("is told why a contest is refused, and keeps its score", async () => {
    const id = await contested();
    const body = { decision: "refused" as const, answer: "The bank's value dates say otherwise." };
    const asked = { params: { path: { id } }, body };
    const supplier = await scene.as("the supplier");
    expect((await supplier.POST("/v1/credit/contests/{id}/answer", asked)).data?.state).to.equal("refused");
    const again = await supplier.POST("/v1/credit/contests/{id}/answer", asked);
    expect(again.error?.type).to.equal("/problems/ContestOver");
    expect(await scene.scores(BUYER)).to.have.length(1);
  });

  it("contests an input once at a time, may take it back, and only one that its score has", async () => {
    const id = await contested();
    const buyer = await scene.as("the buyer");
    const path = { params: { path: { id: score } } };
    const twice = await buyer.POST("/v1/credit/own-scores/{id}/contests", { ...path, body: contest() });
    expect(twice.error?.type).to.equal("/problems/ContestStands");
    const back = await buyer.DELETE("/v1/credit/contests/{id}", { params: { path: { id } } });
    expect(back.response.status).to.equal(204);
    await contested();
    const strange = await buyer.POST("/v1/credit/own-scores/{id}/contests", {
      ...path,
      body: contest({ kind: "quickRatio" }),
    });
    expect(strange.error?.faults?.map(({ at }) => at)).to.deep.equal(["body.kind"]);
  });

  it("waits 30 days, after which its creditor is told once, by whichever process", async () => {
    const id = await contested();
    await scene.look(29 * DAY);
    expect((await told()).map(([word]) => word)).to.deep.equal(["opened"]);
    await scene.look(2 * DAY);
    await scene.look(DAY);
    expect((await told()).map(([word]) => word)).to.deep.equal(["opened", "overdue"]);
    const supplier = await scene.as("the supplier");
    const { data } = await supplier.GET("/v1/credit/contests", { params: { query: { side: "creditor" } } });
    expect(data?.items[0]).to.include({ id, state: "overdue" });
  });

  it("is the only one beside its creditor that sees or answers a contest", async () => {
    const id = await contested();
    const body = { decision: "refused" as const, answer: "No." };
    for (const name of ["another buyer", "a stranger", "the buyer"]) {
      const client = await scene.as(name);
      const answered = await client.POST("/v1/credit/contests/{id}/answer", { params: { path: { id } }, body });
      expect(answered.response.status, name).to.equal(404);
    }
    for (const name of ["another buyer", "a stranger", "the supplier"]) {
      const client = await scene.as(name);
      const back = await client.DELETE("/v1/credit/contests/{id}", { params: { path: { id } } });
      expect(back.response.status, name).to.equal(404);
      const { data } = await client.GET("/v1/credit/contests", { params: { query: { side: "scored" } } });
      expect(data?.items).to.deep.equal([]);
    }
    const other = await scene.as("another buyer");
    const path = { params: { path: { id: score } } };
    const foreign = await other.POST("/v1/credit/own-scores/{id}/contests", { ...path, body: contest() });
    expect(foreign.response.status).to.equal(404);
  });

  it("cannot take the id of somebody else's contest", async () => {
    const id = await contested();
    const other = await scene.as("another buyer");
    const own = (await other.GET("/v1/credit/own-scores")).data?.items[0]?.id ?? "";
    const path = { params: { path: { id: own } } };
    const taken = await other.POST("/v1/credit/own-scores/{id}/contests", { ...path, body: contest({ id }) });
    expect(taken.error?.type).to.equal("/problems/IdTaken");
  });
});
