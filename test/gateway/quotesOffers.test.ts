/** Answering a request: what a factor can sign, and who sees it. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { hashTypedData } from "viem";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import { offerLeaf } from "../../src/domain/factoring/offerTree.ts";
import { isUnderRoot } from "../../src/domain/merkle.ts";
import type { Address, Hex, Receivable } from "../../src/domain/receivable.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { merkleTreeOf } from "../../src/domain/merkle.ts";
import { DAY } from "./book.ts";
import { signatureOf } from "./intents/scene.ts";
import { deskOfFactor, FACTORS, newOffer, openQuoteScene, refused, told } from "./quoteScene.ts";
import type { NewOffer, Offer, QuoteScene, Request } from "./quoteScene.ts";
import { addressOf, person } from "./stage.ts";

const [ONE, TWO] = FACTORS;
const ACCOUNT: Address = addressOf("factor two");

describe("A factor that is asked for a quote", () => {
  let scene: QuoteScene;
  let first: Receivable;
  let second: Receivable;
  let request: Request;
  const signedByAccount = new Map<Hex, Hex>();

  before(async () => {
    scene = await openQuoteScene({
      signedByContract: (account, hash, signature) =>
        Promise.resolve(account === ACCOUNT && signedByAccount.get(hash) === signature),
    });
  });

  beforeEach(async () => {
    first = await scene.receivable();
    second = await scene.receivable({}, {}, "other buyer");
    request = await scene.ask([first, second]);
  });

  after(() => scene.stage.close());

  const idOfOne = (): Hex => idOf(first.header);
  const single = (over: Partial<NewOffer> = {}): Partial<NewOffer> => ({
    kind: "single",
    receivable: idOfOne(),
    ...over,
  });

  async function failure(offer: Partial<NewOffer>, of = request): Promise<string> {
    return scene.prepare(ONE, of, offer).then(
      () => expect.fail("it was prepared"),
      (error: unknown) => String(error),
    );
  }

  async function reads(name: string, { id }: Offer): Promise<number> {
    const params = { path: { id } };
    return (await scene.stage.client(scene.token(name)).GET("/v1/quote-offers/{id}", { params })).response.status;
  }

  it("signs exactly what its desk hashes, with what it asked in the contract's units", async () => {
    const offer = await scene.prepare(ONE, request, single({ recourseDays: 90, minimumFee: "12.50" }));
    expect([offer.state, offer.desk, offer.nonces]).to.deep.equal(["prepared", deskOfFactor(ONE), 1]);
    const { domain, primaryType, message } = offer.message;
    expect([domain.verifyingContract, domain.chainId, primaryType]).to.deep.equal([deskOfFactor(ONE), 31_337, "Offer"]);
    const conditions = message["conditions"] as Record<string, unknown>;
    expect(conditions["price"]).to.deep.equal({
      ...{ advanceRate: 800_000, feeRate: 80_000, basis: 360, commissionRate: 5_000, minimumFee: "1250" },
      recourseDays: 90,
    });
    expect(conditions).to.deep.include({ seller: addressOf("seller"), limit: "8000000", nonce: offer.nonce });
    expect((message["receivable"] as { terms: { salt: string } }).terms.salt).to.equal(first.terms.salt);
  });

  it("is heard once its own key has signed, and nobody else's", async () => {
    const offer = await scene.prepare(ONE, request, single());
    expect([await reads(ONE, offer), await reads("seller", offer), await reads(TWO, offer)]).to.deep.equal([
      ...[200, 404, 404],
    ]);
    expect((await scene.compare(request)).items).to.deep.equal([]);
    expect(refused(await scene.sign(ONE, offer, TWO))).to.equal("SignatureInvalid");
    const signed = told(await scene.sign(ONE, offer));
    expect(signed.state).to.equal("signed");
    expect(signed.revocation?.to).to.equal(deskOfFactor(ONE));
    expect([await reads("seller", offer), await reads(TWO, offer), await reads("stranger", offer)]).to.deep.equal([
      ...[200, 404, 404],
    ]);
    const shown = await scene.stage
      .client(scene.token("seller"))
      .GET("/v1/quote-offers/{id}", { params: { path: { id: offer.id } } });
    expect(told(shown).revocation, "only the factor can void it").to.equal(null);
    expect(told(await scene.sign(ONE, offer)).state, "the same once more").to.equal("signed");
  });

  it("signs by a contract account (ERC-1271), which says so itself", async () => {
    const offer = await scene.prepare(TWO, request, single());
    const digest = hashTypedData(offer.message as unknown as Parameters<typeof hashTypedData>[0]);
    const params = { path: { id: offer.id } };
    const client = scene.stage.client(scene.token(TWO));
    const hand = (signature: Hex) => client.POST("/v1/quote-offers/{id}/signature", { params, body: { signature } });
    signedByAccount.set(digest, "0xc0ffee");
    expect(refused(await hand("0xdecaf0"))).to.equal("SignatureInvalid");
    expect(told(await hand("0xc0ffee")).state).to.equal("signed");
  });

  it("signs for its own desk on this chain: a signature for another is none", async () => {
    const offer = await scene.prepare(ONE, request, single());
    const { domain } = offer.message;
    for (const other of [
      { ...domain, chainId: 1 },
      { ...domain, verifyingContract: deskOfFactor(TWO) },
    ]) {
      const signature = await signatureOf(ONE, { ...offer.message, domain: other });
      const params = { path: { id: offer.id } };
      const client = scene.stage.client(scene.token(ONE));
      const answer = await client.POST("/v1/quote-offers/{id}/signature", { params, body: { signature } });
      expect(refused(answer)).to.equal("SignatureInvalid");
    }
  });

  it("offers for several by one root, each at its place and under a number of its own", async () => {
    const receivables = [first, second].map(({ header }) => idOf(header));
    const offer = await scene.offer(ONE, request, { kind: "several", receivables });
    expect(offer).to.deep.include({ nonces: 2, receivables });
    const leaves = [first, second].map((one, place) => offerLeaf(place, commitmentOf(one)));
    const { root, count } = offer.message.message as { root: Hex; count: number };
    const { proofOf } = merkleTreeOf(leaves);
    expect(count).to.equal(2);
    for (const [place, leaf] of leaves.entries()) expect(isUnderRoot(root, leaf, proofOf(place))).to.equal(true);
    const next = await scene.prepare(ONE, request, single());
    expect(BigInt(next.nonce) - BigInt(offer.nonce), "no number twice").to.equal(2n);
  });

  it("draws its numbers side by side, apart from other factors', unless it names one", async () => {
    const numbers = [];
    for (const factor of [ONE, ONE, TWO]) numbers.push(BigInt((await scene.prepare(factor, request, single())).nonce));
    const [one = 0n, other = 0n, foreign = 0n] = numbers;
    expect(other - one).to.equal(1n);
    expect(foreign >> 32n).not.to.equal(one >> 32n);
    expect((await scene.prepare(ONE, request, single({ nonce: "7" }))).nonce).to.equal("7");
    expect(BigInt((await scene.prepare(ONE, request, single())).nonce) - other).to.equal(1n);
    await scene.spent(ONE, ["8"]);
    expect(await failure(single({ nonce: "8" }))).to.match(/NonceAlreadySpent/);
    const receivables = [first, second].map(({ header }) => idOf(header));
    const last = (2n ** 256n - 1n).toString();
    expect(await failure({ kind: "several", receivables, nonce: last })).to.match(/body\.nonce/);
  });

  it("keeps to what was asked: the kinds, the receivables, and those that can be sold", async () => {
    const other = await scene.receivable();
    expect(await failure(single({ receivable: idOf(other.header) }))).to.match(/nobody asked for it/);
    const buyers = [{ buyer: addressOf("stranger"), limit: "1.00" }];
    expect(await failure({ kind: "facility", buyers, limit: "5.00" })).to.match(/body\.buyers/);
    const narrow = await scene.ask([other], { kinds: ["purchase"] });
    expect(await failure({ kind: "single", receivable: idOf(other.header) }, narrow)).to.match(/takes purchase/);
    expect(await failure(single({ until: shownInstant(scene.stage.now) }))).to.match(/DeadlineInvalid/);
    const id = idOfOne();
    const dispute = { by: addressOf("buyer"), amount: 1n, code: 1, disputed: 1n, evidence: id };
    await scene.stage.book.write({ name: "ReceivableDisputed", id, ...dispute });
    expect(await failure(single())).to.match(/ReceivableUnfit/);
  });

  it("offers nothing that its desk would refuse", async () => {
    const cases: readonly (readonly [Record<string, unknown>, RegExp])[] = [
      [{ advanceRate: "0" }, /body\.advanceRate/],
      [{ advanceRate: "100.0001" }, /body\.advanceRate/],
      [{ feeRate: "101" }, /body\.feeRate/],
      [{ commissionRate: "999" }, /body\.commissionRate/],
      [{ limit: "79999.99" }, /body\.limit: it is less than the advance on/],
      [{ limit: "9".repeat(40) }, /body\.limit/],
      [{ minimumFee: "1.001" }, /AmountUnfit/],
      [{ minTenor: 61 }, /body\.minTenor.*due in 60 days/],
      [{ maxTenor: 59 }, /body\.maxTenor.*due in 60 days/],
      [{ minTenor: 9, maxTenor: 8 }, /body\.maxTenor/],
    ];
    for (const [over, words] of cases) expect(await failure(single(over)), JSON.stringify(over)).to.match(words);
    const purchase = { kind: "purchase", receivable: idOfOne() } as const;
    expect(await failure({ ...purchase, rate: "100", extraDays: 60_000 })).to.match(/nothing is left of the price/);
    expect(await failure({ ...purchase, minPrice: "98666.68" })).to.match(/body\.minPrice/);
    const [row] = await scene.stage.database.query<{ count: number }>(
      "select count(*) as count from quote_offers o join quote_requests q on q.number = o.request where q.id = $1",
      [request.id],
    );
    expect(row?.count).to.equal(0);
  });

  it("names how many unanswered advices it takes, or offers nothing on what has some", async () => {
    const id = idOfOne();
    const advice = { by: addressOf("buyer"), bankRef: id, cash: 5n, valueDay: 20_000 };
    await scene.stage.book.write({ name: "ReceiptAdvised", id, ...advice });
    expect(await failure(single())).to.match(/body\.advices.*1 advices/s);
    expect((await scene.prepare(ONE, request, single({ advices: 1 }))).state).to.equal("prepared");
  });

  it("needs a desk", async () => {
    const token = await scene.stage.signIn("factor three");
    const asked = await scene.ask([await scene.receivable()], { factors: [addressOf("factor three")] });
    const params = { path: { id: asked.id } };
    const body = newOffer(scene.stage, { kind: "single", receivable: asked.receivables[0]?.receivable ?? "" });
    const answer = await scene.stage.client(token).POST("/v1/quote-requests/{id}/offers", { params, body });
    expect(refused(answer)).to.equal("DeskMissing");
  });

  it("withdraws, whereupon nobody takes the offer here, and has the call that voids it on the chain", async () => {
    const offer = await scene.offer(ONE, request, single());
    const params = { path: { id: offer.id } };
    const withdrawn = await scene.stage.client(scene.token(ONE)).DELETE("/v1/quote-offers/{id}", { params });
    expect(told(withdrawn)).to.deep.include({ state: "withdrawn", revocation: offer.revocation });
    expect((await scene.compare(request)).items).to.deep.equal([]);
    const taken = await scene.take(request, { offers: [{ offer: offer.id }] });
    expect(refused(taken)).to.equal("OfferOver");
    const other = await scene.stage.client(scene.token(TWO)).DELETE("/v1/quote-offers/{id}", { params });
    expect(other.response.status).to.equal(404);
    expect(refused(await scene.sign(ONE, offer, "stranger"))).to.equal("OfferOver");
  });

  it("signs nothing after the request, its own offer or its number is over", async () => {
    const [late, spent] = [await scene.prepare(ONE, request, single()), await scene.prepare(ONE, request, single())];
    await scene.spent(ONE, [spent.nonce]);
    expect(refused(await scene.sign(ONE, spent))).to.equal("NonceAlreadySpent");
    const before = scene.stage.now;
    scene.stage.now += 3 * DAY + 1;
    expect(refused(await scene.sign(ONE, late))).to.equal("OfferOver");
    scene.stage.now = before;
    const params = { path: { id: request.id } };
    await scene.stage.client(scene.token("seller")).DELETE("/v1/quote-requests/{id}", { params });
    expect(refused(await scene.sign(ONE, late))).to.equal("QuoteRequestOver");
    expect(await failure(single())).to.match(/NotFound/);
  });

  it("lists its own offers and no others", async () => {
    const [mine, theirs] = [await scene.prepare(ONE, request, single()), await scene.prepare(TWO, request, single())];
    const { data } = await scene.stage.client(scene.token(ONE)).GET("/v1/quote-offers", { params: { query: {} } });
    const ids = data?.items.map(({ id }) => id) ?? [];
    expect([ids[0], ids.includes(theirs.id)]).to.deep.equal([mine.id, false]);
    const { data: sellers } = await scene.stage.client(scene.token("seller")).GET("/v1/quote-offers");
    expect(sellers?.items).to.deep.equal([]);
  });

  it("prepares once, however often it is sent, and takes the same id for nothing else", async () => {
    const id = randomUUID();
    const offer = await scene.prepare(ONE, request, single({ id }));
    expect(await scene.prepare(ONE, request, single({ id }))).to.deep.equal(offer);
    expect(await failure(single({ id, feeRate: "9" }))).to.match(/IdTaken/);
    const theirs = scene.prepare(TWO, request, single({ id }));
    expect(String(await theirs.catch((error: unknown) => error))).to.match(/IdTaken/);
    expect(person(ONE).address.toLowerCase()).to.equal(offer.factor);
  });
});
