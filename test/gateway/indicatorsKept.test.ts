import { expect } from "chai";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import { invoiceHash } from "../../src/domain/invoiceNumber.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { currencyFrom } from "../../src/gateway/accountStatements/currency.ts";
import type { ReadBook } from "../../src/gateway/portfolio/building.ts";
import { UTC_DAYS } from "../../src/gateway/portfolio/days.ts";
import { refreshPortfolio } from "../../src/gateway/portfolio/keeping.ts";
import { currenciesOf, foldStale, readBook } from "../../src/gateway/portfolio/reading.ts";
import { keepContent } from "../../src/store/contents.ts";
import { isPortfolioCurrent, keepPortfolio, portfolioRevision, staleItems } from "../../src/store/portfolioItems.ts";
import { standingOf } from "../../src/store/standing.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { BUYER, EUR, openAccountScene, SUPPLIER } from "./accountScene.ts";
import type { AccountScene } from "./accountScene.ts";
import { sealing } from "./book.ts";

describe("What is kept of a book", () => {
  let scene: AccountScene;
  beforeEach(async () => {
    scene = await openAccountScene();
  });
  afterEach(() => scene.close());

  const read = (): Promise<ReadBook> => {
    const currency = currencyFrom("EUR", new Map());
    return readBook(scene.database, { organisation: SUPPLIER, currency, dayOf: UTC_DAYS });
  };
  const refresh = (): Promise<void> => refreshPortfolio(scene.database, SUPPLIER);
  const rows = async (): Promise<number> => (await scene.database.query("select from portfolio_items")).length;

  it("is read as if it were folded anew, and folded once", async () => {
    const folded = await read();
    expect(await rows()).to.equal(0);
    await refresh();
    expect(await rows()).to.equal(3);
    expect(await read()).to.deep.equal(folded);
    expect(await staleItems(scene.database, SUPPLIER)).to.deep.equal([]);
    expect(await currenciesOf(scene.database, SUPPLIER)).to.deep.equal([EUR]);
  });

  it("does not count any more once the receivable has moved on, and only what moved is folded again", async () => {
    await refresh();
    const id = scene.ids.get("RE-100") ?? expect.fail("there is no such invoice");
    await scene.book.write({ name: "ReceivableWrittenOff", id, by: SUPPLIER, reason: id });
    expect(await isPortfolioCurrent(scene.database, SUPPLIER)).to.equal(false);
    expect((await staleItems(scene.database, SUPPLIER)).map((stale) => stale.id)).to.deep.equal([id]);
    const { book } = await read();
    expect(book.items.find((item) => item.id === id)?.changes.map(({ kind }) => kind)).to.deep.equal(["writtenOff"]);
    await refresh();
    expect((await read()).book).to.deep.equal(book);
  });

  it("is a sealed receivable until its content is given, and an item from then on", async () => {
    const header = headerOf(SUPPLIER, BUYER, { invoice: invoiceHash("RE-900") });
    const receivable = receivableOf(header, termsOf(EUR, dayNumber("2026-11-01")));
    await scene.book.write(...sealing(receivable, "0x1234"));
    await refresh();
    const sealed = await read();
    expect([sealed.sealed, sealed.book.items.length]).to.deep.equal([1, 3]);
    await keepContent(scene.database, {
      ...{ commitment: commitmentOf(receivable), id: idOf(header), revision: 0, receivable, documentSecret: null },
      ...{ invoice: { number: "RE-900", issueDate: "2026-10-30" }, original: null, opened: scene.now },
    });
    const opened = await read();
    expect([opened.sealed, opened.book.items.length]).to.deep.equal([0, 4]);
    const item = opened.book.items.find(({ number }) => number === "RE-900");
    expect(item?.day).to.equal(dayNumber("2026-10-30"));
    await refresh();
    expect(await read()).to.deep.equal(opened);
  });

  it("is as old as the first document says, also where a later revision has one of its own", async () => {
    const before = await read();
    const header = headerOf(SUPPLIER, BUYER, { invoice: invoiceHash("RE-100") });
    const receivable = receivableOf(header, termsOf(EUR, dayNumber("2026-12-01")));
    await keepContent(scene.database, {
      ...{ commitment: commitmentOf(receivable), id: idOf(header), revision: 1, receivable, documentSecret: null },
      ...{ invoice: { number: "RE-100", issueDate: "2026-12-15" }, original: null, opened: scene.now },
    });
    expect((await staleItems(scene.database, SUPPLIER)).map(({ id }) => id)).to.include(idOf(header));
    expect(await read()).to.deep.equal(before);
  });

  it("is written by one of two who began from the same state, and the other's is left", async () => {
    const { database } = scene;
    const stale = await staleItems(database, SUPPLIER);
    const items = await foldStale(database, SUPPLIER, stale);
    const revision = await portfolioRevision(database, SUPPLIER);
    const standing = await standingOf(database);
    const kept = { organisation: SUPPLIER, desk: undefined, revision, standing, items, gone: [] };
    expect(await database.transaction((tx) => keepPortfolio(tx, kept))).to.equal(true);
    expect(await database.transaction((tx) => keepPortfolio(tx, kept))).to.equal(false);
    expect(await isPortfolioCurrent(database, SUPPLIER)).to.equal(true);
    await Promise.all([refresh(), refresh(), refresh()]);
    expect(await rows()).to.equal(3);
  });
});
