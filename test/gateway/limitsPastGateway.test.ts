/** What a daily look finds of claims that no limit was asked for, and what it leaves alone. */
import { expect } from "chai";
import { pino } from "pino";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import { debited } from "../../src/domain/derived.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Hex, Receivable } from "../../src/domain/receivable.ts";
import { watchLimits } from "../../src/gateway/limits/watching.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { contentOf } from "../../src/store/contents.ts";
import { grantsOfReceivable } from "../../src/store/limitGrants.ts";
import { putOpenItems } from "../../src/store/openItems.ts";
import { splitting } from "../support/splitting.ts";
import { accepting, DAY, issuing } from "./book.ts";
import { fieldsOf } from "./intents/scene.ts";
import { BUYER, openLimitScene, SUPPLIER } from "./limitScene.ts";
import type { LimitScene, Tried } from "./limitScene.ts";
import { addressOf } from "./stage.ts";

describe("A look past the gateway", () => {
  const other = addressOf("another");
  let scene: LimitScene;
  let lines: string[];

  beforeEach(async () => {
    scene = await openLimitScene();
    lines = [];
  });

  afterEach(() => scene.close());

  async function look(): Promise<void> {
    const logger = pino({}, { write: (line: string) => lines.push(line) });
    while (await watchLimits({ database: scene.database, logger, now: () => scene.now }));
  }

  async function found() {
    return (await scene.client(scene.token).GET("/v1/limits/exceptions")).data?.items ?? [];
  }

  async function causes(): Promise<readonly string[]> {
    const asked = { params: { query: { ended: "false" as const } } };
    const { data } = await scene.client(scene.token).GET("/v1/watchlist", asked);
    return data?.items.map(({ cause }) => cause) ?? [];
  }

  /** Has the ledger reach the scene's day, so that what is written next is of after it. */
  async function pass(days: number): Promise<void> {
    scene.now += days * DAY;
    for (let day = 0; day < 25; day += 1) await scene.book.write();
  }

  async function record({ intent }: Tried): Promise<Receivable> {
    if (intent === undefined) throw new Error("nothing was prepared");
    const issued = (await contentOf(scene.database, intent.commitment as Hex))?.receivable;
    if (issued === undefined) throw new Error("nothing was kept");
    await scene.book.write(...issuing(issued), accepting(issued));
    return issued;
  }

  async function debit(claim: Receivable, amount: bigint): Promise<void> {
    const raised = { amount, disputed: 0n, commitment: commitmentOf(debited(claim, amount)) };
    const about = { id: idOf(claim.header), by: SUPPLIER, buyerBy: BUYER, reason: keccakOfText("freight") };
    await scene.book.write({ name: "ReceivableDebited", ...about, ...raised });
  }

  it("leaves alone what this gateway issued to whom nothing limited then", async () => {
    await scene.limit("5000.00");
    const issued = await scene.issue("EU-1", {}, { counterparty: other });
    const grants = { params: { path: { receivable: issued.intent?.receivable ?? "" } } };
    const { data } = await scene.client(scene.token).GET("/v1/limits/grants/{receivable}", grants);
    expect(data?.items[0]).to.deep.include({ added: "1000.00", limit: null, policy: null });
    await pass(30);
    await record(issued);
    await scene.limit("100.00", { subject: { kind: "customer", customer: other } });
    await look();
    expect([await found(), await causes()]).to.deep.equal([[], []]);
  });

  it("has nothing to find where a limit came between preparing and signing, since it is checked then", async () => {
    await scene.limit("5000.00");
    const { intent } = await scene.issue("EU-1", {}, { counterparty: other });
    if (intent === undefined) throw new Error("nothing was prepared");
    await scene.limit("100.00", { subject: { kind: "customer", customer: other } });
    const refused = { status: 409, code: "CreditLimitExceeded" };
    expect(await scene.sign(scene.token, intent, "supplier")).to.deep.equal(refused);
    await scene.limit("1000.00", { subject: { kind: "customer", customer: other } });
    expect((await scene.sign(scene.token, intent, "supplier")).status).to.equal(200);
    const [grant] = await grantsOfReceivable(scene.database, SUPPLIER, intent.receivable as Hex);
    expect(grant?.limit).to.equal(100_000n);
  });

  it("finds what was raised of a claim that is older than every limit, and not what it was before", async () => {
    const owed = await scene.owe("RE-0");
    await pass(30);
    await scene.limit("1500.00");
    scene.now += DAY;
    await look();
    expect(await found()).to.deep.equal([]);
    await debit(owed, 9_000_000n);
    scene.now += DAY;
    await look();
    const told = { amount: "91000.00", granted: "1000.00", limit: "1500.00", exposure: "91000.00" };
    expect((await found())[0]).to.deep.include(told);
    expect(await causes()).to.deep.equal(["pastGateway"]);
  });

  it("finds it though it was raised before the first look", async () => {
    const owed = await scene.owe("RE-0");
    await pass(30);
    await scene.limit("1500.00");
    await debit(owed, 9_000_000n);
    scene.now += DAY;
    await look();
    expect(await found()).to.have.length(1);
  });

  it("judges the tightest limit, a group's with what all of the group owe", async () => {
    for (const debtor of [BUYER, other]) {
      const body = { debtor, group: "Nordwind", marks: [], kind: "largeFirm" as const };
      await scene.client(scene.token).POST("/v1/debtor-facts", { body });
    }
    await scene.limit("1500.00", { subject: { kind: "group", group: "Nordwind" } });
    await scene.limit("9000.00");
    await pass(30);
    await scene.owe("RE-1");
    await scene.owe("RE-2", 30, {}, other);
    await look();
    expect((await found()).map(({ limit, exposure }) => [limit, exposure])).to.deep.equal([
      ["1500.00", "2000.00"],
      ["1500.00", "2000.00"],
    ]);
    expect(await causes()).to.deep.equal(["pastGateway", "pastGateway"]);
  });

  it("lets a raise that lapsed hide no other", async () => {
    await scene.limit("5000.00");
    const issued = await scene.issue("RE-1");
    await pass(20);
    const claim = await record(issued);
    const act = { verb: "debit" as const, receivable: idOf(claim.header), amount: "300.00", reason: "freight" };
    expect((await scene.tryAct(act)).code).to.equal(undefined);
    scene.now += 40 * DAY;
    await debit(claim, 20_000n);
    await look();
    expect((await found()).map(({ amount, granted }) => [amount, granted])).to.deep.equal([["1200.00", "1000.00"]]);
  });

  it("finds what was withdrawn and is sent all the same: nothing was granted for it any more", async () => {
    await scene.limit("1000.00");
    await pass(20);
    const issued = await scene.issue("RE-1");
    await withdraw(issued);
    expect((await scene.issue("RE-2")).code).to.equal(undefined);
    await record(issued);
    await look();
    expect((await found()).map(({ amount, granted }) => [amount, granted])).to.deep.equal([["1000.00", "0.00"]]);
  });

  it("has nothing to find of what was signed and withdrawn, since that uses the limit until its deadline", async () => {
    await scene.limit("1500.00");
    await pass(20);
    const issued = await scene.issue("RE-1");
    if (issued.intent === undefined) throw new Error("nothing was prepared");
    expect((await scene.sign(scene.token, issued.intent, "supplier")).status).to.equal(200);
    await withdraw(issued);
    expect((await scene.issue("RE-2")).code).to.equal("CreditLimitExceeded");
    // Put right under the same number, one of the two can be issued, and the larger one counts.
    expect((await scene.issue("RE-1", { payable: "1500.01" })).code).to.equal("CreditLimitExceeded");
    expect((await scene.issue("RE-1", { payable: "1500.00" })).code).to.equal(undefined);
    await record(issued);
    await look();
    expect(await found()).to.deep.equal([]);
  });

  async function withdraw({ intent }: Tried): Promise<void> {
    const asked = { params: { path: { id: intent?.id ?? "" } } };
    const { data } = await scene.client(scene.token).POST("/v1/intents/{id}/withdrawal", asked);
    expect(data?.state).to.equal("withdrawn");
  }

  it("has no batch that outlives the intents in it, or they would be over and could be sent", async () => {
    await scene.limit("1000.00");
    const deadline = shownInstant(scene.now + 60);
    const { data: short } = await scene.client(scene.token).POST("/v1/receivables", {
      body: { ...fieldsOf("RE-1"), deadline },
    });
    const body = { intents: [short?.id ?? ""], deadline: shownInstant(scene.now + 30 * DAY) };
    const { data } = await scene.client(scene.token).POST("/v1/intents/batches", { body });
    expect(data?.deadline).to.equal(deadline);
  });

  it("finds a claim that was amended into another currency of the same number", async () => {
    const kept = await scene.owe("RE-0");
    await scene.limit("5000.00");
    await scene.limit("5000.00", { currency: "USD" });
    await pass(20);
    const claim = await record(await scene.issue("RE-1"));
    await scene.database.query("update receivables set currency = decode($1, 'hex') where id in ($2, $3)", [
      "0000000000000000000000000000000000000348",
      ...[claim, kept].map(({ header }) => `\\x${idOf(header).slice(2)}`),
    ]);
    await look();
    const shown = (await found()).map(({ currency, granted }) => [currency.code, granted]);
    expect(shown).to.deep.equal([
      ["USD", "0.00"],
      ["USD", "0.00"],
    ]);
  });

  it("finds what was issued or raised and then split, and a part that was raised", async () => {
    await scene.limit("5000.00");
    await pass(20);
    const [granted, past] = [
      await record(await scene.issue("RE-1")),
      await scene.owe("RE-2", 30, { amount: 200_000n }),
    ];
    const [fine, hidden] = [
      splitting(granted, SUPPLIER, [40_000n, 60_000n]),
      splitting(past, SUPPLIER, [199_999n, 1n]),
    ];
    await scene.book.write(...fine.events, ...hidden.events);
    await look();
    const whole = ["2000.00", "0.00", idOf(past.header)];
    const shown = async () => (await found()).map(({ amount, granted: sum, receivable }) => [amount, sum, receivable]);
    expect(await shown()).to.deep.equal([whole]);
    const part = fine.parts[0] ?? granted;
    await debit(part, 9_000_000n);
    scene.now += DAY;
    await look();
    expect(await shown()).to.deep.equal([["90400.00", "400.00", idOf(part.header)], whole]);
  });

  it("passes over a customer with whom it fails, says so, and goes on with the others", async () => {
    await scene.limit("500.00");
    await scene.limit("500.00", { subject: { kind: "customer", customer: other } });
    await pass(30);
    await scene.owe("RE-1");
    await scene.owe("RE-2", 30, {}, other);
    const broken = {
      ...{ party: BUYER, invoice: "RE-3", line: "0", number: "RE-3", issueDate: "2026-11-01", currency: "EUR" },
      ...{ dueDate: "2026-12-01", amount: "1.005", open: "1.005", purchaseOrder: "" },
    };
    await putOpenItems(scene.database, SUPPLIER, "receivable", [broken], scene.now);
    await look();
    expect((await found()).map(({ customer }) => customer)).to.deep.equal([other]);
    expect(lines.filter((line) => line.includes(BUYER))).to.have.length(1);
  });
});
