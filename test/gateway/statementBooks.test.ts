/** Books of two firms as statements: stated, posted, handed over, verified, compared, and signed as one result. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { components } from "../../generated/openapi.d.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { StatementPosted } from "../../src/domain/statementEvents.ts";
import { isStatementLine } from "../../src/domain/statementLeaf.ts";
import { act as newAct } from "../../src/wire/act.ts";
import { isResultLine } from "../../src/reconciliation/statements/resultTree.ts";
import * as firms from "./statementFirms.ts";
import type { Book, Firm } from "./statementFirms.ts";

const SUPPLIER_BOOK = `number,date,currency,open,order
0012,2026-05-04,EUR,100.00,PO1
INV-2,2026-05-11,EUR,120.00,PO2
INV-2,2026-05-11,EUR,80.00,PO2
INV-3,2026-06-30,EUR,50.00,
INV-5,2026-05-11,USD,9.00,
`;
const BUYER_BOOK = `Rechnung;Belegdatum;Währung;Betrag
12;04.05.2026;EUR;-100,00
INV-2;11.05.2026;EUR;-180,00
INV-3;02.07.2026;EUR;-50,00
`;

describe("Two firms that share only the chain", () => {
  let supplier: Firm;
  let buyer: Firm;

  before(async () => {
    [supplier, buyer] = [await firms.openFirm("the supplier"), await firms.openFirm("the buyer")];
  });

  beforeEach(async () => {
    for (const { stage } of [supplier, buyer]) {
      await stage.database.query("delete from statements");
      await stage.database.query("delete from statement_books");
    }
  });

  after(async () => {
    await supplier.stage.close();
    await buyer.stage.close();
  });

  /** Both indexes see the posting. */
  async function post(party: Address, root: string, version = 1, keys: Hex = firms.KEYS): Promise<void> {
    const posting = { party, by: party, root: root as Hex, version, keys, replyBy: 0 };
    const event: StatementPosted = { name: "StatementPosted", id: firms.STATEMENT_ID, ...firms.STATEMENT, ...posting };
    for (const { stage } of [supplier, buyer]) await firms.record(stage, event);
  }

  async function bothPosted(books = [SUPPLIER_BOOK, BUYER_BOOK]): Promise<readonly [Book, Book]> {
    const ours = await supplier.own(books[0] ?? "");
    const theirs = await buyer.own(books[1] ?? "", { signs: "reversed" });
    await post(firms.SUPPLIER, ours.root ?? "");
    await post(firms.BUYER, theirs.root ?? "");
    return [await supplier.read(ours.id), await buyer.read(theirs.id)];
  }

  it("reckon one result of two books, and can sign the same exceptions and the same balance", async () => {
    const stated = await supplier.own(SUPPLIER_BOOK);
    expect(stated).to.deep.include({ step: "done", items: 4, lines: 3, later: 0, postedAs: null, nextVersion: 1 });
    expect(stated.balance?.amount).to.equal("350.00");
    const statement = firms.SHOWN_STATEMENT;
    expect(stated.acts).to.deep.equal({
      postStatement: { verb: "postStatement", statement, root: stated.root, keys: firms.KEYS },
      ...{ agreeBalance: null, agreeBalanceExcept: null, rejectBalance: null },
    });
    const [ours, theirs] = await bothPosted();
    expect(ours.root, "stated again").to.equal(stated.root);
    expect([ours.postedAs, ours.acts?.postStatement, theirs.later]).to.deep.equal([1, null, 1]);
    await supplier.received(await buyer.file(theirs.id));
    await buyer.received(await supplier.file(ours.id));
    const [atSupplier, atBuyer] = [await supplier.read(ours.id), await buyer.read(theirs.id)];
    const { result } = atSupplier;
    if (result === null) throw new Error("nothing was compared");
    expect(result).to.deep.include({ step: "done", exceptions: 3, matchedByRule: 1, supplierRoot: ours.root });
    const { reconciliation } = result;
    expect({ ...atBuyer.result, reconciliation }).to.deep.equal(result);
    const act = atSupplier.acts?.agreeBalanceExcept;
    expect(act).to.deep.equal(atBuyer.acts?.agreeBalanceExcept);
    expect(act?.exceptions).to.deep.equal({ result: result.result, count: 3 });
    expect(act?.balance, "of the supplier's book, for both").to.deep.equal(ours.balance);
    const told = atBuyer.acts?.rejectBalance?.balance;
    expect(told?.amount, "of its own book").to.equal(theirs.balance?.amount);
    expect(told?.salt, "which the other side cannot make").to.not.equal(theirs.balance?.salt);
    const bodies = [stated, atSupplier, atBuyer].flatMap(({ acts }) => Object.values(acts ?? {}));
    const faults = bodies.flatMap((body) => (body === null ? [] : (newAct.safeParse(body).error?.issues ?? [])));
    expect(faults, "each is what an intent is made of").to.deep.equal([]);
    const path = { id: reconciliation ?? "" };
    const shown = firms.told(
      await supplier.stage.client(supplier.token).GET("/v1/reconciliations/{id}", { params: { path } }),
    );
    expect(shown).to.deep.include({ step: "done", side: "supplier", cutOff: "2026-06-30", shownTo: null });
    const roots = { supplierRoot: ours.root, buyerRoot: theirs.root };
    expect(shown.statement).to.deep.equal({ id: firms.STATEMENT_ID, ...roots });
    expect(shown.currencies[0]?.balances).to.deep.equal({ supplier: "350.00", buyer: "280.00" });
    expect(shown.currencies[0]?.bridge).to.deep.equal([
      { class: "AMOUNT_DIFF", count: 1, amount: "-20.00" },
      { class: "WRONG_PERIOD", count: 1, amount: "-50.00" },
    ]);
  });

  it("compare what stands, whatever a side has stated since without posting it", async () => {
    const [ours, theirs] = await bothPosted();
    const draft = await supplier.own(SUPPLIER_BOOK.replace("100.00", "90.00"));
    await supplier.received(await buyer.file(theirs.id));
    const [standing, other] = [await supplier.read(ours.id), await supplier.read(draft.id)];
    expect(standing.acts?.agreeBalanceExcept?.exceptions.count).to.equal(3);
    expect([other.result?.exceptions, other.acts?.agreeBalanceExcept]).to.deep.equal([3, null]);
    expect(other.result?.result).to.not.equal(standing.result?.result);
  });

  it("have one root where their books say the same, and agree without showing anything", async () => {
    const [ours, theirs] = await bothPosted([
      "number,date,currency,open\nINV-1,2026-05-04,EUR,60.00\ninv-1,2026-05-05,EUR,40.00\n",
      "number,date,currency,open\nINV-1,2026-05-06,EUR,-100.00\n",
    ]);
    expect(theirs.root).to.equal(ours.root);
    const { postStatement, agreeBalance, agreeBalanceExcept, rejectBalance } = ours.acts ?? {};
    expect([postStatement, agreeBalanceExcept, rejectBalance]).to.deep.equal([null, null, null]);
    expect(agreeBalance?.balance).to.deep.equal(ours.balance);
    expect(theirs.acts?.agreeBalance?.balance).to.deep.equal(ours.balance);
    await buyer.received(await supplier.file(ours.id));
    expect((await buyer.read(theirs.id)).result, "there is nothing to compare").to.equal(null);
  });

  it("take nothing in that is not what the other has posted, and say what is", async () => {
    const [ours, theirs] = await bothPosted();
    const file = await supplier.file(ours.id);
    const changed = await buyer.received(file.replace(`"amount":"5000"`, `"amount":"5001"`));
    expect(changed).to.deep.include({ step: "failed", root: null, acts: null });
    expect(changed.fault).to.match(/^items: they come to the root 0x.*ask for the file once more/);
    const own = await buyer.received(await buyer.file(theirs.id));
    expect(own.fault).to.match(/^party: it is the book of /);
    expect((await buyer.received("INV-1;100,00")).fault).to.match(/^the file: it is no JSON in UTF-8/);
    await post(firms.SUPPLIER, `0x${"99".repeat(32)}`, 2);
    expect((await buyer.received(file)).fault).to.match(/^root: it is of 0x.*version 2 of the supplier has 0x99/);
    expect((await buyer.read(theirs.id)).result).to.equal(null);
  });

  it("give out a file once its root stands, and no more when another one does", async () => {
    const ours = await supplier.own(SUPPLIER_BOOK);
    const asked = async (): Promise<string | undefined> => {
      const params = { path: { id: ours.id } };
      const client = supplier.stage.client(supplier.token);
      return (await client.GET("/v1/statement-books/{id}/file", { params, parseAs: "text" })).error?.type;
    };
    expect(await asked()).to.equal("/problems/RootNotPosted");
    await post(firms.SUPPLIER, ours.root ?? "");
    expect(await asked()).to.equal(undefined);
    await post(firms.SUPPLIER, `0x${"99".repeat(32)}`, 2);
    expect(await asked()).to.equal("/problems/RootNotPosted");
    const { postedAs, replaces, nextVersion, acts } = await supplier.read(ours.id);
    expect([postedAs, replaces, nextVersion]).to.deep.equal([null, `0x${"99".repeat(32)}`, 3]);
    expect(acts?.postStatement?.root).to.equal(ours.root);
  });

  it("prove one line of a book, and one of the result, to somebody who sees nothing else", async () => {
    const [ours, theirs] = await bothPosted();
    await supplier.received(await buyer.file(theirs.id));
    const client = supplier.stage.client(supplier.token);
    const path = { id: ours.id };
    const prove = (document: string) =>
      client.GET("/v1/statement-books/{id}/documents/{document}/proof", { params: { path: { ...path, document } } });
    const { lines, root, statement, party } = firms.told(await prove("inv-2"));
    expect([lines.length, root, statement, party]).to.deep.equal([1, ours.root, firms.SHOWN_STATEMENT, firms.SUPPLIER]);
    const [line] = lines;
    if (line === undefined) throw new Error("no line");
    const { proof, ...shown } = line;
    const proven = { line: { ...shown, amount: BigInt(shown.amount) }, proof } as Parameters<typeof isStatementLine>[2];
    expect(isStatementLine(firms.STATEMENT, root as Hex, proven)).to.equal(true);
    expect(shown.amount, "both items of the document").to.equal("20000");
    expect((await prove("INV-77")).error?.type).to.match(/LineMissing/);
    const listed = firms.told(await client.GET("/v1/statement-books/{id}/result/lines", { params: { path } }));
    expect(listed.items.map(({ text }) => (JSON.parse(text) as string[])[0])).to.deep.equal([
      ...["countersign-result-1", "AMOUNT_DIFF", "MATCHED_BY_RULE", "WRONG_PERIOD"],
    ]);
    const place = { ...path, place: "2" };
    const one = firms.told(
      await client.GET("/v1/statement-books/{id}/result/lines/{place}", { params: { path: place } }),
    );
    expect(isResultLine(one.result as Hex, one.line as { text: string; salt: Hex }, one.proof as Hex[])).to.equal(true);
    const none = await client.GET("/v1/statement-books/{id}/result/lines/{place}", {
      params: { path: { ...path, place: "9" } },
    });
    expect(none.response.status).to.equal(404);
  });

  it("keep the pair's secret to themselves: sealed, in no answer and no log, and only of the keys of now", async () => {
    const { stage, token } = supplier;
    const listed = firms.told(await stage.client(token).GET("/v1/pair-secrets"));
    expect(listed.items).to.have.length(1);
    expect(listed.items[0]).to.deep.include({ keys: firms.KEYS, account: firms.SUPPLIER, current: true });
    const [kept] = await stage.database.query<{ text: string }>("select pair_secrets::text as text from pair_secrets");
    const digits = firms.SECRET.slice(2);
    for (const text of [JSON.stringify(listed), kept?.text ?? "", stage.log.join("")])
      expect(text).to.not.include(digits);
    const body = { supplier: firms.SUPPLIER, buyer: firms.BUYER, keys: ZERO_HASH, secret: firms.SECRET };
    const given = await stage.client(token).POST("/v1/pair-secrets", { body });
    expect(given.error?.type).to.match(/PairKeysChanged/);
    const stranger = await stage.client(token).POST("/v1/pair-secrets", { body: { ...body, supplier: firms.BUYER } });
    expect(stranger.error?.detail).to.match(/body\.supplier: name your organisation/);
    const path = { keys: firms.KEYS };
    expect(
      (await stage.client(token).DELETE("/v1/pair-secrets/{keys}", { params: { path } })).response.status,
    ).to.equal(204);
    expect(await refusal(supplier)).to.match(/PairSecretMissing/);
    await stage.database.query("delete from viewing_keys where organisation <> $1", [`\\x${firms.SUPPLIER.slice(2)}`]);
    expect(await refusal(supplier)).to.match(/ViewingKeyMissing/);
  });
});

type NewBook = components["schemas"]["NewStatementBook"];

/** Why an own book is not taken. */
async function refusal(firm: Firm): Promise<string | undefined> {
  const common = { id: randomUUID(), statement: firms.SHOWN_STATEMENT, lastDay: "2026-06-30" };
  const body: NewBook = { ...common, kind: "own", book: { upload: await firm.uploaded(SUPPLIER_BOOK) } };
  return (await firm.stage.client(firm.token).POST("/v1/statement-books", { body })).error?.type;
}
