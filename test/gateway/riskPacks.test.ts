/** Country packs over HTTP: what they say of terms, and of what is open. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { components } from "../../generated/openapi.d.ts";
import { termWarnings } from "../../src/gateway/risk/terms.ts";
import { termsOf } from "../support/receivables.ts";
import { DAY } from "./book.ts";
import { BUYER } from "./dunningScene.ts";
import { openRiskScene } from "./riskScene.ts";
import type { RiskScene } from "./riskScene.ts";
import { addressOf } from "./stage.ts";

type Schemas = components["schemas"];

describe("Country packs at the gateway (M08)", () => {
  let scene: RiskScene;

  beforeEach(async () => {
    scene = await openRiskScene();
  });

  afterEach(() => scene.close());

  const client = async () => scene.client(await scene.signIn("the supplier"));

  async function profile(over: Partial<Schemas["NewPackProfile"]> = {}) {
    const about = { customer: null, packs: ["EU" as const], debtor: "otherFirm" as const };
    const body = { id: randomUUID(), ...about, isSmallCreditor: true, isVoucher: false, ...over };
    return (await client()).POST("/v1/risk/pack-profiles", { body });
  }

  async function compliance(query: { limit?: string; cursor?: string } = {}) {
    const { data, error } = await (await client()).GET("/v1/risk/compliance", { params: { query } });
    if (data === undefined) throw new Error(error.detail);
    return data;
  }

  it("give each fact with article, source, dates, and whether it was verified", async () => {
    const { data } = await (await client()).GET("/v1/risk/packs");
    expect(data?.items.map(({ code }) => code)).to.deep.equal(["EU", "GB", "CN"]);
    expect(data?.notice).to.contain("no legal advice");
    const facts = data?.items.flatMap((pack) => pack.facts) ?? [];
    expect(facts.find(({ code }) => code === "cnLarge60")).to.deep.include({ from: "2025-06-01", until: null });
    expect(facts.find(({ code }) => code === "cnLarge60")?.source).to.deep.include({
      article: "第九条",
      verified: "text",
    });
  });

  it("warn of terms that are asked about, and refuse nothing", async () => {
    const query = {
      ...{ pack: "CN" as const, debtor: "largeFirm" as const, smallCreditor: "true" as const, contract: "2026-03-01" },
      ...{ from: "2026-03-01", due: "2026-06-01" },
    };
    const { data } = await (await client()).GET("/v1/risk/term-check", { params: { query } });
    expect(data?.warnings.map(({ code, found, bound }) => [code, found, bound])).to.deep.equal([
      ["cnLarge60", "92", "60"],
      ["cnDaily5", "0", "182500"],
    ]);
    const half = { ...query, amount: "100000" };
    const { error } = await (await client()).GET("/v1/risk/term-check", { params: { query: half } });
    expect(error?.detail).to.contain("fixedSum");
  });

  it("say nothing of customers without a profile, and count them", async () => {
    const { items, looked, withoutProfile } = await compliance();
    expect([items.length, looked, withoutProfile]).to.deep.equal([0, 1, 1]);
  });

  it("report what is open against the profile of its customer, or that of all others", async () => {
    await scene.issue("RE-1", 10);
    expect((await profile()).response.status).to.equal(201);
    const first = await compliance();
    const codes = first.items.map(({ warnings }) => warnings.map(({ code }) => code));
    const both = ["euStatutoryInterest", "euFixedSum"];
    // Of one the due date is 400 days away; of neither a fixed sum was agreed, nor as much interest as the law has.
    expect(codes).to.have.deep.members([["euBusiness60", ...both], both]);
    expect([first.looked, first.sealed, first.withoutProfile]).to.deep.equal([2, 0, 0]);
    await profile({ customer: BUYER, packs: [] });
    expect((await compliance()).items).to.deep.equal([]);
  });

  it("hold what a customer owes against the tenor of vouchers where its profile says so (R70)", async () => {
    const found = async () => (await compliance()).items[0]?.warnings.map(({ code }) => code);
    const about = { packs: ["CN" as const], debtor: "otherFirm" as const };
    await profile(about);
    expect(await found()).to.equal(undefined);
    await profile({ ...about, isVoucher: true });
    // It is due 400 days after the invoice.
    expect(await found()).to.deep.equal(["cnVoucherSixMonths", "cnVoucherOneYear"]);
    const { data } = await (await client()).GET("/v1/risk/pack-profiles");
    expect(data?.items.map(({ isVoucher, version }) => [isVoucher, version])).to.deep.equal([[true, 2]]);
  });

  it("compare sums in the units of their currency alone: a token of the same code may have others", () => {
    const token = addressOf("a token");
    const terms = { ...termsOf(token, Math.floor(scene.now / DAY)), amount: 500_000n, fixedSum: 0n };
    const named = (decimals: number) => {
      const tokens = new Map([[token, { code: "EUR", decimals }]]);
      const chosen = { id: randomUUID(), customer: null, packs: ["EU" as const], debtor: "otherFirm" as const };
      const about = { terms, issued: terms.dueDay - 30, today: terms.dueDay };
      return termWarnings({ ...chosen, isSmallCreditor: true, isVoucher: false }, about, tokens).map(
        ({ code }) => code,
      );
    };
    expect(named(2)).to.include("euFixedSum");
    expect(named(6)).not.to.include("euFixedSum");
  });

  it("warn a supplier as it prepares terms, and refuse nothing", async () => {
    await profile({ packs: ["EU", "CN"], isVoucher: true });
    const party = { name: "Somebody" };
    const fields = { kind: "fields" as const, number: "RE-LONG", issueDate: "2026-11-24", dueDate: "2027-06-01" };
    const invoice = {
      ...fields,
      currency: "EUR",
      payable: "100.00",
      seller: party,
      buyer: { ...party, name: "Buyer" },
    };
    const body = {
      id: randomUUID(),
      invoice,
      agreed: { utcOffset: 60 },
      issuing: "open" as const,
      counterparty: BUYER,
    };
    const { data, response } = await (await client()).POST("/v1/receivables", { body });
    expect(response.status).to.equal(201);
    const codes = data?.warnings.map(({ code, found, bound }) => `${code} ${found}/${bound}`);
    expect(codes).to.deep.equal([
      ...["euBusiness60 189/60", "euStatutoryInterest 0/104000", "euFixedSum 0/4000"],
      "cnVoucherSixMonths 189/181",
    ]);
  });

  it("give a page at a time", async () => {
    await scene.issue("RE-1", 10);
    await profile();
    const first = await compliance({ limit: "1" });
    expect(first.looked).to.equal(1);
    const second = await compliance({ limit: "1", cursor: first.next ?? "" });
    expect(second.looked).to.equal(1);
    expect(second.next).to.equal(null);
    expect(first.items[0]?.receivable).not.to.equal(second.items[0]?.receivable);
  });

  it("tell of people who are noted although nothing was owed for three years", async () => {
    expect((await compliance()).personalData).to.deep.equal([]);
    const idle = "0x00000000000000000000000000000000000000cc";
    await scene.database.query(
      `insert into dunning_contacts
       select organisation, gen_random_uuid(), $1::bytea, body, noted from dunning_contacts`,
      [`\\x${idle.slice(2)}`],
    );
    expect((await compliance()).personalData, "just noted").to.deep.equal([]);
    scene.now += 3 * 366 * DAY + DAY;
    // The customer that still owes something is not idle.
    const of = { customer: idle, visitors: 0, lastOpen: null };
    expect((await compliance()).personalData).to.deep.equal([{ ...of, contacts: 1 }]);
    // A visit to a customer of whom nobody else is noted, and one to the same.
    const visited = "0x00000000000000000000000000000000000000cd";
    for (const customer of [idle, visited]) {
      await scene.database.query(
        `with fact as (
           insert into party_facts (organisation, id, customer, kind, subject, entered, entered_by)
           select organisation, gen_random_uuid(), $1::bytea, 'visit', '', noted, organisation from dunning_contacts
           limit 1 returning organisation, id
         ) insert into party_visitors select organisation, id, 'Frau Besuch' from fact`,
        [`\\x${customer.slice(2)}`],
      );
    }
    expect((await compliance()).personalData).to.deep.equal([
      { ...of, contacts: 1, visitors: 1 },
      { ...of, customer: visited, contacts: 0, visitors: 1 },
    ]);
  });
});
