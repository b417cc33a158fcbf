/** Two books of one pair, compared by a gateway, and settled by both firms. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { components } from "../../generated/openapi.d.ts";
import { runReconciliation } from "../../src/gateway/reconciliations/running.ts";
import pino from "pino";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";
import { uploaded } from "./uploading.ts";

type Schemas = components["schemas"];
type NewReconciliation = Schemas["NewReconciliation"];

const SUPPLIER = `number,date,currency,open,order,disputed
INV-1,2026-05-04,EUR,100.00,PO1,no
INV-2,2026-05-11,EUR,200.00,PO2,no
INV-3,2026-05-18,EUR,50.00,,no
`;
const BUYER = `Rechnung;Belegdatum;Währung;Betrag
INV-1;04.05.2026;EUR;-100,00
INV-2;11.05.2026;EUR;-180,00
=cmd|x;12.05.2026;EUR;-7,50
`;

describe("A gateway's reconciliation", () => {
  let stage: Stage;
  let supplier: string;
  let buyer: string;
  const logger = pino({ level: "silent" });

  before(async () => {
    stage = await openStage();
    supplier = await stage.signIn("the supplier");
    buyer = await stage.signIn("the buyer");
  });

  after(() => stage.close());

  async function asked(over: Partial<NewReconciliation> = {}, books = [SUPPLIER, BUYER]): Promise<NewReconciliation> {
    const [ours, theirs] = await Promise.all(books.map((text) => uploaded(stage, supplier, text)));
    return {
      ...{ id: randomUUID(), side: "supplier", counterparty: "Buyer SE", cutOff: "2026-06-30" },
      shownTo: addressOf("the buyer"),
      books: { supplier: { upload: ours ?? "" }, buyer: { upload: theirs ?? "", signs: "reversed" } },
      ...over,
    };
  }

  async function run(body: NewReconciliation): Promise<Schemas["Reconciliation"]> {
    const begun = await stage.client(supplier).POST("/v1/reconciliations", { body });
    expect(begun.data?.step, begun.error?.detail).to.equal("waiting");
    while (await runReconciliation({ database: stage.database, now: () => stage.now, logger }));
    return read(supplier, body.id);
  }

  async function read(token: string, id: string): Promise<Schemas["Reconciliation"]> {
    const { data, error } = await stage.client(token).GET("/v1/reconciliations/{id}", { params: { path: { id } } });
    if (data === undefined) throw new Error(error.detail);
    return data;
  }

  async function differences(token: string, id: string): Promise<readonly Schemas["BookDifference"][]> {
    const path = { id };
    const { data, error } = await stage
      .client(token)
      .GET("/v1/reconciliations/{id}/differences", { params: { path, query: {} } });
    if (data === undefined) throw new Error(error.detail);
    return data.items;
  }

  function say(token: string, id: string, key: string, said: object) {
    const body = { id: randomUUID(), ...said } as Schemas["NewReply"];
    return stage
      .client(token)
      .POST("/v1/reconciliations/{id}/differences/{key}/replies", { params: { path: { id, key } }, body });
  }

  it("bridges both books and shows each firm the same", async () => {
    const { id } = await run(await asked());
    const result = await read(buyer, id);
    expect(result).to.deep.include({ step: "done", fault: null, side: "supplier", counterparty: "Buyer SE" });
    expect(result.currencies).to.deep.equal([
      {
        currency: "EUR",
        balances: { supplier: "350.00", buyer: "287.50" },
        bridge: [
          { class: "MISSING_AT_BUYER", count: 1, amount: "-50.00" },
          { class: "MISSING_AT_SUPPLIER", count: 1, amount: "7.50" },
          { class: "AMOUNT_DIFF", count: 1, amount: "-20.00" },
        ],
        counts: {
          supplier: { items: 3, matched: 1, bornOnChain: 0, byIdentity: 0 },
          buyer: { items: 3, matched: 1, bornOnChain: 0, byIdentity: 0 },
        },
        values: {
          supplier: { items: "350.00", matched: "100.00", bornOnChain: "0.00", byIdentity: "0.00" },
          buyer: { items: "287.50", matched: "100.00", bornOnChain: "0.00", byIdentity: "0.00" },
        },
        later: { supplier: 0, buyer: 0 },
      },
    ]);
    const found = await differences(buyer, id);
    expect(found.map(({ class: name, owner, amount, due }) => [name, owner, amount, due !== null])).to.deep.equal([
      ["AMOUNT_DIFF", "both", "-20.00", true],
      ["MISSING_AT_BUYER", "buyer", "-50.00", true],
      ["MISSING_AT_SUPPLIER", "supplier", "7.50", true],
    ]);
    const path = { id };
    const matches = await stage.client(supplier).GET("/v1/reconciliations/{id}/matches", { params: { path } });
    expect(matches.data?.items.map(({ rule, supplier: [one] }) => [rule, one?.number, one?.amount])).to.deep.equal([
      ["number", "INV-1", "100.00"],
    ]);
    const listed = async (made: "here" | "elsewhere") => {
      const { data } = await stage.client(buyer).GET("/v1/reconciliations", { params: { query: { made } } });
      return data?.items.map((one) => one.id);
    };
    expect(await listed("elsewhere")).to.include(id);
    expect(await listed("here"), "nobody fills the own list of another").to.deep.equal([]);
  });

  it("is settled by both firms and by neither alone, and the next run remembers", async () => {
    const { id } = await run(await asked());
    const [difference] = await differences(supplier, id);
    const key = difference?.key ?? "";
    const proposal = randomUUID();
    await say(supplier, id, key, {
      id: proposal,
      kind: "propose",
      resolution: "creditNote",
      text: "20.00 are credited",
    });
    const other = await say(buyer, id, key, { kind: "accept", proposal: randomUUID() });
    expect(other.error?.type, "of what nobody proposed").to.match(/ProposalOver/);
    await say(supplier, id, key, { kind: "accept", proposal });
    const stateOf = async (): Promise<string | undefined> => (await differences(buyer, id))[0]?.case.state;
    expect(await stateOf()).to.equal("proposed");
    const reply = await say(buyer, id, key, { kind: "accept", proposal });
    expect(reply.data).to.include({ side: "buyer", organisation: addressOf("the buyer"), kind: "accept" });
    expect(await stateOf()).to.equal("settled");
    const again = await run(await asked());
    expect((await differences(supplier, again.id))[0]?.case).to.deep.equal({
      ...{ state: "settled", resolution: "creditNote", proposedBy: "supplier", proposal, replies: 3 },
    });
    const worse = await run(await asked({}, [SUPPLIER.replace("200.00", "2000.00"), BUYER]));
    expect((await differences(supplier, worse.id))[0]?.case.state, "of another amount").to.equal("open");
    const path = { id, key };
    const said = await stage
      .client(buyer)
      .GET("/v1/reconciliations/{id}/differences/{key}/replies", { params: { path } });
    const unknown = { id, key: `0x${"00".repeat(32)}` };
    const nothing = await stage
      .client(buyer)
      .GET("/v1/reconciliations/{id}/differences/{key}/replies", { params: { path: unknown } });
    expect(nothing.response.status).to.equal(404);
    expect(said.data?.items.map(({ side, kind }) => `${side} ${kind}`)).to.deep.equal([
      ...["supplier propose", "supplier accept", "buyer accept"],
    ]);
  });

  it("is the same run and the same reply, however often it is sent, and no other under its id", async () => {
    const body = await asked();
    const { id } = await run(body);
    const again = await stage.client(supplier).POST("/v1/reconciliations", { body });
    expect(again.data?.step).to.equal("done");
    const other = { ...body, cutOff: "2026-07-31" };
    expect((await stage.client(supplier).POST("/v1/reconciliations", { body: other })).error?.type).to.match(/IdTaken/);
    const key = (await differences(supplier, id))[0]?.key ?? "";
    const said = { id: randomUUID(), kind: "comment", text: "hello" };
    await say(buyer, id, key, said);
    await say(buyer, id, key, said);
    expect((await say(buyer, id, key, { ...said, text: "other" })).error?.type).to.match(/IdTaken/);
    expect((await differences(supplier, id)).find((one) => one.key === key)?.case.replies).to.be.greaterThan(0);
  });

  it("is nobody else's to see or to answer", async () => {
    const { id } = await run(await asked());
    const key = (await differences(supplier, id))[0]?.key ?? "";
    const stranger = await stage.signIn("a stranger");
    const path = { id };
    const client = stage.client(stranger);
    expect((await client.GET("/v1/reconciliations/{id}", { params: { path } })).response.status).to.equal(404);
    expect((await client.GET("/v1/reconciliations/{id}/report", { params: { path } })).response.status).to.equal(404);
    expect((await say(stranger, id, key, { kind: "comment", text: "x" })).response.status).to.equal(404);
    const unshown = await asked();
    delete unshown.shownTo;
    const own = await run(unshown);
    const toBuyer = await stage.client(buyer).GET("/v1/reconciliations/{id}", { params: { path: { id: own.id } } });
    expect(toBuyer.response.status).to.equal(404);
  });

  it("calls a difference tolerable up to both bounds, and shows it", async () => {
    const tolerances = [{ currency: "EUR", amount: "1.00" }];
    const { id } = await run(await asked({ tolerances }, [SUPPLIER, BUYER.replace("180", "199")]));
    expect((await differences(buyer, id))[0]).to.include({ amount: "-1.00", withinTolerance: true });
  });

  it("tells how far it is until it has ended", async () => {
    const body = await asked();
    await stage.client(supplier).POST("/v1/reconciliations", { body });
    const response = await fetch(`${stage.url}/v1/reconciliations/${body.id}/progress`, {
      headers: { accept: "text/event-stream", authorization: `Bearer ${supplier}` },
    });
    const text = response.text();
    await runReconciliation({ database: stage.database, now: () => stage.now, logger });
    const steps = [...(await text).matchAll(/^event: step\ndata: (.*)$/gm)].map(([, data = ""]) => {
      return (JSON.parse(data) as Schemas["Reconciliation"]).step;
    });
    expect(steps[0]).to.equal("waiting");
    expect(steps.at(-1)).to.equal("done");
  });

  it("is reported as CSV without a formula", async () => {
    const { id } = await run(await asked());
    const { data } = await stage
      .client(supplier)
      .GET("/v1/reconciliations/{id}/report", { params: { path: { id } }, parseAs: "text" });
    const lines = data?.trim().split("\r\n") ?? [];
    expect(lines[1]).to.match(/^"balance","EUR","SUPPLIER","350.00"/);
    expect(lines.filter((line) => line.startsWith(`"difference"`))).to.have.length(3);
    expect(lines).to.include(`"supplier items","EUR","bornOnChain","0.00","0","","","","","","","","",""`);
    expect(data).to.include(`"'=cmd|x 2026-05-12"`);
  });

  it("fails with what has to be mended where a book is not whole, and stores nothing of it", async () => {
    const bad = `${SUPPLIER}INV-4,2026-02-30,EUR,1.00,,no\n`;
    const { id, step, fault, currencies } = await run(await asked({}, [bad, BUYER]));
    expect([step, currencies]).to.deep.equal(["failed", []]);
    expect(fault).to.match(/the supplier's file cannot be read whole: line 5, date "2026-02-30": write a day/);
    expect(await differences(supplier, id)).to.deep.equal([]);
  });

  it("is taken up by whoever comes next where it was broken off, and ends once", async () => {
    const body = await asked();
    await stage.client(supplier).POST("/v1/reconciliations", { body });
    // Another process has claimed it and died.
    await stage.database.query("update reconciliations set claimed = $1, step = 'matching' where ended is null", [
      stage.now + 120,
    ]);
    const go = (at: number) => runReconciliation({ database: stage.database, now: () => at, logger });
    expect(await go(stage.now)).to.equal(false);
    const both = await Promise.all([go(stage.now + 121), go(stage.now + 121)]);
    expect(both.filter((isDone) => isDone)).to.have.length(1);
    expect((await read(supplier, body.id)).step).to.equal("done");
    expect(await differences(supplier, body.id)).to.have.length(3);
    // One that ended every process that began it is begun no more.
    await stage.database.query("update reconciliations set ended = null, attempts = 3, claimed = 0, step = 'matching'");
    expect(await go(stage.now)).to.equal(false);
    expect((await read(supplier, body.id)).step).to.equal("failed");
  });
});
