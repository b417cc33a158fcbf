/** A pair whose books are compared whenever either changes: by the ledger, by a file, by the end of a day. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import pino from "pino";
import type { components } from "../../generated/openapi.d.ts";
import { idOf } from "../../src/domain/commitment.ts";
import { invoiceHash } from "../../src/domain/invoiceNumber.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Address, Receivable } from "../../src/domain/receivable.ts";
import { beginRuns } from "../../src/gateway/reconciliations/continuing.ts";
import { runReconciliation } from "../../src/gateway/reconciliations/running.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { accepting, DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";
import { uploaded } from "./uploading.ts";

type Schemas = components["schemas"];
type Difference = Schemas["ContinuousDifference"];

const EUR: Address = `0x${(978).toString(16).padStart(40, "0")}`;
const USD: Address = `0x${(840).toString(16).padStart(40, "0")}`;
const CLIENT_FAULT = 400;

describe("A pair that is compared continuously", () => {
  let stage: Stage;
  let supplier: string;
  let buyer: string;
  let id: string;
  const logger = pino({ level: "silent" });

  before(async () => {
    stage = await openStage();
    supplier = await stage.signIn("the supplier");
    buyer = await stage.signIn("the buyer");
    const body = { id: randomUUID(), side: "supplier", counterparty: addressOf("the buyer"), currency: "EUR" } as const;
    const elsewhere = receivable("US-1", 1n, USD);
    await stage.book.write(...issuing(elsewhere), accepting(elsewhere));
    const begun = await stage.client(supplier).POST("/v1/continuous-reconciliations", { body });
    id = begun.data?.id ?? "";
    const other = { ...body, id: randomUUID(), side: "buyer", counterparty: addressOf("the supplier") } as const;
    const again = await stage.client(buyer).POST("/v1/continuous-reconciliations", { body: other });
    expect(again.data?.id, "one for a pair and a currency").to.equal(id);
  });

  after(() => stage.close());

  /** Works off whatever is wanted, as two processes would that do it at once. */
  async function settle(): Promise<void> {
    stage.now += 3;
    const deps = { database: stage.database, now: () => stage.now, logger };
    await Promise.all([beginRuns(deps), beginRuns(deps)]);
    for (;;) if (!(await Promise.all([runReconciliation(deps), runReconciliation(deps)])).includes(true)) return;
  }

  const path = () => ({ params: { path: { id } } });

  async function differences(state: "open" | "cleared" = "open", token = buyer): Promise<readonly Difference[]> {
    const { data, error } = await stage
      .client(token)
      .GET("/v1/continuous-reconciliations/{id}/differences", { params: { path: { id }, query: { state } } });
    if (data === undefined) throw new Error(error.detail);
    return data.items;
  }

  const told = (found: readonly Difference[]): string[] =>
    found.map((one) => `${one.class} ${one.amount} ${one.owner}`);

  async function give(token: string, text: string, how: "replace" | "add" = "replace") {
    const upload = await uploaded(stage, token, `number,date,currency,open\n${text}`);
    const body = { id: randomUUID(), how, file: { upload } };
    const given = await stage.client(token).POST("/v1/continuous-reconciliations/{id}/books", { ...path(), body });
    return { ...given, body };
  }

  function receivable(number: string, amount: bigint, currency = EUR): Receivable {
    const terms = termsOf(currency, Math.floor(FIRST_INSTANT / DAY), { amount });
    const header = headerOf(addressOf("the supplier"), addressOf("the buyer"), { invoice: invoiceHash(number) });
    return receivableOf(header, terms);
  }

  async function state(): Promise<Schemas["ContinuousReconciliation"]> {
    const { data, error } = await stage.client(buyer).GET("/v1/continuous-reconciliations/{id}", path());
    if (data === undefined) throw new Error(error.detail);
    return data;
  }

  async function causes(): Promise<string[][]> {
    const { data } = await stage.client(buyer).GET("/v1/continuous-reconciliations/{id}/runs", path());
    return (data?.items ?? []).map((run) => run.causes);
  }

  function say(token: string, key: string, said: object) {
    const body = { id: randomUUID(), ...said } as Schemas["NewReply"];
    return stage
      .client(token)
      .POST("/v1/continuous-reconciliations/{id}/differences/{key}/replies", { params: { path: { id, key } }, body });
  }

  const one = receivable("INV-1", 10_000n);

  it("compares what the ledger brings soon after, once for all that came meanwhile, and shows its share", async () => {
    await settle();
    await stage.book.write(...issuing(one));
    await settle();
    expect(told(await differences())).to.deep.equal(["MISSING_AT_BUYER -100.00 buyer"]);
    await stage.book.write(accepting(one));
    await settle();
    expect(await differences()).to.deep.equal([]);
    const [cleared] = await differences("cleared");
    expect(cleared?.cleared).to.include({ why: "matched" });
    const { latest, cutOff, pending } = await state();
    expect([cutOff, pending]).to.deep.equal(["2026-11-21", false]);
    expect(await causes()).to.deep.equal([["ledger"], ["ledger"], ["begun", "ledger"]]);
    const run = await stage.client(buyer).GET("/v1/reconciliations/{id}", { params: { path: { id: latest ?? "" } } });
    const [result] = run.data?.currencies ?? [];
    expect(result?.counts.supplier).to.deep.equal({ items: 1, matched: 1, bornOnChain: 1, byIdentity: 1 });
    expect(result?.values.buyer).to.include({ items: "100.00", byIdentity: "100.00" });
    await settle();
    expect(await causes(), "nothing came").to.have.length(3);
  });

  it("takes each firm's own file beside the ledger, counts what both have once, and adds rows to it", async () => {
    await give(supplier, "inv-1,2026-11-01,EUR,100.00\nINV-2,2026-11-05,EUR,50.00\n");
    await give(buyer, "INV-1,2026-11-01,EUR,100.00\n");
    await settle();
    expect(told(await differences())).to.deep.equal(["MISSING_AT_BUYER -50.00 buyer"]);
    await give(buyer, "INV-2,2026-11-05,EUR,45.00\n", "add");
    await settle();
    expect(told(await differences())).to.deep.equal(["AMOUNT_DIFF -5.00 both"]);
    const books = await stage.client(supplier).GET("/v1/continuous-reconciliations/{id}/books", path());
    expect(books.data?.items.map((book) => [book.side, book.state, book.items])).to.deep.equal([
      ["buyer", "read", 1],
      ["buyer", "read", 1],
      ["supplier", "read", 2],
    ]);
    const lost = (await differences("cleared")).find(({ amount }) => amount === "-50.00");
    expect(lost?.cleared?.why).to.equal("otherDifference");
  });

  it("stands where a file is not whole, and says what has to be mended", async () => {
    await give(supplier, "INV-8,2026-11-05,EUR,1.00\nINV-9,2026-02-30,EUR,1.00\n");
    await settle();
    expect(told(await differences())).to.deep.equal(["AMOUNT_DIFF -5.00 both"]);
    const books = await stage.client(buyer).GET("/v1/continuous-reconciliations/{id}/books", path());
    expect(books.data?.items[0]).to.deep.include({ state: "refused", items: null });
    expect(books.data?.items[0]?.fault).to.match(/line 3, date "2026-02-30": write a day/);
  });

  it("is told to both firms, once a run, by ids alone", async () => {
    const rows = await stage.database.query<{ data: object }>(
      "select data from notices where kind = 'DifferencesChanged' order by number",
    );
    expect(rows[0]?.data).to.deep.equal({ reconciliation: id, opened: "1", cleared: "0" });
    expect(rows[1]?.data).to.deep.equal({ reconciliation: id, opened: "0", cleared: "1" });
  });

  it("lets the supplier alone settle or clear nothing, whatever it says, sends or takes back", async () => {
    const [before] = await differences();
    const key = before?.key ?? "";
    const proposal = randomUUID();
    await say(supplier, key, { id: proposal, kind: "propose", resolution: "supplierIsRight" });
    await say(supplier, key, { kind: "accept", proposal });
    expect((await differences())[0]?.case).to.include({ state: "proposed", proposedBy: "supplier" });
    // What the supplier gives is its own book, and the buyer's stays the buyer's.
    await give(supplier, "INV-1,2026-11-01,EUR,100.00\nINV-2,2026-11-05,EUR,500.00\n");
    await settle();
    const [worse] = await differences();
    expect(worse).to.deep.include({ key, amount: "-455.00", due: before?.due, found: before?.found });
    expect(worse?.case.state, "what was said of another amount binds nobody").to.equal("open");
    expect((await say(buyer, key, { kind: "accept", proposal })).error?.type).to.match(/ProposalOver/);
    await give(supplier, "INV-1,2026-11-01,EUR,100.00\n");
    await settle();
    expect(told(await differences()), "the buyer still shows it").to.deep.equal(["MISSING_AT_SUPPLIER 45.00 supplier"]);
    await give(supplier, "INV-1,2026-11-01,EUR,100.00\nINV-2,2026-11-05,EUR,50.00\n");
    await settle();
    const [back] = await differences();
    expect(back).to.deep.include({ key, amount: "-5.00", due: before?.due, found: before?.found, owner: "both" });
    expect(back?.case, "and what was proposed of this amount stands").to.include({ state: "proposed", proposal });
    await say(buyer, key, { kind: "accept", proposal });
    expect((await differences("open", supplier))[0]?.case.state).to.equal("settled");
    const said = await stage.client(buyer).GET("/v1/continuous-reconciliations/{id}/differences/{key}/replies", {
      params: { path: { id, key } },
    });
    expect(said.data?.items.map(({ side, kind }) => `${side} ${kind}`)).to.deep.equal([
      ...["supplier propose", "supplier accept", "buyer accept"],
    ]);
  });

  it("cannot be taken out of a dispute or a sale that stands on the ledger by a file", async () => {
    const dispute = { amount: 1_000n, disputed: 1_000n, code: 1, evidence: ZERO_HASH, by: addressOf("the buyer") };
    await stage.book.write({ name: "ReceivableDisputed", id: idOf(one.header), ...dispute });
    await give(supplier, "INV-1,2026-11-01,EUR,100.00\nINV-2,2026-11-05,EUR,45.00\n");
    await settle();
    expect(told(await differences())).to.deep.equal(["DISPUTED 0.00 both"]);
  });

  it("moves its cut-off with the days of its zone, and by nothing else", async () => {
    const before = await causes();
    await settle();
    expect(await causes()).to.deep.equal(before);
    stage.now += DAY;
    supplier = await stage.signIn("the supplier");
    buyer = await stage.signIn("the buyer");
    await settle();
    expect((await state()).cutOff).to.equal("2026-11-22");
    expect((await causes())[0]).to.deep.equal(["day"]);
  });

  it("is the same file and the same pair however often it is sent, and no other under its id", async () => {
    const { body } = await give(supplier, "INV-1,2026-11-01,EUR,100.00\nINV-2,2026-11-05,EUR,45.00\n");
    const client = stage.client(supplier);
    const again = await client.POST("/v1/continuous-reconciliations/{id}/books", { ...path(), body });
    expect(again.data?.state).to.equal("waiting");
    const other = { ...body, how: "add" } as const;
    const taken = await client.POST("/v1/continuous-reconciliations/{id}/books", { ...path(), body: other });
    expect(taken.error?.type).to.match(/IdTaken/);
    const pair = { id, side: "buyer", counterparty: addressOf("the buyer"), currency: "EUR" } as const;
    expect((await client.POST("/v1/continuous-reconciliations", { body: pair })).error?.type).to.match(/IdTaken/);
    const self = { ...pair, id: randomUUID(), counterparty: addressOf("the supplier") };
    expect((await client.POST("/v1/continuous-reconciliations", { body: self })).response.status).to.equal(
      CLIENT_FAULT,
    );
  });

  it("is one of many inputs of a reconciliation that is asked for once: the ledger's items need no file", async () => {
    const ledger = { ledger: true };
    const body: Schemas["NewReconciliation"] = {
      ...{ id: randomUUID(), side: "buyer", counterparty: "Supplier", cutOff: "2026-11-02", zone: "Asia/Shanghai" },
      ...{ shownTo: addressOf("the supplier"), books: { supplier: ledger, buyer: ledger } },
    };
    const unnamed = { ...body };
    delete unnamed.shownTo;
    const refused = await stage.client(buyer).POST("/v1/reconciliations", { body: unnamed });
    expect(refused.error?.faults?.[0]?.at).to.equal("body.shownTo");
    const tolerances = [{ currency: "EUR", amount: "0.005" }];
    const fine = await stage.client(buyer).POST("/v1/reconciliations", { body: { ...body, tolerances } });
    expect(fine.error?.faults?.[0]?.at).to.equal("body.tolerances[0]");
    await stage.client(buyer).POST("/v1/reconciliations", { body });
    await settle();
    const run = await stage.client(supplier).GET("/v1/reconciliations/{id}", { params: { path: { id: body.id } } });
    expect(run.data).to.deep.include({ step: "done", zone: "Asia/Shanghai", unread: { sealed: 0, tokens: 0 } });
    const [result] = run.data?.currencies ?? [];
    expect(result?.balances, "issued on the 2nd, accepted after it").to.deep.equal({
      supplier: "100.00",
      buyer: "0.00",
    });
    expect(result?.bridge.map((line) => line.class)).to.deep.equal(["WRONG_PERIOD"]);
  });
});
