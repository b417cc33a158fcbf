/** Who has a say in a customer's credit, and that nobody has it alone where the organisation asks for more. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { keccakOfText } from "../../src/domain/hash.ts";
import { startingPolicy } from "../../src/gateway/scores/policies.ts";
import { openDutyScene } from "./dutyScene.ts";
import { BUYER, EUR, openScoreScene, SUPPLIER } from "./scoreScene.ts";
import type { ScoreScene } from "./scoreScene.ts";
import { addressOf } from "./stage.ts";
import { uploaded } from "./uploading.ts";

const SECOND = addressOf("a second");

const source = { name: "Hearsay", document: keccakOfText("accounts") };
const ACCOUNTS = {
  ...{ customer: BUYER, periodStart: "2025-01-01", periodEnd: "2025-12-31", currency: "EUR", audited: true, source },
  figures: { currentAssets: "900.00", currentLiabilities: "1.00" },
};
const FACT = {
  ...{ customer: BUYER, value: { kind: "employees" as const, count: 5_000 }, observed: "2026-11-01" },
  ...{ asOf: "2026-11-01", source: { name: "Hearsay", kind: "customer" as const } },
};

describe("The credit of a customer", () => {
  let scene: ScoreScene;

  beforeEach(async () => {
    scene = await openScoreScene();
    await scene.setPolicy();
    const owner = await scene.as("the supplier");
    await owner.POST("/v1/members", { body: { account: SECOND, role: "administrator" } });
  });

  afterEach(() => scene.close());

  async function twoSign(from = "0.01"): Promise<void> {
    const tier = { kind: "limitChange" as const, currency: EUR, from, approvers: 2, hours: 48 };
    const tiers = [{ ...tier, duty: "approveCredit" as const, escalatesTo: null }];
    const body = { reason: "Two sign every raise", windowDays: 30, tiers };
    const { error } = await (await scene.as("the supplier")).POST("/v1/approval-policies", { body });
    expect(error).to.equal(undefined);
  }

  async function proposed(over: object): Promise<string> {
    const body = { id: randomUUID(), customer: BUYER, until: "2026-12-31", reason: "A good friend", ...over };
    const { error } = await (await scene.as("the supplier")).POST("/v1/credit/overrides", { body });
    if (error !== undefined) throw new Error(error.detail);
    return body.id;
  }

  async function decided(id: string, name = "a second"): Promise<string> {
    const body = { decision: "approved" as const, word: "Fine" };
    const path = { params: { path: { id } }, body };
    const { data, error } = await (await scene.as(name, SUPPLIER)).POST("/v1/credit/overrides/{id}/decision", path);
    return data?.state ?? error?.type ?? "";
  }

  async function upheld(kind: "onTimeShare" | "daysLate", value: number): Promise<string> {
    const { id: score } = await scene.score(BUYER);
    const asked = { id: randomUUID(), kind, text: "Our bank paid in time", evidence: null };
    const own = { params: { path: { id: score } }, body: asked };
    await (await scene.as("the buyer")).POST("/v1/credit/own-scores/{id}/contests", own);
    const body = { decision: "upheld" as const, answer: "You are right", value, until: "2027-01-31" };
    const path = { params: { path: { id: asked.id } }, body };
    const { data, error } = await (await scene.as("the supplier")).POST("/v1/credit/contests/{id}/answer", path);
    return data?.state ?? error?.type ?? "";
  }

  it("does not follow from what whoever prepares invoices says of its past, its accounts or its size", async () => {
    const owner = await scene.as("the supplier");
    await owner.POST("/v1/members", { body: { account: addressOf("seller"), role: "preparer" } });
    const seller = await scene.signIn("seller", SUPPLIER);
    const client = scene.client(seller);
    const upload = await uploaded(scene, seller, "customer,invoice,issued,due,currency,amount,settled\n");
    const id = randomUUID();
    for (const { response } of [
      await client.POST("/v1/history-imports", { body: { id, upload } }),
      await client.DELETE("/v1/history-imports/{id}", { params: { path: { id } } }),
      await client.POST("/v1/party-facts", { body: { id, ...FACT } }),
      await client.POST("/v1/party-facts/{id}/choice", {
        ...{ params: { path: { id } }, body: { isChosen: true, reason: "Mine" } },
      }),
      await client.POST("/v1/party-facts/{id}/withdrawal", { params: { path: { id } }, body: { reason: "Old" } }),
      await client.POST("/v1/party-accounts", { body: { id, ...ACCOUNTS } }),
      await client.POST("/v1/debtor-facts", { body: { debtor: BUYER, group: "Mine", marks: [], kind: "largeFirm" } }),
      await client.DELETE("/v1/debtor-facts/{debtor}", { params: { path: { debtor: BUYER } } }),
    ]) {
      expect(response.status).to.equal(403);
    }
  });

  it("says of imported history that nobody signed it", async () => {
    const token = await scene.signIn("the supplier");
    const lines = [1, 2, 3, 4, 5].map((place) => `${BUYER},F-${place},2026-08-01,2026-09-01,EUR,10.00,2026-09-01`);
    const head = "customer,invoice,issued,due,currency,amount,settled";
    const upload = await uploaded(scene, token, [head, ...lines].join("\n"));
    const body = { id: randomUUID(), upload, dates: "YYYY-MM-DD" as const, decimal: "point" as const };
    expect((await scene.client(token).POST("/v1/history-imports", { body })).response.status).to.equal(201);
    const line = (await scene.score(BUYER)).lines.find(({ kind }) => kind === "onTimeShare");
    expect(line?.source).to.match(/^own book in EUR, 5 cases .*, beside 5 imported items that nobody signed$/);
  });

  it("rises by no override before as many signed as for any raised limit, and all of it is reported", async () => {
    await twoSign();
    await scene.sell(BUYER, [0, 0, 0, 0, 0, 0]);
    await scene.score(BUYER);
    const raising = await proposed({ raisedLimit: 1_000_000 });
    expect(await decided(raising)).to.equal("/problems/ApprovalMissing");
    expect((await scene.standing(BUYER))?.limits[0]?.amount, "nothing is half done").to.equal("10000.00");
    expect(await decided(await proposed({ language: "en" }))).to.equal("inForce");
    const { data } = await (await scene.as("the supplier")).GET("/v1/duty-exceptions", { params: { query: {} } });
    const told = data?.items.map(({ subject, account }) => [subject, account]);
    expect(told).to.deep.include([`approved credit override of ${BUYER}`, SECOND]);
  });

  it("takes the highest tier by an override of limits or days, whatever it comes to today", async () => {
    // A customer in the lowest band has no limit and pays at once: the override is of whatever band it rises to.
    await twoSign("20000.00");
    for (const over of [{ raisedLimit: 1 }, { longestNetDays: 1 }, { longestNetDays: 90 }]) {
      expect(await decided(await proposed(over)), JSON.stringify(over)).to.equal("/problems/ApprovalMissing");
    }
    expect((await scene.standing(BUYER))?.longestNetDays).to.equal(0);
  });

  it("is given a better band by no upheld contest alone, also where bands have no limits", async () => {
    await scene.setPolicy({ policy: startingPolicy(), reason: "No limits" });
    await scene.sell(BUYER, [0, 0, 0, 60, 60, 60]);
    await twoSign("20000.00");
    expect(await upheld("daysLate", -5)).to.equal("/problems/ApprovalMissing");
    expect(await scene.standing(BUYER)).to.include({ band: "C" });
  });

  it("is approved by nobody who became a member after it was proposed", async () => {
    const id = await proposed({ longestNetDays: 20 });
    scene.now += 1;
    const owner = await scene.as("the supplier");
    await owner.POST("/v1/members", { body: { account: addressOf("a puppet"), role: "administrator" } });
    expect(await decided(id, "a puppet")).to.equal("/problems/CheckerMissing");
    expect(await decided(id)).to.equal("inForce");
  });

  it("rises by no upheld contest alone, and is corrected to nothing that cannot be", async () => {
    await scene.sell(BUYER, [0, 0, 0, 60, 60, 60]);
    expect(await upheld("onTimeShare", 1_000_001)).to.equal("/problems/RequestInvalid");
    await twoSign();
    expect(await upheld("daysLate", -5)).to.equal("/problems/ApprovalMissing");
    expect(await scene.standing(BUYER)).to.include({ band: "C" });
  });

  it("is told to the scored without the reasons that would tell its limit", async () => {
    await scene.sell(BUYER, [0, 0, 0, 0, 0]);
    await scene.score(BUYER);
    await scene.database.query("update credit_scores set reason = 'limitUse'");
    const { data } = await (await scene.as("the buyer")).GET("/v1/credit/own-scores");
    expect(data?.items.map(({ reason }) => reason)).to.deep.equal(["changed"]);
  });
});

describe("Imported history", () => {
  it("takes the duty of whoever sets credit, since scores follow from it", async () => {
    const scene = await openDutyScene();
    await scene.house();
    await scene.enforce();
    const removed = async (name: "clerk" | "manager") => {
      const path = { params: { path: { id: randomUUID() } } };
      return (await scene.client(scene.tokens[name]).DELETE("/v1/history-imports/{id}", path)).error?.type;
    };
    expect(await removed("clerk")).to.equal("/problems/DutyMissing");
    expect(await removed("manager")).to.equal("/problems/NotFound");
    await scene.close();
  });
});
