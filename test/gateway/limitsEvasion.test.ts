/** Ways around a limit that lead nowhere: another currency, a cent of an invoice, a second group, a stranger's word. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { components } from "../../generated/openapi.d.ts";
import { idOf } from "../../src/domain/commitment.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { dateOfDay } from "../../src/domain/terms.ts";
import { putOpenItems } from "../../src/store/openItems.ts";
import { putParties } from "../../src/store/parties.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { accepting, DAY, issuing } from "./book.ts";
import { fieldsOf } from "./intents/scene.ts";
import { putOnAccount, setPolicy } from "./limitPolicies.ts";
import { BUYER, EUR, openLimitScene, SUPPLIER } from "./limitScene.ts";
import type { LimitScene } from "./limitScene.ts";
import { addressOf } from "./stage.ts";

describe("A limit that somebody wants to get around", () => {
  const sister = addressOf("sister");
  let scene: LimitScene;

  beforeEach(async () => {
    scene = await openLimitScene();
  });

  afterEach(() => scene.close());

  const code = async (number: string, payable: string, over: Record<string, string> = {}, counterparty?: Address) =>
    (await scene.issue(number, { payable, ...over }, counterparty === undefined ? {} : { counterparty })).code;

  async function groupOf(customer: Address, group: string): Promise<void> {
    const body = { debtor: customer, group, marks: [], kind: "largeFirm" as const };
    expect((await scene.client(scene.token).POST("/v1/debtor-facts", { body })).response.status).to.equal(200);
  }

  async function stateGroup(customer: Address, text: string, over: { expires?: string } = {}): Promise<string> {
    const source = { kind: "register" as const, name: "Handelsregister" };
    const body: components["schemas"]["NewPartyFact"] = {
      ...{ id: randomUUID(), customer, value: { kind: "group", text }, source },
      ...{ asOf: "2026-11-01", observed: "2026-11-20", ...over },
    };
    const { response } = await scene.client(scene.token).POST("/v1/party-facts", { body });
    expect(response.status).to.equal(201);
    return body.id;
  }

  it("is nought in every currency of which nothing is said, and no limit at all where none is set", async () => {
    expect(await code("US-1", "10.00", { currency: "USD" })).to.equal(undefined);
    await scene.limit("1000.00");
    expect(await code("US-2", "0.01", { currency: "USD" })).to.equal("CreditLimitExceeded");
    expect(await code("US-3", "0.01", { currency: "USD" }, addressOf("another"))).to.equal(undefined);
    await scene.limit("20.00", { currency: "USD" });
    expect(await code("US-2", "10.00", { currency: "USD" })).to.equal(undefined);
  });

  it("is nought in the currencies that a band does not name", async () => {
    await setPolicy(scene, 1);
    expect(await code("US-1", "0.01", { currency: "USD" })).to.equal("CreditLimitExceeded");
    expect(await code("RE-1", "1000.00")).to.equal(undefined);
  });

  it("is raised where another currency is opened beside a limited one, which the tiers then ask for", async () => {
    const currency = "0x0000000000000000000000000000000000000348";
    const tier = { kind: "limitChange" as const, currency, from: "0.01", approvers: 1, hours: 48 };
    const duty = { duty: "approveCredit" as const, escalatesTo: null };
    const body = { reason: "House rules", windowDays: 30, tiers: [{ ...tier, ...duty }] };
    expect((await scene.client(scene.token).POST("/v1/approval-policies", { body })).response.status).to.be.below(300);
    expect(await scene.limit("1000.00")).to.equal(201);
    expect(await scene.limit("500.00", { currency: "USD" })).to.equal(403);
    expect(await scene.limit("0.00", { currency: "USD" })).to.equal(201);
  });

  it("counts what the books have beyond a cent of the same invoice, and all of it once the cent lapsed", async () => {
    const party = { party: "D-1", name: "Buyer SE", legalId: "", vatId: "", country: "DE", address: BUYER };
    await putParties(scene.database, SUPPLIER, [party], scene.now);
    const item = {
      ...{ party: "D-1", invoice: "RE-0", line: "0", number: "RE-0", issueDate: "2026-11-01", currency: "EUR" },
      ...{ dueDate: "2026-12-01", amount: "900.00", open: "900.00", purchaseOrder: "" },
    };
    await putOpenItems(scene.database, SUPPLIER, "receivable", [item], scene.now);
    await scene.limit("1000.00");
    const deadline = new Date((scene.now + 30) * 1_000).toISOString().replace(/\.\d{3}Z$/, "Z");
    const cent = { ...fieldsOf("RE-0", {}, { payable: "0.01" }), deadline };
    expect((await scene.client(scene.token).POST("/v1/receivables", { body: cent })).response.status).to.equal(201);
    const exposure = async () => (await scene.exposure()).currencies[0]?.exposure;
    expect(await exposure()).to.include({ offLedger: "899.99", prepared: "0.01", total: "900.00" });
    scene.now += 60;
    expect(await exposure()).to.include({ offLedger: "900.00", prepared: "0.00", total: "900.00" });
    expect(await code("RE-1", "100.01")).to.equal("CreditLimitExceeded");
    expect(await code("RE-1", "100.00")).to.equal(undefined);
  });

  it("of a group holds for whom another group is stated as well, until a person chose one of them", async () => {
    for (const one of [BUYER, sister]) await groupOf(one, "Nordwind");
    await scene.limit("1500.00", { subject: { kind: "group", group: "Nordwind" } });
    await scene.owe("RE-0");
    await stateGroup(sister, "Nordwind");
    const other = await stateGroup(sister, "Suedwind");
    expect(await code("RE-1", "500.01", {}, sister)).to.equal("CreditLimitExceeded");
    const { group, affiliates, currencies } = await scene.exposure(sister);
    expect([group, affiliates]).to.deep.equal([null, [BUYER, sister].sort()]);
    expect(currencies[0]?.uses).to.have.length(1);
    const choice = { params: { path: { id: other } }, body: { isChosen: true, reason: "It was sold" } };
    await scene.client(scene.token).POST("/v1/party-facts/{id}/choice", choice);
    expect(await code("RE-1", "500.01", {}, sister)).to.equal(undefined);
  });

  it("of a group holds though what says who is in it has expired, until the file says another", async () => {
    await stateGroup(BUYER, "Nordwind", { expires: dateOfDay(Math.floor(scene.now / DAY)) });
    await groupOf(sister, "Nordwind");
    await scene.limit("1500.00", { subject: { kind: "group", group: "Nordwind" } });
    await scene.owe("RE-0", 30, {}, sister);
    scene.now += 2 * DAY;
    expect(await code("RE-1", "500.01")).to.equal("CreditLimitExceeded");
    await stateGroup(BUYER, "Suedwind");
    expect((await scene.exposure()).group).to.equal("Suedwind");
  });

  it("of a group is not left by the word of whoever prepares invoices", async () => {
    const added = { account: addressOf("seller"), role: "preparer" as const };
    await scene.client(scene.token).POST("/v1/members", { body: added });
    const seller = scene.client(await scene.signIn("seller", SUPPLIER));
    await groupOf(BUYER, "Nordwind");
    const body = { debtor: BUYER, group: "Suedwind", marks: [], kind: "largeFirm" as const };
    const asked = { params: { path: { debtor: BUYER } } };
    expect((await seller.POST("/v1/debtor-facts", { body })).response.status).to.equal(403);
    expect((await seller.DELETE("/v1/debtor-facts/{debtor}", asked)).response.status).to.equal(403);
    expect((await scene.exposure()).group).to.equal("Nordwind");
  });

  it("of a group holds however its name is spelt, and the notes of a factor beside the party file", async () => {
    await groupOf(BUYER, "Nordwind AG");
    await groupOf(sister, "NORDWIND ag");
    await scene.limit("1500.00", { subject: { kind: "group", group: "nordwind AG" } });
    await scene.owe("RE-0");
    expect(await code("RE-1", "500.01", {}, sister)).to.equal("CreditLimitExceeded");
    await stateGroup(sister, "Suedwind");
    expect(await code("RE-1", "500.01", {}, sister)).to.equal("CreditLimitExceeded");
  });

  it("is not used up by a claim that a stranger made up and handed on, unless the customer accepted it", async () => {
    await scene.limit("2000.00");
    const strange = receivableOf(headerOf(addressOf("stranger"), BUYER), termsOf(EUR, Math.floor(scene.now / DAY)));
    const id = idOf(strange.header);
    await scene.book.write(...issuing(strange), {
      name: "Transfer",
      from: addressOf("stranger"),
      to: SUPPLIER,
      id,
    });
    expect(await code("RE-1", "1500.00")).to.equal(undefined);
    await scene.book.write(accepting(strange));
    expect(await code("RE-2", "0.01")).to.equal("CreditLimitExceeded");
  });

  it("of a group is not freed by what one affiliate paid in advance for itself", async () => {
    for (const one of [BUYER, sister]) await groupOf(one, "Nordwind");
    await scene.limit("1000.00", { subject: { kind: "group", group: "Nordwind" } });
    await scene.owe("RE-0");
    await putOnAccount(scene, "PAY-1", 100_000n, sister);
    expect(await code("RE-1", "0.01")).to.equal("CreditLimitExceeded");
    await putOnAccount(scene, "PAY-2", 1_000n);
    expect(await code("RE-1", "10.00")).to.equal(undefined);
  });
});
