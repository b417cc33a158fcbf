/** Words about people can be erased from what was decided about customers, and the decisions stay. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { dateOfDay } from "../../src/domain/terms.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { DAY } from "./book.ts";
import { BUYER, openLimitScene, SUPPLIER } from "./limitScene.ts";
import type { LimitScene } from "./limitScene.ts";
import { addressOf } from "./stage.ts";

describe("Erased words", () => {
  let scene: LimitScene;

  beforeEach(async () => {
    scene = await openLimitScene();
  });

  afterEach(() => scene.close());

  /** Which of what the report of exceptions says was erased, and by whom. */
  async function erasures(): Promise<readonly (readonly unknown[])[]> {
    const { data } = await scene.client(scene.token).GET("/v1/duty-exceptions", { params: { query: {} } });
    const rows = data?.items.filter(({ kind }) => kind === "textErased") ?? [];
    return rows.map(({ subject, account, detail }) => [subject, account, detail]);
  }

  it("of why a limit was set go, and the limit counts as before", async () => {
    const id = randomUUID();
    await scene.limit("1000.00", { id, reason: "Their CFO is a friend" });
    const client = scene.client(scene.token);
    const path = { params: { path: { id } } };
    expect((await client.DELETE("/v1/limits/{id}/reason", path)).response.status).to.equal(204);
    expect((await client.GET("/v1/limits")).data?.items[0]).to.deep.include({ id, reason: "", amount: "1000.00" });
    expect((await scene.issue("RE-1", { payable: "1000.01" })).code).to.equal("CreditLimitExceeded");
    const stranger = scene.client(await scene.signIn("stranger"));
    expect((await stranger.DELETE("/v1/limits/{id}/reason", path)).response.status).to.equal(404);
    expect(await erasures()).to.deep.equal([[id, SUPPLIER, "what was written freely in this limit"]]);
  });

  it("of the watchlist and its reviews go, and that a customer was on it stays", async () => {
    const client = scene.client(scene.token);
    const id = randomUUID();
    const reviewBy = dateOfDay(Math.floor(scene.now / DAY) + 1);
    const path = { params: { path: { id } } };
    await client.POST("/v1/watchlist", { body: { id, customer: BUYER, reason: "Their CFO is ill", reviewBy } });
    await client.POST("/v1/watchlist/{id}/reviews", { ...path, body: { note: "Still ill", reviewBy } });
    await client.POST("/v1/watchlist/{id}/end", { ...path, body: { reason: "Back at work" } });
    expect((await client.DELETE("/v1/watchlist/{id}/words", path)).response.status).to.equal(204);
    const query = { ended: "true" as const };
    const [entry] = (await client.GET("/v1/watchlist", { params: { query } })).data?.items ?? [];
    expect(entry).to.deep.include({ id, customer: BUYER, reason: "", addedBy: SUPPLIER });
    expect(entry?.reviews).to.deep.include({ note: "", reviewBy, account: SUPPLIER, at: shownInstant(scene.now) });
    expect(entry?.ended).to.deep.include({ by: SUPPLIER, reason: "" });
    const stranger = scene.client(await scene.signIn("stranger"));
    expect((await stranger.DELETE("/v1/watchlist/{id}/words", path)).response.status).to.equal(404);
    expect(await erasures()).to.deep.equal([[id, SUPPLIER, "what was written freely in this watchlist entry"]]);
  });

  it("of a freeze go, in the hold that goes with it too, and the freeze stays", async () => {
    const client = scene.client(scene.token);
    const id = randomUUID();
    const frozen = { id, customer: BUYER, reason: "Its CFO is ill" };
    expect((await client.POST("/v1/limits/freezes", { body: frozen })).response.status).to.equal(201);
    const erase = async () => {
      const answer = await client.DELETE("/v1/limits/freezes/{id}/reasons", { params: { path: { id } } });
      expect(answer.response.status).to.equal(204);
      return (await client.GET("/v1/limits/freezes")).data?.items[0];
    };
    expect(await erase()).to.include({ id, reason: "", lifted: null });
    const asked = { params: { path: { counterparty: BUYER } } };
    expect((await client.GET("/v1/holds/{counterparty}/reason", asked)).data?.reason).to.equal("");
    await client.POST("/v1/holds", { body: { counterparty: BUYER, reason: "unfriendly" } });
    await scene.approve({ kind: "limitFreeze", subject: id, customer: BUYER });
    const lift = { params: { path: { id } }, body: { reason: "She is back" } };
    expect((await client.POST("/v1/limits/freezes/{id}/lifting", lift)).response.status).to.equal(200);
    expect((await erase())?.lifted).to.deep.include({ by: SUPPLIER, reason: "", approvers: [addressOf("controller")] });
    expect((await client.GET("/v1/holds/{counterparty}/reason", asked)).data?.reason).to.equal("unfriendly");
    expect(await erasures()).to.deep.equal([[id, SUPPLIER, "what was written freely in this limit freeze"]]);
  });
});
