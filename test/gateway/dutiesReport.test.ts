import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { putParties } from "../../src/store/parties.ts";
import { BUYER, OWNER } from "./approvalScene.ts";
import { DAY, FIRST_INSTANT } from "./book.ts";
import { CREDIT, openDutyScene, receiptOf } from "./dutyScene.ts";
import type { DutyReport, DutyScene, Person } from "./dutyScene.ts";
import { addressOf } from "./stage.ts";
import { uploaded } from "./uploading.ts";

describe("The report of exceptions", () => {
  let scene: DutyScene;

  beforeEach(async () => {
    scene = await openDutyScene();
  });

  afterEach(() => scene.close());

  /** All of them, or those of one kind. */
  const kindsOf = ({ items }: DutyReport, only?: string) =>
    items.map(({ kind }) => kind).filter((kind) => only === undefined || kind === only);

  it("show who did alone what takes two, also before anybody set duties up", async () => {
    const receipt = receiptOf(scene);
    expect((await scene.prepare("cashier", receipt)).problem).to.equal(undefined);
    scene.now += 60;
    expect((await scene.prepare("cashier", CREDIT)).problem).to.equal(undefined);
    const found = await scene.report();
    expect(found.isEnforced).to.equal(false);
    expect(found.items).to.have.length(1);
    const [one] = found.items;
    expect(one).to.include({ kind: "conflictingActs", account: addressOf("cashier") });
    expect(one?.receivable).to.equal(scene.receivable);
    expect([one?.subject, one?.at]).to.deep.equal(["postCash+concede", shownInstant(scene.now)]);
    const before = { to: shownInstant(scene.now - 1) };
    expect(kindsOf(await scene.report(scene.owner, before)), "before the second act").to.deep.equal([]);
  });

  it("show two accounts of one person as one, and former members", async () => {
    const receipt = receiptOf(scene);
    await scene.prepare("cashier", receipt);
    scene.now += 60;
    await scene.prepare("giver", CREDIT);
    expect(kindsOf(await scene.report())).to.deep.equal([]);
    await scene.client(scene.owner).POST("/v1/duty-accounts", {
      body: { account: addressOf("cashier"), sameAs: addressOf("giver") },
    });
    expect(kindsOf(await scene.report())).to.deep.equal(["conflictingActs"]);
    const path = { params: { path: { account: addressOf("giver") } } };
    await scene.client(scene.owner).DELETE("/v1/members/{account}", path);
    expect(kindsOf(await scene.report())).to.deep.equal(["conflictingActs", "actOfFormerMember"]);
  });

  it("show what one account recorded on the ledger past this gateway", async () => {
    const id = idOf((await scene.issue("9")).header);
    const sums = { principal: 100n, discount: 0n, charges: 0n, lateDays: 0n };
    const receipt = { ...sums, bankRef: keccakOfText("REF-9"), holder: OWNER, valueDay: FIRST_INSTANT / DAY };
    await scene.book.write({ name: "ReceiptRecorded", id, by: OWNER, ...receipt, advised: false, closed: false });
    await scene.book.write({ name: "ReceivableWrittenOff", id, by: OWNER, reason: keccakOfText("gone") });
    const { items } = await scene.report();
    expect(items.map(({ kind, subject, receivable }) => [kind, subject, receivable])).to.deep.equal([
      ["conflictingActs", "postCash+writeOff", id],
    ]);
    await scene.house();
    await scene.enforce();
    scene.now += 60;
    expect(kindsOf(await scene.report(), "actedWithoutDuty"), "before duties were asked for").to.deep.equal([]);
  });

  it("show whoever sets a customer's limit and sells to it, and every change of a limit", async () => {
    const subject = { kind: "customer" as const, customer: BUYER };
    const body = { id: randomUUID(), subject, currency: "EUR", amount: "500000000.00", reason: "Guaranteed" };
    const set = await scene.client(scene.tokens.clerk).POST("/v1/limits", { body });
    expect(set.response.status).to.equal(201);
    scene.now += 60;
    const amount = "1.00";
    const debit = { verb: "debit", amount, reason: "more work" };
    expect((await scene.prepare("clerk", debit)).problem).to.equal(undefined);
    const found = await scene.report();
    expect(found.items.map(({ kind, subject }) => [kind, subject])).to.deep.equal([
      ["policyChanged", `limit of ${BUYER}`],
      ["conflictingActs", "setCredit+prepareIssue"],
    ]);
    expect(found.items[1]?.receivable).to.equal(scene.receivable);
  });

  it("show whoever says what a customer's credit rests on and sells to it", async () => {
    const client = (name: Person) => scene.client(scene.tokens[name]);
    const file = `customer,invoice,issued,due,currency,amount,settled\n${BUYER},R-1,2026-09-01,2026-10-01,EUR,9.00,`;
    const upload = await uploaded(scene, scene.tokens.clerk, file);
    const history = { id: randomUUID(), upload };
    const fact = { id: randomUUID(), customer: BUYER, value: { kind: "employees" as const, count: 5_000 } };
    const source = { kind: "customer" as const, name: "hearsay" };
    const dated = { source, asOf: "2026-11-01", observed: "2026-11-01" };
    const path = { params: { path: { id: fact.id } }, body: { reason: "Wrong" } };
    for (const [name, step, act] of [
      ["clerk", "historyImported", () => client("clerk").POST("/v1/history-imports", { body: history })],
      ["loser", "factEntered", () => client("loser").POST("/v1/party-facts", { body: { ...fact, ...dated } })],
      ["giver", "factWithdrawn", () => client("giver").POST("/v1/party-facts/{id}/withdrawal", path)],
    ] as const) {
      expect((await act()).error, step).to.equal(undefined);
      scene.now += 60;
      expect((await scene.prepare(name, { verb: "debit", amount: "1.00", reason: "more work" })).id).not.to.equal("");
      const at = shownInstant(scene.now);
      const { items } = await scene.report(scene.owner, { from: at, to: at });
      expect(items.map(({ detail }) => detail.split(" ")[0])).to.deep.equal([step]);
    }
  });

  it("show whose credit an import was about when that is erased, and keep no key of it", async () => {
    const client = scene.client(scene.tokens.clerk);
    const parties = [{ party: "D-1", name: "Rich", legalId: "", vatId: "", country: "", address: BUYER }];
    await putParties(scene.database, OWNER, parties, scene.now);
    const row = (customer: string) => `${customer},R-1,2026-09-01,2026-10-01,EUR,9.00,`;
    const head = "customer,invoice,issued,due,currency,amount,settled";
    const file = [head, row("D-1"), row("Erika Beispiel")].join("\n");
    const id = randomUUID();
    const body = { id, upload: await uploaded(scene, scene.tokens.clerk, file) };
    expect((await client.POST("/v1/history-imports", { body })).error).to.equal(undefined);
    const path = { params: { path: { id } } };
    expect((await client.DELETE("/v1/history-imports/{id}", path)).error).to.equal(undefined);
    const erased = await scene.client(scene.owner).DELETE("/v1/history-imports/{id}/items", path);
    expect(erased.error).to.equal(undefined);
    const kept = await scene.database.query<{ customer: string }>("select customer from history_customers");
    expect(kept.map(({ customer }) => customer)).to.deep.equal([BUYER]);
    scene.now += 60;
    const debit = { verb: "debit", amount: "1.00", reason: "more work" };
    expect((await scene.prepare("clerk", debit)).id).not.to.equal("");
    const found = await scene.report();
    expect(found.items.map(({ kind, subject }) => [kind, subject])).to.deep.equal([
      ["conflictingActs", "setCredit+prepareIssue"],
    ]);
  });

  it("do not call a freeze that another one let be lifted an overridden limit, nor its own approval", async () => {
    const { owner } = scene;
    scene.now += DAY;
    const id = randomUUID();
    await scene.client(owner).POST("/v1/limits/freezes", { body: { id, customer: BUYER, reason: "Look first" } });
    const about = { kind: "limitFreeze" as const, subject: id, amount: null, currency: null };
    await scene.decide("signer", scene.tokens.signer, await scene.ask(owner, about));
    const path = { params: { path: { id } }, body: { reason: "Looked" } };
    expect((await scene.client(owner).POST("/v1/limits/freezes/{id}/lifting", path)).error).to.equal(undefined);
    expect((await scene.report()).items.map(({ subject }) => subject)).to.deep.equal([
      `freeze of ${BUYER}`,
      `lifted freeze of ${BUYER}`,
    ]);
  });

  it("show attempts, changed policies and lapsed requests, page by page and as CSV, to the auditor", async () => {
    scene.now += DAY;
    const asked = await scene.ask(scene.owner);
    await scene.decide("the owner", scene.owner, asked);
    await scene.client(scene.owner).POST("/v1/approval-policies", {
      body: { reason: "=cmd|' /C calc'!A0", windowDays: 30, tiers: [] },
    });
    await scene.house();
    await scene.enforce();
    scene.now += 4 * DAY;
    const auditor = scene.tokens.auditor;
    const all = await scene.report(auditor);
    expect(kindsOf(all)).to.deep.equal(["approvalAttempted", "policyChanged", "policyChanged", "approvalLapsed"]);
    const pages: string[] = [];
    let cursor: string | undefined;
    do {
      const page: DutyReport = await scene.report(auditor, { limit: "1", ...(cursor === undefined ? {} : { cursor }) });
      pages.push(...kindsOf(page));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(pages).to.deep.equal(kindsOf(all));
    const file = await fetch(`${scene.url}/v1/duty-exceptions/file`, {
      headers: { authorization: `Bearer ${auditor}` },
    });
    const text = await file.text();
    expect(text.split("\r\n")).to.have.length(6);
    expect(text).to.include(`"'=cmd|`);
    const refused = await scene.client(scene.tokens.manager).GET("/v1/duty-exceptions");
    expect(refused.response.status, "whoever manages does not audit").to.equal(403);
    const acts = await scene.client(auditor).GET("/v1/duty-acts");
    expect(acts.response.status).to.equal(200);
    expect((await scene.client(scene.tokens.clerk).GET("/v1/duty-acts")).response.status).to.equal(403);
  });

  it("say who named addresses of customers in a file, and who only tried it", async () => {
    const body = {
      kind: "parties" as const,
      file: Buffer.from(`party,name,address\nD-1,Rich,${BUYER}\n`).toString("base64"),
    };
    const mapping = { party: "party", name: "name", address: "address" };
    for (const apply of [false, true]) {
      const sent = { ...body, id: randomUUID(), mapping, apply };
      expect((await scene.client(scene.tokens.clerk).POST("/v1/imports", { body: sent })).error).to.equal(undefined);
    }
    const { data } = await scene.client(scene.owner).GET("/v1/duty-acts");
    expect(data?.items.map(({ step, duty }) => [step, duty])).to.deep.equal([["addressesImported", "setCredit"]]);
  });

  it("say who did what: the person, the account and the duty", async () => {
    await scene.prepare("giver", CREDIT);
    const { data } = await scene.client(scene.owner).GET("/v1/duty-acts");
    expect(data?.items).to.have.length(1);
    expect(data?.items[0]).to.include({ account: addressOf("giver"), duty: "concede", step: "prepared" });
    expect(data?.items[0]?.receivable).to.equal(scene.receivable);
    const wide = { params: { query: { from: "2020-01-01T00:00:00Z" } } };
    expect((await scene.client(scene.owner).GET("/v1/duty-acts", wide)).response.status).to.equal(422);
  });
});
