/** Calls at factors' desks as intents: who may have them prepared, what they are, and what becomes of them. */
import { expect } from "chai";
import { decodeFunctionData } from "viem";
import { deskAbi, factoringAbi, ledgerAbi } from "../../../generated/abi.ts";
import { idOf } from "../../../src/domain/commitment.ts";
import { UNCAPPED } from "../../../src/domain/directory.ts";
import { ClaimReason, Recipient, Source } from "../../../src/domain/factoring/deal.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import type { Hex } from "../../../src/domain/receivable.ts";
import { replaceFacts } from "../../../src/store/facts.ts";
import { relayOf } from "../../../src/store/relays.ts";
import { FACTORING, LEDGER } from "../book.ts";
import { BUYER, DESK, EVIDENCE, FACTOR, openFactoringScene, SUPPLIER, TOKEN } from "../factoringScene.ts";
import type { FactoringScene } from "../factoringScene.ts";
import { addressOf } from "../stage.ts";
import { problemOf } from "./scene.ts";
import type { Act, Intent } from "./scene.ts";

const BANK = "BANK-77";
const BANK_REF = keccakOfText(BANK);

describe("An act at a factor's desk", () => {
  let scene: FactoringScene;
  let [supplier, buyer, factor, stranger] = ["", "", "", ""];

  before(async () => {
    scene = await openFactoringScene();
    ({ supplier, buyer, factor, stranger } = scene.tokens);
  });

  beforeEach(() => {
    scene.refusing = undefined;
    scene.tried.length = 0;
  });

  after(() => scene.close());

  const refusal = async (session: string, body: Act) =>
    (await problemOf(scene.client(session).POST("/v1/intents", { body }))).code;
  const send = (session: string, id: string) =>
    scene.client(session).POST("/v1/intents/{id}/sending", { params: { path: { id } } });
  const calledOn = (abi: typeof deskAbi | typeof factoringAbi | typeof ledgerAbi, { call }: Intent) =>
    decodeFunctionData({ abi, data: (call?.data ?? "0x") as Hex });
  const receipt = (receivable: Hex, over: object = {}): Act => ({
    ...{ verb: "recordReceipt", receivable, bankReference: BANK, cash: "900.00", valueDate: "2026-11-20" },
    ...over,
  });

  it("is signed by nobody: the seller sends it with its own account, and pays for it first", async () => {
    const { id } = await scene.dealt();
    const intent = await scene.act(supplier, { verb: "repay", receivable: id, maxCash: "300.00" });
    expect(intent).to.deep.include({ message: null, signed: null, parties: [], receivable: id, counterparty: FACTOR });
    expect(intent).to.include({ amount: "300.00", state: "prepared" });
    const { functionName, args } = calledOn(deskAbi, intent);
    expect([intent.call?.to, functionName, args[0], args[2]]).to.deep.equal([DESK, "repay", id, 30_000n]);
    expect(intent.before.map(({ to }) => to)).to.deep.equal([TOKEN]);
    expect(scene.tried.map(({ from }) => from)).to.deep.equal([SUPPLIER]);
    const path = { params: { path: { id: intent.id } } };
    const body = { signature: `0x${"11".repeat(65)}` };
    const signing = await problemOf(scene.client(supplier).POST("/v1/intents/{id}/signature", { ...path, body }));
    expect([signing.code, signing.status]).to.deep.equal(["SentItself", 409]);
    expect((await problemOf(send(supplier, intent.id))).code, "nobody sends it for it").to.equal("SentItself");
    await scene.trade({
      ...{ name: "DealPaid", id, source: Source.Repayment, day: 20_400, bankRef: keccakOfText("") },
      shared: { toFunds: 30_000n, toFees: 0n, toSeller: 0n },
    });
    expect(await scene.read(supplier, intent.id)).to.include({ state: "recorded", sentDirectly: true });
  });

  it("is tried before the allowance is there, and refused where anything else stands in its way", async () => {
    const { id } = await scene.dealt();
    scene.refusing = {
      name: "ERC20InsufficientAllowance",
      values: { spender: DESK, allowance: 0n, needed: 1n },
    };
    expect((await scene.act(supplier, { verb: "repay", receivable: id, maxCash: "1.00" })).state).to.equal("prepared");
    expect(
      await refusal(factor, { verb: "chargeBack", receivable: id, reason: "Warranty", evidence: EVIDENCE }),
    ).to.equal("ERC20InsufficientAllowance");
  });

  it("is of the two who have the deal, each its own, and there is none for anybody else", async () => {
    const { id } = await scene.dealt();
    const repay: Act = { verb: "repay", receivable: id, maxCash: "1.00" };
    const charge: Act = { verb: "chargeBack", receivable: id, reason: "Recourse", evidence: EVIDENCE };
    for (const session of [stranger, buyer]) {
      expect(await refusal(session, repay)).to.equal("NotFound");
      expect(await refusal(session, charge)).to.equal("NotFound");
    }
    expect(await refusal(factor, repay)).to.equal("NotAuthorised");
    expect(await refusal(factor, { verb: "buyBack", receivable: id })).to.equal("NotAuthorised");
    expect(await refusal(supplier, charge)).to.equal("NotAuthorised");
    expect(await refusal(supplier, receipt(id, { recipient: "SellerKept" }))).to.equal("NotAuthorised");
    expect(await refusal(factor, receipt(id, { recipient: "SellerTurnedOver" }))).to.equal("NotAuthorised");
  });

  it("of a buy-back costs what is outstanding until its last day, and ends with the reassignment", async () => {
    const { id } = await scene.dealt();
    const intent = await scene.act(supplier, { verb: "buyBack", receivable: id, deadline: "2026-12-01T00:00:00Z" });
    // 800.00 and 5.00, and 8 % of 800.00 for 20 days; the allowance is for ten more days.
    expect(intent.amount).to.equal("808.56");
    const [approval] = intent.before;
    expect(BigInt(`0x${approval?.data.slice(-64) ?? ""}`)).to.equal(81_033n);
    await scene.trade({ name: "ReceivableReassigned", id, seller: SUPPLIER });
    expect((await scene.read(supplier, intent.id)).state).to.equal("recorded");
  });

  it("of a receipt goes through the desk, and says who got the money", async () => {
    const { id } = await scene.dealt();
    const wanted = [
      [factor, {}, Recipient.Factor, 0],
      [supplier, {}, Recipient.SellerTurnedOver, 1],
      [factor, { recipient: "SellerKept", bankReference: "BANK-78" }, Recipient.SellerKept, 0],
    ] as const;
    for (const [session, over, recipient, allowances] of wanted) {
      const intent = await scene.act(session, receipt(id, over));
      const { functionName, args } = calledOn(deskAbi, intent);
      expect([intent.call?.to, functionName, args[3]]).to.deep.equal([DESK, "recordReceipt", recipient]);
      expect(intent.before.length, "the factor's allowance stands").to.equal(allowances);
      expect(intent.message).to.equal(null);
    }
    const plain = await scene.accepted();
    expect(await refusal(supplier, receipt(idOf(plain.header), { recipient: "Factor" }))).to.equal("RequestInvalid");
    const ordinary = await scene.act(supplier, receipt(idOf(plain.header)));
    expect(ordinary.message?.primaryType, "its own, as ever").to.equal("Receipt");
  });

  it("of a receipt is recorded by what the desk made of it, and reversed with what it took in", async () => {
    const { id } = await scene.dealt();
    const intent = await scene.act(factor, receipt(id));
    const kept = await scene.act(factor, receipt(id, { recipient: "SellerKept" }));
    const shared = { toFunds: 80_000n, toFees: 800n, toSeller: 9_200n };
    await scene.book.write({
      ...{ name: "ReceiptRecorded", id, by: DESK, bankRef: BANK_REF, holder: DESK, valueDay: 20_777 },
      ...{ principal: 90_000n, discount: 0n, charges: 0n, lateDays: 0n, carry: 0n, closed: false },
    } as never);
    await scene.trade({ name: "DealPaid", id, source: Source.FactorReceipt, shared, day: 20_777, bankRef: BANK_REF });
    expect((await scene.read(factor, intent.id)).state).to.equal("recorded");
    expect((await scene.read(factor, kept.id)).state, "another recipient").to.equal("prepared");
    const reversal = await scene.act(factor, { verb: "reverseReceipt", receivable: id, bankReference: BANK });
    const { functionName, args } = calledOn(deskAbi, reversal);
    expect(functionName).to.equal("reverseReceipt");
    expect(args[3]).to.deep.include({ source: Source.FactorReceipt, ...shared });
    expect(reversal.amount).to.equal("900.00");
    expect(await refusal(supplier, { verb: "reverseReceipt", receivable: id, bankReference: BANK })).to.equal(
      "NotAuthorised",
    );
  });

  it("of a charge-back is recorded by the claim with its evidence", async () => {
    const { id } = await scene.dealt();
    const charge = { verb: "chargeBack", receivable: id, reason: "Warranty", evidence: EVIDENCE } as const;
    const intent = await scene.act(factor, charge);
    expect(calledOn(deskAbi, intent).args.slice(2)).to.deep.equal([ClaimReason.Warranty, EVIDENCE]);
    const claim = { name: "ClaimRaised", id, seller: SUPPLIER, reason: ClaimReason.Warranty, amount: 80_500n } as const;
    await scene.trade({ ...claim, evidence: BANK_REF });
    expect((await scene.read(factor, intent.id)).state, "another claim").to.equal("prepared");
    await scene.trade({ ...claim, evidence: EVIDENCE });
    expect((await scene.read(factor, intent.id)).state).to.equal("recorded");
  });

  it("that anybody may send is sent by the gateway, once, for whoever asks for it", async () => {
    const { id } = await scene.dealt();
    const intent = await scene.act(supplier, { verb: "reassign", receivable: id });
    expect(
      scene.tried.map(({ from }) => from),
      "by nobody in particular",
    ).to.deep.equal([undefined]);
    expect((await send(stranger, intent.id)).response.status).to.equal(404);
    expect((await send(supplier, intent.id)).data?.state).to.equal("signed");
    expect((await send(supplier, intent.id)).data?.state).to.equal("signed");
    expect(await relayOf(scene.database, intent.id)).to.deep.include({ to: DESK, organisation: SUPPLIER });
    expect(await scene.withdraw(supplier, intent.id)).to.include({ state: "withdrawn" });
    expect((await relayOf(scene.database, intent.id))?.state).to.equal("withdrawn");
    scene.refusing = { name: "StillOutstanding", values: { id, amount: 1n } };
    expect(await refusal(supplier, { verb: "reassign", receivable: id })).to.equal("StillOutstanding");
  });

  it("opens a desk, which stands once however often it is opened", async () => {
    const opening = await scene.act(stranger, { verb: "openDesk" });
    const [opened = ""] = calledOn(factoringAbi, opening).args as readonly string[];
    expect([opening.call?.to, opened.toLowerCase()]).to.deep.equal([FACTORING, addressOf("stranger")]);
    expect((await send(stranger, opening.id)).data?.state).to.equal("signed");
    const again = await scene.act(factor, { verb: "openDesk" });
    expect(await scene.read(factor, again.id)).to.include({ state: "recorded" });
  });

  it("voids offers, and lets agents act for the desk, for the factor alone", async () => {
    const voiding = await scene.act(factor, { verb: "spendNonces", first: "7", count: 2 });
    expect(calledOn(deskAbi, voiding).args).to.deep.equal([7n, 2n]);
    await scene.trade({ name: "NonceSpent", nonce: 7n });
    expect((await scene.read(factor, voiding.id)).state, "one of two").to.equal("prepared");
    await scene.trade({ name: "NonceSpent", nonce: 8n });
    expect((await scene.read(factor, voiding.id)).state).to.equal("recorded");
    expect(await refusal(supplier, { verb: "spendNonces", first: "7", count: 1 })).to.equal("DeskMissing");
    const given = await scene.act(factor, {
      ...{ verb: "giveDeskMandate", agent: addressOf("agent"), verbs: ["Debit", "WriteOff"], document: EVIDENCE },
      until: "2027-01-01T00:00:00Z",
    });
    expect(calledOn(deskAbi, given).args[1]).to.deep.include({ cap: UNCAPPED, verbs: (1 << 10) | (1 << 15) });
    await scene.mandate("nobody", "agent");
    expect((await scene.read(factor, given.id)).state).to.equal("prepared");
  });

  it("pays out what waits at a desk, or at the ledger, to whose it is", async () => {
    const waits = await scene.act(supplier, { verb: "withdraw", desk: DESK, currency: TOKEN });
    expect(calledOn(deskAbi, waits).functionName).to.equal("withdraw");
    expect(await refusal(stranger, { verb: "withdraw", desk: DESK, account: BUYER, currency: TOKEN })).to.equal(
      "NotAuthorised",
    );
    expect(await refusal(supplier, { verb: "withdraw", desk: addressOf("no desk"), currency: TOKEN })).to.equal(
      "NotFound",
    );
    const { id } = await scene.dealt();
    expect(await refusal(supplier, { verb: "claim", receivable: id })).to.equal("NothingKept");
    const kept = { holder: DESK, currency: TOKEN, id, amount: 5_000n };
    await scene.database.transaction((tx) => replaceFacts(tx, [`kept/${DESK}/${TOKEN}/${id}`], { kept: [kept] }));
    expect(await refusal(stranger, { verb: "claim", receivable: id }), "as if there were none").to.equal("NotFound");
    const claim = await scene.act(supplier, { verb: "claim", receivable: id });
    expect([claim.call?.to, claim.amount]).to.deep.equal([LEDGER, "50.00"]);
    expect(calledOn(ledgerAbi, claim).functionName).to.equal("claim");
    const collect = await scene.act(factor, { verb: "collect", receivable: id });
    expect([collect.call?.to, calledOn(deskAbi, collect).functionName]).to.deep.equal([DESK, "collect"]);
  });
});
