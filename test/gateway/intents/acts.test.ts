/** Acts on receivables: whose they are, what they say, and that asking twice is asking once. */
import { expect } from "chai";
import { idOf } from "../../../src/domain/commitment.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import type { Hex } from "../../../src/domain/receivable.ts";
import { headerOf, receivableOf, termsOf } from "../../support/receivables.ts";
import { accepting, issuing, sealing } from "../book.ts";
import { addressOf, KNOWN_TOKEN } from "../stage.ts";
import { openScene, problemOf } from "./scene.ts";
import type { Act, Scene } from "./scene.ts";

/** Euro, as money that moves outside the chain. */
const EUR: Hex = `0x${(978).toString(16).padStart(40, "0")}`;
const OWN = receivableOf(headerOf(addressOf("supplier"), addressOf("buyer")), termsOf(EUR, 20_000));
const SEALED = receivableOf(headerOf(addressOf("supplier"), addressOf("buyer")), termsOf(EUR, 20_000));
const PAYABLE = receivableOf(headerOf(addressOf("supplier"), addressOf("buyer")), termsOf(KNOWN_TOKEN, 20_000));
const FOREIGN = receivableOf(headerOf(addressOf("else"), addressOf("other")), termsOf(EUR, 20_000));
const ID = idOf(OWN.header);

describe("An act on a receivable", () => {
  let scene: Scene;
  let supplier: string;
  let buyer: string;

  before(async () => {
    scene = await openScene();
    await scene.book.write(...issuing(OWN), ...issuing(PAYABLE), ...sealing(SEALED, "0xabcd"), ...issuing(FOREIGN));
    supplier = await scene.signIn("supplier");
    buyer = await scene.signIn("buyer");
  });

  after(() => scene.close());

  const refused = (session: string, body: Act): ReturnType<typeof problemOf> =>
    problemOf(scene.client(session).POST("/v1/intents", { body }));

  it("is for the party whose consent it takes, and for nobody else", async () => {
    const acts: readonly (readonly [string, Act])[] = [
      [supplier, { verb: "accept", receivable: ID }],
      [supplier, { verb: "reject", receivable: ID, reason: "QTY", action: "NIN" }],
      [supplier, { verb: "dispute", receivable: ID, amount: "1.00", code: 1 }],
      [supplier, { verb: "resolve", receivable: ID, amount: "1.00", outcome: "Withdrawn" }],
      [buyer, { verb: "resolve", receivable: ID, amount: "1.00", outcome: "Conceded" }],
      [buyer, { verb: "credit", receivable: ID, amount: "1.00", reason: "none" }],
      [buyer, { verb: "cancel", receivable: ID, reason: "none" }],
      [buyer, { verb: "split", receivable: ID, amounts: ["1.00", "2.00"] }],
    ];
    for (const [session, body] of acts) {
      expect(await refused(session, body), body.verb).to.include({ code: "NotAuthorised", status: 403 });
    }
  });

  it("tells a stranger of a receivable what it tells of one that does not exist", async () => {
    const hidden = await refused(supplier, { verb: "accept", receivable: idOf(FOREIGN.header) });
    const missing = await refused(supplier, { verb: "accept", receivable: keccakOfText("nothing") });
    expect(hidden).to.deep.equal(missing).and.to.include({ code: "NotFound", status: 404 });
  });

  it("needs the terms, which are nobody's here where they are sealed to others", async () => {
    const problem = await refused(buyer, { verb: "accept", receivable: idOf(SEALED.header) });
    expect(problem).to.include({ code: "ContentSealed", status: 422 });
  });

  it("is refused for amounts that the currency does not have, and for receipts that are not there", async () => {
    const amount = await refused(supplier, { verb: "credit", receivable: ID, amount: "1.005", reason: "none" });
    expect(amount).to.include({ code: "AmountUnfit", status: 422 });
    expect(amount.detail).to.contain("body.amount is 1.005").and.to.contain("2 decimals");
    const below = await refused(buyer, { verb: "pay", receivable: idOf(PAYABLE.header), maxCash: "-1.00" });
    expect(below.code).to.equal("AmountUnfit");
    const reversal = await refused(supplier, { verb: "reverseReceipt", receivable: ID, bankReference: "NTRF" });
    expect(reversal).to.include({ code: "ReceiptUnknown", status: 409 });
  });

  it("can be wanted once where it happens once, and as often as the sender makes ids where it does not", async () => {
    const accept = await scene.act(buyer, { verb: "accept", receivable: ID });
    expect(await scene.act(buyer, { verb: "accept", receivable: ID })).to.deep.equal(accept);
    const id = "0b0f1f9a-1111-4222-8333-444455556666";
    expect(await refused(buyer, { verb: "accept", receivable: ID, id })).to.include({ code: "IntentExists" });
    const credit = { verb: "credit", receivable: ID, amount: "5.00", reason: "credit note" } as const;
    const first = await scene.act(supplier, credit);
    expect((await scene.act(supplier, credit)).id).to.equal(first.id);
    const second = await scene.act(supplier, { ...credit, id });
    expect([second.id, (await scene.act(supplier, { ...credit, id })).id]).to.deep.equal([id, id]);
    expect(await refused(supplier, { ...credit, id, amount: "6.00" })).to.include({ code: "IntentExists" });
  });

  it("names what is signed, what may be sent instead, and what has to be sent before", async () => {
    const accept = await scene.act(buyer, { verb: "accept", receivable: ID });
    expect(accept.message?.primaryType).to.equal("Acceptance");
    expect(accept.message?.message["text"]).to.match(/We owe the amount/);
    expect(accept.before).to.deep.equal([]);
    const pay = await scene.act(buyer, { verb: "pay", receivable: idOf(PAYABLE.header), maxCash: "12.34" });
    expect(pay.message?.message["maxCash"]).to.equal(`1234${"0".repeat(16)}`);
    expect(pay.before).to.have.length(1);
    expect(pay.before[0]?.to).to.equal(KNOWN_TOKEN);
    const bank = await refused(buyer, { verb: "pay", receivable: ID, maxCash: "12.34" });
    expect(bank).to.include({ code: "PaidOffChain", status: 422 });
  });

  it("opens the terms in the call of an agent with a cap, who asks for it, and in no other", async () => {
    const closed = await scene.act(buyer, { verb: "query", receivable: ID, reason: "QTY", action: "PIN" });
    const opened = await scene.act(buyer, {
      ...{ verb: "query", receivable: ID, reason: "QTY", action: "PIN", openTerms: true },
    });
    const salt = OWN.terms.salt.slice(2);
    expect(closed.call?.data).not.to.contain(salt);
    expect(opened.call?.data).to.contain(salt);
  });

  it("to pay is signed by whoever pays, and by no agent, whose own money it would be", async () => {
    await scene.book.write(accepting(OWN));
    await scene.mandate("buyer", "agent");
    const intent = await scene.act(buyer, { verb: "pay", receivable: idOf(PAYABLE.header), maxCash: "1.00" });
    expect(await scene.sign(buyer, intent, "agent")).to.deep.equal({ status: 403, code: "NotAuthorised" });
    expect(await scene.sign(buyer, intent, "buyer")).to.deep.equal({ status: 200, code: undefined });
  });

  it("to accept is recorded although the buyer accepted by itself, before it was even asked for", async () => {
    const accept = await scene.act(buyer, { verb: "accept", receivable: ID });
    expect(accept).to.include({ state: "recorded", sentDirectly: true });
  });
});
