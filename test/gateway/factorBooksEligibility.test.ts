/** What a factor lends on, over HTTP. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { issuing } from "./book.ts";
import {
  checkOf,
  criteriaOf,
  DATE,
  openEligibilityScene,
  REGISTRAR,
  SUPPLIER,
  TODAY,
  TOKEN,
} from "./factorBookEligibilityScene.ts";
import type { EligibilityScene, Schemas } from "./factorBookEligibilityScene.ts";
import { policyDocument } from "./scoreScene.ts";
import { addressOf } from "./stage.ts";

type Facts = Schemas["NewDebtorFacts"];
type Refused = { readonly error?: { readonly type: string } };
const codeOf = ({ error }: Refused): string | undefined => error?.type.replace("/problems/", "");

describe("A gateway's borrowing base", () => {
  let scene: EligibilityScene;
  let aged: Hex;

  before(async () => {
    scene = await openEligibilityScene(["factor", "supplier", "stranger"]);
    // R66 in tens: 1,000 gross, 80 aged, 170 of the same buyer, 25 that the supplier owes C, 260 on B.
    aged = await scene.issue("X", 8_000n, { age: 91, due: -61 });
    await scene.issue("X", 17_000n);
    await scene.issue("B", 26_000n);
    await scene.issue("C", 10_000n);
    await scene.issue("D", 14_000n);
    await scene.issue("E", 13_000n);
    await scene.issue("F", 12_000n);
    await scene.issue("supplier", 2_500n, { supplier: addressOf("C") });
    await scene.show("factor");
  });

  after(() => scene.close());

  it("is that of R66 with its working, and names the version of the criteria and the block (V23)", async () => {
    expect(codeOf(await scene.as("factor").POST("/v1/eligibility", { body: checkOf() }))).to.equal("CriteriaMissing");
    const { id, version } = await scene.criteria("factor");
    const answer = await scene.check("factor");
    expect(answer).to.deep.include({ gross: "1000.00", eligible: "610.00", available: "518.50", date: DATE });
    expect(answer.criteria).to.deep.equal({ id, version });
    expect(answer.steps.find(({ rule }) => rule === "contra")).to.deep.include({ amount: "25.00", left: "725.00" });
    expect(answer.exclusions.map(({ rule, amount }) => `${rule} ${amount}`)).to.deep.equal([
      "aged 80.00",
      "crossAged 170.00",
      "contra 25.00",
      "concentration 115.00",
    ]);
    expect(answer.exclusions[0]).to.deep.include({
      receivable: aged,
      reason: "91 days from the invoice, more than 90",
    });
    expect(answer.exclusions[3]?.compared).to.deep.equal({ amount: "260.00", with: "145.00" });
    expect(answer.payables).to.deep.equal([{ buyer: addressOf("C"), amount: "25.00", from: "ledger" }]);
    expect(answer.items.find(({ receivable }) => receivable === aged)).to.deep.include({ invoiceDateFrom: "document" });
  });

  it("is kept as it was answered, once, under its version, whatever changes afterwards", async () => {
    const body = checkOf();
    const first = await scene.as("factor").POST("/v1/eligibility", { body });
    expect(first.response.status).to.equal(201);
    const next = await scene.criteria("factor", { advanceRate: "50.5", concentration: null });
    const again = await scene.as("factor").POST("/v1/eligibility", { body });
    expect([again.response.status, again.data]).to.deep.equal([200, first.data]);
    const path = { id: body.id };
    const read = await scene.as("factor").GET("/v1/eligibility/{id}", { params: { path } });
    expect(read.data).to.deep.equal(first.data);
    const changed = { ...body, payables: [{ buyer: addressOf("D"), amount: "1.00" }] };
    expect(codeOf(await scene.as("factor").POST("/v1/eligibility", { body: changed }))).to.equal("IdTaken");
    const later = await scene.check("factor");
    expect(later).to.deep.include({ criteria: { id: next.id, version: next.version }, available: "366.13" });
    const old = first.data?.criteria.id ?? "";
    expect((await scene.check("factor", { criteria: old })).available).to.equal("518.50");
    const { data } = await scene.as("factor").GET("/v1/eligibility-criteria");
    expect(data?.items.map(({ version }) => version)).to.deep.equal([next.version, next.version - 1]);
  });

  it("answers one of two at once, and both alike", async () => {
    const body = checkOf();
    const ask = () => scene.as("factor").POST("/v1/eligibility", { body });
    const both = await Promise.all([ask(), ask()]);
    expect(both.map(({ response }) => response.status).toSorted()).to.deep.equal([200, 201]);
    expect(both[0].data).to.deep.equal(both[1].data);
  });

  it("counts debtors of one group of affiliates as one, and what the supplier's books say it owes them", async () => {
    await scene.criteria("factor");
    const known: Omit<Facts, "debtor" | "group"> = { marks: [], kind: "largeFirm" };
    for (const [name, group] of [
      ["D", "Nordwind"],
      ["E", "nordWIND"],
    ] as const) {
      await scene.as("factor").POST("/v1/debtor-facts", { body: { debtor: addressOf(name), ...known, group } });
    }
    const stated = [{ buyer: addressOf("C"), amount: "100.00" }];
    const answer = await scene.check("factor", { payables: stated });
    expect(answer.payables).to.deep.equal([{ buyer: addressOf("C"), amount: "100.00", from: "stated" }]);
    // 650 before the limit of 130 a group: 130 of B and 140 of D and E are too much.
    expect(answer.groups.slice(0, 2)).to.deep.equal([
      { group: "Nordwind", amount: "270.00", limit: "130.00", excess: "140.00" },
      { group: addressOf("B"), amount: "260.00", limit: "130.00", excess: "130.00" },
    ]);
    const marked: Facts = { debtor: addressOf("B"), group: null, marks: ["foreign"], kind: "otherFirm" };
    await scene.as("factor").POST("/v1/debtor-facts", { body: marked });
    await scene.criteria("factor", { excluded: ["foreign"] });
    const foreign = (await scene.check("factor")).exclusions.find(({ rule }) => rule === "foreign");
    expect(foreign).to.deep.include({ buyer: addressOf("B"), amount: "260.00" });
    for (const debtor of ["B", "D", "E"].map(addressOf)) {
      await scene.as("factor").DELETE("/v1/debtor-facts/{debtor}", { params: { path: { debtor } } });
    }
    const { data } = await scene.as("factor").GET("/v1/debtor-facts");
    expect(data?.items).to.deep.equal([]);
  });

  it("is of what the organisation may see alone, and of nobody else's answers", async () => {
    await scene.criteria("stranger");
    const nothing = await scene.check("stranger");
    expect([nothing.gross, nothing.items, nothing.payables]).to.deep.equal(["0.00", [], []]);
    const chosen = checkOf({ receivables: [aged] });
    expect(codeOf(await scene.as("stranger").POST("/v1/eligibility", { body: chosen }))).to.equal("NotFound");
    const missing = checkOf({ receivables: [aged, keccakOfText("nothing")] });
    expect(codeOf(await scene.as("factor").POST("/v1/eligibility", { body: missing }))).to.equal("NotFound");
    const another = checkOf({ supplier: addressOf("B"), receivables: [aged] });
    expect(codeOf(await scene.as("factor").POST("/v1/eligibility", { body: another })), "of another supplier").to.equal(
      "NotFound",
    );
    const { id } = await scene.check("factor", { receivables: [aged] });
    for (const name of ["supplier", "stranger"]) {
      const read = await scene.as(name).GET("/v1/eligibility/{id}", { params: { path: { id } } });
      expect(codeOf(read), name).to.equal("NotFound");
      const { data } = await scene.as(name).GET("/v1/eligibility", { params: { query: { supplier: SUPPLIER } } });
      expect(data?.items.map((one) => one.id)).to.not.include(id);
    }
    const foreign = (await scene.as("factor").GET("/v1/eligibility-criteria")).data?.items[0]?.id ?? "";
    const borrowed = checkOf({ criteria: foreign });
    expect(codeOf(await scene.as("stranger").POST("/v1/eligibility", { body: borrowed }))).to.equal("NotFound");
  });

  it("says where the supplier owes more than is added up at once, until the factor states what it owes", async () => {
    const seller = addressOf("seller with many debts");
    await scene.issue("creditor", 500_000n, { supplier: seller });
    const terms = termsOf(TOKEN, TODAY, { amount: 100n });
    const owed = Array.from({ length: 1_001 }, (_one, n) =>
      receivableOf(headerOf(addressOf("creditor"), seller, { invoice: keccakOfText(`debt ${n}`) }), terms),
    );
    await scene.book.write(...owed.flatMap(issuing));
    await scene.show("factor", seller);
    await scene.criteria("factor", { concentration: null });
    const some = await scene.check("factor", { supplier: seller });
    expect([some.payablesTruncated, some.payables[0]?.amount]).to.deep.equal([true, "1000.00"]);
    expect(some.remarks.join(" ")).to.include("state what it owes");
    const payables = [{ buyer: addressOf("creditor"), amount: "1001.00" }];
    const all = await scene.check("factor", { supplier: seller, payables });
    expect([all.payablesTruncated, all.eligible]).to.deep.equal([false, "3999.00"]);
  });

  it("leaves out whoever the factor's own credit policy makes ineligible, nobody without such a policy", async () => {
    const seller = addressOf("seller of a low band");
    await scene.issue("debtor of a low band", 10_000n, { supplier: seller });
    await scene.show("factor", seller);
    await scene.criteria("factor", { concentration: null, excluded: [] });
    expect((await scene.check("factor", { supplier: seller })).eligible).to.equal("100.00");
    const bands = policyDocument().bands.map((band, place) => ({ ...band, limits: [], isEligible: place > 0 }));
    const body = { id: randomUUID(), policy: policyDocument({ bands }), reason: "Whom we finance" };
    const set = await scene.as("factor").POST("/v1/credit/policies", { body });
    expect(set.error?.detail).to.equal(undefined);
    const answer = await scene.check("factor", { supplier: seller });
    expect(answer.eligible).to.equal("0.00");
    expect(answer.exclusions.map(({ rule, reason }) => [rule, reason])).to.deep.equal([
      ["lowBand", "it is owed by a firm whose band in the credit policy is not eligible"],
    ]);
  });

  it("refuses what cannot be meant, naming the field", async () => {
    const asked = async (over: object): Promise<string | undefined> =>
      codeOf(await scene.as("factor").POST("/v1/eligibility", { body: { ...checkOf(), ...over } }));
    expect(await asked({ currency: "XXX1" })).to.equal("CurrencyUnknown");
    expect(await asked({ payables: [{ buyer: addressOf("C"), amount: "1.001" }] })).to.equal("AmountUnfit");
    expect(await asked({ payables: [{ buyer: addressOf("C"), amount: "-1.00" }] })).to.equal("AmountUnfit");
    for (const over of [
      { receivables: [] },
      { receivables: Array(501).fill(aged) },
      { date: "2026-13-01" },
      { more: 1 },
    ]) {
      expect(await asked(over), JSON.stringify(over).slice(0, 40)).to.equal("RequestInvalid");
    }
    const set = async (over: object): Promise<string | undefined> =>
      codeOf(await scene.as("factor").POST("/v1/eligibility-criteria", { body: { ...criteriaOf(), ...over } }));
    const wrong = [
      ...[{ mostDaysFromInvoice: null, mostDaysPastDue: null }, { advanceRate: "100.1" }, { advanceRate: "-1" }],
      ...[{ crossAgeing: "1e1" }, { excluded: ["tall"] }, { registrars: Array(21).fill(REGISTRAR) }],
    ];
    for (const over of wrong) expect(await set(over), JSON.stringify(over).slice(0, 40)).to.equal("RequestInvalid");
    const id = randomUUID();
    expect(await set({ id })).to.equal(undefined);
    expect(await set({ id, advanceRate: "1" })).to.equal("IdTaken");
  });
});
