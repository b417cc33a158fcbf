/** What a gateway sends by its organisations' dunning policies, and what it does not. */
import { expect } from "chai";
import { ANSWER_KINDS, COLLECTION_STEPS, paymentHash } from "../../src/domain/collections/record.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import { runDunning } from "../../src/gateway/dunning/scheduling.ts";
import { keepPayment } from "../../src/store/collectionContents.ts";
import { termsOf } from "../support/receivables.ts";
import { DAY } from "./book.ts";
import { dunningDeps } from "./dunningDeps.ts";
import { BUYER, EUR, openDunningScene, policyBody, SUPPLIER, TUESDAY } from "./dunningScene.ts";
import type { DunningScene } from "./dunningScene.ts";
import { addressOf } from "./stage.ts";

describe("A gateway's dunning", () => {
  let scene: DunningScene;

  beforeEach(async () => {
    scene = await openDunningScene();
  });

  afterEach(() => scene.close());

  async function codes(): Promise<Readonly<Record<string, string>>> {
    const found = await scene.findings({ customer: BUYER });
    return Object.fromEntries(found.map(({ item, fires, why }) => [item, fires ? `fires ${why.level}` : why.code]));
  }

  it("sends one letter with one fee however often it runs, with the sums that it asks for", async () => {
    const late = await scene.issue("RE-1", 8);
    for (let hour = 0; hour < 24; hour += 1) {
      await scene.run();
      scene.now += 3_600;
    }
    const sends = await scene.sends();
    expect(sends.map(({ level, state, fee, items }) => ({ level, state, fee, items }))).to.deep.equal([
      { level: "first", state: "waiting", fee: "40.00", items: [{ item: late, cycle: 1, asked: "1000.00" }] },
    ]);
    const [send] = sends;
    const path = { id: send?.id ?? "" };
    const read = await scene.client(scene.supplier).GET("/v1/dunning/sends/{id}", { params: { path } });
    expect(read.response.status, "the session lasts an hour").to.equal(401);
    const token = await scene.signIn("the supplier");
    const { data } = await scene.client(token).GET("/v1/dunning/sends/{id}", { params: { path } });
    expect(data?.text).to.include("RE-1").and.to.include("1,000.00").and.to.include("40.00");
    expect(data?.target).to.equal("kasse@buyer.example");
  });

  it("sends nothing while the index is behind, and at once when it is not any more", async () => {
    await scene.issue("RE-1", 8);
    const behind = { ...dunningDeps(scene.database, () => scene.now), behindSeconds: 0 };
    while (await runDunning(behind));
    expect(await scene.sends()).to.deep.equal([]);
    await scene.run();
    expect(await scene.sends()).to.have.length(1);
  });

  it("sends nothing of what is paid, disputed or assigned away, and of a part in dispute the rest alone", async () => {
    const [paid, disputed] = [await scene.issue("RE-1", 8), await scene.issue("RE-2", 8)];
    const [sold, part] = [await scene.issue("RE-3", 8), await scene.issue("RE-4", 8)];
    const settled = { principal: 100_000n, discount: 0n, charges: 0n, lateDays: 0n };
    const receipt = { bankRef: keccakOfText("B-1"), valueDay: TUESDAY / DAY - 1, advised: false, holder: SUPPLIER };
    const common = { by: SUPPLIER, closed: true };
    await scene.book.write({ name: "ReceiptRecorded", id: paid, ...common, ...receipt, ...settled });
    const dispute = { by: BUYER, code: 1, evidence: ZERO_HASH };
    await scene.book.write(
      { name: "ReceivableDisputed", id: disputed, ...dispute, amount: 100_000n, disputed: 100_000n },
      { name: "ReceivableDisputed", id: part, ...dispute, amount: 30_000n, disputed: 30_000n },
    );
    await scene.book.write({ name: "Transfer", from: SUPPLIER, to: addressOf("a factor"), id: sold });
    const why = await codes();
    expect([why[paid], why[disputed], why[sold], why[part]]).to.deep.equal([
      ...[undefined, "disputed", "assignedAway", "fires first"],
    ]);
    await scene.run();
    const sends = await scene.sends();
    expect(sends.flatMap(({ items }) => items.map(({ item, asked }) => [item, asked]))).to.deep.equal([
      [part, "700.00"],
    ]);
  });

  it("shows in a dry run what the run then does, of a day to come as well, and writes nothing", async () => {
    await scene.issue("RE-1", 8);
    await scene.issue("RE-2", 1);
    const planned = (await scene.findings()).filter(({ fires }) => fires);
    expect(await scene.sends()).to.deep.equal([]);
    await scene.run();
    const sent = await scene.sends();
    expect(sent.flatMap(({ items, level }) => items.map(({ item }) => [item, level]))).to.deep.equal(
      planned.map(({ item, why }) => [item, why.level]),
    );
    const at = "2026-12-01T09:00:00Z";
    const later = (await scene.findings({ at })).filter(({ fires }) => fires);
    scene.now = Date.parse(at) / 1_000;
    await scene.run();
    const then = (await scene.sends()).filter(({ made }) => made >= at);
    expect(then.flatMap(({ items, level }) => items.map(({ item }) => [item, level]))).to.deep.equal(
      later.map(({ item, why }) => [item, why.level]),
    );
    expect(then.length, "the second item came due for its first letter").to.equal(1);
  });

  it("waits for what a debtor promised under its key, and goes on once the promise is broken", async () => {
    const late = await scene.issue("RE-1", 8);
    const promised = { amount: 100_000n, payBy: Math.floor(TUESDAY / DAY) + 3, salt: keccakOfText("salt") };
    const payment = paymentHash(promised);
    const kept = { receivable: late, hash: payment, keptBy: BUYER, kept: TUESDAY };
    await keepPayment(scene.database, { ...promised, ...kept });
    const answer = { kind: ANSWER_KINDS.indexOf("promiseToPay"), record: ZERO_HASH, payment, content: ZERO_HASH };
    await scene.book.collect({ name: "DebtorAnswered", id: late, debtor: BUYER, by: BUYER, answer, body: "0x" });
    expect((await codes())[late]).to.equal("promised");
    await scene.run();
    const query = { currency: "EUR" };
    const worklist = await scene.client(scene.supplier).GET("/v1/worklist", { params: { query } });
    const [row] = worklist.data?.items.filter(({ number }) => number === "RE-1") ?? [];
    expect(row?.promise).to.deep.equal({ amount: "1000.00", day: "2026-11-27" });
    expect(worklist.data?.sums.promised).to.equal("1000.00");
    scene.now = TUESDAY + 8 * DAY;
    await scene.run();
    expect((await scene.sends()).map(({ level }) => level)).to.deep.equal(["first"]);
    const params = { query: { from: "2026-11-01" } };
    const client = scene.client(await scene.signIn("the supplier"));
    const { data } = await client.GET("/v1/dunning/statistics", { params });
    expect(data?.promises).to.deep.include({ kept: { hits: 0, of: 1, rate: null }, broken: 1, open: 0 });
    const none = { median: null, p90: null, waiting: 0, longestWaiting: 0 };
    expect(data?.waits).to.deep.equal([
      ...[
        { kind: "acceptance", of: 2, ...none },
        { kind: "disputeAnswer", of: 0, ...none },
      ],
      ...[
        { kind: "creditNote", of: 0, ...none },
        { kind: "statementAnswer", of: 0, ...none },
      ],
    ]);
  });

  it("asks for no fee of the policy where the terms give a recovery sum of their own", async () => {
    await scene.issue("RE-1", 8, { fixedSum: 4_000n });
    await scene.run();
    expect((await scene.sends()).map(({ fee }) => fee)).to.deep.equal(["0.00"]);
  });

  it("begins the chase anew where the due date was moved, and the fee with it", async () => {
    const late = await scene.issue("RE-1", 8);
    await scene.run();
    const due = Math.floor(TUESDAY / DAY) - 1;
    const consents = { by: SUPPLIER, supplierBy: SUPPLIER, buyerBy: BUYER };
    const amended = { policy: 0, revision: 1, terms: termsOf(EUR, due - 30, { fixedSum: 0n }), document: ZERO_HASH };
    const rest = { disputed: 0n, closed: false };
    await scene.book.write({ name: "ReceivableAmended", id: late, ...consents, ...amended, ...rest });
    scene.now = TUESDAY + 5 * DAY;
    expect((await codes())[late], "its seventh day has not come").to.equal("notDue");
    scene.now = TUESDAY + 6 * DAY;
    await scene.run();
    const sends = await scene.sends();
    expect(sends.map(({ level, fee, items }) => [level, fee, items[0]?.cycle])).to.deep.equal([
      ["first", "40.00", 1_001],
      ["first", "40.00", 1],
    ]);
  });

  it("sends nothing by itself once insolvency was notified, or while an agency has the item", async () => {
    const placed = await scene.issue("RE-1", 8);
    const placement = { collector: addressOf("an agency"), scope: 1, fee: 0, until: TUESDAY + DAY, terms: ZERO_HASH };
    const common = { id: placed, creditor: SUPPLIER, by: SUPPLIER };
    await scene.book.collect({ name: "CollectionPlaced", ...common, placement });
    expect((await codes())[placed]).to.equal("placed");
    const step = { step: COLLECTION_STEPS.indexOf("insolvencyNotice"), doneAt: TUESDAY, content: ZERO_HASH };
    await scene.book.collect({ name: "CollectionStepTaken", ...common, collector: SUPPLIER, ...step });
    expect(Object.values(await codes())).to.deep.equal(["insolvent", "insolvent"]);
    scene.now += 2 * DAY;
    await scene.run();
    expect(await scene.sends()).to.deep.equal([]);
  });

  it("rests outside its hours and on days that are not worked", async () => {
    await scene.issue("RE-1", 8);
    scene.now = TUESDAY + 12 * 3_600;
    expect(Object.values(await codes())).to.include("outOfHours");
    scene.now = TUESDAY + 4 * DAY;
    expect(Object.values(await codes())).to.include("holiday");
    await scene.run();
    expect(await scene.sends()).to.deep.equal([]);
    scene.now = TUESDAY + 6 * DAY;
    await scene.run();
    expect((await scene.sends()).length).to.equal(1);
  });

  it("leaves off what an exception holds until it ends, and nobody but an administrator makes one", async () => {
    const late = await scene.issue("RE-1", 8);
    const client = scene.client(scene.supplier);
    const id = "00000000-0000-4000-8000-000000000001";
    const body = {
      ...{ id, scope: { kind: "item" as const, item: late }, does: { kind: "hold" as const } },
      ...{ reason: "They wait for a credit note", until: "2026-11-26" },
    };
    await client.POST("/v1/members", { body: { account: addressOf("a collector"), role: "preparer" } });
    const collector = scene.client(await scene.signIn("a collector", SUPPLIER));
    expect((await collector.POST("/v1/dunning/exceptions", { body })).response.status).to.equal(403);
    const forEver = { ...body, until: "2027-11-26" };
    expect((await client.POST("/v1/dunning/exceptions", { body: forEver })).error?.detail).to.match(
      /^body.until: give/,
    );
    expect((await client.POST("/v1/dunning/exceptions", { body })).response.status).to.equal(201);
    expect((await client.POST("/v1/dunning/exceptions", { body })).response.status).to.equal(200);
    const other = { ...body, reason: "Something else" };
    expect((await client.POST("/v1/dunning/exceptions", { body: other })).error?.type).to.match(/IdTaken/);
    expect((await codes())[late]).to.equal("held");
    await scene.run();
    expect(await scene.sends()).to.deep.equal([]);
    scene.now = TUESDAY + 3 * DAY;
    await scene.run();
    expect((await scene.sends()).map(({ level }) => level)).to.deep.equal(["first"]);
  });

  it("keeps every version of a policy, and names the one by which something was sent", async () => {
    const client = scene.client(scene.supplier);
    const listed = await client.GET("/v1/dunning/policies");
    const [first] = listed.data?.items ?? [];
    if (first === undefined) throw new Error("no policy");
    const body = policyBody({ policy: first.policy, name: "Another" });
    const set = await client.POST("/v1/dunning/policies", { body });
    expect([set.response.status, set.data?.version, set.data?.levels[1]?.fee]).to.deep.equal([201, 2, "40.00"]);
    expect((await client.POST("/v1/dunning/policies", { body })).response.status).to.equal(200);
    const names = (await client.GET("/v1/dunning/policies")).data?.items.map(({ name }) => name);
    expect(names).to.have.members(["House policy", "Another"]);
    await scene.issue("RE-1", 8);
    await scene.run();
    expect((await scene.sends()).map(({ version }) => version)).to.deep.equal([2]);
  });

  it("shows nothing of it to another organisation", async () => {
    await scene.issue("RE-1", 8);
    await scene.run();
    const [send] = await scene.sends();
    const path = { id: send?.id ?? "" };
    const buyer = scene.client(await scene.signIn("the buyer"));
    expect((await buyer.GET("/v1/dunning/sends/{id}", { params: { path } })).response.status).to.equal(404);
    expect((await buyer.GET("/v1/dunning/sends")).data?.items).to.deep.equal([]);
    expect((await buyer.GET("/v1/dunning/policies")).data?.items).to.deep.equal([]);
    const query = { currency: "EUR" };
    expect((await buyer.GET("/v1/worklist", { params: { query } })).data?.items).to.deep.equal([]);
    const address = { address: BUYER };
    const timeline = await buyer.GET("/v1/customers/{address}/timeline", { params: { path: address } });
    expect(timeline.response.status).to.equal(404);
    const own = await scene.client(await scene.signIn("the supplier")).GET("/v1/worklist", { params: { query } });
    expect(own.data?.items.length).to.equal(2);
  });
});
