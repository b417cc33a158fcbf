/** What people wrote freely can be erased: what was done stays, and so does who erased it. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { components } from "../../generated/openapi.d.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { checkProof, openApprovalScene } from "./approvalScene.ts";
import { BUYER, openScoreScene, SUPPLIER } from "./scoreScene.ts";
import type { ScoreScene } from "./scoreScene.ts";
import { addressOf } from "./stage.ts";
import type { Stage } from "./stage.ts";

const NAMED = "Frau Muster is in hospital";

/** All that is kept, as text. */
async function keptIn({ database }: Stage): Promise<string> {
  const rows = await database.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = current_schema()",
  );
  const kept: string[] = [];
  for (const { name } of rows) {
    if (name === "idempotency") continue;
    kept.push(
      ...(await database.query<{ row: string }>(`select t::text as row from "${name}" t`)).map(({ row }) => row),
    );
  }
  return kept.join();
}

type Client = ReturnType<Stage["client"]>;

type Proof = components["schemas"]["ApprovalProof"];

async function proofOf(client: Client, id: string): Promise<Proof> {
  const { data } = await client.GET("/v1/approvals/{id}/proof", { params: { path: { id } } });
  return data ?? expect.fail(`${id} has no proof`);
}

function withReasons(proof: Proof, over: Partial<Proof["decisions"][number]>): Proof {
  return { ...proof, decisions: proof.decisions.map((decision) => ({ ...decision, ...over })) };
}

async function erasedIn(client: Client): Promise<readonly (readonly unknown[])[]> {
  const { data } = await client.GET("/v1/duty-exceptions", { params: { query: {} } });
  const found = data?.items.filter(({ kind }) => kind === "textErased") ?? [];
  return found.map(({ subject, account }) => [subject, account]);
}

describe("Words that somebody wrote freely", () => {
  it("go from a request for approval and its decisions once it is over, and its proof is good as before", async () => {
    const scene = await openApprovalScene();
    const boss = await scene.member("the boss");
    const clerk = await scene.member("a clerk", "preparer");
    const asked = await scene.ask(scene.owner, { reason: NAMED });
    expect((await scene.decide("the boss", boss, asked, { reason: `Seen: ${NAMED}` })).status).to.equal(201);
    expect(await keptIn(scene)).to.include(NAMED);
    const path = { params: { path: { id: asked.id } } };
    expect((await scene.client(clerk).DELETE("/v1/approvals/{id}/texts", path)).response.status).to.equal(403);
    const early = await scene.client(boss).DELETE("/v1/approvals/{id}/texts", path);
    expect([early.response.status, early.error?.type]).to.deep.equal([409, "/problems/ApprovalOpen"]);
    expect(early.error?.detail).to.include(`POST /v1/approvals/${asked.id}/withdrawal`);
    expect(await keptIn(scene), "nothing is erased").to.include(`Seen: ${NAMED}`);
    expect(await scene.use()).to.deep.include({ id: asked.id });
    const whole = await proofOf(scene.client(clerk), asked.id);
    for (const time of ["once", "once more"]) {
      const erased = await scene.client(boss).DELETE("/v1/approvals/{id}/texts", path);
      expect(erased.response.status, time).to.equal(204);
      expect(await keptIn(scene)).not.to.include(NAMED);
      const left = await scene.read(asked.id);
      expect([left.reason, left.decisions[0]?.reason, left.state]).to.deep.equal(["", "", "used"]);
      const proof = await proofOf(scene.client(clerk), asked.id);
      expect(proof, "all but the text").to.deep.equal(withReasons(whole, { reason: null }));
      expect(await checkProof(proof)).to.deep.equal([true]);
      expect(await checkProof(proof, { amount: 1n })).to.deep.equal([false]);
      const other = withReasons(proof, { reasonHash: keccakOfText("Not seen") });
      expect(await checkProof(other), "another reason").to.deep.equal([false]);
      expect(await checkProof(withReasons(proof, { reasonHash: null })), "of before").to.deep.equal([false]);
    }
    expect(await checkProof(whole)).to.deep.equal([true]);
    const lie = withReasons(whole, { reason: "Not seen" });
    expect(await checkProof(lie), "a hash does not stand beside a text").to.deep.equal([false]);
    const missing = { params: { path: { id: randomUUID() } } };
    expect((await scene.client(boss).DELETE("/v1/approvals/{id}/texts", missing)).response.status).to.equal(404);
    expect(await erasedIn(scene.client(scene.owner))).to.deep.equal([[asked.id, addressOf("the boss")]]);
    await scene.close();
  });

  it("stay in a request for approval until it is refused, withdrawn, or late by a second", async () => {
    const scene = await openApprovalScene();
    const boss = await scene.member("the boss");
    const erase = async (id: string): Promise<number> => {
      const path = { params: { path: { id } } };
      return (await scene.client(boss).DELETE("/v1/approvals/{id}/texts", path)).response.status;
    };
    const asking = (subject: string) => scene.ask(scene.owner, { reason: NAMED, subject });
    const asked = [await asking("1"), await asking("2"), await asking("3")] as const;
    const [refused, withdrawn, late] = asked;
    for (const { id } of asked) expect(await erase(id)).to.equal(409);
    await scene.decide("the boss", boss, refused, { isApproved: false, reason: NAMED });
    const path = { params: { path: { id: withdrawn.id } } };
    await scene.client(scene.owner).POST("/v1/approvals/{id}/withdrawal", path);
    expect([await erase(refused.id), await erase(withdrawn.id), await erase(late.id)]).to.deep.equal([204, 204, 409]);
    expect(await checkProof(await proofOf(scene.client(boss), refused.id))).to.deep.equal([true]);
    scene.now = Date.parse(late.until) / 1_000;
    expect(await erase(late.id)).to.equal(409);
    scene.now += 1;
    expect(await erase(late.id)).to.equal(204);
    expect(await keptIn(scene)).not.to.include(NAMED);
    await scene.close();
  });

  describe("about a customer's credit", () => {
    let scene: ScoreScene;
    let owner: Client;

    beforeEach(async () => {
      scene = await openScoreScene();
      await scene.setPolicy();
      owner = await scene.as("the supplier");
      await owner.POST("/v1/members", { body: { account: addressOf("a second"), role: "administrator" } });
    });

    afterEach(() => scene.close());

    it("go from an override and from the report of it, and the override stays in force", async () => {
      const body = { id: randomUUID(), customer: BUYER, longestNetDays: 20, until: "2026-12-31", reason: NAMED };
      expect((await owner.POST("/v1/credit/overrides", { body })).response.status).to.equal(201);
      const path = { params: { path: { id: body.id } } };
      const second = await scene.as("a second", SUPPLIER);
      const word = { decision: "approved" as const, word: NAMED };
      await second.POST("/v1/credit/overrides/{id}/decision", { ...path, body: word });
      const report = async (): Promise<string> =>
        JSON.stringify((await owner.GET("/v1/duty-exceptions", { params: { query: {} } })).data);
      expect(await report()).to.include(NAMED);
      expect((await owner.DELETE("/v1/credit/overrides/{id}/texts", path)).response.status).to.equal(204);
      expect([await keptIn(scene), await report()].join()).not.to.include(NAMED);
      expect((await scene.standing(BUYER))?.longestNetDays).to.equal(20);
      expect(await erasedIn(owner)).to.deep.equal([[body.id, SUPPLIER]]);
    });

    it("go from a contest, each side's by itself, and its outcome stays", async () => {
      await scene.sell(BUYER, [40, 45, 50, 55, 58]);
      const { id: score } = await scene.score(BUYER);
      const buyer = await scene.as("the buyer");
      const body = { id: randomUUID(), kind: "daysLate" as const, text: `The scored: ${NAMED}` };
      await buyer.POST("/v1/credit/own-scores/{id}/contests", { params: { path: { id: score } }, body });
      const path = { params: { path: { id: body.id } } };
      const refused = { decision: "refused" as const, answer: `The creditor: ${NAMED}` };
      expect((await owner.POST("/v1/credit/contests/{id}/answer", { ...path, body: refused })).error).to.equal(
        undefined,
      );
      expect((await owner.DELETE("/v1/credit/contests/{id}/texts", path)).response.status).to.equal(204);
      expect(await keptIn(scene))
        .to.include("The scored: ")
        .and.not.to.include("The creditor: ");
      const stranger = await scene.as("a stranger");
      expect((await stranger.DELETE("/v1/credit/contests/{id}/texts", path)).response.status).to.equal(404);
      expect((await buyer.DELETE("/v1/credit/contests/{id}/texts", path)).response.status).to.equal(204);
      expect(await keptIn(scene)).not.to.include(NAMED);
      const { data } = await buyer.GET("/v1/credit/contests", { params: { query: { side: "scored" } } });
      expect(data?.items[0]).to.include({ text: "", answer: "", state: "refused" });
      expect(await erasedIn(buyer)).to.deep.equal([[body.id, BUYER]]);
    });
  });
});
