import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { dateOfDay } from "../../src/domain/terms.ts";
import type { Address, Receivable } from "../../src/domain/receivable.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { accepting, DAY, FIRST_INSTANT, issuing, sealing } from "./book.ts";
import { addressOf, KNOWN_TOKEN, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

const TODAY = FIRST_INSTANT / DAY;
const EUR: Address = "0x00000000000000000000000000000000000003d2";
const UNKNOWN_TOKEN: Address = `0x${"71".repeat(20)}`;
const [SUPPLIER, BUYER, FACTOR] = [addressOf("supplier"), addressOf("buyer"), addressOf("factor")];

function receivable(currency: Address, dueIn: number, over: Parameters<typeof termsOf>[2] = {}): Receivable {
  const header = headerOf(SUPPLIER, BUYER);
  return receivableOf(header, termsOf(currency, TODAY, { dueDay: TODAY + dueIn, ...over }));
}

describe("Receivables over HTTP", () => {
  let stage: Stage;
  let supplier: string;
  const [late, sealed, token, unknown] = [
    receivable(EUR, 5),
    receivable(EUR, 40),
    receivable(KNOWN_TOKEN, 30, { amount: 1_500_000_000_000_000_000n, discount1: 0n, discountDay1: 0 }),
    receivable(UNKNOWN_TOKEN, 31),
  ];
  const id = idOf(late.header);

  before(async () => {
    stage = await openStage();
    const { book } = stage;
    await book.write(...issuing(late), accepting(late));
    await book.write(...sealing(sealed, "0xabcdef"));
    await book.write(...issuing(token), ...issuing(unknown));
    for (let day = 4; day < 8; day++) await book.write();
    // On the day TODAY + 7, two days late: 300.00 of principal, and charges of 40.56.
    await book.write({
      name: "ReceivablePaid",
      id,
      payer: BUYER,
      holder: SUPPLIER,
      principal: 30_000n,
      discount: 0n,
      charges: 4_056n,
      lateDays: 60_000n,
      closed: false,
    });
    await book.write({ name: "Transfer", from: SUPPLIER, to: FACTOR, id });
    supplier = await stage.signIn("supplier");
  });

  after(() => stage.close());

  it("lists those that the organisation takes part in, by due date, sealed ones last", async () => {
    const query = { sort: "due", order: "asc" } as const;
    const { data } = await stage.client(supplier).GET("/v1/receivables", { params: { query } });
    expect(data?.items.map(({ id: one }) => one)).to.deep.equal(
      [late, token, unknown, sealed].map(({ header }) => idOf(header)),
    );
    expect(data?.items.map(({ dueDate }) => dueDate)).to.deep.equal([
      ...[5, 30, 31].map((days) => dateOfDay(TODAY + days)),
      null,
    ]);
    expect(data?.asOf).to.include({ block: 9, safe: 8, finalised: 7, basis: "tags" });
  });

  it("writes amounts with the decimals of their currency, and in minor units where nobody knows them", async () => {
    const query = { sort: "due", order: "asc" } as const;
    const { data } = await stage.client(supplier).GET("/v1/receivables", { params: { query } });
    const shown = data?.items.map(({ amount, open, currency }) => [amount, open, currency.code, currency.decimals]);
    expect(shown).to.deep.equal([
      ["1000.00", "700.00", "EUR", 2],
      ["1.500000000000000000", "1.500000000000000000", "EURX", 18],
      ["100000", "100000", null, null],
      [null, null, null, null],
    ]);
  });

  it("pages through a list without repeating or leaving out a row", async () => {
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const query = { limit: "1", ...(cursor === undefined || cursor === null ? {} : { cursor }) };
      const { data } = await stage.client(supplier).GET("/v1/receivables", { params: { query } });
      seen.push(...(data?.items.map((item) => item.id) ?? []));
      cursor = data?.next;
    } while (cursor !== null && cursor !== undefined);
    expect(seen).to.have.length(4);
    expect(new Set(seen)).to.deep.equal(new Set(stage.book.ids));
  });

  it("filters by role, status, dispute and due date", async () => {
    const list = async (query: Record<string, string>): Promise<number | undefined> =>
      (await stage.client(supplier).GET("/v1/receivables", { params: { query } })).data?.items.length;
    expect(await list({ role: "holder" })).to.equal(3);
    expect(await list({ role: "supplier" })).to.equal(4);
    expect(await list({ role: "buyer" })).to.equal(0);
    expect(await list({ status: "Accepted" })).to.equal(1);
    expect(await list({ status: "Cancelled" })).to.equal(0);
    expect(await list({ disputed: "true" })).to.equal(0);
    expect(await list({ closed: "false" })).to.equal(4);
    expect(await list({ dueFrom: dateOfDay(TODAY + 30) })).to.equal(2);
    expect(await list({ dueFrom: dateOfDay(TODAY + 30), dueTo: dateOfDay(TODAY + 30) })).to.equal(1);
  });

  it("tells the terms, the timeline with block and transaction, and who may see it as what", async () => {
    const factor = await stage.signIn("factor");
    const { data } = await stage.client(factor).GET("/v1/receivables/{id}", { params: { path: { id } } });
    expect(data?.roles).to.deep.equal(["holder"]);
    expect(data?.terms).to.deep.include({
      amount: "1000.00",
      dueDate: dateOfDay(TODAY + 5),
      lateRate: "10.15",
      fixedSum: "40.00",
      discounts: [{ until: dateOfDay(TODAY + 10), sum: "20.00" }],
    });
    expect(data?.timeline.map(({ name }) => name)).to.deep.equal([
      "Transfer",
      "ReceivableIssued",
      "ReceivableAccepted",
      "ReceivablePaid",
      "Transfer",
    ]);
    const paid = data?.timeline[3];
    expect(paid).to.deep.include({ principal: "300.00", charges: "40.56", lateDays: "60000" });
    expect(paid?.at).to.deep.equal({
      block: 8,
      blockHash: keccakOfText("block 8"),
      time: "2026-11-08T00:00:00Z",
      transaction: keccakOfText("transaction 8/0"),
      logIndex: 0,
      certainty: "safe",
    });
    const told = data?.timeline.map(({ at }) => at.certainty);
    expect([told?.[0], told?.[4]]).to.deep.equal(["finalised", "latest"]);
  });

  it("reckons the payoff for today and for a day asked for, with a working that comes to the same", async () => {
    const at = dateOfDay(TODAY + 35);
    const { data } = await stage.client(supplier).GET("/v1/receivables/{id}", {
      params: { path: { id }, query: { at } },
    });
    // 300.00 x 2 days and 700.00 x 15 days: 1,110,000 cent days x 10.15 % / 365 = 308.67 cents.
    expect(data?.payoff).to.deep.include({
      at: dateOfDay(TODAY + 20),
      open: "700.00",
      discount: "0.00",
      charges: "2.53",
      payoff: "702.53",
      daysLate: 15,
    });
    expect(data?.payoff?.chargesWorking).to.deep.include({
      principalDays: "1110000",
      percent: "10.15",
      interest: "3.09",
      fixedSum: "40.00",
      settled: "40.56",
      charges: "2.53",
    });
    expect(data?.payoff?.chargesWorking.segments?.map(({ days, principal }) => [days, principal])).to.deep.equal([
      [2, "1000.00"],
      [13, "700.00"],
    ]);
    // 60,000 + 70,000 x 30 = 2,160,000 cent days: 600.66 cents.
    expect(data?.payoffAt).to.deep.include({ at, charges: "5.45", payoff: "705.45", daysLate: 30 });
  });

  it("shows a sealed receivable without amount, terms and payoff", async () => {
    const path = { id: idOf(sealed.header) };
    const { data } = await stage.client(supplier).GET("/v1/receivables/{id}", { params: { path } });
    expect(data).to.include({ sealed: true, amount: null, open: null, terms: null, payoff: null });
    expect(data).to.include({ content: "sealed", sealedContent: "0xabcdef" });
    expect(data?.timeline.map(({ name }) => name)).to.deep.equal(["Transfer", "ReceivableSealed"]);
  });
});
