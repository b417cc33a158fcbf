import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { Client } from "openapi-fetch";
import type { components, paths } from "../../generated/openapi.d.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { missingFacts } from "../../src/gateway/partyFiles/missing.ts";
import { scoreInputsOf } from "../../src/gateway/partyFiles/scoreInputs.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";
import { DAY } from "./book.ts";

type Accounts = components["schemas"]["NewPartyAccounts"];

const [SUPPLIER, BUYER] = [addressOf("the supplier"), addressOf("the buyer")];

function accountsBody(over: Partial<Accounts> = {}): Accounts {
  return {
    ...{ id: randomUUID(), customer: BUYER, periodStart: "2025-01-01", periodEnd: "2025-12-31", currency: "EUR" },
    ...{ audited: true, source: { name: "Register", document: keccakOfText("accounts") } },
    figures: {
      ...{ currentAssets: "6000.00", inventory: "1500.00", totalAssets: "10000.00", currentLiabilities: "3000.00" },
      ...{ totalLiabilities: "6500.00", equity: "3500.00", netProfit: "-400.00" },
    },
    ...over,
  };
}

describe("The accounts of a customer", () => {
  let stage: Stage;
  let client: Client<paths>;

  beforeEach(async () => {
    stage = await openStage();
    client = stage.client(await stage.signIn("the supplier"));
  });

  afterEach(() => stage.close());

  const enter = (body: Accounts) => client.POST("/v1/party-accounts", { body });
  async function listed() {
    const query = { customer: BUYER };
    return (await client.GET("/v1/party-accounts", { params: { query } })).data?.items ?? [];
  }

  it("give exact ratios with what they were made from, and none where they do not state a line", async () => {
    const { data } = await enter(accountsBody());
    const ratios = new Map(data?.ratios.map((one) => [one.name, one]));
    expect(ratios.get("quick")).to.deep.equal({
      ...{ name: "quick", formula: "(current assets - inventory) / current liabilities", ppm: "1500000", why: null },
      inputs: { currentAssets: "6000.00", inventory: "1500.00", currentLiabilities: "3000.00" },
    });
    expect(ratios.get("returnOnEquity")).to.include({ ppm: "-114286" });
    expect(ratios.get("interestCover")).to.include({ ppm: null, why: "the accounts do not state operatingProfit" });
    expect(data).to.include({ stale: false, decimals: 2, restatedBy: null });
  });

  it("can lose their words, which may name a person, by nobody else: figures and hash stay", async () => {
    const first = (await enter(accountsBody({ source: { name: "Frau X", document: keccakOfText("a") } }))).data;
    if (first === undefined) throw new Error("they are entered");
    const second = accountsBody({ restates: { of: first.id, reason: "Frau X had counted twice" } });
    await enter(second);
    const erase = async (id: string, by = client) => {
      return (await by.DELETE("/v1/party-accounts/{id}/text", { params: { path: { id } } })).response.status;
    };
    const stranger = stage.client(await stage.signIn("somebody else"));
    expect([await erase(first.id, stranger), await erase(randomUUID())]).to.deep.equal([404, 404]);
    const before = await listed();
    expect([await erase(first.id), await erase(second.id), await erase(second.id)]).to.deep.equal([204, 204, 204]);
    const after = await listed();
    const rows = await stage.database.query<{ text: string }>(
      "select party_accounts::text as text from party_accounts",
    );
    expect(JSON.stringify([after, rows])).not.to.include("Frau X");
    const wordless = before.map(({ source, restates, ...rest }) => ({
      ...{ ...rest, source: { ...source, name: "" } },
      restates: restates && { ...restates, reason: "" },
    }));
    expect(after).to.deep.equal(wordless);
    const { data } = await client.GET("/v1/duty-exceptions", { params: { query: {} } });
    const erased = data?.items.filter(({ kind }) => kind === "textErased") ?? [];
    expect(erased.map(({ subject, account }) => [subject, account])).to.have.deep.members([
      [first.id, SUPPLIER],
      [second.id, SUPPLIER],
    ]);
  });

  it("are stale fifteen months after the period's end, and say so", async () => {
    await enter(accountsBody({ periodEnd: "2025-08-21" }));
    expect((await listed()).map(({ stale }) => stale)).to.deep.equal([false]);
    expect(await missing()).to.deep.equal([]);
    stage.now += DAY;
    client = stage.client(await stage.signIn("the supplier"));
    expect((await listed()).map(({ stale }) => stale)).to.deep.equal([true]);
    expect(await missing()).to.deep.equal([{ kind: "accounts", why: "stale" }]);
    expect((await inputs()).ratios.every(({ isStale }) => isStale)).to.equal(true);
  });

  const missing = () => missingFacts(stage.database, SUPPLIER, BUYER, ["accounts"], stage.now);
  const inputs = () => scoreInputsOf(stage.database, SUPPLIER, BUYER, stage.now);

  it("stand side by side where there are several, and of each ratio a score takes the weakest", async () => {
    const [good, bad] = [accountsBody(), accountsBody({ audited: false })];
    await enter(good);
    await enter({ ...bad, figures: { ...bad.figures, currentAssets: "3300.00", totalLiabilities: "6000.00" } });
    const query = { params: { path: { address: BUYER } } };
    const file = await client.GET("/v1/customers/{address}/party-file", query);
    expect(file.data?.accounts).to.have.length(2);
    const { ratios } = await inputs();
    expect(ratios.find(({ name }) => name === "current")).to.include({ ppm: 1_100_000n, source: bad.id });
    expect(ratios.find(({ name }) => name === "debtToEquity")).to.include({ ppm: 1_857_143n, source: good.id });
  });

  it("that were restated stay to be read, and count no more", async () => {
    const first = accountsBody();
    await enter(first);
    const before = stage.now;
    stage.now += 60;
    const restates = { of: first.id, reason: "An error in the stock" };
    const second = accountsBody({ restates });
    expect((await enter(second)).data?.restates).to.deep.equal(restates);
    expect((await listed()).map(({ id, restatedBy }) => [id, restatedBy])).to.deep.equal([
      [second.id, null],
      [first.id, second.id],
    ]);
    const twice = await enter(accountsBody({ restates }));
    expect(twice.error?.type).to.equal("/problems/PartyAccountsRestated");
    const past = await scoreInputsOf(stage.database, SUPPLIER, BUYER, before);
    expect(new Set(past.ratios.map(({ source }) => source))).to.deep.equal(new Set([first.id]));
    expect(new Set((await inputs()).ratios.map(({ source }) => source))).to.deep.equal(new Set([second.id]));
  });

  it("restate nothing of another customer, period or organisation", async () => {
    const first = accountsBody();
    await enter(first);
    const restates = { of: first.id, reason: "An error" };
    const elsewhere = await enter(accountsBody({ restates, customer: addressOf("another buyer") }));
    expect(elsewhere.response.status).to.equal(404);
    const earlier = await enter(accountsBody({ restates, periodEnd: "2025-12-30" }));
    expect(earlier.error?.faults?.[0]?.at).to.equal("body.periodEnd");
    const stranger = stage.client(await stage.signIn("somebody else"));
    const stolen = await stranger.POST("/v1/party-accounts", { body: accountsBody({ restates }) });
    expect(stolen.response.status).to.equal(404);
    const seen = await stranger.GET("/v1/party-accounts", { params: { query: { customer: BUYER } } });
    expect(seen.data?.items).to.deep.equal([]);
  });

  it("are refused with a sign, decimals or a period that cannot be", async () => {
    const { figures } = accountsBody();
    const refused: readonly (readonly [Partial<Accounts>, string])[] = [
      [{ figures: { ...figures, currentLiabilities: "-1.00" } }, "body.figures.currentLiabilities"],
      [{ figures: { ...figures, equity: "1.001" } }, "body.figures.equity"],
      [{ periodStart: "2025-12-31" }, "body.periodEnd"],
      [{ periodEnd: "2026-12-31" }, "body.periodEnd"],
      [{ currency: "EUX" }, "body.currency"],
    ];
    for (const [over, at] of refused) {
      const { error } = await enter(accountsBody(over));
      expect(error?.faults?.[0]?.at, JSON.stringify(over)).to.equal(at);
    }
    expect(await listed()).to.deep.equal([]);
  });
});
