/** Payments that went to the seller of a receivable instead of its factor: seen, told, turned over or claimed. */
import { createHash, randomUUID } from "node:crypto";
import { expect } from "chai";
import pino from "pino";
import { decodeFunctionData } from "viem";
import { deskAbi } from "../../generated/abi.ts";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import { ClaimReason, Recipient, Source } from "../../src/domain/factoring/deal.ts";
import { invoiceHash } from "../../src/domain/invoiceNumber.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { CASH_TASKS } from "../../src/gateway/cash/tasks.ts";
import { runCashJob } from "../../src/gateway/cash/working.ts";
import { watchIndirectPayments } from "../../src/gateway/factoring/watching.ts";
import { keepContent } from "../../src/store/contents.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { accepting, DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { bankTable, DECLARED } from "./cash/desk.ts";
import { BUYER, DESK, FACTOR, openFactoringScene, saleOf, SUPPLIER, TOKEN } from "./factoringScene.ts";
import type { FactoringScene } from "./factoringScene.ts";
import { problemOf } from "./intents/scene.ts";

const TODAY = FIRST_INSTANT / DAY;
const TOKENS = new Map([[TOKEN, { code: "EUR", decimals: 2 }]]);

describe("An indirect payment", () => {
  let scene: FactoringScene;
  let [supplier, buyer, factor, stranger] = ["", "", "", ""];

  before(async () => {
    scene = await openFactoringScene();
    ({ supplier, buyer, factor, stranger } = scene.tokens);
  });

  beforeEach(() => Object.assign(scene, { refusing: undefined }).tried.splice(0));

  after(() => scene.close());

  /** A receivable whose invoice's number is known, sold to the desk unless it is told otherwise. */
  async function owed(number: string, isSold = true): Promise<Hex> {
    const receivable = receivableOf(headerOf(SUPPLIER, BUYER, { invoice: invoiceHash(number) }), termsOf(TOKEN, TODAY));
    const id = idOf(receivable.header);
    await scene.book.write(...issuing(receivable), accepting(receivable));
    await keepContent(scene.database, {
      ...{ commitment: commitmentOf(receivable), id, revision: 0, receivable, documentSecret: null },
      invoice: { number, issueDate: "2026-11-01", buyer: { name: "Buyer SE" } },
      ...{ original: null, opened: scene.now },
    });
    if (!isSold) return id;
    await scene.book.write({ name: "Transfer", from: SUPPLIER, to: DESK, id });
    await scene.trade(saleOf(id));
    return id;
  }

  const watch = async (): Promise<void> => {
    const deps = { database: scene.database, now: () => scene.now, tokens: TOKENS };
    while (await watchIndirectPayments(deps, CASH_TASKS));
  };

  /** The supplier gives its bank's file, and the gateway works it off. */
  async function bank(...rows: readonly ReturnType<typeof row>[]): Promise<void> {
    const post = async (path: string, body: object): Promise<void> => {
      const headers = { authorization: `Bearer ${supplier}`, "content-type": "application/json" };
      const answer = await fetch(`${scene.url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(await answer.text());
    };
    const [upload, content] = [randomUUID(), Buffer.from(bankTable(...rows))];
    const sha256 = `0x${createHash("sha256").update(content).digest("hex")}`;
    await post("/v1/uploads", { id: upload, name: "bank.csv", length: content.length, sha256 });
    await post(`/v1/uploads/${upload}/pieces`, { start: 0, content: content.toString("base64") });
    await post("/v1/bank-statements", { id: randomUUID(), upload, ...DECLARED });
    const logger = pino({ level: "silent" });
    while (await runCashJob({ database: scene.database, logger, now: () => scene.now }, CASH_TASKS));
    await watch();
  }

  const row = (reference: string, day: string, amount: string, text: string) =>
    [reference, day, amount, "Buyer SE", "DE02120300000000202051", text] as const;
  const list = async (session: string, role: "seller" | "factor") =>
    (await scene.client(session).GET("/v1/indirect-payments", { params: { query: { role } } })).data?.items ?? [];
  const about = async (session: string, role: "seller" | "factor", receivable: Hex) =>
    (await list(session, role)).filter((one) => one.receivable === receivable);
  const path = (id: string) => ({ params: { path: { id } } });
  const turnOver = (session: string, id: string) =>
    scene.client(session).POST("/v1/indirect-payments/{id}/turnover", path(id));
  const claim = (session: string, id: string) =>
    scene.client(session).POST("/v1/indirect-payments/{id}/claim", path(id));
  const report = (session: string, receivable: Hex, over: object = {}) =>
    scene.client(session).POST("/v1/indirect-payments", {
      body: {
        ...{ id: randomUUID(), receivable, bankReference: "REP-1", amount: "100.00", valueDate: "2026-12-20" },
        ...over,
      },
    });
  const notices = async (id: string): Promise<readonly unknown[]> =>
    scene.database.query("select kind, data from notices where key like '%' || $1 order by number", [id]);

  it("is seen in the seller's bank file by the number that the payer wrote, and told to all three", async () => {
    const id = await owed("INV-7001");
    await bank(row("B-1", "2026-12-20", "1000.00", "Invoice INV-7001"));
    const [seen] = await about(supplier, "seller", id);
    expect(seen).to.deep.include({ role: "seller", source: "bankFile", amount: "1000.00", valueDate: "2026-12-20" });
    expect(seen).to.deep.include({ state: "open", payTo: DESK, reference: "B-1", bankRef: keccakOfText("B-1") });
    const [same] = await about(factor, "factor", id);
    expect([same?.id, same?.role, same?.reference], "not the seller's bank").to.deep.equal([seen?.id, "factor", null]);
    expect(await list(stranger, "seller")).to.deep.equal([]);
    expect(await list(buyer, "seller")).to.deep.equal([]);
    expect(await notices(seen?.id ?? "")).to.deep.equal([
      { kind: "IndirectPaymentOpened", data: { indirectPayment: seen?.id, receivable: id } },
      { kind: "PaymentMisdirected", data: { receivable: id, payee: FACTOR } },
    ]);
    await bank(row("B-1", "2026-12-20", "1000.00", "Invoice INV-7001"));
    expect((await about(supplier, "seller", id)).length, "once").to.equal(1);
  });

  it("is none where the money is for what the seller holds, or came before the sale", async () => {
    const sold = await owed("INV-7002");
    const own = await owed("INV-7003", false);
    await bank(
      row("B-2", "2026-10-20", "1000.00", "Invoice INV-7002"),
      row("B-3", "2026-12-20", "1000.00", "Invoice INV-7003"),
    );
    expect(await about(supplier, "seller", sold)).to.deep.equal([]);
    expect(await about(supplier, "seller", own)).to.deep.equal([]);
  });

  it("is seen by the debtor's advice, where the seller's bank has the advised money", async () => {
    const id = await owed("INV-7004");
    await bank(row("B-4", "2026-12-22", "412.34", "thank you"));
    expect(await about(factor, "factor", id), "of nothing in particular").to.deep.equal([]);
    const advice = { bankRef: keccakOfText("B-4"), cash: 41_234n, valueDay: TODAY + 51 };
    await scene.book.write({ name: "ReceiptAdvised", id, by: BUYER, ...advice });
    await scene.book.write({
      name: "ReceiptAdvised",
      id,
      by: BUYER,
      ...advice,
      bankRef: keccakOfText("B-5"),
      cash: 1n,
    });
    await watch();
    expect((await about(factor, "factor", id)).map(({ source, amount }) => [source, amount])).to.deep.equal([
      ["advice", "412.34"],
    ]);
  });

  it("is turned over by the seller with a call of its own, of today, and closed by what the desk records", async () => {
    const id = await owed("INV-7005");
    await bank(row("B-6", "2026-12-20", "300.00", "INV-7005 part"));
    const [seen] = await about(supplier, "seller", id);
    const payment = seen?.id ?? "";
    expect((await problemOf(turnOver(factor, payment))).code).to.equal("NotAuthorised");
    expect((await problemOf(turnOver(stranger, payment))).code).to.equal("NotFound");
    const { data: intent } = await turnOver(supplier, payment);
    const { functionName, args } = decodeFunctionData({ abi: deskAbi, data: intent?.call?.data as Hex });
    expect([intent?.call?.to, functionName, args[3]]).to.deep.equal([
      DESK,
      "recordReceipt",
      Recipient.SellerTurnedOver,
    ]);
    expect(args[2]).to.deep.equal({ bankRef: keccakOfText("B-6"), cash: 30_000n, valueDay: scene.now / DAY });
    expect(intent?.before.length, "the allowance for the factor's part").to.equal(1);
    await scene.trade({
      ...{ name: "DealPaid", id, source: Source.SellerReceipt, day: TODAY + 20, bankRef: keccakOfText("B-6") },
      shared: { toFunds: 30_000n, toFees: 0n, toSeller: 0n },
    });
    expect((await about(supplier, "seller", id))[0]?.state).to.equal("turnedOver");
    expect((await problemOf(turnOver(supplier, payment))).code).to.equal("IndirectPaymentOver");
  });

  it("is claimed by the factor once the debtor has advised it, and settled once all of it is paid", async () => {
    const id = await owed("INV-7006");
    await bank(row("B-7", "2026-12-20", "200.00", "INV-7006 part"));
    const [seen] = await about(factor, "factor", id);
    const payment = seen?.id ?? "";
    expect((await problemOf(claim(supplier, payment))).code).to.equal("NotAuthorised");
    expect((await problemOf(claim(factor, payment))).code).to.equal("ClaimForbidden");
    const advice = { bankRef: keccakOfText("B-7"), cash: 20_000n, valueDay: TODAY + 49 };
    await scene.book.write({ name: "ReceiptAdvised", id, by: BUYER, ...advice });
    const { data: intent } = await claim(factor, payment);
    const { args } = decodeFunctionData({ abi: deskAbi, data: intent?.call?.data as Hex });
    expect([args[2], args[3]]).to.deep.equal([advice, Recipient.SellerKept]);
    expect(JSON.stringify(intent), "the bank's own words stay with the seller").not.to.include("B-7");
    await scene.trade({
      ...{ name: "ClaimRaised", id, seller: SUPPLIER, reason: ClaimReason.Misdirected, amount: 20_000n },
      evidence: keccakOfText("B-7"),
    });
    await watch();
    expect(
      (await about(factor, "factor", id)).map(({ state }) => state),
      "the very same",
    ).to.deep.equal(["claimed"]);
    await scene.trade({
      ...{ name: "DealPaid", id, source: Source.Repayment, day: TODAY + 20, bankRef: keccakOfText("") },
      shared: { toFunds: 20_000n, toFees: 0n, toSeller: 0n },
    });
    expect((await about(factor, "factor", id))[0]?.state).to.equal("settled");
  });

  it("is reported by whoever knows of it, once, and by nobody else", async () => {
    const id = await owed("INV-7008");
    const reported = await report(buyer, id);
    expect(reported.data).to.deep.include({ receivable: id, payTo: DESK });
    const again = await report(supplier, id);
    expect(again.data?.id, "the same payment").to.equal(reported.data?.id);
    expect((await about(factor, "factor", id))[0]).to.deep.include({ source: "report", reportedBy: BUYER });
    expect((await problemOf(report(stranger, id))).code).to.equal("NotFound");
    expect((await problemOf(report(buyer, id, { bankReference: "R-2", valueDate: "2026-10-01" }))).code).to.equal(
      "AssignmentMissing",
    );
    expect((await problemOf(report(buyer, id, { bankReference: "R-3", amount: "0.00" }))).code).to.equal("AmountUnfit");
    const plain = await owed("INV-7009", false);
    expect((await problemOf(report(buyer, plain))).code).to.equal("AssignmentMissing");
    const taken = reported.data?.id ?? "";
    expect((await problemOf(report(buyer, id, { id: taken, bankReference: "R-4" }))).code).to.equal("IdTaken");
    for (let one = 1; one < 20; one += 1) await report(buyer, id, { bankReference: `R-5-${one}` });
    expect((await problemOf(report(buyer, id, { bankReference: "R-6" }))).code).to.equal("QuotaReached");
  });

  it("is dismissed by the factor alone, and over where the receivable is the seller's again", async () => {
    const id = await owed("INV-7010");
    const { data } = await report(supplier, id);
    const payment = data?.id ?? "";
    const dismiss = (session: string) =>
      scene
        .client(session)
        .POST("/v1/indirect-payments/{id}/dismissal", { ...path(payment), body: { reason: "a refund" } });
    expect((await problemOf(dismiss(supplier))).code).to.equal("NotAuthorised");
    expect((await dismiss(factor)).data).to.deep.include({ state: "dismissed" });
    expect((await problemOf(dismiss(factor))).code).to.equal("IndirectPaymentOver");
    const other = await report(supplier, id, { bankReference: "R-9" });
    await scene.trade({ name: "ReceivableReassigned", id, seller: SUPPLIER });
    await scene.book.write({ name: "Transfer", from: DESK, to: SUPPLIER, id });
    const states = new Map((await about(supplier, "seller", id)).map((one) => [one.id, one.state]));
    expect(states.get(other.data?.id ?? "")).to.equal("reassigned");
  });
});
