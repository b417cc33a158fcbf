import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { keccakOfText } from "../../src/domain/hash.ts";
import { invoiceHash } from "../../src/domain/invoiceNumber.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { cursorOf, dropAbove, moveCursor } from "../../src/store/chainTables.ts";
import { putParties } from "../../src/store/parties.ts";
import { removeStates } from "../../src/store/readModel.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { BUYER, EUR, openAccountScene, SUPPLIER } from "./accountScene.ts";
import type { AccountScene } from "./accountScene.ts";
import { sealing } from "./book.ts";
import { uploaded } from "./uploading.ts";

type Query = Readonly<Record<string, string>>;

describe("Indicators of a book", () => {
  let scene: AccountScene;
  beforeEach(async () => {
    scene = await openAccountScene();
  });
  afterEach(() => scene.close());

  const asked = async (token: string, query: Query = {}) => {
    const params = { query: { currency: "EUR", ...query } };
    const { data, error } = await scene.client(token).GET("/v1/indicators", { params });
    return data ?? expect.fail(error.detail);
  };
  /** The value of a figure; undefined where there is no such figure. */
  const figureIn = (answer: Awaited<ReturnType<typeof asked>>, name: string, figure: string, ...of: string[]) =>
    answer.indicators
      .find((one) => one.name === name)
      ?.figures.find((one) => one.figure === figure && one.of.join() === of.join())?.value;
  const balanceAt = async (token: string, query: Query) => {
    return figureIn(await asked(token, query), "aging", "total", "due");
  };
  const paid = (number: string, reference: string, principal: bigint) =>
    scene.book.write({
      ...{ name: "ReceiptRecorded", id: scene.ids.get(number) ?? "0x", by: SUPPLIER, closed: false, advised: false },
      ...{ bankRef: keccakOfText(reference), valueDay: dayNumber("2026-11-03"), holder: SUPPLIER },
      ...{ principal, discount: 0n, charges: 0n, lateDays: 0n },
    });

  it("are as of any day, each with its formula, its inputs and its period", async () => {
    const days = ["2026-10-31", "2026-11-01", "2026-11-02", "2026-11-04", "2026-11-20"];
    const totals = await Promise.all(days.map((asOf) => balanceAt(scene.supplier, { asOf })));
    // Three of 1,000.00; one is assigned away on the 2nd, when 400.00 arrived; 100.00 are credited on the 5th.
    expect(totals).to.deep.equal(["0.00", "3000.00", "1600.00", "1600.00", "1500.00"]);
    const answer = await asked(scene.supplier, { asOf: "2026-11-20" });
    expect(figureIn(answer, "aging", "disputed", "due", "current")).to.equal("300.00");
    for (const { name, formula, inputs } of answer.indicators) {
      expect(formula, name).not.to.equal("");
      expect(Object.keys(inputs), name).not.to.deep.equal([]);
    }
    // Sales go back less than two years.
    const silent = answer.indicators.filter(({ figures }) => figures.length === 0).map(({ name }) => name);
    expect(silent).to.deep.equal(["seasonality"]);
    expect(answer).to.include({ asOf: "2026-11-20", from: "2026-08-21", sealed: 0, zone: "UTC", settings: null });
    expect(figureIn(answer, "dsoSimple", "sales")).to.equal("3000.00");
    expect(figureIn(answer, "cycleTimes", "answered", "issueToAccept")).to.equal("3");
    // Neither its receivables nor its dispute were there yet.
    const before = await asked(scene.supplier, { asOf: "2026-10-31" });
    expect(figureIn(before, "cycleTimes", "answered", "issueToAccept")).to.equal("0");
    expect(figureIn(before, "cycleTimes", "waiting", "disputeToResolve")).to.equal("0");
  });

  it("do not change by what is recorded later, and change by it for whoever knows it", async () => {
    const query = { asOf: "2026-11-10", known: "2026-11-15T00:00:00Z" };
    const before = JSON.stringify(await asked(scene.supplier, query));
    const open = await balanceAt(scene.supplier, { asOf: "2026-11-10" });
    // It arrived on the 3rd, and is recorded after the instant.
    for (let block = 0; block < 20; block += 1) await scene.book.write();
    await paid("RE-100", "BANK-9", 20_000n);
    await scene.book.write({
      ...{ name: "ReceivableWrittenOff", id: scene.ids.get("RE-200") ?? "0x", by: SUPPLIER },
      reason: keccakOfText("no hope"),
    });
    scene.now += 30 * 86_400;
    const later = await scene.signIn("the supplier");
    expect(JSON.stringify(await asked(later, query))).to.equal(before);
    expect(open).to.equal("1500.00");
    expect(await balanceAt(later, { asOf: "2026-11-10" })).to.equal("1300.00");
  });

  it("are of what an organisation holds: the assignee has what the supplier has not, others nothing", async () => {
    const [factor, buyer, stranger] = [await scene.signIn("the factor"), scene.buyer, await scene.signIn("a stranger")];
    expect(await balanceAt(factor, { asOf: "2026-11-20" })).to.equal("1000.00");
    expect(await balanceAt(factor, { asOf: "2026-11-01" })).to.equal("0.00");
    for (const other of [buyer, stranger]) {
      const answer = await asked(other);
      expect(figureIn(answer, "aging", "total", "due")).to.equal("0.00");
      expect(figureIn(answer, "dsoSimple", "sales")).to.equal("0.00");
      expect(answer).to.include({ sealed: 0, imported: 0, doubled: 0 });
    }
  });

  it("drop what a reorganisation dropped", async () => {
    expect(await balanceAt(scene.supplier, { asOf: "2026-11-20" })).to.equal("1500.00");
    await paid("RE-100", "BANK-9", 20_000n);
    expect(await balanceAt(scene.supplier, { asOf: "2026-11-20" })).to.equal("1300.00");
    await scene.database.transaction(async (tx) => {
      const found = await cursorOf(tx);
      if (found === undefined) throw new Error("there is no cursor");
      const { number } = found.folded;
      const { ids } = await dropAbove(tx, number - 1);
      await removeStates(tx, ids);
      const last = { number: number - 1, hash: keccakOfText(`block ${number - 1}`) };
      await moveCursor(tx, found, { folded: last, final: last });
    });
    // The index would fold the receivable anew in the same transaction; here it is gone.
    expect(await balanceAt(scene.supplier, { asOf: "2026-11-20" })).to.equal("900.00");
  });

  it("count what is sealed to others, and guess nothing of it", async () => {
    const sealed = receivableOf(
      headerOf(SUPPLIER, BUYER, { invoice: invoiceHash("RE-900") }),
      termsOf(EUR, dayNumber("2026-11-01")),
    );
    await scene.book.write(...sealing(sealed, "0x1234"));
    const answer = await asked(scene.supplier, { asOf: "2026-11-20" });
    expect(answer.sealed).to.equal(1);
    expect(figureIn(answer, "aging", "total", "due")).to.equal("1500.00");
    expect((await asked(scene.supplier, { known: "2026-11-04T00:00:00Z" })).sealed).to.equal(0);
    expect((await asked(await scene.signIn("a stranger"))).sealed).to.equal(0);
  });

  it("know money of a customer that has settled nothing, from the day of the decision on", async () => {
    await scene.giveCash(7, "2026-11-02", "exception");
    const answer = await asked(scene.supplier, { asOf: "2026-11-20" });
    expect(figureIn(answer, "aging", "unapplied", "due")).to.equal("500.00");
    expect(figureIn(answer, "aging", "total", "due")).to.equal("1000.00");
    // What settles nothing yet lessens the total, and the ledger's own balance not: the chain says the same.
    expect(figureIn(answer, "aging", "ledger", "due")).to.equal("1500.00");
    const before = await asked(scene.supplier, { asOf: "2026-11-20", known: "2026-11-19T00:00:00Z" });
    expect(figureIn(before, "aging", "unapplied", "due")).to.equal("0.00");
    expect(figureIn(await asked(scene.buyer), "aging", "unapplied", "due")).to.equal("0.00");
  });

  it("rest on the settings that counted at the instant", async () => {
    const body = {
      ...{ id: randomUUID(), costOfCapital: 100_000, reason: "The bank's rate", overlays: [] },
      agreedRates: [{ segment: "", bucket: "current" as const, rate: 10_000 }],
    };
    const set = await scene.client(scene.supplier).POST("/v1/indicator-settings", { body });
    expect(set.response.status).to.equal(201);
    expect((await scene.client(scene.supplier).POST("/v1/indicator-settings", { body })).response.status).to.equal(200);
    const taken = await scene.client(scene.buyer).POST("/v1/indicator-settings", { body });
    expect(taken.error?.type).to.contain("IdTaken");
    const now = await asked(scene.supplier);
    expect(now.settings).to.equal(body.id);
    expect(figureIn(now, "expectedCreditLoss", "loss")).to.equal("15.00");
    expect(figureIn(now, "holdingCost", "costOfCapital")).to.equal("100000");
    const then = await asked(scene.supplier, { known: "2026-11-19T00:00:00Z" });
    expect(then.settings).to.equal(null);
    expect(figureIn(then, "holdingCost", "cost")).to.equal(null);
  });

  it("drill down to each customer, page by page, and the pages make the whole", async () => {
    await importHistory("K1,H-1,2026-09-01,2026-10-01,EUR,70.00,", "K2,H-2,2026-09-01,2026-11-15,EUR,30.00,");
    const query = { currency: "EUR", asOf: "2026-11-20", limit: "2" };
    const get = (cursor?: string) =>
      scene.client(scene.supplier).GET("/v1/indicators/aging", {
        params: { query: { ...query, ...(cursor === undefined ? {} : { cursor }) } },
      });
    const first = await get();
    const second = await get(first.data?.next ?? expect.fail("there is one page"));
    const rows = [...(first.data?.items ?? []), ...(second.data?.items ?? [])];
    expect(rows.map(({ customer, total, ledger }) => [customer, total, ledger])).to.deep.equal([
      [BUYER, "1500.00", "1500.00"],
      ["K1", "70.00", "0.00"],
      ["K2", "30.00", "0.00"],
    ]);
    expect(rows[1]?.buckets.map(({ name, amount }) => [name, amount])[2]).to.deep.equal(["days31To60", "70.00"]);
    expect(second.data?.next).to.equal(null);
    expect(await balanceAt(scene.supplier, { asOf: "2026-11-20" })).to.equal("1600.00");
  });

  it("take imported history in, by the address book, and leave out what the ledger has", async () => {
    const id = await importHistory(
      "K1,RE-200,2026-11-01,2026-12-01,EUR,999.00,",
      "K1,OLD-1,2026-08-01,2026-09-01,EUR,100.00,2026-09-11",
      "K9,OLD-2,2026-08-01,2026-09-01,EUR,50.00,",
    );
    const party = { party: "K1", name: "Nordwind", legalId: "", vatId: "", country: "DE", address: BUYER };
    expect((await asked(scene.supplier)).doubled).to.equal(0);
    await putParties(scene.database, SUPPLIER, [party], scene.now);
    const answer = await asked(scene.supplier, { asOf: "2026-11-20" });
    expect(answer).to.include({ doubled: 1, imported: 2 });
    expect(figureIn(answer, "aging", "total", "due")).to.equal("1550.00");
    expect(figureIn(answer, "aging", "ledger", "due")).to.equal("1500.00");
    const ofBuyer = await asked(scene.supplier, { asOf: "2026-11-20", customer: BUYER });
    expect(ofBuyer).to.include({ doubled: 1, imported: 1 });
    expect((await asked(scene.buyer)).imported).to.equal(0);
    const other = await scene.client(scene.buyer).DELETE("/v1/history-imports/{id}", { params: { path: { id } } });
    expect(other.response.status).to.equal(404);
    const gone = await scene.client(scene.supplier).DELETE("/v1/history-imports/{id}", { params: { path: { id } } });
    expect(gone.response.status).to.equal(204);
    expect((await asked(scene.supplier)).imported).to.equal(0);
  });

  it("refuse a history whole, with the line, the field and the way out", async () => {
    const upload = await uploaded(scene, scene.supplier, fileOf("K1,X,2026-01-01,2026-02-01,EUR,ten,"));
    const body = { id: randomUUID(), upload };
    const { error } = await scene.client(scene.supplier).POST("/v1/history-imports", { body });
    expect(error?.detail).to.match(/amount.*line 2/);
    const { data } = await scene.client(scene.supplier).GET("/v1/history-imports", { params: { query: {} } });
    expect(data?.items).to.deep.equal([]);
  });

  it("say what other terms would have done", async () => {
    const lines = Array.from({ length: 6 }, (_, place) => `K1,P-${place},2026-09-01,2026-10-01,EUR,100.00,2026-10-06`);
    await importHistory(...lines);
    const query = { currency: "EUR", netDays: "14", asOf: "2026-11-20", customer: "K1" };
    const { data } = await scene.client(scene.supplier).GET("/v1/indicators/what-if", { params: { query } });
    expect(data).to.include({ payments: 6, amount: "600.00", daysBefore: "35.00", daysAfter: "19.00" });
    // Nobody set what money costs.
    expect(data).to.include({ costOfCapital: null, holding: null, effect: null, discounts: "0.00", interest: "0.00" });
    const half = { ...query, discountRate: "20000" };
    const refused = await scene.client(scene.supplier).GET("/v1/indicators/what-if", { params: { query: half } });
    expect(refused.error?.detail).to.contain("discountDays");
  });

  it("refuse what is not yet, and zones and currencies that nobody knows", async () => {
    const wrong: readonly Query[] = [
      { asOf: "2027-01-01" },
      { asOf: "0001-01-01" },
      { known: "2027-01-01T00:00:00Z" },
      { zone: "Europe/Atlantis" },
      { currency: "XXQ" },
      { months: "0" },
    ];
    for (const query of wrong) {
      const params = { query: { currency: "EUR", ...query } };
      const { response } = await scene.client(scene.supplier).GET("/v1/indicators", { params });
      expect(response.status, JSON.stringify(query)).to.be.oneOf([400, 404, 422]);
    }
  });

  function fileOf(...lines: readonly string[]): string {
    return ["customer,invoice,issued,due,currency,amount,settled", ...lines].join("\n");
  }

  async function importHistory(...lines: readonly string[]): Promise<string> {
    const upload = await uploaded(scene, scene.supplier, fileOf(...lines));
    const id = randomUUID();
    const { error } = await scene.client(scene.supplier).POST("/v1/history-imports", { body: { id, upload } });
    expect(error?.detail).to.equal(undefined);
    return id;
  }
});
