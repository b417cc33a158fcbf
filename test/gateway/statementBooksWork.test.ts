/** The work behind books of statements: once, in a thread where it is large, taken up where it was broken off. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import pino from "pino";
import type { components } from "../../generated/openapi.d.ts";
import { writeStatementFile } from "../../src/documents/statementFile/writeStatementFile.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { workOnStatements } from "../../src/gateway/statementBooks/working.ts";
import { statedBook } from "../../src/reconciliation/statements/statedBook.ts";
import { item } from "../reconciliation/books.ts";
import { addressOf, CONFIG } from "./stage.ts";
import * as firms from "./statementFirms.ts";
import type { Firm } from "./statementFirms.ts";

type NewBook = components["schemas"]["NewStatementBook"];

const BOOK = "number,date,currency,open\nINV-1,2026-05-04,EUR,100.00\n";
const LAST_DAY = dayNumber("2026-06-30");
const LARGE = 1_200;

describe("The work on books of statements", () => {
  let supplier: Firm;

  before(async () => {
    supplier = await firms.openFirm("the supplier");
  });

  beforeEach(async () => {
    await supplier.stage.database.query("delete from statements");
    await supplier.stage.database.query("delete from statement_books");
  });

  after(() => supplier.stage.close());

  async function asked(csv = BOOK): Promise<NewBook & { kind: "own" }> {
    const book = { upload: await supplier.uploaded(csv) };
    return { id: randomUUID(), kind: "own", statement: firms.SHOWN_STATEMENT, lastDay: "2026-06-30", book };
  }

  const send = (body: NewBook) => supplier.stage.client(supplier.token).POST("/v1/statement-books", { body });

  const workAt = (at: number): Promise<boolean> => {
    const { database } = supplier.stage;
    return workOnStatements({ database, secret: CONFIG.secret, now: () => at, logger: pino({ level: "silent" }) });
  };

  async function posted(party: "supplier" | "buyer", root: Hex): Promise<void> {
    const posting = { party: addressOf(`the ${party}`), by: addressOf(`the ${party}`), root, version: 1, replyBy: 0 };
    const event = { name: "StatementPosted", id: firms.STATEMENT_ID, ...firms.STATEMENT, ...posting } as const;
    await firms.record(supplier.stage, { ...event, keys: firms.KEYS });
  }

  /** The file of a buyer whose book has so many documents, once its root stands. */
  async function fileOfBuyer(count: number): Promise<string> {
    const secret = Buffer.from(firms.SECRET.slice(2), "hex");
    const items = Array.from({ length: count }, (_, index) =>
      item({ number: `INV-${index}`, amount: 10_000n, day: LAST_DAY - 57 }),
    );
    const { tree } = statedBook({ items, later: [] }, { statement: firms.STATEMENT, lastDay: LAST_DAY, secret });
    await posted("buyer", tree.root);
    const head = { statement: firms.STATEMENT, lastDay: LAST_DAY, party: firms.BUYER, keys: firms.KEYS };
    return writeStatementFile({ ...head, root: tree.root, items, later: [] });
  }

  it("is done once, however often a book is sent, and there is no other under its id", async () => {
    const body = await asked();
    const { id } = await supplier.add(body);
    const again = await send(body);
    expect([again.data?.id, again.data?.step]).to.deep.equal([id, "done"]);
    expect((await send({ ...body, lastDay: "2026-07-01" })).error?.type).to.match(/IdTaken/);
    const other = await send({
      id,
      kind: "received",
      statement: firms.STATEMENT_ID,
      upload: randomUUID(),
      shown: false,
    });
    expect(other.error?.type).to.match(/IdTaken/);
    const query = { statement: firms.STATEMENT_ID };
    const { data } = await supplier.stage.client(supplier.token).GET("/v1/statement-books", { params: { query } });
    expect(data?.items.map((one) => one.id)).to.deep.equal([id]);
  });

  it("is refused before it begins where nothing can come of it", async () => {
    const body = await asked();
    const typeOf = async (over: object): Promise<string> => {
      return (await send({ ...body, id: randomUUID(), ...over })).error?.type ?? "";
    };
    const token = { ...firms.SHOWN_STATEMENT, currency: addressOf("a token") };
    expect(await typeOf({ statement: token })).to.match(/CurrencyUnknown/);
    expect(await typeOf({ lastDay: "2026-06-29" })).to.match(/RequestInvalid/);
    expect(await typeOf({ book: { upload: randomUUID() } })).to.match(/UploadIncomplete/);
    const others = { ...firms.SHOWN_STATEMENT, supplier: addressOf("somebody") };
    expect(await typeOf({ statement: { ...others, buyer: addressOf("else") } })).to.match(/RequestInvalid/);
    const file = { id: randomUUID(), kind: "received", statement: firms.STATEMENT_ID, upload: randomUUID() } as const;
    expect((await send({ ...file, shown: false })).error?.type, "of what nobody has posted").to.match(/NotFound/);
    await posted("supplier", `0x${"11".repeat(32)}`);
    expect((await send({ ...file, shown: false })).error?.type).to.match(/NothingPosted/);
  });

  it("waits for room: so many books are under way at a time, of requests at once too", async () => {
    const bodies = await Promise.all(Array.from({ length: 12 }, () => asked()));
    const answers = await Promise.all(bodies.map(send));
    const taken = answers.filter(({ response }) => response.status === 202);
    expect(taken).to.have.length(10);
    for (const { error } of answers) if (error !== undefined) expect(error.type).to.match(/QuotaReached/);
  });

  it("is taken up by whoever comes next where it was broken off, and ends once", async () => {
    const { database, now } = supplier.stage;
    const body = await asked();
    await send(body);
    // Another process has claimed it and died.
    await database.query("update statement_books set claimed = $1, step = 'working', attempts = 1", [now + 120]);
    expect(await workAt(now)).to.equal(false);
    const both = await Promise.all([workAt(now + 121), workAt(now + 121)]);
    expect(both.filter((isDone) => isDone)).to.have.length(1);
    expect((await supplier.read(body.id)).step).to.equal("done");
    const uploads = await database.query("select id from uploads where id = $1", [body.book.upload]);
    expect(uploads, "what was read is kept once").to.deep.equal([]);
    // What ended every process that began it is begun no more.
    await database.query("update statement_books set ended = null, attempts = 3, claimed = 0, step = 'working'");
    expect(await workAt(now)).to.equal(false);
    expect((await supplier.read(body.id)).fault).to.match(/begun too often/);
  });

  it("fails with what has to be mended where the file is not whole", async () => {
    const { step, fault, root } = await supplier.own(`${BOOK}INV-2,2026-02-30,EUR,1.00\n`);
    expect([step, root]).to.deep.equal(["failed", null]);
    expect(fault).to.match(/^the file cannot be read whole: line 3, date "2026-02-30": write a day/);
  });

  it("of a large book is done in a thread, and refused there as anywhere else", async () => {
    const csv = Array.from({ length: LARGE }, (_, index) => `INV-${index},2026-05-04,EUR,100.00`);
    const own = await supplier.own(`number,date,currency,open\n${csv.join("\n")}\nINV-X,2026-05-04,EUR,1.00\n`);
    expect([own.step, own.items, own.balance?.amount]).to.deep.equal(["done", LARGE + 1, "120001.00"]);
    await posted("supplier", own.root as Hex);
    const file = await fileOfBuyer(LARGE);
    const changed = await supplier.received(file.replace(`"10000"`, `"10001"`));
    expect(changed.fault).to.match(/^items: they come to the root/);
    await supplier.received(file);
    const { result } = await supplier.read(own.id);
    expect(result).to.deep.include({ step: "done", exceptions: 1, matchedByRule: 0 });
  });

  it("shows the comparison to the other firm where whoever took the file in says so, and never a draft's", async () => {
    const own = await supplier.own(BOOK);
    await posted("supplier", own.root as Hex);
    const file = await fileOfBuyer(2);
    const client = supplier.stage.client(await supplier.stage.signIn("the buyer"));
    const seen = async (result: firms.Book["result"]): Promise<number> => {
      const path = { id: result?.reconciliation ?? "" };
      return (await client.GET("/v1/reconciliations/{id}", { params: { path } })).response.status;
    };
    const takenIn = async (shown: boolean): Promise<firms.Book["result"]> => {
      const upload = await supplier.uploaded(file);
      const book = { id: randomUUID(), kind: "received", statement: firms.STATEMENT_ID, upload, shown } as const;
      return (await supplier.add(book)).result;
    };
    expect([await seen(await takenIn(false)), await seen(await takenIn(true))]).to.deep.equal([404, 200]);
    const draft = await supplier.own(`${BOOK}DRAFT-77,2026-05-09,EUR,42.42\n`);
    const { result } = await supplier.read(draft.id);
    expect([result?.step, await seen(result)]).to.deep.equal(["done", 404]);
  });

  it("proves nothing and takes nothing in once another secret was given than that of the roots", async () => {
    const own = await supplier.own(BOOK);
    await posted("supplier", own.root as Hex);
    const { token, stage } = supplier;
    const body = { supplier: firms.SUPPLIER, buyer: firms.BUYER, keys: firms.KEYS, secret: firms.SECRET };
    const give = (secret: Hex) => stage.client(token).POST("/v1/pair-secrets", { body: { ...body, secret } });
    await give(`0x${"0a".repeat(32)}`);
    const path = { id: own.id, document: "INV-1" };
    const proof = await stage
      .client(token)
      .GET("/v1/statement-books/{id}/documents/{document}/proof", { params: { path } });
    expect(proof.error?.type).to.match(/PairSecretMissing/);
    const received = await supplier.received(await fileOfBuyer(2));
    expect(received.fault, "its items are salted otherwise").to.match(/the pair's secret differs/);
    await give(firms.SECRET);
  });
});
