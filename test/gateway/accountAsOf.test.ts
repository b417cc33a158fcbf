/** V32: a statement of a day that is over is of that day, whenever it is made and whatever was paid since. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import { invoiceHash } from "../../src/domain/invoiceNumber.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { keepContent } from "../../src/store/contents.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { BUYER, EUR, SUPPLIER } from "./accountScene.ts";
import { accepting, DAY, issuing } from "./book.ts";
import { openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

const NOON = DAY / 2;
const at = (date: string): number => dayNumber(date) * DAY + NOON;

describe("An item that was paid on 1 November (V32)", () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await openStage();
    const header = headerOf(SUPPLIER, BUYER, { invoice: invoiceHash("RE-1") });
    const receivable = receivableOf(header, { ...termsOf(EUR, dayNumber("2026-09-01")), lateRate: 0, fixedSum: 0n });
    const id = idOf(header);
    const seller = { name: "Müller Werkzeugbau GmbH" };
    const invoice = { number: "RE-1", issueDate: "2026-09-01", seller, buyer: { name: "Nordwind Windpark SE" } };
    const known = { documentSecret: null, invoice, original: null, opened: stage.now };
    await keepContent(stage.database, { commitment: commitmentOf(receivable), id, revision: 0, receivable, ...known });
    await stage.book.write(...issuing(receivable), accepting(receivable));
    await stage.book.write({
      ...{ name: "ReceiptRecorded", id, by: SUPPLIER, holder: SUPPLIER, bankRef: keccakOfText("BANK-1"), closed: true },
      ...{ valueDay: dayNumber("2026-11-01"), advised: false },
      ...{ principal: receivable.terms.amount, discount: 0n, charges: 0n, lateDays: 0n },
    });
    for (const [number, date] of ["2026-09-01", "2026-11-02"].entries()) {
      const values = [number + 1, at(date)];
      await stage.database.query("update blocks set timestamp = $2 where number = $1", values);
    }
    stage.now = at("2026-11-30");
  });

  afterEach(() => stage.close());

  async function statement(cutOff: string) {
    const client = stage.client(await stage.signIn("the supplier"));
    const body = {
      ...{
        id: randomUUID(),
        side: "supplier" as const,
        counterparty: BUYER,
        currency: "EUR",
        layout: "open-item" as const,
      },
      ...{ language: "en" as const, zone: "Europe/Berlin", from: "2026-10-01", cutOff },
    };
    const { data, error } = await client.POST("/v1/account-statements", { body });
    if (data === undefined) throw new Error(`${error.type}: ${error.detail}`);
    return data;
  }

  /** The buckets of its aging that are not empty, by name. */
  async function aging(id: string): Promise<unknown> {
    const headers = { authorization: `Bearer ${await stage.signIn("the supplier")}` };
    const answer = await fetch(`${stage.url}/v1/account-statements/${id}/file?format=json`, { headers });
    const { aging: aged } = (await answer.json()) as { aging: { buckets: { name: string; amount: string }[] } };
    return aged.buckets.flatMap(({ name, amount }) => (Number(amount) === 0 ? [] : [[name, amount]]));
  }

  it("is still open in the aging as of 31 October that is run on 30 November", async () => {
    const made = await statement("2026-10-31");
    expect(made.made).to.equal("2026-11-30T12:00:00Z");
    expect(made.totals).to.include({ dueNow: "1000.00", balance: "1000.00" });
    // Due on 1 October: thirty days past due.
    expect(await aging(made.id)).to.deep.equal([["days1To30", "1000.00"]]);
  });

  it("is open no more as of 1 November, run on the same day", async () => {
    const made = await statement("2026-11-01");
    expect(made.totals).to.include({ dueNow: "0.00", balance: "0.00" });
    expect(made.equation).to.include({ opening: "1000.00", payments: "1000.00", closing: "0.00" });
    expect(await aging(made.id)).to.deep.equal([]);
  });
});
