/** Imported history, as the indicators and reports of an organisation take it. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import { invoiceHash } from "../../src/domain/invoiceNumber.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { keepContent } from "../../src/store/contents.ts";
import { keepHistory } from "../../src/store/historyItems.ts";
import { putParties } from "../../src/store/parties.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { lendDatabase } from "../store/lending.ts";
import { BUYER, EUR, openAccountScene, SUPPLIER } from "./accountScene.ts";
import type { AccountScene } from "./accountScene.ts";
import { DAY, sealing } from "./book.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";
import { uploaded } from "./uploading.ts";

type Query = Readonly<Record<string, string>>;
interface Told {
  readonly sections: readonly {
    readonly section: string;
    readonly rows: readonly (readonly ({ readonly value: string } | null)[])[];
  }[];
}

const PARTY = { name: "Nordwind", legalId: "", vatId: "", country: "DE", address: BUYER };

describe("Imported history", () => {
  let scene: AccountScene;
  let stranger: string;
  beforeEach(async () => {
    scene = await openAccountScene();
    scene.now = dayNumber("2026-12-05") * DAY;
    stranger = await scene.signIn("a stranger");
  });
  afterEach(() => scene.close());

  const prepared = async (stage: Stage, token: string, ...lines: readonly string[]) => {
    const head = "customer,invoice,issued,due,currency,amount,settled";
    const upload = await uploaded(stage, token, [head, ...lines].join("\n"));
    return async () => stage.client(token).POST("/v1/history-imports", { body: { id: randomUUID(), upload } });
  };
  const importing = async (token: string, ...lines: readonly string[]) => (await prepared(scene, token, ...lines))();
  const figure = async (token: string, name: string, of: readonly string[], query: Query = {}) => {
    const params = { query: { currency: "EUR", asOf: "2026-11-30", ...query } };
    const { data } = await scene.client(token).GET("/v1/indicators", { params });
    const found = data?.indicators.find((one) => one.name === name)?.figures;
    return found?.find((one) => one.of.join() === of.slice(1).join() && one.figure === of[0])?.value;
  };
  const sectionOf = async (token: string, name: string, query: Query) => {
    const asked = { month: "2026-11", currency: "EUR", format: "json" as const, ...query };
    const { data } = await scene
      .client(token)
      .GET("/v1/reports/monthly", { params: { query: asked }, parseAs: "json" });
    const { sections } = data as unknown as Told;
    return sections.find(({ section }) => section === name)?.rows.map((row) => row.map((cell) => cell?.value ?? null));
  };
  const total = ["total", "due"];
  const later = async (seconds: number) => {
    scene.now += seconds;
    stranger = await scene.signIn("a stranger");
  };

  it("has an invoice once, by whatever keys and spellings of one customer and number it was imported", async () => {
    await importing(stranger, "K1,R-1,2026-09-01,2026-10-01,EUR,100.00,");
    await importing(stranger, "K2,r-1,2026-09-01,2026-10-01,EUR,100.00,");
    expect(await figure(stranger, "aging", total)).to.equal("200.00");
    const parties = ["K1", "K2"].map((party) => ({ ...PARTY, party }));
    await putParties(scene.database, addressOf("a stranger"), parties, scene.now);
    expect(await figure(stranger, "aging", total)).to.equal("100.00");
    // The last import counts, whatever it calls the customer.
    await importing(stranger, `${BUYER},R-1,2026-09-01,2026-10-01,EUR,100.00,2026-11-03`);
    expect(await figure(stranger, "aging", total)).to.equal("0.00");
  });

  it("counts on the last day of a month wherever that day ends, in every part of the monthly report", async () => {
    const habits = Array.from({ length: 25 }, (_, place) => {
      return `K1,P-${place},2026-0${(place % 6) + 1}-01,2026-08-01,EUR,10.00,2026-08-05`;
    });
    // At noon of that day, as a report for any of these zones knows it.
    scene.now = dayNumber("2026-11-30") * DAY + DAY / 2;
    await importing(
      stranger,
      ...habits,
      "K1,NEW,2026-11-30,2026-12-30,EUR,500.00,",
      "K2,PAID,2026-10-01,2026-11-15,EUR,70.00,2026-11-30",
    );
    scene.now = dayNumber("2026-12-05") * DAY;
    for (const zone of ["UTC", "Asia/Shanghai", "America/New_York"]) {
      expect((await sectionOf(stranger, "agingByDue", { zone }))?.at(-1)?.[1], zone).to.equal("500.00");
      const awaited = (await sectionOf(stranger, "forecast", { zone })) ?? [];
      const expected = awaited.reduce((sum, row) => sum + Number(row[2]), 0);
      // What is paid on the last day is awaited no more.
      expect(expected, zone).to.be.within(400, 500);
    }
    const known = "2026-11-30T15:59:59Z";
    expect(await figure(stranger, "aging", total, { zone: "Asia/Shanghai", known })).to.equal("500.00");
  });

  it("counts from when it was imported until it was taken back, and a report of before stays as it was", async () => {
    const at = (day: string) => `${day}T06:00:00Z`;
    const owed = (day: string) => figure(stranger, "aging", total, { known: at(day) });
    const row = "K1,R-1,2026-09-01,2026-10-01,EUR,100.00,";
    await later(DAY + DAY / 4);
    const first = (await importing(stranger, row)).data?.id ?? expect.fail("it was not imported");
    await later(DAY);
    const second = (await importing(stranger, `${row}2026-11-03`)).data?.id ?? expect.fail("it was not imported");
    await later(DAY);
    const path = { params: { path: { id: second } } };
    expect((await scene.client(stranger).DELETE("/v1/history-imports/{id}", path)).response.status).to.equal(204);
    expect((await scene.client(stranger).DELETE("/v1/history-imports/{id}", path)).response.status).to.equal(404);
    const told = ["2026-12-05", "2026-12-06", "2026-12-07", "2026-12-08"];
    expect(await Promise.all(told.map(owed))).to.deep.equal(["0.00", "100.00", "0.00", "100.00"]);
    expect(await figure(stranger, "aging", total)).to.equal("100.00");
    // Of November nothing was known when it ended.
    expect((await sectionOf(stranger, "agingByDue", {}))?.at(-1)?.[1]).to.equal("0.00");
    expect((await sectionOf(stranger, "agingByDue", { known: at("2026-12-06") }))?.at(-1)?.[1]).to.equal("100.00");
    for (const id of [first, second]) {
      const others = { params: { path: { id } } };
      const other = await scene
        .client(await scene.signIn("the buyer"))
        .DELETE("/v1/history-imports/{id}/items", others);
      expect(other.response.status).to.equal(404);
    }
    const erasing = (id: string) =>
      scene.client(stranger).DELETE("/v1/history-imports/{id}/items", { params: { path: { id } } });
    expect((await erasing(first)).error?.type, "it counts still").to.contain("HistoryCounts");
    expect(await owed("2026-12-08")).to.equal("100.00");
    await scene.client(stranger).DELETE("/v1/history-imports/{id}", { params: { path: { id: first } } });
    for (const id of [first, second, second]) expect((await erasing(id)).response.status).to.equal(204);
    expect(await Promise.all(told.map(owed))).to.deep.equal(["0.00", "0.00", "0.00", "0.00"]);
    const { data } = await scene.client(stranger).GET("/v1/history-imports", { params: { query: {} } });
    const account = addressOf("a stranger");
    expect(data?.items.map(({ id, name, items, removed, removedBy }) => [id, name, items, removed, removedBy])).to.eql(
      [second, first].map((id) => [id, null, 0, "2026-12-08T06:00:00Z", account]),
    );
    for (const table of ["history_items", "uploads", "upload_pieces"]) {
      expect((await scene.database.query(`select from ${table}`)).length, table).to.equal(0);
    }
  });

  it("is left out where the ledger's invoice is in the same book, and not where nobody can read that", async () => {
    const supplier = await scene.signIn("the supplier");
    const counts = async (currency: string) => {
      const { data } = await scene.client(supplier).GET("/v1/indicators/aging", { params: { query: { currency } } });
      const { imported, doubled, sealed, items } = data ?? expect.fail("there is no aging");
      return [imported, doubled, sealed, items.map(({ total: owed }) => owed).join()];
    };
    expect(await counts("EUR")).to.deep.equal([0, 0, 0, "1500.00"]);
    const told = ["RE-100", "RE-900"].flatMap((number) =>
      ["EUR", "USD"].map((currency) => `${BUYER},${number},2026-10-01,2026-11-01,${currency},5000.00,`),
    );
    await importing(supplier, ...told);
    expect(await counts("EUR")).to.deep.equal([1, 1, 0, "6500.00"]);
    // The ledger's is in euros.
    expect(await counts("USD")).to.deep.equal([2, 0, 0, "10000.00"]);
    const header = headerOf(SUPPLIER, BUYER, { invoice: invoiceHash("RE-900") });
    const receivable = receivableOf(header, termsOf(EUR, dayNumber("2026-11-01")));
    await scene.book.write(...sealing(receivable, "0x1234"));
    expect(await counts("EUR")).to.deep.equal([1, 1, 1, "6500.00"]);
    await keepContent(scene.database, {
      ...{ commitment: commitmentOf(receivable), id: idOf(header), revision: 0, receivable, documentSecret: null },
      ...{ invoice: null, original: null, opened: scene.now },
    });
    expect(await counts("EUR")).to.deep.equal([0, 2, 0, "2500.00"]);
  });

  it("has a customer's address from when the address book had it", async () => {
    await importing(stranger, "K1,R-1,2026-09-01,2026-10-01,EUR,100.00,");
    await later(DAY);
    const party = { ...PARTY, party: "K1" };
    const noting = (address: string, at: number) =>
      putParties(scene.database, addressOf("a stranger"), [{ ...party, address }], at);
    await noting(BUYER, scene.now);
    // Of a clock that is behind nothing is put before what is known.
    await noting("", scene.now - 2 * DAY);
    await noting(BUYER, scene.now + DAY);
    await later(DAY);
    const owed = (customer: string, known: string) => figure(stranger, "aging", total, { customer, known });
    expect(await owed(BUYER, "2026-12-05T12:00:00Z")).to.equal("0.00");
    expect(await owed("K1", "2026-12-05T12:00:00Z")).to.equal("100.00");
    expect(await owed("K1", "2026-12-06T12:00:00Z")).to.equal("100.00");
    expect(await owed(BUYER, "2026-12-07T00:00:00Z")).to.equal("100.00");
    expect(await owed("K1", "2026-12-07T00:00:00Z")).to.equal("0.00");
  });

  it("gives none of several imports at once what another one has taken", async () => {
    const stage = await openStage({ database: await lendDatabase("PostgreSQL") });
    const full = { id: randomUUID(), organisation: SUPPLIER, content: ZERO_HASH, name: "a book", account: SUPPLIER };
    await stage.database.transaction((tx) => keepHistory(tx, { ...full, imported: stage.now }, []));
    await stage.database.query("update history_imports set items = 999999");
    const supplier = await stage.signIn("the supplier");
    const lines = ["R-1", "R-2", "R-3", "R-4"].map((number) => `K1,${number},2026-09-01,2026-10-01,EUR,100.00,`);
    const sends = await Promise.all(lines.map((line) => prepared(stage, supplier, line)));
    const answers = await Promise.all(sends.map((send) => send()));
    expect(answers.map(({ response }) => response.status).toSorted()).to.deep.equal([201, 409, 409, 409]);
    expect(answers.find(({ error }) => error !== undefined)?.error?.type).to.contain("QuotaReached");
    await stage.close();
  });
});
