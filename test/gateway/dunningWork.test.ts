/** The worklist, what people did, letters to be printed, and what happened with a customer. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { keccakOfText } from "../../src/domain/hash.ts";
import { pagesOf } from "../documents/accountPdfText.ts";
import { DAY } from "./book.ts";
import { BUYER, contactBody, openDunningScene, policyBody, SUPPLIER, TUESDAY } from "./dunningScene.ts";
import type { DunningScene } from "./dunningScene.ts";
import { addressOf } from "./stage.ts";

describe("The worklist", () => {
  let scene: DunningScene;

  beforeEach(async () => {
    scene = await openDunningScene();
  });

  afterEach(() => scene.close());

  async function supplier() {
    return scene.client(await scene.signIn("the supplier"));
  }

  async function list(query: { limit?: string; cursor?: string; owner?: string; stage?: "friendly" } = {}) {
    const { data, error } = await (
      await supplier()
    ).GET("/v1/worklist", {
      params: { query: { currency: "EUR", ...query } },
    });
    if (data === undefined) throw new Error(error.detail);
    return data;
  }

  function phoned(over: object = {}) {
    const at = new Date(scene.now * 1_000).toISOString().replace(/\.\d{3}Z$/, "Z");
    return { id: randomUUID(), customer: BUYER, channel: "phone" as const, outcome: "reached" as const, at, ...over };
  }

  it("has the most urgent first, every factor with what it comes from, and says what is done next", async () => {
    await scene.issue("RE-1", 40);
    await scene.issue("RE-2", 3);
    await scene.issue("RE-3", 8, { amount: 900_000n });
    await scene.run();
    const { items, sums, next } = await list();
    expect(items.map(({ number }) => number)).to.deep.equal(["RE-3", "RE-1", "RE-2", "RE-0"]);
    expect(next).to.equal(null);
    expect(sums).to.deep.equal({ items: 4, open: "12000.00", overdue: "11000.00", disputed: "0.00", promised: "0.00" });
    expect(items[0]?.priority).to.deep.equal({
      score: "1800000",
      chance: { ppm: 500_000, late: 0, settled: 0 },
      days: { factor: 8, pastDue: 8 },
      value: { ppm: 500_000, contacts: 1, hasBrokenPromise: false },
    });
    expect(items.map(({ next: then }) => then)).to.deep.equal([
      { action: "second", day: "2026-12-08" },
      { action: "second", day: "2026-12-08" },
      { action: "first", day: "2026-11-30" },
      { action: "soon", day: "2027-12-24" },
    ]);
    const pressure = { week: 1, month: 1, perWeek: 2 };
    expect(items.map((item) => [item.stage, item.pressure])).to.deep.equal([
      ...[
        ["friendly", pressure],
        ["friendly", pressure],
      ],
      ...[
        [null, pressure],
        [null, pressure],
      ],
    ]);
    expect((await list({ stage: "friendly" })).sums).to.include({ items: 2, open: "10000.00" });
  });

  it("goes on page by page without leaving out or repeating anything, and drops what was settled since", async () => {
    for (let number = 1; number <= 7; number += 1) await scene.issue(`RE-${number}`, number);
    const paid = await scene.issue("RE-8", 8);
    await scene.run();
    const common = { by: SUPPLIER, closed: true, advised: false, holder: SUPPLIER, valueDay: TUESDAY / DAY };
    const receipt = { bankRef: keccakOfText("B-1"), principal: 100_000n, discount: 0n, charges: 0n, lateDays: 0n };
    await scene.book.write({ name: "ReceiptRecorded", id: paid, ...common, valueDay: 20_000, ...receipt });
    const seen: (string | null)[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: "3", ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.items.map(({ number }) => number));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen).to.deep.equal(["RE-7", "RE-6", "RE-5", "RE-4", "RE-3", "RE-2", "RE-1", "RE-0"]);
    const other = await (
      await supplier()
    ).GET("/v1/worklist", { params: { query: { currency: "EUR", cursor: "AAAA" } } });
    expect(other.error?.type).to.match(/CursorInvalid/);
  });

  it("names who answers for a customer, who must be a member", async () => {
    const collector = addressOf("a collector");
    const client = await supplier();
    const body = { customer: BUYER, segment: "key accounts", owner: collector };
    expect((await client.POST("/v1/dunning/customers", { body })).error?.detail).to.match(/^body.owner: give a member/);
    await client.POST("/v1/members", { body: { account: collector, role: "preparer" } });
    expect((await client.POST("/v1/dunning/customers", { body })).data?.segment).to.equal("key accounts");
    await scene.issue("RE-1", 8);
    await scene.run();
    expect((await list({ owner: collector })).items.map(({ owner }) => owner)).to.deep.equal([collector, collector]);
    expect((await list({ owner: addressOf("nobody") })).items).to.deep.equal([]);
    const [set] = (await client.GET("/v1/dunning/policies")).data?.items ?? [];
    const levels = policyBody().levels.map((level) => ({ ...level, owner: SUPPLIER, escalatesTo: collector }));
    const version = policyBody({ policy: set?.policy ?? "", levels });
    expect((await client.POST("/v1/dunning/policies", { body: version })).response.status).to.equal(201);
    await scene.run();
    expect((await list()).items.map(({ owner, escalatedTo }) => [owner, escalatedTo])).to.deep.equal([
      ...[
        [SUPPLIER, collector],
        [collector, null],
      ],
    ]);
    const stranger = { ...body, customer: addressOf("nobody") };
    expect((await client.POST("/v1/dunning/customers", { body: stranger })).response.status).to.equal(404);
  });

  it("keeps calls as they were logged, counts them as contacts, and lets a letter wait for them", async () => {
    const late = await scene.issue("RE-1", 8);
    const client = await supplier();
    const [contact] =
      (await client.GET("/v1/dunning/contacts", { params: { query: { customer: BUYER } } })).data?.items ?? [];
    const call = phoned({ contact: contact?.id, items: [late], nextDay: "2026-11-27", note: "Calls back" });
    expect((await client.POST("/v1/dunning/acts", { body: call })).response.status).to.equal(201);
    expect((await client.POST("/v1/dunning/acts", { body: call })).response.status).to.equal(200);
    const other = { ...call, outcome: "refuses" as const };
    expect((await client.POST("/v1/dunning/acts", { body: other })).error?.type).to.match(/IdTaken/);
    const unknown = phoned({ evidence: [keccakOfText("no document")] });
    expect((await client.POST("/v1/dunning/acts", { body: unknown })).response.status).to.equal(404);
    const toCome = phoned({ at: "2026-12-24T00:00:00Z" });
    expect((await client.POST("/v1/dunning/acts", { body: toCome })).error?.detail).to.match(/^body.at: give a moment/);
    await scene.run();
    expect(await scene.sends(), "the same person was called today").to.deep.equal([]);
    const [first] = (await list()).items;
    expect([first?.finding.why.code, first?.pressure.week, first?.followUp]).to.deep.equal(["capped", 1, "2026-11-27"]);
    expect(first?.priority.value).to.deep.equal({ ppm: 500_000, contacts: 1, hasBrokenPromise: false });
    scene.now += 2 * DAY;
    await scene.run();
    expect((await scene.sends()).map(({ level }) => level)).to.deep.equal(["first"]);
  });

  it("has letters to be printed as the debtor gets them, once, and nothing is withdrawn that went out", async () => {
    await scene.issue("RE-1", 8);
    await scene.run();
    scene.now += 14 * DAY;
    await scene.run();
    const client = await supplier();
    const query = { state: "toPrint" as const };
    const [letter] = (await client.GET("/v1/dunning/sends", { params: { query } })).data?.items ?? [];
    expect([letter?.level, letter?.channel]).to.deep.equal(["second", "letter"]);
    const params = { path: { id: letter?.id ?? "" } };
    const file = async () => {
      const { data } = await client.GET("/v1/dunning/sends/{id}/file", { params, parseAs: "arrayBuffer" });
      return Buffer.from(data ?? new ArrayBuffer(0));
    };
    const pdf = await file();
    expect(pagesOf(pdf).join(" ")).to.include("RE-1").and.to.include("1,000.00").and.to.include("Hafenstraße 1");
    expect(pdf.equals(await file()), "the same bytes").to.equal(true);
    const printed = () => client.POST("/v1/dunning/sends/{id}/printed", { params });
    expect([(await printed()).response.status, (await printed()).response.status]).to.deep.equal([204, 204]);
    const body = { reason: "They paid" };
    const withdrawn = await client.POST("/v1/dunning/sends/{id}/withdrawal", { params, body });
    expect(withdrawn.error?.type).to.match(/DunningSendOver/);
    const [mail] =
      (await client.GET("/v1/dunning/sends", { params: { query: { state: "waiting" } } })).data?.items ?? [];
    const back = { path: { id: mail?.id ?? "" } };
    const taken = await client.POST("/v1/dunning/sends/{id}/withdrawal", { params: back, body });
    expect(taken.response.status).to.equal(204);
    expect((await client.POST("/v1/dunning/sends/{id}/printed", { params: back })).error?.type).to.match(/SendOver/);
  });

  it("refuses to print a letter that is no longer right, which is then withdrawn", async () => {
    const late = await scene.issue("RE-1", 8);
    await scene.run();
    scene.now += 14 * DAY;
    await scene.run();
    await scene.book.write({
      ...{ name: "ReceivablePaid", id: late, payer: BUYER, holder: SUPPLIER, principal: 100_000n, discount: 0n },
      ...{ charges: 0n, lateDays: 800_000n, closed: true },
    });
    const client = await supplier();
    const query = { state: "toPrint" as const };
    const [letter] = (await client.GET("/v1/dunning/sends", { params: { query } })).data?.items ?? [];
    const params = { path: { id: letter?.id ?? "" } };
    const { error } = await client.GET("/v1/dunning/sends/{id}/file", { params });
    expect([error?.type, error?.detail].join(" ")).to.match(/DunningSendOver.*closed.*withdraw it/);
    const body = { reason: "They paid" };
    const withdrawn = await client.POST("/v1/dunning/sends/{id}/withdrawal", { params, body });
    expect(withdrawn.response.status).to.equal(204);
  });

  it("shows what happened with a customer, the latest first, and says of few cases that they are no rate", async () => {
    const late = await scene.issue("RE-1", 8);
    await scene.run();
    const client = await supplier();
    await client.POST("/v1/dunning/acts", { body: phoned() });
    await scene.book.write({
      ...{ name: "ReceivablePaid", id: late, payer: BUYER, holder: SUPPLIER, principal: 100_000n, discount: 0n },
      ...{ charges: 0n, lateDays: 800_000n, closed: true },
    });
    const read = async (query: { limit?: string; cursor?: string }) => {
      const params = { path: { address: BUYER }, query };
      const { data } = await client.GET("/v1/customers/{address}/timeline", { params });
      if (data === undefined) throw new Error("no timeline");
      return data;
    };
    const { items } = await read({});
    expect(items.map(({ kind, what, amount }) => [kind, what, amount])).to.deep.include.members([
      ["send", "friendly", "1000.00"],
      ["act", "reached", null],
      ["payment", "ReceivablePaid", "1000.00"],
      ["answer", "ReceivableAccepted", null],
    ]);
    expect(items.map(({ at }) => at)).to.deep.equal(
      items
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    const first = await read({ limit: "2" });
    const second = await read({ limit: "500", cursor: first.next ?? "" });
    expect([...first.items, ...second.items]).to.deep.equal(items);
    await scene.database.query("update dunning_sends set state = 'taken', ended = made");
    scene.now += 9 * DAY;
    const later = await supplier();
    const statistics = await later.GET("/v1/dunning/statistics", { params: { query: { from: "2026-11-01" } } });
    const stages = statistics.data?.effects.filter(({ by }) => by === "stage");
    expect(stages?.map(({ value, paid }) => [value, paid.of, paid.rate])).to.deep.equal([["friendly", 1, null]]);
  });

  it("writes to nobody whom an organisation never dealt with, and forgets whom it is told to forget", async () => {
    const stranger = addressOf("a stranger");
    const client = await supplier();
    await scene.issue("RE-1", 8);
    const unmet = await client.POST("/v1/dunning/contacts", { body: contactBody({ customer: stranger }) });
    expect(unmet.response.status).to.equal(404);
    const id = randomUUID();
    const body = contactBody({ id, place: 1, email: "zweite@buyer.example" });
    expect((await client.POST("/v1/dunning/contacts", { body })).response.status).to.equal(204);
    const params = { path: { id } };
    expect((await client.GET("/v1/dunning/contacts/{id}", { params })).data?.email).to.equal("zweite@buyer.example");
    expect((await client.DELETE("/v1/dunning/contacts/{id}", { params })).response.status).to.equal(204);
    expect((await client.GET("/v1/dunning/contacts/{id}", { params })).response.status).to.equal(404);
    const kept = await scene.database.query("select 1 from dunning_contacts where body::text like '%zweite%'");
    expect(kept).to.deep.equal([]);
  });
});
