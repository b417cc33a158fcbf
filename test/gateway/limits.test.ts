/** Limits as they are checked before anything is issued or raised. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import { grantsOfReceivable } from "../../src/store/limitGrants.ts";
import { migrate } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { freshUrl } from "../store/engines.ts";
import { DAY } from "./book.ts";
import { signatureOf } from "./intents/scene.ts";
import { BUYER, EUR, openLimitScene, SUPPLIER } from "./limitScene.ts";
import type { LimitScene } from "./limitScene.ts";
import { addressOf } from "./stage.ts";

describe("A credit limit", () => {
  let scene: LimitScene;

  beforeEach(async () => {
    scene = await openLimitScene();
  });

  afterEach(() => scene.close());

  async function intents(): Promise<number> {
    const [row] = await scene.database.query<{ count: number }>("select count(*)::int as count from intents");
    return row?.count ?? 0;
  }

  async function withdraw(id = ""): Promise<void> {
    const asked = { params: { path: { id } } };
    const { error } = await scene.client(scene.token).POST("/v1/intents/{id}/withdrawal", asked);
    expect(error).to.equal(undefined);
  }

  it("lets through what fits to the last minor unit, and refuses one more, of which nothing is stored", async () => {
    expect(await scene.limit("2000.00")).to.equal(201);
    expect((await scene.issue("RE-1")).code).to.equal(undefined);
    expect((await scene.issue("RE-2", { payable: "1000.01" })).code).to.equal("CreditLimitExceeded");
    expect(await intents()).to.equal(1);
    expect((await scene.issue("RE-2")).code).to.equal(undefined);
    expect((await scene.issue("RE-3", { payable: "0.01" })).code).to.equal("CreditLimitExceeded");
  });

  it("names the limit, what is used of it, the excess and the way out", async () => {
    await scene.limit("1500.00");
    await scene.issue("RE-1");
    const { detail } = await scene.issue("RE-2");
    for (const part of ["1500.00 EUR", "1000.00 EUR of it is used", "exceed it by 500.00 EUR", "POST /v1/approvals"]) {
      expect(detail).to.contain(part);
    }
  });

  it("counts what was prepared ten times at once, so that not all of it passes", async () => {
    await scene.limit("5000.00");
    const tried = await Promise.all(Array.from({ length: 10 }, (_, place) => scene.issue(`RE-${place}`)));
    const codes = tried.map(({ code }) => code ?? "taken").sort();
    expect(codes).to.deep.equal([...Array<string>(5).fill("CreditLimitExceeded"), ...Array<string>(5).fill("taken")]);
    expect((await scene.exposure()).currencies[0]?.exposure).to.include({ prepared: "5000.00", total: "5000.00" });
  });

  it("is free again once an intent is withdrawn, or its deadline has passed", async () => {
    await scene.limit("1000.00");
    const { intent } = await scene.issue("RE-1");
    expect((await scene.issue("RE-2")).code).to.equal("CreditLimitExceeded");
    await withdraw(intent?.id);
    expect((await scene.issue("RE-2")).code).to.equal(undefined);
    expect((await scene.issue("RE-3")).code).to.equal("CreditLimitExceeded");
    scene.now += 40 * DAY;
    expect((await scene.issue("RE-3")).code).to.equal(undefined);
  });

  it("is exceeded only by a second signature, on that receivable and amount alone, and once", async () => {
    await scene.limit("500.00");
    const { detail } = await scene.issue("RE-1");
    const subject = /subject (0x[0-9a-f]{64})/.exec(detail)?.[1] ?? "";
    const about = { kind: "limitExceeded" as const, customer: BUYER, currency: EUR };
    const id = await scene.approve({ ...about, subject, amount: "1000.00" });
    expect((await scene.issue("RE-2")).code).to.equal("CreditLimitExceeded");
    expect((await scene.issue("RE-1", { payable: "1000.01" })).code).to.equal("CreditLimitExceeded");
    const { intent, code } = await scene.issue("RE-1");
    expect([code, intent?.receivable]).to.deep.equal([undefined, subject]);
    const [grant] = await grantsOfReceivable(scene.database, SUPPLIER, subject as `0x${string}`);
    expect(grant).to.include({ approval: id, limit: 50_000n, exposure: 0n, added: 100_000n });
    await withdraw(intent?.id);
    expect((await scene.issue("RE-1")).code).to.equal("CreditLimitExceeded");
  });

  it("refuses what would raise a claim beyond it, and counts what is raised before it is recorded", async () => {
    const owed = await scene.owe("RE-0");
    await scene.limit("1500.00");
    const receivable = idOf(owed.header);
    const amend = (amount: string) => ({ verb: "amend" as const, receivable, terms: { amount } });
    expect((await scene.tryAct(amend("1500.01"))).code).to.equal("CreditLimitExceeded");
    expect((await scene.tryAct(amend("1400.00"))).code).to.equal(undefined);
    expect((await scene.exposure()).currencies[0]?.exposure).to.include({ prepared: "400.00", total: "1400.00" });
    const debit = (amount: string) => ({ verb: "debit" as const, receivable, amount, reason: "freight" });
    expect((await scene.tryAct({ ...debit("100.01"), id: randomUUID() })).code).to.equal("CreditLimitExceeded");
    expect((await scene.tryAct({ ...debit("100.00"), id: randomUUID() })).code).to.equal(undefined);
  });

  it("is checked when the supplier signs what the buyer prepared, and not when the buyer does", async () => {
    const owed = await scene.owe("RE-0");
    await scene.limit("1500.00");
    const buyer = await scene.signIn("buyer");
    const raised = { verb: "amend" as const, receivable: idOf(owed.header), terms: { amount: "1600.00" } };
    const prepared = await scene.act(buyer, raised);
    expect((await scene.sign(buyer, prepared, "buyer")).status).to.equal(200);
    const seen = await scene.read(scene.token, prepared.id);
    expect(await scene.sign(scene.token, seen, "supplier")).to.deep.equal({ status: 409, code: "CreditLimitExceeded" });
    await scene.limit("1600.00");
    expect((await scene.sign(scene.token, seen, "supplier")).status).to.equal(200);
    const [grant] = await grantsOfReceivable(scene.database, SUPPLIER, idOf(owed.header));
    expect(grant).to.include({ verb: "amend", added: 60_000n, exposure: 100_000n, limit: 160_000n });
  });

  it("is checked of each issue that one root signs, and of none of them twice", async () => {
    await scene.limit("2000.00");
    const [first, second] = [await scene.issue("RE-1"), await scene.issue("RE-2")];
    const intents = [first.intent?.id ?? "", second.intent?.id ?? ""];
    const client = scene.client(scene.token);
    const { data: batch } = await client.POST("/v1/intents/batches", { body: { intents } });
    const freeze = { id: randomUUID(), customer: BUYER, reason: "Late" };
    expect((await client.POST("/v1/limits/freezes", { body: freeze })).response.status).to.equal(201);
    const signature = await signatureOf("supplier", batch?.message ?? null);
    const path = { params: { path: { id: batch?.id ?? "" } }, body: { signature, signer: SUPPLIER } };
    const frozen = await client.POST("/v1/intents/batches/{id}/signature", path);
    expect(frozen.error?.type).to.equal("/problems/LimitFrozen");
    await scene.approve({ kind: "limitFreeze", subject: freeze.id, customer: BUYER });
    const lifting = { params: { path: { id: freeze.id } }, body: { reason: "Paid" } };
    await client.POST("/v1/limits/freezes/{id}/lifting", lifting);
    expect((await client.POST("/v1/intents/batches/{id}/signature", path)).response.status).to.equal(200);
    expect((await scene.exposure()).currencies[0]?.exposure.prepared).to.equal("2000.00");
  });

  it("lets a claim be lowered though it is exceeded already", async () => {
    const owed = await scene.owe("RE-0");
    await scene.limit("10.00");
    const amend = { verb: "amend" as const, receivable: idOf(owed.header), terms: { amount: "900.00" } };
    expect((await scene.tryAct(amend)).code).to.equal(undefined);
  });

  it("touches nothing that was granted before it was tightened, and everything after", async () => {
    await scene.limit("1000.00");
    const { intent } = await scene.issue("RE-1");
    expect(await scene.limit("1.00")).to.equal(201);
    if (intent === undefined) throw new Error("nothing was prepared");
    expect((await scene.sign(scene.token, intent, "supplier")).status).to.equal(200);
    const receivable = intent.receivable as `0x${string}`;
    const [grant] = await grantsOfReceivable(scene.database, SUPPLIER, receivable);
    expect(grant?.limit).to.equal(100_000n);
    expect((await scene.issue("RE-2", { payable: "0.50" })).code).to.equal("CreditLimitExceeded");
  });

  it("is checked when a late buyer's invoice is signed, and the buyer is told nothing of it", async () => {
    await scene.limit("500.00");
    const body = { agreed: { utcOffset: 60 }, issuing: "open" as const };
    const invoice = {
      ...{ kind: "fields" as const, number: "RE-1", issueDate: "2026-11-20", dueDate: "2026-12-20", currency: "EUR" },
      ...{ payable: "1000.00", seller: { name: "Supplier GmbH" }, buyer: { name: "Buyer SE" } },
    };
    const intent = await scene.prepare(scene.token, { ...body, invoice });
    const token = new URL(intent.invitation?.link ?? "").hash.slice(1);
    const buyer = scene.client(await scene.signIn("buyer"));
    const joined = await buyer.POST("/v1/invitations/acceptance", { body: { token } });
    expect(joined.response.status).to.equal(200);
    const bound = await scene.read(scene.token, intent.id);
    expect(await scene.sign(scene.token, bound, "supplier")).to.deep.equal({
      status: 409,
      code: "CreditLimitExceeded",
    });
    await scene.limit("1000.00");
    expect((await scene.sign(scene.token, bound, "supplier")).status).to.equal(200);
  });

  it("lapses when it says, and is not the same limit under another word", async () => {
    const until = instantIn(DAY);
    const id = randomUUID();
    expect(await scene.limit("1.00", { id, until })).to.equal(201);
    expect(await scene.limit("1.00", { id, until })).to.equal(200);
    expect(await scene.limit("2.00", { id, until })).to.equal(409);
    expect((await scene.issue("RE-1")).code).to.equal("CreditLimitExceeded");
    scene.now += DAY;
    expect((await scene.issue("RE-1")).code).to.equal(undefined);
  });

  it("is raised by two where the tiers ask for it, and lowered by one", async () => {
    await scene.limit("1000.00");
    const tier = { kind: "limitChange" as const, currency: EUR, from: "5000.00", approvers: 1, hours: 48 };
    const duty = { duty: "approveCredit" as const, escalatesTo: null };
    const body = { reason: "House rules", windowDays: 30, tiers: [{ ...tier, ...duty }] };
    const { response } = await scene.client(scene.token).POST("/v1/approval-policies", { body });
    expect(response.status).to.be.below(300);
    expect(await scene.limit("4999.99")).to.equal(201);
    expect(await scene.limit("5000.00")).to.equal(403);
    expect(await scene.limit("10.00", { until: instantIn(DAY) })).to.equal(403);
    const about = { kind: "limitChange" as const, customer: BUYER, currency: EUR };
    await scene.approve({ ...about, subject: `limit ${BUYER} EUR until never`, amount: "5000.00" });
    expect(await scene.limit("5000.00")).to.equal(201);
    expect(await scene.limit("1.00")).to.equal(201);
    const { data } = await scene.client(scene.token).GET("/v1/limits", { params: { query: { customer: BUYER } } });
    expect(data?.items.map(({ amount }) => amount)).to.deep.equal(["1.00", "5000.00", "4999.99", "1000.00"]);
    expect(data?.items.map(({ approval }) => approval !== null)).to.deep.equal([false, true, false, false]);
  });

  function instantIn(seconds: number): string {
    return new Date((scene.now + seconds) * 1_000).toISOString().replace(/\.\d{3}Z$/, "Z");
  }

  it("refuses an amount that the currency does not have, an unknown currency and a time that is over", async () => {
    expect(await scene.limit("1.001")).to.equal(422);
    expect(await scene.limit("1.00", { currency: "XXY" })).to.equal(422);
    expect(await scene.limit("1.00", { from: "2020-01-01T00:00:00Z" })).to.equal(400);
    expect(await scene.limit("1.00", { until: "2020-01-01T00:00:00Z" })).to.equal(400);
  });

  it("counts a group of affiliates together, whichever of them is sold to", async () => {
    const sister = addressOf("sister");
    for (const debtor of [BUYER, sister]) {
      const body = { debtor, group: "Nordwind", marks: [], kind: "largeFirm" as const };
      const { response } = await scene.client(scene.token).POST("/v1/debtor-facts", { body });
      expect(response.status, debtor).to.equal(200);
    }
    await scene.limit("1500.00", { subject: { kind: "group", group: "Nordwind" } });
    await scene.owe("RE-0");
    expect((await scene.issue("RE-1", {}, { counterparty: sister })).code).to.equal("CreditLimitExceeded");
    expect((await scene.issue("RE-1", { payable: "500.00" }, { counterparty: sister })).code).to.equal(undefined);
    const { group, affiliates, currencies } = await scene.exposure(sister);
    expect([group, affiliates.length]).to.deep.equal(["Nordwind", 2]);
    expect(currencies[0]?.uses[0]).to.include({ source: "group", exposure: "1500.00", use: "1000000" });
  });
});

describe("A credit limit on PostgreSQL", () => {
  it("lets no two requests at once pass together, though each of them would fit alone", async () => {
    const database = await openDatabase({ url: await freshUrl() });
    await migrate(database);
    const scene = await openLimitScene({ database });
    await scene.limit("3000.00");
    const tried = await Promise.all(Array.from({ length: 12 }, (_, place) => scene.issue(`RE-${place}`)));
    expect(tried.filter(({ code }) => code === undefined)).to.have.length(3);
    expect(new Set(tried.map(({ code }) => code))).to.deep.equal(new Set([undefined, "CreditLimitExceeded"]));
    await scene.close();
  }).timeout(60_000);
});
