/** Parties and open items from CSV. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { components } from "../../generated/openapi.d.ts";
import { openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

type NewImport = components["schemas"]["NewImport"];
type Import = components["schemas"]["Import"];

const ITEM_MAPPING = {
  ...{ party: "Customer ID", number: "Invoice No", issueDate: "Invoice Date", dueDate: "Due Date" },
  ...{ currency: "Currency", amount: "Amount" },
};
const ITEM_HEADER = "Customer ID,Invoice No,Invoice Date,Due Date,Currency,Amount\n";
const DECLARED = { mapping: ITEM_MAPPING, decimal: "point", dates: "YYYY-MM-DD" } as const;
const PARTY_MAPPING = { party: "party", name: "name" };

function base64(text: string | Uint8Array): string {
  return Buffer.from(text as string).toString("base64");
}

describe("Imports", () => {
  let stage: Stage;
  let token: string;
  let tests = 0;

  before(async () => {
    stage = await openStage({ config: { bodyBytes: 8_000_000 } });
  });

  beforeEach(async () => {
    tests += 1;
    token = await stage.signIn(`importer-${tests}`);
  });

  after(() => stage.close());

  async function post(over: Partial<NewImport> & { text?: string }): Promise<Import> {
    const { data, error } = await tried(over);
    if (data === undefined) throw new Error(`${error.type}: ${error.detail}`);
    return data;
  }

  function tried({ text = "", ...over }: Partial<NewImport> & { text?: string }) {
    const body: NewImport = { id: randomUUID(), kind: "openItems", file: base64(text), ...over };
    return stage.client(token).POST("/v1/imports", { body });
  }

  async function lines(id: string, result?: "failed" | "updated") {
    const query = result === undefined ? {} : { result };
    const { data } = await stage.client(token).GET("/v1/imports/{id}/lines", { params: { path: { id }, query } });
    return data?.items ?? [];
  }

  async function items() {
    return (await stage.client(token).GET("/v1/open-items")).data?.items ?? [];
  }

  async function parties(...names: readonly string[]): Promise<void> {
    const text = `party,name\n${names.map((name) => `${name},Firm ${name}\n`).join("")}`;
    const { failed } = await post({ kind: "parties", text, apply: true, mapping: PARTY_MAPPING });
    expect(failed).to.equal(0);
  }

  it("of 10,000 lines, twice, give 10,000", async () => {
    await parties("C1", "C2");
    const rows = Array.from({ length: 10_000 }, (_, n) => `C${(n % 2) + 1},INV-${n},2026-11-01,2026-12-01,EUR,${n}.50`);
    const text = ITEM_HEADER + rows.join("\n");
    const first = await post({ text, apply: true, ...DECLARED });
    expect(first).to.include({ lines: 10_000, created: 10_000, failed: 0, unchanged: 0 });
    const again = await post({ text, apply: true, ...DECLARED });
    expect(again).to.include({ lines: 10_000, created: 0, updated: 0, unchanged: 10_000, failed: 0 });
    const [row] = await stage.database.query<{ count: number }>("select count(*)::int as count from open_items");
    expect(row?.count).to.equal(10_000);
    const seen = new Set<string>();
    let cursor: string | undefined;
    do {
      const query = { limit: "500", side: "receivable" as const, ...(cursor === undefined ? {} : { cursor }) };
      const { data } = await stage.client(token).GET("/v1/open-items", { params: { query } });
      for (const { party, number } of data?.items ?? []) seen.add(`${party} ${number}`);
      cursor = data?.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen.size).to.equal(10_000);
  }).timeout(120_000);

  for (const [language, header] of Object.entries({
    English: "Customer No.;Invoice Number;Invoice Date;Due Date;Currency;Amount;Open Amount;PO Number;Remark",
    German:
      "Kundennummer;Rechnungs-Nr.;Rechnungsdatum;Fälligkeit;Währung;Bruttobetrag;Offener Betrag;Bestellnummer;Notiz",
    Chinese: "客户编号;发票号码;开票日期;到期日;币种;价税合计;未收金额;采购订单号;备注",
  })) {
    it(`show how ${language} headers and the values are understood before anything is stored`, async () => {
      await parties("4711");
      const text = `${header}\n4711;R-1;31.10.2026;30.11.2026;EUR;1.234,50;1.000,00;PO-9;x\n`;
      const shown = await post({ text });
      const [party, number, issueDate, dueDate, currency, amount, open, purchaseOrder, rest] = header.split(";");
      expect(shown.mapping).to.deep.equal({
        ...{ party, number, issueDate, dueDate, currency, amount, open, purchaseOrder },
      });
      expect(shown).to.deep.include({ unmapped: [rest], delimiter: ";", decimal: "comma", dates: "DD.MM.YYYY" });
      expect(shown).to.include({ applied: false, lines: 1, created: 1 });
      expect(await items()).to.deep.equal([]);
      const { mapping, decimal, dates } = shown;
      if (decimal === null || dates === null) throw new Error("nothing was guessed");
      await post({ text, apply: true, mapping, decimal, dates });
      const [item] = await items();
      expect(item).to.include({ amount: "1234.50", open: "1000.00", issueDate: "2026-10-31", purchaseOrder: "PO-9" });
    });
  }

  it("guess nothing that is to be written", async () => {
    await parties("C1");
    const text = `${ITEM_HEADER}C1,A-1,2026-11-01,2026-12-01,EUR,10.00\n`;
    const { error, response } = await tried({ text, apply: true });
    expect([response.status, error?.type]).to.deep.equal([422, "/problems/ImportUndeclared"]);
    expect(error?.faults?.map(({ at }) => at)).to.deep.equal(["body.mapping", "body.decimal", "body.dates"]);
    expect(await items()).to.deep.equal([]);
  });

  it("never choose between a decimal point and a decimal comma, or between two orders of day and month", async () => {
    await parties("C1");
    const text = `${ITEM_HEADER}C1,A-1,01/02/2026,03/04/2026,EUR,"1,234"\n`;
    const shown = await post({ text });
    expect(shown).to.include({ decimal: null, dates: null, failed: 1 });
    const [line] = await lines(shown.id);
    expect(line?.faults.map(({ field, message }) => [field, message.split(": ")[1]])).to.deep.equal([
      ["issueDate", "declare `dates`"],
      ["dueDate", "declare `dates`"],
      ["amount", "declare `decimal`"],
    ]);
    for (const [decimal, amount] of [
      ["point", "1234.00"],
      ["comma", "1.23"],
    ] as const) {
      const one = text.replace("1,234", decimal === "point" ? "1,234" : "1,23");
      await post({ text: one, apply: true, mapping: ITEM_MAPPING, decimal, dates: "DD/MM/YYYY" });
      expect((await items())[0]).to.include({ amount, issueDate: "2026-02-01", dueDate: "2026-04-03" });
    }
  });

  it("name what they update, by field, and leave alone what no column says", async () => {
    await parties("C1");
    const mapping = { ...ITEM_MAPPING, purchaseOrder: "PO" };
    const header = ITEM_HEADER.replace("\n", ",PO\n");
    const first = `${header}C1,A-1,2026-11-01,2026-12-01,EUR,10.00,PO-1\n`;
    await post({ text: first, apply: true, ...DECLARED, mapping });
    const second = `${ITEM_HEADER}C1, a-1 ,2026-11-01,2026-12-15,EUR,12.00\n`;
    const { id, updated } = await post({ text: second, apply: true, ...DECLARED });
    expect(updated).to.equal(1);
    expect((await lines(id, "updated"))[0]?.changes).to.have.deep.members([
      { field: "number", from: "A-1", to: "a-1" },
      { field: "dueDate", from: "2026-12-01", to: "2026-12-15" },
      { field: "amount", from: "10.00", to: "12.00" },
      { field: "open", from: "10.00", to: "12.00" },
    ]);
    expect((await items())[0]).to.include({ purchaseOrder: "PO-1", amount: "12.00" });
  });

  it("fail line by line, with field, value and way out, and take all other lines", async () => {
    await parties("C1");
    const bad = [
      "C1,A-2,2026-13-01,2026-12-01,EUR,1.00",
      "C1,A-3,2026-11-01,2026-12-01,EURO,1.00",
      "C1,A-4,2026-11-01,2026-12-01,EUR,1.005",
      "C1,A-5,2026-11-01,2026-12-01,EUR",
      "C9,A-6,2026-11-01,2026-12-01,EUR,1.00",
      'C1,A"-7,2026-11-01,2026-12-01,EUR,1.00',
      "C1,A-8,2026-11-01,2026-10-01,EUR,1.00",
      "C1,A\u202e-9,2026-11-01,2026-12-01,EUR,1.00",
      "C1,,2026-11-01,2026-12-01,EUR,€1.00",
      "C1,A-0,2026-11-01,2026-12-01,EUR,２.00",
    ];
    const good = ["C1,A-1,2026-11-01,2026-12-01,EUR,1.00", "C1,A-99,2026-11-01,2026-12-01,JPY,7"];
    const text = ITEM_HEADER + [good[0], ...bad, good[1]].join("\n");
    const done = await post({ text, apply: true, ...DECLARED });
    expect(done).to.include({ lines: 12, created: 2, failed: 10 });
    const failed = await lines(done.id, "failed");
    expect(failed.map(({ line, faults }) => [line, faults.map(({ field }) => field).join()])).to.deep.equal([
      [3, "issueDate"],
      [4, "currency"],
      [5, "amount"],
      [6, "record"],
      [7, "party"],
      [8, "record"],
      [9, "dueDate"],
      [10, "number"],
      [11, "number,amount"],
      [12, "amount"],
    ]);
    expect(failed[0]?.faults[0]).to.deep.include({ value: "2026-13-01" });
    expect(failed[7]?.faults[0]?.value).to.equal("A?-9");
    for (const { faults } of failed) for (const { message } of faults) expect(message).to.match(/: |write/);
    expect((await items()).map(({ number, amount }) => [number, amount])).to.deep.equal([
      ["A-1", "1.00"],
      ["A-99", "7"],
    ]);
  });

  it("take one of two lines that say different things of the same item, and name the other", async () => {
    await parties("C1");
    const same = "C1,A-1,2026-11-01,2026-12-01,EUR,1.00\n";
    const text = `${ITEM_HEADER}${same}${same}${same.replace("1.00", "2.00")}`;
    const done = await post({ text, apply: true, ...DECLARED });
    expect(done).to.include({ created: 1, unchanged: 1, failed: 1 });
    expect((await lines(done.id, "failed"))[0]?.faults[0]?.message).to.contain("line 2 of the file");
  });

  it("sent again under their id are the same import, and no other file goes by that id", async () => {
    const id = randomUUID();
    const body = { id, kind: "parties" as const, text: "party,name\n1,One\n", apply: true, mapping: PARTY_MAPPING };
    const first = await tried(body);
    const again = await tried(body);
    expect([first.response.status, again.response.status]).to.deep.equal([201, 200]);
    expect(again.data).to.deep.equal(first.data);
    const other = await tried({ ...body, text: "party,name\n1,Two\n" });
    expect(other.error?.type).to.equal("/problems/IdTaken");
    const [left, right] = await Promise.all([
      tried({ ...body, id: randomUUID() }),
      tried({ ...body, id: randomUUID() }),
    ]);
    expect([left.data?.unchanged, right.data?.unchanged]).to.deep.equal([1, 1]);
  });

  it("belong to their organisation alone", async () => {
    const { id } = await post({ kind: "parties", text: "party,name\n1,One\n", apply: true, mapping: PARTY_MAPPING });
    const other = stage.client(await stage.signIn(`other-${tests}`));
    for (const path of ["/v1/imports/{id}", "/v1/imports/{id}/lines", "/v1/imports/{id}/faults"] as const) {
      expect((await other.GET(path, { params: { path: { id } } })).response.status).to.equal(404);
    }
    expect((await other.GET("/v1/parties")).data?.items).to.deep.equal([]);
    const { data } = await stage.client(token).GET("/v1/parties");
    expect(data?.items.map(({ party, name, legalId }) => [party, name, legalId])).to.deep.equal([["1", "One", null]]);
  });
});
