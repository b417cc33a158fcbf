/** Files of banks: read once, kept once, checked, and undone by what takes them back. */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { bankTable, DECLARED, IBAN, openCashDesk } from "./desk.ts";
import type { CashDesk } from "./desk.ts";

const CAMT = readFileSync(fileURLToPath(new URL("../../fixtures/bank/day.camt053.xml", import.meta.url)), "utf8");
const FIRST = ["B1", "2026-11-10", "1000.00", "Buyer SE", "DE02120300000000202051", "INV-1"] as const;
const SECOND = ["B2", "2026-11-11", "-20.00", "Bank", "", "fee"] as const;
const THIRD = ["B3", "2026-11-12", "55.50", "=cmd|x", "", "thanks"] as const;

describe("A bank's file at a gateway", () => {
  let desk: CashDesk;

  before(async () => {
    desk = await openCashDesk();
  });

  after(() => desk.close());

  it("is kept once, given twice or overlapping with another", async () => {
    const given = await desk.give(bankTable(FIRST, SECOND));
    expect(given).to.deep.include({ step: "done", fault: null, added: 2, known: 0, pending: 0 });
    expect(given.statements[0]).to.deep.include({ format: "CSV", account: IBAN, entries: 2, findings: [] });
    expect(await desk.give(bankTable(FIRST, SECOND))).to.deep.include({ added: 0, known: 2 });
    expect(await desk.give(bankTable(SECOND, THIRD))).to.deep.include({ added: 1, known: 1 });
    const entries = (await desk.entries()).map(({ bankReference, state, leftOut }) => [bankReference, state, leftOut]);
    expect(entries).to.deep.equal([
      ["B3", "unmatched", null],
      ["B2", "leftOut", "NOT_INCOMING"],
      ["B1", "unmatched", null],
    ]);
    expect(await desk.entry("B1")).to.deep.include({
      ...{ account: IBAN, amount: "1000.00", currency: "EUR", valueDate: "2026-11-10", payerName: "Buyer SE" },
      ...{ payerAccount: "DE02120300000000202051", text: "INV-1", match: null },
    });
  });

  it("is read as ISO 20022 says, its balances shown", async () => {
    const given = await desk.give(CAMT, {});
    expect(given.fault).to.equal(null);
    expect(given.statements.every(({ balanced }) => balanced === true)).to.equal(true);
    expect(given.statements[0]?.opening?.currency).to.equal("EUR");
  });

  it("is not kept at all where its balances do not agree, and says what is wrong", async () => {
    const before = (await desk.entries()).length;
    const given = await desk.give(CAMT.replace(/(<Cd>CLBD<\/Cd>[\s\S]*?<Amt Ccy="EUR">)\d/, "$19"), {});
    expect(given.step).to.equal("failed");
    expect(given.fault).to.match(/nothing of the file is kept/);
    expect(given.statements.flatMap(({ findings }) => findings.map(({ severity }) => severity))).to.include("error");
    expect(await desk.entries()).to.have.length(before);
  });

  it("is refused with a way out where it leaves open how it is read, or is no statement", async () => {
    const unclear = await desk.give(bankTable(FIRST), {});
    expect([unclear.step, unclear.fault]).to.satisfy(([step, fault]: string[]) => step === "failed" && fault !== "");
    const order = "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.001.001.09'><CstmrCdtTrfInitn/></Document>";
    expect((await desk.give(order, {})).fault).to.match(/payment order/i);
  });

  it("is asked for once under its id, of an upload that is whole", async () => {
    const [id, upload] = [randomUUID(), await desk.uploaded(bankTable(FIRST))];
    const client = desk.client(desk.token);
    const body = { id, upload, ...DECLARED };
    const once = await client.POST("/v1/bank-statements", { body });
    expect((await client.POST("/v1/bank-statements", { body })).data).to.deep.equal(once.data);
    const other = await client.POST("/v1/bank-statements", { body: { ...body, currency: "USD" } });
    expect(other.error?.type).to.match(/IdTaken/);
    const missing = await client.POST("/v1/bank-statements", { body: { id: randomUUID(), upload: randomUUID() } });
    expect(missing.error?.type).to.match(/UploadIncomplete/);
    await desk.work();
    expect((await client.POST("/v1/bank-statements", { body })).data?.step).to.equal("done");
  });

  it("goes on after whoever worked on it is gone, and fails once it was tried too often", async () => {
    const id = randomUUID();
    const body = { id, upload: await desk.uploaded(bankTable(["B9", "2026-11-13", "9.00", "X", "", ""])), ...DECLARED };
    await desk.client(desk.token).POST("/v1/bank-statements", { body });
    const broken = "update cash_jobs set step = 'reading', claimed = $2, attempts = $3 where id = $1";
    await desk.database.query(broken, [id, desk.now + 60, 1]);
    await desk.work();
    const path = { id };
    const read = async (): Promise<string | undefined> =>
      (await desk.client(desk.token).GET("/v1/bank-statements/{id}", { params: { path } })).data?.step;
    expect(await read(), "somebody is at work on it").to.equal("reading");
    desk.now += 61;
    await desk.work();
    expect(await read()).to.equal("done");
    expect((await desk.entry("B9")).amount).to.equal("9.00");
    const again = { ...body, id: randomUUID(), upload: await desk.uploaded(bankTable(FIRST)) };
    await desk.client(desk.token).POST("/v1/bank-statements", { body: again });
    await desk.database.query(broken, [again.id, desk.now - 1, 3]);
    await desk.work();
    const failed = await desk.client(desk.token).GET("/v1/bank-statements/{id}", { params: { path: again } });
    expect(failed.data?.fault).to.match(/too often/);
  });

  it("is read, and cash applied, in threads of their own, which tell what they refuse", async () => {
    const client = desk.client(desk.token);
    const [id, wrong, run] = [randomUUID(), randomUUID(), randomUUID()];
    const huge = ["B20", "2026-11-14", "99999999999999.99", "Y", "", ""] as const;
    const table = bankTable(huge, ["B21", "2026-11-14", "1.00", "Y", "", ""]);
    await client.POST("/v1/bank-statements", { body: { id, upload: await desk.uploaded(table), ...DECLARED } });
    await client.POST("/v1/bank-statements", { body: { id: wrong, upload: await desk.uploaded("nothing") } });
    await client.POST("/v1/cash/runs", { body: { id: run } });
    await desk.workInThreads();
    const steps = await Promise.all(
      [id, wrong].map(async (each) => {
        const { data } = await client.GET("/v1/bank-statements/{id}", { params: { path: { id: each } } });
        return data?.step;
      }),
    );
    expect(steps).to.deep.equal(["done", "failed"]);
    const { data } = await client.GET("/v1/cash/runs/{id}", { params: { path: { id: run } } });
    expect(data).to.deep.include({ step: "done", fault: null });
    expect((await desk.entry("B21")).match?.rule).to.equal("UNIDENTIFIED");
    expect((await desk.entry("B20")).state, "no run adds up so much").to.equal("unmatched");
  });

  it("is followed step by step", async () => {
    const id = randomUUID();
    await desk.client(desk.token).POST("/v1/cash/runs", { body: { id } });
    await desk.work();
    const headers = { authorization: `Bearer ${desk.token}`, accept: "text/event-stream" };
    const response = await fetch(`${desk.url}/v1/cash/runs/${id}/progress`, { headers });
    expect(await response.text())
      .to.contain("event: step")
      .and.to.contain('"step":"done"');
  });

  it("is written as CSV that no spreadsheet takes for formulas", async () => {
    const { data } = await desk.client(desk.token).GET("/v1/cash/report", { parseAs: "text" });
    expect(data).to.contain(`"'=cmd|x"`).and.to.contain('"B3"');
  });
});
