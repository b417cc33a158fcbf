import { expect } from "chai";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

const [SUPPLIER, BUYER, OTHER] = [addressOf("supplier"), addressOf("buyer"), addressOf("other")];

describe("Holds", () => {
  let stage: Stage;
  let owner: string;
  let sales: string;

  before(async () => {
    stage = await openStage();
    owner = await stage.signIn("supplier");
    await stage.client(owner).POST("/v1/members", { body: { account: addressOf("sales"), role: "sales" } });
    sales = await stage.signIn("sales", SUPPLIER);
  });

  beforeEach(() => stage.database.query("delete from holds"));

  after(() => stage.close());

  async function put(counterparty: string, reason = "three invoices overdue"): Promise<number> {
    return (await stage.client(owner).POST("/v1/holds", { body: { counterparty, reason } })).response.status;
  }

  const byCounterparty = { params: { path: { counterparty: BUYER } } };

  it("tell sales staff yes or no, and since when; no reason, no amount, nothing else", async () => {
    const read = async () => (await stage.client(sales).GET("/v1/holds/{counterparty}", byCounterparty)).data;
    expect(await read()).to.deep.equal({ counterparty: BUYER, hold: false, since: null });
    expect(await put(BUYER)).to.equal(201);
    const held = { counterparty: BUYER, hold: true, since: shownInstant(stage.now) };
    expect(await read()).to.deep.equal(held);
    const { data } = await stage.client(sales).GET("/v1/holds");
    expect(data).to.deep.equal({ items: [held], next: null });
    const client = stage.client(sales);
    const refused = [
      client.GET("/v1/holds/{counterparty}/reason", byCounterparty),
      client.DELETE("/v1/holds/{counterparty}", byCounterparty),
      client.POST("/v1/holds", { body: { counterparty: OTHER, reason: "no" } }),
      client.GET("/v1/receivables"),
      client.GET("/v1/organisations/{address}", { params: { path: { address: BUYER } } }),
    ];
    for (const { response } of await Promise.all(refused)) expect(response.status).to.equal(403);
  });

  it("have a reason for administrators, may be given another, and are lifted", async () => {
    await put(BUYER);
    const since = stage.now;
    stage.now += 60;
    await put(BUYER, "insolvent");
    const client = stage.client(owner);
    const { data } = await client.GET("/v1/holds/{counterparty}/reason", byCounterparty);
    expect(data).to.deep.equal({
      counterparty: BUYER,
      since: shownInstant(since),
      reason: "insolvent",
      account: SUPPLIER,
    });
    const lift = async (): Promise<number> =>
      (await client.DELETE("/v1/holds/{counterparty}", byCounterparty)).response.status;
    expect([await lift(), await lift()]).to.deep.equal([204, 404]);
    expect((await client.GET("/v1/holds/{counterparty}/reason", byCounterparty)).response.status).to.equal(404);
  });

  it("are those of the organisation alone, page by page", async () => {
    await put(BUYER);
    await put(OTHER);
    const page = async (token: string, query: Record<string, string>) =>
      (await stage.client(token).GET("/v1/holds", { params: { query } })).data;
    const one = await page(sales, { limit: "1" });
    const two = await page(sales, { limit: "1", cursor: one?.next ?? "" });
    const found = [...(one?.items ?? []), ...(two?.items ?? [])].map(({ counterparty }) => counterparty);
    expect(found).to.deep.equal([BUYER, OTHER].sort());
    expect(two?.next).to.equal(null);
    const stranger = await stage.signIn("stranger");
    expect((await page(stranger, {}))?.items).to.deep.equal([]);
    expect(await page(stranger, { limit: "1", cursor: one?.next ?? "" })).to.equal(undefined);
    const held = await stage.client(stranger).GET("/v1/holds/{counterparty}", byCounterparty);
    expect(held.data?.hold).to.equal(false);
  });

  it("take a reason of plain text", async () => {
    for (const reason of ["", " late", "late\nvery", "la\u202Ete", "x".repeat(501)]) {
      expect(await put(BUYER, reason)).to.equal(400);
    }
    expect(await put(BUYER, "拖欠三张发票 — très en retard")).to.equal(201);
  });
});
