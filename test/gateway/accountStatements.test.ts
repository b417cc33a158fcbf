/** Statements of account for people, made from the index, answered line by line. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { components } from "../../generated/openapi.d.ts";
import { putProfile } from "../../src/store/organisations.ts";
import { pagesOf } from "../documents/accountPdfText.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { BUYER, EUR, openAccountScene, SUPPLIER } from "./accountScene.ts";
import type { AccountScene } from "./accountScene.ts";
import { accepting, DAY, FIRST_INSTANT, issuing, sealing } from "./book.ts";
import { addressOf } from "./stage.ts";

type Schemas = components["schemas"];
type Asked = Schemas["NewAccountStatement"];
type Statement = Schemas["AccountStatement"];

describe("A gateway's account statement", () => {
  let scene: AccountScene;

  before(async () => {
    scene = await openAccountScene();
    const profile = { audience: "counterparties", contacts: [], contactsAudience: "nobody" } as const;
    const identifiers = [{ scheme: "LEI", value: "529900SUPPLIER00001X" }];
    await putProfile(scene.database, SUPPLIER, { legalName: "Müller AG", identifiers, ...profile }, scene.now);
  });

  after(() => scene.close());

  function asked(over: Partial<Asked> = {}): Asked {
    return {
      ...{ id: randomUUID(), side: "supplier", counterparty: BUYER, currency: "EUR", layout: "open-item" },
      ...{ language: "en", zone: "Europe/Berlin", from: "2026-11-01", cutOff: "2026-11-20", replyBy: "2026-12-10" },
      ...over,
    };
  }

  function tried(body: Asked, token = scene.supplier) {
    return scene.client(token).POST("/v1/account-statements", { body });
  }

  async function made(over: Partial<Asked> = {}, token = scene.supplier): Promise<Statement> {
    const { data, error } = await tried(asked(over), token);
    if (data === undefined) throw new Error(`${error.type}: ${error.detail}`);
    return data;
  }

  const codeOf = ({ error }: { error?: { type: string } }): string | undefined => error?.type.replace("/problems/", "");

  async function read(token: string, id: string): Promise<Statement | undefined> {
    return (await scene.client(token).GET("/v1/account-statements/{id}", { params: { path: { id } } })).data;
  }

  async function lines(token: string, id: string): Promise<readonly Schemas["AccountLine"][]> {
    const { data } = await scene.client(token).GET("/v1/account-statements/{id}/lines", { params: { path: { id } } });
    return data?.items ?? [];
  }

  function file(token: string, id: string, query: Record<string, string>): Promise<Response> {
    const search = new URLSearchParams(query).toString();
    return fetch(`${scene.url}/v1/account-statements/${id}/file?${search}`, {
      headers: { authorization: `Bearer ${token}` },
    });
  }

  function say(token: string, id: string, answers: readonly object[], set: string = randomUUID()) {
    const body = { id: set, answers } as unknown as Schemas["NewLineAnswers"];
    return scene.client(token).POST("/v1/account-statements/{id}/answers", { params: { path: { id } }, body });
  }

  it("holds the equation, counts money from its value date, and tells each payee's part", async () => {
    const { totals, equation, lines: count, names, reply, onChain } = await made();
    expect(equation).to.include({ opening: "0.00", invoices: "3000.00", credits: "100.00", payments: "400.00" });
    expect(equation).to.include({ closing: "2500.00", openLines: "2500.00", unapplied: "0.00" });
    expect(totals).to.include({ balance: "2500.00", dueNow: "0.00", dueLater: "2500.00", disputed: "300.00" });
    expect([count, reply, onChain]).to.deep.equal([3, "NO_REPLY", null]);
    expect(names).to.deep.equal({ supplier: "Müller AG", buyer: "Nordwind Windpark SE" });
    const early = await made({ cutOff: "2026-11-02" });
    expect(early.equation, "recorded on the 3rd with value of the 2nd").to.include({ payments: "400.00" });
    expect((await made({ cutOff: "2026-11-01" })).equation).to.include({ payments: "0.00", closing: "3000.00" });
    const later = await made({ from: "2026-11-10" });
    expect(later.equation).to.include({ opening: "2500.00", invoices: "0.00", closing: "2500.00" });
  });

  it("ends its days where its zone does: what is of the 5th in UTC is of the 4th west of it", async () => {
    const credits = async (zone: string) => (await made({ zone, cutOff: "2026-11-04" })).equation.credits;
    // Credited on 5 November, 00:00 in UTC.
    expect([await credits("UTC"), await credits("Pacific/Niue")]).to.deep.equal(["0.00", "100.00"]);
  });

  it("is the same from the buyer's side, and in the words of the recipient", async () => {
    const own = await made({ side: "buyer", counterparty: SUPPLIER, language: "zh" }, scene.buyer);
    expect(own.totals.balance).to.equal("2500.00");
    const pdf = Buffer.from(await (await file(scene.supplier, own.id, {})).arrayBuffer());
    const text = pagesOf(pdf).join("");
    for (const told of ["往来对账单", "RE-100", "2,500.00", "PO-RE-200"]) expect(text).to.include(told);
    const english = await file(scene.supplier, own.id, { language: "en", layout: "balance-forward", format: "csv" });
    expect(english.headers.get("content-disposition")).to.match(
      /^attachment; filename="AS-2026-11-20-[0-9a-f]{8}-1.csv"$/,
    );
    const csv = await english.text();
    expect(csv).to.include('"Opening balance"').and.to.include('"Müller AG"').and.to.include("529900SUPPLIER00001X");
  });

  it("is the other side's to read once it is made, notes when it first did, and is nobody else's", async () => {
    const { id, opened } = await made();
    expect([opened, (await read(scene.supplier, id))?.opened]).to.deep.equal([null, null]);
    expect(await read(scene.buyer, id)).to.include({ id, opened: "2026-11-21T00:00:00Z" });
    const { data } = await scene.client(scene.buyer).GET("/v1/account-statements", {
      params: { query: { made: "elsewhere", counterparty: SUPPLIER } },
    });
    expect(data?.items.map((one) => one.id)).to.include(id);
    const stranger = await scene.signIn("a stranger");
    expect(await read(stranger, id)).to.equal(undefined);
    expect((await file(stranger, id, {})).status).to.equal(404);
    expect((await say(stranger, id, [{ line: null, kind: "agrees" }])).response.status).to.equal(404);
    expect(codeOf(await tried(asked({ counterparty: addressOf("nobody") })))).to.equal("NotFound");
  });

  it("is never changed: a new version names the old one, both stay, and it has one successor", async () => {
    const first = await made({ cutOff: "2026-11-19" });
    const before = await (await file(scene.supplier, first.id, { format: "json" })).text();
    const second = await made({ cutOff: "2026-11-19", replaces: first.id });
    expect(second).to.include({ number: first.number, version: 2, replaces: first.id });
    expect(await read(scene.buyer, first.id)).to.include({ version: 1, replacedBy: second.id });
    expect(await (await file(scene.supplier, first.id, { format: "json" })).text()).to.equal(before);
    const json = (await (await file(scene.supplier, second.id, { format: "json" })).json()) as { replaces: string };
    expect(json.replaces).to.equal(`${first.number} / 1`);
    const third = asked({ cutOff: "2026-11-19", replaces: first.id });
    expect(codeOf(await tried(third))).to.equal("AccountStatementReplaced");
    expect(codeOf(await tried(asked({ cutOff: "2026-11-18", replaces: second.id })))).to.equal("NotFound");
  });

  it("is made once however often it is sent, and is no other under its id", async () => {
    const body = asked();
    const [first, again] = [await tried(body), await tried(body)];
    expect([first.response.status, again.response.status]).to.deep.equal([201, 200]);
    expect(again.data).to.deep.equal(first.data);
    expect(codeOf(await tried({ ...body, cutOff: "2026-11-10" }))).to.equal("IdTaken");
    expect(codeOf(await tried({ ...body, side: "buyer", counterparty: SUPPLIER }, scene.buyer))).to.equal("IdTaken");
  });

  it("is answered line by line by the other side alone, and what was said stays", async () => {
    const { id } = await made();
    const numbers = (await lines(scene.buyer, id)).map(({ number, open, payee }) => [number, open, payee === null]);
    expect(numbers).to.deep.equal([
      ["RE-100", "600.00", true],
      ["RE-200", "900.00", true],
      ["RE-300", "1000.00", false],
    ]);
    const set = randomUUID();
    const said = [
      { line: 1, kind: "paid", paidOn: "2026-11-19", reference: "BANK-9" },
      { line: 2, kind: "differs", amount: "800.00", text: "your credit note 17 is missing" },
    ];
    expect((await say(scene.buyer, id, said, set)).response.status).to.equal(201);
    expect((await say(scene.buyer, id, said, set)).data?.items).to.have.length(2);
    expect(codeOf(await say(scene.buyer, id, said.slice(1), set))).to.equal("IdTaken");
    expect(await read(scene.supplier, id)).to.include({ reply: "ANSWERED_IN_PART", overdue: false });
    await say(scene.buyer, id, [
      { line: 2, kind: "disputes" },
      { line: 3, kind: "unknown" },
    ]);
    const seen = await lines(scene.supplier, id);
    expect(seen.map(({ answer }) => answer?.kind)).to.deep.equal(["paid", "disputes", "unknown"]);
    expect(seen[0]?.answer).to.include({ paidOn: "2026-11-19", organisation: BUYER, account: BUYER });
    const path = { params: { path: { id } } };
    const all = await scene.client(scene.supplier).GET("/v1/account-statements/{id}/answers", path);
    expect(all.data?.items.map(({ line, kind }) => [line, kind])).to.deep.equal([
      [1, "paid"],
      [2, "differs"],
      [2, "disputes"],
      [3, "unknown"],
    ]);
    expect((await read(scene.supplier, id))?.reply).to.equal("ANSWERED");
    expect((await say(scene.supplier, id, [{ line: 1, kind: "agrees" }])).response.status).to.equal(404);
    expect(codeOf(await say(scene.buyer, id, [{ line: 4, kind: "agrees" }]))).to.equal("RequestInvalid");
    expect(codeOf(await say(scene.buyer, id, [{ line: 1, kind: "differs" }]))).to.equal("RequestInvalid");
    expect(codeOf(await say(scene.buyer, id, [{ line: 1, kind: "differs", amount: "1.0" }]))).to.equal("AmountUnfit");
    expect(codeOf(await say(scene.buyer, id, [{ line: 1, kind: "agrees", text: "a\u202eb" }]))).to.equal(
      "RequestInvalid",
    );
  });

  it("shows the supplier's own unapplied cash, and money by what the bank called it, to its owner", async () => {
    await scene.giveCash(1, "2026-11-02", "posted", { number: "RE-100", cash: 40_000 });
    await scene.giveCash(2, "2026-11-09", "posted", { number: "RE-200", cash: 50_000 });
    await scene.giveCash(3, "2026-11-12", "exception");
    await scene.giveCash(4, "2026-11-19", "exception");
    // Long ago or not: what was posted and never signed for settled nothing.
    await scene.database.query("update cash_matches set decided = 0");
    const { id, equation } = await made({ cutOff: "2026-11-16" });
    expect(equation).to.include({
      payments: "1500.00",
      openLines: "2500.00",
      unapplied: "1100.00",
      closing: "1400.00",
    });
    const waiting = (await lines(scene.buyer, id)).filter(({ kind }) => kind === "unapplied");
    expect(waiting.map(({ reference, date, open }) => [reference, date, open])).to.deep.equal([
      ["BANK-1", "2026-11-02", "-100.00"],
      ["BANK-2", "2026-11-09", "-500.00"],
      ["BANK-3", "2026-11-12", "-500.00"],
    ]);
    expect(await (await file(scene.buyer, id, { format: "csv", layout: "balance-forward" })).text()).to.include(
      '"2026-11-02","Payment","","BANK-1"',
    );
    const theirs = await made({ side: "buyer", counterparty: SUPPLIER, cutOff: "2026-11-16" }, scene.buyer);
    expect(theirs.totals.balance, "the supplier's cash is no business of the buyer's statement").to.equal("2500.00");
    await scene.database.query("delete from cash_entries");
  });

  it("shows what stands on chain for the pair, the currency and the cut-off", async () => {
    const instant = Date.UTC(2026, 10, 17, 23) / 1000;
    await scene.database.query(
      `insert into statements (id, supplier, buyer, currency, cut_off, standing, posted_block, changed_block,
         changed_log) values ($1, $2, $3, $4, $5, 'SAME_ROOT', 1, 1, 1)`,
      [`\\x${"5a".repeat(32)}`, ...[SUPPLIER, BUYER, EUR].map((hex) => `\\x${hex.slice(2)}`), instant],
    );
    const { onChain } = await made({ cutOff: "2026-11-17" });
    expect(onChain).to.deep.equal({ id: `0x${"5a".repeat(32)}`, standing: "SAME_ROOT" });
    expect((await made({ cutOff: "2026-11-17", zone: "UTC" })).onChain).to.equal(null);
  });

  it("is refused rather than made without what nobody here can open, or for a day to come", async () => {
    expect(codeOf(await tried(asked({ cutOff: "2026-11-25" })))).to.equal("RequestInvalid");
    expect(codeOf(await tried(asked({ from: "2026-11-21" })))).to.equal("RequestInvalid");
    expect(codeOf(await tried(asked({ zone: "Mars/Olympus" })))).to.equal("RequestInvalid");
    expect(codeOf(await tried(asked({ currency: "XYZ" })))).to.equal("CurrencyUnknown");
    const other = addressOf("another buyer");
    const sealed = receivableOf(headerOf(SUPPLIER, other), termsOf(EUR, FIRST_INSTANT / DAY));
    await scene.book.write(...sealing(sealed, "0x1234"));
    expect(codeOf(await tried(asked({ counterparty: other })))).to.equal("ContentSealed");
    const open = receivableOf(headerOf(SUPPLIER, addressOf("third buyer")), termsOf(EUR, FIRST_INSTANT / DAY));
    await scene.book.write(...issuing(open));
    const unmet = asked({ counterparty: addressOf("third buyer"), recipients: ["a@third.example"] });
    expect(codeOf(await tried(unmet)), "it accepted nothing").to.equal("RecipientUnknown");
    await scene.book.write(accepting(open));
    expect((await tried(unmet)).response.status).to.equal(201);
  });

  it("stays without a reply however long nobody answers, and is then overdue and nothing else", async () => {
    const { id } = await made({ replyBy: "2026-11-25" });
    scene.now += 200 * DAY;
    expect(await read(await scene.signIn("the supplier"), id)).to.include({ reply: "NO_REPLY", overdue: true });
  });
});
