import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import { addGrant } from "../../src/store/grants.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

const EUR = "0x00000000000000000000000000000000000003d2";
const [SUPPLIER, BUYER, FACTOR, AUDITOR] = [
  addressOf("supplier"),
  addressOf("buyer"),
  addressOf("factor"),
  addressOf("auditor"),
];
const mine = receivableOf(headerOf(SUPPLIER, BUYER), termsOf(EUR, FIRST_INSTANT / DAY));
const id = idOf(mine.header);
const path = { params: { path: { id } } };
const NAMES = ["supplier", "buyer", "factor", "auditor", "stranger", "clerk"] as const;
type Name = (typeof NAMES)[number];

const uuid = (number: number): string => `00000000-0000-4000-8000-${number.toString().padStart(12, "0")}`;

describe("Threads over HTTP", () => {
  let stage: Stage;
  let tokens: Readonly<Record<Name, string>>;
  beforeEach(async () => {
    stage = await openStage();
    await stage.book.write(...issuing(mine), { name: "Transfer", from: SUPPLIER, to: FACTOR, id });
    const audit = { kind: "audit", counterparty: null, receivables: null, issuedFrom: null, issuedTo: null } as const;
    const grant = { ...audit, grantor: SUPPLIER, grantee: AUDITOR, since: 0, until: 2 ** 40, account: SUPPLIER };
    expect(await addGrant(stage.database, { ...grant, id: uuid(1) }, 5)).to.equal("added");
    const supplier = await stage.signIn("supplier");
    const clerk = { account: addressOf("clerk"), role: "preparer" } as const;
    await stage.client(supplier).POST("/v1/members", { body: clerk });
    tokens = {
      supplier,
      buyer: await stage.signIn("buyer"),
      factor: await stage.signIn("factor"),
      auditor: await stage.signIn("auditor"),
      stranger: await stage.signIn("stranger"),
      clerk: await stage.signIn("clerk", SUPPLIER),
    };
  });
  afterEach(() => stage.close());

  const as = (name: Name) => stage.client(tokens[name]);
  const say = (name: Name, number: number, text: string) =>
    as(name).POST("/v1/receivables/{id}/messages", { ...path, body: { id: uuid(number), text } });
  const note = (name: Name, number: number, text: string) =>
    as(name).POST("/v1/receivables/{id}/comments", { ...path, body: { id: uuid(number), text } });
  const textsOf = async (name: Name, kind: "messages" | "comments"): Promise<unknown> => {
    const { data, response } = await as(name).GET(`/v1/receivables/{id}/${kind}`, path);
    return data === undefined ? response.status : data.items.map(({ text }) => text);
  };
  const seenBy = async (kind: "messages" | "comments") =>
    Object.fromEntries(await Promise.all(NAMES.map(async (name) => [name, await textsOf(name, kind)] as const)));

  it("are written and read by supplier, buyer and holder; an auditor is told nothing", async () => {
    expect((await as("auditor").GET("/v1/receivables/{id}", path)).response.status).to.equal(200);
    for (const [index, name] of (["supplier", "buyer", "factor", "clerk"] as const).entries()) {
      const { data } = await say(name, 10 + index, `from ${name}`);
      const organisation = name === "clerk" ? SUPPLIER : addressOf(name);
      expect(data).to.include({ id: uuid(10 + index), organisation, account: addressOf(name), erased: null });
    }
    for (const name of ["auditor", "stranger"] as const) {
      expect((await say(name, 20, "let me in")).response.status, name).to.equal(404);
    }
    const all = ["from supplier", "from buyer", "from factor", "from clerk"];
    const expected = { supplier: all, buyer: all, factor: all, clerk: all, auditor: 404, stranger: 404 };
    expect(await seenBy("messages")).to.deep.equal(expected);
  });

  it("are no longer read by who sold the receivable and takes no other part in it", async () => {
    await say("factor", 10, "we hold it");
    await stage.book.write({ name: "Transfer", from: FACTOR, to: addressOf("stranger"), id });
    expect(await textsOf("factor", "messages")).to.equal(404);
    expect(await textsOf("stranger", "messages")).to.deep.equal(["we hold it"]);
  });

  it("stay within an organisation where they are its comments", async () => {
    await note("supplier", 10, "call them");
    await note("clerk", 11, "called");
    await note("buyer", 12, "they called");
    expect((await note("auditor", 13, "let me in")).response.status).to.equal(404);
    const own = ["call them", "called"];
    expect(await seenBy("comments")).to.deep.equal({
      supplier: own,
      clerk: own,
      buyer: ["they called"],
      factor: [],
      auditor: 404,
      stranger: 404,
    });
    expect(await textsOf("supplier", "messages")).to.deep.equal([]);
  });

  it("hold a message once, however often it is sent, and something else under its id never", async () => {
    await say("supplier", 10, "hello\nworld");
    expect((await say("supplier", 10, "hello\nworld")).response.status).to.equal(201);
    expect((await say("supplier", 10, "hello")).error?.type).to.equal("/problems/IdTaken");
    expect((await say("clerk", 10, "hello\nworld")).error?.type).to.equal("/problems/IdTaken");
    expect((await note("supplier", 10, "hello\nworld")).error?.type).to.equal("/problems/IdTaken");
    expect((await say("buyer", 10, "my own 10")).response.status).to.equal(201);
    expect(await textsOf("factor", "messages")).to.deep.equal(["hello\nworld", "my own 10"]);
  });

  it("refuse what shows other than it reads, and what is too long or nothing", async () => {
    const texts = [
      "a\u202eb",
      "a\u200bb",
      "a\u0007b",
      "\u2066a",
      "a\u{e0041}",
      "tab\there",
      " \n ",
      "",
      "x".repeat(4_001),
    ];
    for (const text of texts) {
      const { error } = await say("supplier", 10, text);
      expect(error?.type, JSON.stringify(text.slice(0, 10))).to.equal("/problems/RequestInvalid");
    }
    expect((await say("supplier", 10, "发票已收到，谢谢 👍")).response.status).to.equal(201);
    expect(await textsOf("buyer", "messages")).to.deep.equal(["发票已收到，谢谢 👍"]);
  });

  it("lose a text that is erased, by its author or by an administrator, and keep that it was", async () => {
    await say("clerk", 10, "Ms Li, 138 0000 0000");
    await say("supplier", 11, "more");
    const erase = async (name: Name, number: number): Promise<number> => {
      const params = { path: { id, message: uuid(number) } };
      return (await as(name).DELETE("/v1/receivables/{id}/messages/{message}", { params })).response.status;
    };
    expect(await erase("buyer", 10)).to.equal(404);
    expect(await erase("clerk", 11)).to.equal(404);
    expect(await erase("supplier", 10)).to.equal(204);
    const { data } = await as("buyer").GET("/v1/receivables/{id}/messages", path);
    expect(data?.items[0]).to.include({ id: uuid(10), account: addressOf("clerk"), text: null });
    expect(data?.items[0]?.erased).to.be.a("string");
    expect((await say("clerk", 10, "Ms Li, 138 0000 0000")).data?.text).to.equal(null);
    const kept = await stage.database.query<{ text: string | null }>("select text from messages order by number");
    expect(kept.map(({ text }) => text)).to.deep.equal([null, "more"]);
  });

  it("are read page by page, and a cursor of one thread opens no other", async () => {
    for (let number = 0; number < 105; number += 1) await say("supplier", 100 + number, `message ${number}`);
    const first = await as("buyer").GET("/v1/receivables/{id}/messages", path);
    expect(first.data?.items).to.have.length(100);
    const cursor = first.data?.next ?? "";
    const second = await as("buyer").GET("/v1/receivables/{id}/messages", {
      params: { path: { id }, query: { cursor } },
    });
    expect(second.data?.items.map(({ text }) => text)).to.deep.equal(
      [100, 101, 102, 103, 104].map((n) => `message ${n}`),
    );
    expect(second.data?.next).to.equal(null);
    const other = await as("buyer").GET("/v1/receivables/{id}/comments", {
      params: { path: { id }, query: { cursor } },
    });
    expect(other.error?.type).to.equal("/problems/CursorInvalid");
  });

  it("have beside them an owner, whom each organisation names for itself among its members", async () => {
    const name = (by: Name, account: `0x${string}`) =>
      as(by).POST("/v1/receivables/{id}/owner", { ...path, body: { account } });
    const owned = async (by: Name, account: `0x${string}`): Promise<unknown> =>
      (await as(by).GET("/v1/owned", { params: { query: { account } } })).data?.items.map(
        ({ receivable }) => receivable,
      );
    expect((await as("supplier").GET("/v1/receivables/{id}/owner", path)).data).to.deep.equal({ owner: null });
    expect((await name("supplier", addressOf("clerk"))).data?.owner).to.include({
      account: addressOf("clerk"),
      namedBy: SUPPLIER,
    });
    expect((await name("supplier", BUYER)).error?.type).to.equal("/problems/MandateMissing");
    expect((await name("stranger", addressOf("stranger"))).response.status).to.equal(404);
    expect((await name("auditor", AUDITOR)).response.status).to.equal(404);
    expect((await as("buyer").GET("/v1/receivables/{id}/owner", path)).data).to.deep.equal({ owner: null });
    expect(await owned("supplier", addressOf("clerk"))).to.deep.equal([id]);
    expect(await owned("buyer", addressOf("clerk"))).to.deep.equal([]);
    expect((await as("clerk").DELETE("/v1/receivables/{id}/owner", path)).response.status).to.equal(204);
    expect(await owned("supplier", addressOf("clerk"))).to.deep.equal([]);
  });
});
