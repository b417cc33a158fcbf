/** A factor's book over HTTP, on what the index wrote. */
import { expect } from "chai";
import { foldFactoring, EMPTY_FACTORING, inUseUnder } from "../../src/domain/factoring/factoringFold.ts";
import { outstandingOn } from "../../src/domain/factoring/dealFold.ts";
import { Recipient } from "../../src/domain/factoring/deal.ts";
import { NO_RECOURSE, OfferKind } from "../../src/domain/factoring/offer.ts";
import { factorDay } from "../../src/domain/factoring/waterfall.ts";
import { EMPTY_LEDGER, fold, keyOf } from "../../src/domain/fold.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { openPrincipal } from "../../src/domain/money.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { BUYER, DESK, OFFSET, PRICE, SELLER } from "../domain/factoring/bookTelling.ts";
import { hashOfBlock, openFactorBookScene } from "./factorBookScene.ts";
import type { FactorBookScene, PartyName, Schemas } from "./factorBookScene.ts";

type Book = Schemas["FactorBook"];

interface BookQuery {
  readonly date?: string;
  readonly block?: string;
}

const OFFER = keccakOfText("facility");

describe("A gateway's factor's book", () => {
  let scene: FactorBookScene;
  let first: Hex;
  let second: Hex;

  before(async () => {
    scene = await openFactorBookScene();
    const { story } = scene;
    first = story.issue({ amount: 10_000_000n, dueDay: story.today + 60, discountDay1: 0, discount1: 0n });
    second = story.issue({ discountDay1: 0, discount1: 0n });
    story.sell(first, { offer: OFFER, kind: OfferKind.Facility });
    story.sell(second);
    story.wait(10);
    story.pay(second, 30_000n);
    story.wait(20);
    story.receipt(second, 20_000n, Recipient.Factor, 2);
    story.credit(first, 300_000n);
    story.wait(30);
    story.pay(first, 9_700_000n, "kept");
    story.claimKept(first);
    story.repay(second, 20_000n);
    await scene.index();
  });

  after(() => scene.close());

  const book = async (query: BookQuery = {}, name: PartyName = "factor"): Promise<Book> => {
    const { data, error } = await scene.as(name).GET("/v1/factor-book", { params: { query } });
    if (data === undefined) throw new Error(error.detail);
    return data;
  };

  it("is at every block of the story what ledger and desks come to by another fold, to the minor unit", async () => {
    const { story } = scene;
    for (let block = 3; block <= story.block; block += 1) {
      const { currencies, asOf } = await book({ block: block.toString() });
      expect([asOf?.block, asOf?.blockHash]).to.deep.equal([block, hashOfBlock(block)]);
      const { ledger, desk } = story.history;
      const until = ({ at }: { readonly at: { readonly blockNumber: number } }): boolean => at.blockNumber <= block;
      const { receivables } = fold(
        EMPTY_LEDGER,
        ledger.filter(until).map(({ event }) => event),
      );
      const events = desk
        .filter(until)
        .map(({ event, at }) => ({ event, at: { ...at, blockHash: ZERO_HASH, transactionHash: ZERO_HASH } }));
      const { deals } = foldFactoring(EMPTY_FACTORING, events);
      const time = [...ledger, ...desk].find(({ at }) => at.blockNumber === block)?.timestamp ?? 0;
      let [open, funds, outstanding] = [0n, 0n, 0n];
      for (const id of [first, second]) {
        const [receivable, deal] = [receivables.get(id), deals.get(keyOf(DESK, id))];
        if (receivable?.agreed?.openTerms === undefined || deal === undefined) continue;
        open += openPrincipal(receivable.agreed.openTerms, receivable);
        funds += deal.money.funds;
        outstanding += outstandingOn(deal, factorDay(OFFSET, time));
      }
      const cents = (text = "0.00"): bigint => BigInt(text.replace(".", ""));
      const [euro] = currencies;
      expect([cents(euro?.open), cents(euro?.funds)], `block ${block}`).to.deep.equal([open, funds]);
      expect(cents(euro?.funds) + cents(euro?.feesDue)).to.equal(outstanding);
      const query = { block: block.toString() };
      const { data } = await scene.as("factor").GET("/v1/factor-book/facilities", { params: { query } });
      const [use] = data?.items ?? [];
      const inUse = inUseUnder({ deals }, { desk: DESK, offer: OFFER });
      expect(cents(use?.inUse)).to.equal(inUse);
      if (use !== undefined) expect(use.buyers).to.have.length(1);
    }
  });

  it("accrues to any day from what was recorded by its end, and never by a clock", async () => {
    const day = await book({ date: "2026-11-11" });
    expect(day.asOf).to.include({ date: "2026-11-11" });
    expect(day.currencies[0]).to.include({ funds: "80500.00", purchased: "0.00", disputed: "0.00" });
    scene.now += 400 * 86_400;
    expect(await book({ date: "2026-11-11" })).to.deep.equal(day);
    const block = day.asOf?.block ?? 0;
    const ahead = await book({ block: block.toString(), date: "2027-12-31" });
    expect(ahead.currencies[0]?.funds).to.equal("80500.00");
    expect(Number(ahead.currencies[0]?.feesAccrued)).to.be.greaterThan(Number(day.currencies[0]?.feesAccrued));
    expect(ahead.currencies[0]?.aging).to.include({ current: "0.00", daysOver90: "100700.00" });
    scene.now -= 400 * 86_400;
  });

  it("tells what came and where it went, and dilution over twelve months", async () => {
    const { currencies } = await book();
    expect(currencies[0]?.received).to.include({ from: "2026-12-01", debtors: "97000.00", sellers: "200.00" });
    expect(currencies[0]?.received.receiptsOfFactor, "in its own month").to.equal("200.00");
    expect(currencies[0]?.dilution).to.include({ sales: "101000.00", reductions: "3000.00", percent: "2.9703" });
    const query = { by: "seller" } as const;
    const { data } = await scene.as("factor").GET("/v1/factor-book/dilution", { params: { query } });
    expect(data?.items).to.have.length(1);
    expect(data?.items[0]?.byKind, "what the ledger tells apart").to.deep.equal({
      credit: "3000.00",
      discount: "0.00",
    });
    expect(data?.items[0]).to.include({ seller: SELLER, buyer: null, reductions: "3000.00" });
  });

  it("is the factor's alone: neither seller nor buyer nor a stranger finds a line in theirs", async () => {
    for (const name of ["seller", "buyer", "stranger"] as const satisfies readonly PartyName[]) {
      const own = await book({}, name);
      expect([own.desk, own.currencies], name).to.deep.equal([null, []]);
      const asked = scene.as(name);
      const lists = [
        await asked.GET("/v1/factor-book/portfolio", { params: { query: { by: "seller" } } }),
        await asked.GET("/v1/factor-book/receivables"),
        await asked.GET("/v1/factor-book/exceptions"),
        await asked.GET("/v1/factor-book/facilities"),
        await asked.GET("/v1/factor-book/dilution"),
      ];
      for (const { data, response } of lists) expect(data?.items, `${response.url} of the ${name}`).to.deep.equal([]);
    }
    expect((await book()).desk).to.equal(DESK);
    expect(await scene.refused("stranger", "/v1/factor-book?factor=0x")).to.equal("RequestInvalid");
  });

  it("refuses a block that is not there, a day before its block, and what is no day", async () => {
    const path = "/v1/factor-book";
    for (const query of [
      "block=999999",
      "block=-1",
      "block=1e3",
      "block=8&date=2026-11-01",
      "date=2026-02-30",
      "date=x",
    ]) {
      expect(await scene.refused("factor", `${path}?${query}`), query).to.equal("RequestInvalid");
    }
    expect(await book({ date: "1970-01-01" })).to.deep.equal({ asOf: null, desk: DESK, currencies: [] });
  });

  it("leaves out of its sums nothing but what was over more than twelve months before its day", async () => {
    const { story } = scene;
    const one = story.issue({ discountDay1: 0, discount1: 0n });
    story.sell(one);
    story.pay(one, 10n ** 9n);
    await scene.index();
    const sold = async (date: string): Promise<string | undefined> =>
      (await book({ date })).currencies[0]?.dilution.sales;
    expect(await sold("2027-10-31")).to.equal("102000.00");
    expect(await sold("2027-11-30"), "sold in January").to.equal("1000.00");
    expect((await book({ date: "2028-12-31" })).currencies[0]).to.include({ receivables: 1, funds: "100.00" });
  });

  it("keeps all pages of a list to the block of the first, and gives none out once that block is gone", async () => {
    const list = "/v1/factor-book/receivables?limit=1&date=2026-11-11";
    const page = async (cursor?: string) => {
      const query = { limit: "1", date: "2026-11-11", ...(cursor === undefined ? {} : { cursor }) };
      const { data } = await scene.as("factor").GET("/v1/factor-book/receivables", { params: { query } });
      if (data === undefined) throw new Error("no page");
      return data;
    };
    const one = await page();
    const next = one.next ?? "";
    expect([one.items.length, one.items[0]?.receivable]).to.deep.equal([1, first]);
    const two = await page(next);
    expect([two.items[0]?.receivable, two.next, two.asOf]).to.deep.equal([second, null, one.asOf]);
    expect(two.items[0]).to.include({ advance: "800.00", released: "0.00", kind: "advance", seller: SELLER });
    expect(await scene.refused("seller", `${list}&cursor=${next}`)).to.equal("CursorInvalid");
    const other = `/v1/factor-book/exceptions?limit=1&cursor=${next}`;
    expect(await scene.refused("factor", other)).to.equal("CursorInvalid");
    await scene.database.query("update blocks set hash = '\\x00' where number = $1", [one.asOf?.block ?? 0]);
    expect(await scene.refused("factor", `${list}&cursor=${next}`)).to.equal("CursorInvalid");
  });
});

describe("A deal in a gateway's factor's book", () => {
  let scene: FactorBookScene;

  before(async () => {
    scene = await openFactorBookScene();
  });

  after(() => scene.close());

  it("tells recourse apart from the day on which it begins, which nobody knows of sealed terms", async () => {
    const { story } = scene;
    const ids = [story.issue({}), story.issue({}, true), story.issue({}), story.issue({})] as const;
    const [known, sealed, none, outright] = ids;
    story.sell(known);
    story.sell(sealed);
    story.sell(none, { price: { ...PRICE, recourseDays: NO_RECOURSE } });
    story.purchase(outright, 1n);
    await scene.index();
    const { data } = await scene.as("factor").GET("/v1/factor-book/receivables", {});
    const rows = new Map(data?.items.map((row) => [row.receivable, [row.recourseDays, row.recourseFrom, row.dueDate]]));
    expect(ids.map((id) => rows.get(id))).to.deep.equal([
      [90, "2027-03-02", "2026-12-01"],
      [90, null, null],
      [null, null, "2026-12-01"],
      [null, null, "2026-12-01"],
    ]);
    const query = { seller: SELLER };
    const of = await scene.as("factor").GET("/v1/factor-book/receivables", { params: { query } });
    expect(of.data?.items).to.have.length(4);
    const others = { params: { query: { seller: BUYER } } };
    expect((await scene.as("factor").GET("/v1/factor-book/receivables", others)).data?.items).to.deep.equal([]);
  });
});
