/** Passing a receivable on: its holder's own account sends it, to somebody who can hold it. */
import { expect } from "chai";
import { decodeFunctionData } from "viem";
import { ledgerAbi } from "../../../generated/abi.ts";
import { idOf } from "../../../src/domain/commitment.ts";
import { ZERO_ADDRESS } from "../../../src/domain/receivable.ts";
import type { Address, Hex } from "../../../src/domain/receivable.ts";
import { headerOf, receivableOf, termsOf } from "../../support/receivables.ts";
import { accepting, DIRECTORY, FACTORING, LEDGER, sealing, STATEMENTS } from "../book.ts";
import { BUYER, DESK, FACTOR, openFactoringScene, SUPPLIER, TOKEN } from "../factoringScene.ts";
import type { FactoringScene } from "../factoringScene.ts";
import { addressOf } from "../stage.ts";
import { problemOf } from "./scene.ts";

const NEXT = addressOf("next");

describe("Passing a receivable on", () => {
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

  const passing = (receivable: Hex, to: Address) => ({ verb: "transfer", receivable, to }) as const;
  const refused = (session: string, receivable: Hex, to: Address) =>
    problemOf(scene.client(session).POST("/v1/intents", { body: passing(receivable, to) }));
  const accepted = async () => idOf((await scene.accepted()).header);

  it("is a call of the ledger that the holder's own account sends, tried as it does", async () => {
    const id = await accepted();
    const intent = await scene.act(supplier, passing(id, NEXT));
    expect(intent).to.deep.include({ verb: "transfer", state: "prepared", message: null, before: [], parties: [] });
    expect(intent).to.include({ receivable: id, counterparty: NEXT, amount: "1000.00" });
    const { functionName, args } = decodeFunctionData({ abi: ledgerAbi, data: intent.call?.data as Hex });
    const [from, to, token] = args as readonly [string, string, bigint];
    expect([intent.call?.to, functionName, from.toLowerCase(), to.toLowerCase(), token]).to.deep.equal([
      ...[LEDGER, "transferFrom", SUPPLIER, NEXT, BigInt(id)],
    ]);
    expect(scene.tried.map(({ from: sender }) => sender)).to.deep.equal([SUPPLIER]);
    const path = { params: { path: { id: intent.id } } };
    const sending = scene.client(supplier).POST("/v1/intents/{id}/sending", path);
    expect((await problemOf(sending)).code, "nobody sends it for it").to.equal("SentItself");
    expect((await scene.act(supplier, passing(id, NEXT))).id, "asked for twice").to.equal(intent.id);
  });

  it("is recorded by the transfer to that next holder, and by no other", async () => {
    const id = await accepted();
    const { id: intent } = await scene.act(supplier, passing(id, NEXT));
    await scene.book.write({ name: "Transfer", from: SUPPLIER, to: addressOf("another"), id });
    expect((await scene.read(supplier, intent)).state).to.equal("prepared");
    await scene.book.write({ name: "Transfer", from: addressOf("another"), to: SUPPLIER, id });
    await scene.book.write({ name: "Transfer", from: SUPPLIER, to: NEXT, id });
    expect(await scene.read(supplier, intent)).to.include({ state: "recorded", sentDirectly: true });
    const next = scene.client(await scene.signIn("next"));
    const { data } = await next.GET("/v1/receivables/{id}", { params: { path: { id } } });
    expect(data).to.deep.include({ holder: NEXT, roles: ["holder"], amount: "1000.00" });
    expect(data?.assignment).to.deep.include({ payee: NEXT });
  });

  it("is its holder's alone: not the buyer's, not who held it, and nobody learns of it who has no part", async () => {
    const id = await accepted();
    expect((await refused(buyer, id, NEXT)).code).to.equal("NotAuthorised");
    expect(await refused(stranger, id, NEXT)).to.include({ code: "NotFound", status: 404 });
    await scene.book.write({ name: "Transfer", from: SUPPLIER, to: NEXT, id });
    const late = await refused(supplier, id, addressOf("another"));
    expect([late.code, late.detail.includes(NEXT)]).to.deep.equal(["NotAuthorised", true]);
    expect(scene.tried).to.deep.equal([]);
  });

  it("takes nothing out of a desk, neither for its factor nor for its seller", async () => {
    const { id } = await scene.dealt();
    const byFactor = await refused(factor, id, NEXT);
    expect([byFactor.code, byFactor.detail.includes("reassign")]).to.deep.equal(["NotAuthorised", true]);
    const bySeller = await refused(supplier, id, NEXT);
    expect([bySeller.code, bySeller.detail.includes(FACTOR)]).to.deep.equal(["NotAuthorised", true]);
  });

  it("goes to nobody who could do nothing with it, and says the way out", async () => {
    const id = await accepted();
    const desk = await refused(supplier, id, DESK);
    expect([desk.code, desk.status]).to.deep.equal(["HolderInvalid", 422]);
    expect(desk.detail).to.contain("take one (/v1/quote-requests)");
    for (const to of [SUPPLIER, ZERO_ADDRESS, LEDGER, DIRECTORY, STATEMENTS, FACTORING]) {
      expect((await refused(supplier, id, to)).code, to).to.equal("HolderInvalid");
    }
    expect(scene.tried).to.deep.equal([]);
    expect((await scene.act(supplier, passing(id, FACTOR))).state, "the factor itself is no desk").to.equal("prepared");
  });

  it("needs the buyer's consent where the policy says so, as the ledger has it", async () => {
    const id = await accepted();
    scene.refusing = { name: "TransferLocked", values: { id } };
    expect((await refused(supplier, id, NEXT)).code).to.equal("TransferLocked");
  });

  it("takes no knowledge of what is sealed to others", async () => {
    const receivable = receivableOf(headerOf(SUPPLIER, BUYER), termsOf(TOKEN, 20_800));
    await scene.book.write(...sealing(receivable, "0xabcdef"), accepting(receivable));
    const intent = await scene.act(supplier, passing(idOf(receivable.header), NEXT));
    expect(intent).to.include({ state: "prepared", amount: null });
    expect(intent.currency.code).to.equal(null);
  });
});
