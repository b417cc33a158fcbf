/** With whom a pair may be compared continuously, on which terms, and what becomes of it where a run fails. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import pino from "pino";
import type { components } from "../../generated/openapi.d.ts";
import { invoiceHash } from "../../src/domain/invoiceNumber.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { beginRuns } from "../../src/gateway/reconciliations/continuing.ts";
import { runReconciliation } from "../../src/gateway/reconciliations/running.ts";
import { forgetRuns } from "../../src/store/reconciliations.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { accepting, DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";
import { uploaded } from "./uploading.ts";

type Schemas = components["schemas"];

const USD: Address = `0x${(840).toString(16).padStart(40, "0")}`;
const HOUR = 3_600;

describe("A pair that is to be compared continuously", () => {
  let stage: Stage;
  let supplier: string;
  let buyer: string;
  const logger = pino({ level: "silent" });
  const id = randomUUID();

  before(async () => {
    stage = await openStage();
    supplier = await stage.signIn("the supplier");
    buyer = await stage.signIn("the buyer");
  });

  after(() => stage.close());

  const begin = (token: string, over: Partial<Schemas["NewContinuousReconciliation"]> = {}) => {
    const pair = { side: "supplier", counterparty: addressOf("the buyer"), currency: "EUR" } as const;
    return stage.client(token).POST("/v1/continuous-reconciliations", { body: { id, ...pair, ...over } });
  };

  async function settle(): Promise<void> {
    stage.now += 3;
    const deps = { database: stage.database, now: () => stage.now, logger };
    await beginRuns(deps);
    while (await runReconciliation(deps));
  }

  async function give(token: string): Promise<void> {
    const upload = await uploaded(stage, token, "number,date,currency,open\nINV-9,2026-11-05,EUR,1.00\n");
    const body = { id: randomUUID(), how: "replace", file: { upload } } as const;
    await stage.client(token).POST("/v1/continuous-reconciliations/{id}/books", { params: { path: { id } }, body });
  }

  /** As a file would that brings down whoever reads it. */
  async function spoil(side: string): Promise<void> {
    await stage.database.query(
      `update continuous_books set file = file || '{"dates":5}' where side = $1 and state = 'waiting'`,
      [side],
    );
  }

  async function runs(): Promise<readonly string[]> {
    const query = "select step from reconciliations where continuous is not null order by number";
    return (await stage.database.query<{ step: string }>(query)).map(({ step }) => step);
  }

  async function books(): Promise<readonly string[]> {
    const query = "select side, state from continuous_books order by number";
    const rows = await stage.database.query<{ side: string; state: string }>(query);
    return rows.map(({ side, state }) => `${side} ${state}`);
  }

  it("is begun by nobody with whom the other firm never dealt", async () => {
    const terms = termsOf(USD, Math.floor(FIRST_INSTANT / DAY));
    const header = headerOf(addressOf("the supplier"), addressOf("the buyer"), { invoice: invoiceHash("US-1") });
    const issued = receivableOf(header, terms);
    expect((await begin(supplier)).error?.faults?.[0]?.at, "a stranger").to.equal("body.counterparty");
    await stage.book.write(...issuing(issued));
    expect((await begin(supplier)).error?.faults?.[0]?.at, "and whoever issues").to.equal("body.counterparty");
    await stage.book.write(accepting(issued));
    expect((await begin(supplier)).data?.id).to.equal(id);
  });

  it("is compared on the terms of whoever was first, which the other firm repeats or is told", async () => {
    const own = { id: randomUUID(), side: "buyer", counterparty: addressOf("the supplier") } as const;
    for (const terms of [{ zone: "Asia/Tokyo" }, { tolerance: "1.00" }]) {
      expect((await begin(buyer, { ...own, ...terms })).error?.detail).to.match(/zone UTC and the tolerance 0: ask/);
    }
    expect((await begin(buyer, { ...own, zone: "UTC", tolerance: "0.00" })).data?.id).to.equal(id);
  });

  it("takes the file of one firm though that of the other brings down every run", async () => {
    await settle();
    await give(buyer);
    await give(supplier);
    await spoil("supplier");
    await settle();
    expect(await books()).to.deep.equal(["buyer waiting", "supplier refused"]);
    await settle();
    expect(await books()).to.deep.equal(["buyer read", "supplier refused"]);
    expect(await runs()).to.deep.equal(["done", "failed", "done"]);
  });

  it("is tried once for the end of a day, though its run fails or dies each time", async () => {
    const before = (await runs()).length;
    // What cannot be read is not a file's, which would be refused.
    await stage.database.query("update continuous_books set side = 'supplier' where state = 'read'");
    await stage.database.query("update continuous_items set body = '[]'");
    stage.now += DAY;
    for (let round = 0; round < 5; round += 1) await settle();
    expect((await runs()).slice(before)).to.deep.equal(["failed"]);
    stage.now += DAY;
    await beginRuns({ database: stage.database, now: () => stage.now });
    await stage.database.query("update reconciliations set attempts = 3 where ended is null");
    for (let round = 0; round < 5; round += 1) await settle();
    stage.now += HOUR;
    await settle();
    expect((await runs()).slice(before)).to.deep.equal(["failed", "failed"]);
  });

  it("keeps what the last run found that was done, however many have failed since", async () => {
    const [pair] = await stage.database.query<{ number: number; latest: string }>(
      "select number, latest from continuous_reconciliations",
    );
    await forgetRuns(stage.database, pair?.number ?? 0, 1);
    expect(await runs()).to.deep.equal(["done", "failed"]);
    const found =
      "select r.id, w.class from reconciliation_rows w join reconciliations r on r.number = w.reconciliation";
    expect(await stage.database.query(found)).to.deep.equal([{ id: pair?.latest, class: "MISSING_AT_SUPPLIER" }]);
  });
});
