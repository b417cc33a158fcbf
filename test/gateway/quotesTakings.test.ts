/** Taking offers: the calls, the lock (R67), and what the index then says. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { decodeAbiParameters, decodeFunctionData, parseAbiParameters } from "viem";
import type { AbiParameter } from "viem";
import { deskAbi, ledgerAbi } from "../../generated/abi.ts";
import { RefusedError } from "../../src/clients/errors.ts";
import { idOf } from "../../src/domain/commitment.ts";
import type { Hex, Receivable } from "../../src/domain/receivable.ts";
import { LEDGER } from "./book.ts";
import { deskOfFactor, FACTORS, openQuoteScene, refused, told } from "./quoteScene.ts";
import type { Offer, QuoteScene, Request, Taking } from "./quoteScene.ts";
import { addressOf } from "./stage.ts";

const [ONE, TWO] = FACTORS;
const MINUTE = 60;

describe("A seller that takes offers", () => {
  let scene: QuoteScene;
  let first: Receivable;
  let second: Receivable;
  let request: Request;

  before(async () => {
    scene = await openQuoteScene();
  });

  beforeEach(async () => {
    scene.tried.length = 0;
    scene.refuse.clear();
    first = await scene.receivable();
    second = await scene.receivable({}, {}, "other buyer");
    request = await scene.ask([first, second]);
  });

  after(() => scene.stage.close());

  const single = (factor: string, { header }: Receivable): Promise<Offer> =>
    scene.offer(factor, request, { kind: "single", receivable: idOf(header) });

  async function read({ id }: Taking): Promise<Taking> {
    const client = scene.stage.client(scene.token("seller"));
    return told(await client.GET("/v1/quote-takings/{id}", { params: { path: { id } } }));
  }

  it("gets one call of the ledger for all that is sold with a reserve, tried as its own", async () => {
    const [one, two] = [await single(ONE, first), await single(TWO, second)];
    const taking = told(await scene.take(request, { offers: [{ offer: one.id }, { offer: two.id }] }));
    expect(taking).to.deep.include({ state: "taken", seller: addressOf("seller"), request: request.id });
    expect(taking.receivables).to.deep.equal([
      { receivable: idOf(first.header), offer: one.id, factor: addressOf(ONE), sold: false },
      { receivable: idOf(second.header), offer: two.id, factor: addressOf(TWO), sold: false },
    ]);
    expect(taking.calls.map(({ does, to }) => [does, to])).to.deep.equal([["sell", LEDGER]]);
    const [call] = taking.calls;
    expect(scene.tried).to.deep.equal([{ to: LEDGER, data: call?.data, from: addressOf("seller") }]);
    const sends = inner(call?.data ?? "0x");
    expect(sends.map(({ functionName, args }) => [functionName, ...args.slice(0, 3)])).to.deep.equal([
      ["safeTransferFrom", addressOf("seller"), deskOfFactor(ONE), BigInt(idOf(first.header))],
      ["safeTransferFrom", addressOf("seller"), deskOfFactor(TWO), BigInt(idOf(second.header))],
    ]);
  });

  it("sends with each receivable what the factor signed, opened to the last field", async () => {
    const receivables = [first, second].map(({ header }) => idOf(header));
    const offer = await scene.offer(ONE, request, { kind: "several", receivables });
    const wanted = { offers: [{ offer: offer.id, receivables: receivables.slice(1) }] };
    const [call] = told(await scene.take(request, wanted)).calls;
    const [send] = inner(call?.data ?? "0x");
    const sale = decodedSale(send?.args[3]);
    expect([sale.kind, sale.index, sale.count, sale.proof.length]).to.deep.equal([1, 1, 2, 1]);
    expect(sale.receivable.terms.salt).to.equal(second.terms.salt);
    expect([sale.conditions.nonce.toString(), sale.conditions.price.feeRate]).to.deep.equal([offer.nonce, 80_000]);
    expect(sale.conditions.seller.toLowerCase()).to.equal(addressOf("seller"));
    expect(sale.signature).to.have.length(132);
  });

  it("lets a desk fetch what it buys outright, that receivable alone", async () => {
    const offer = await scene.offer(ONE, request, { kind: "purchase", receivable: idOf(first.header) });
    const unapproved = new RefusedError("NotOwnerNorApproved", {}, "the desk is not approved");
    scene.refuse.set(deskOfFactor(ONE), unapproved);
    const taking = told(await scene.take(request, { offers: [{ offer: offer.id }] }));
    expect(taking.calls.map(({ does, to }) => [does, to])).to.deep.equal([
      ["approve", LEDGER],
      ["purchase", deskOfFactor(ONE)],
    ]);
    expect(inner(taking.calls[0]?.data ?? "0x")).to.deep.equal([
      { functionName: "approve", args: [deskOfFactor(ONE), BigInt(idOf(first.header))] },
    ]);
    const purchase = decodeFunctionData({ abi: deskAbi, data: (taking.calls[1]?.data ?? "0x") as Hex });
    expect(purchase.functionName).to.equal("purchase");
    const together = await single(TWO, second);
    const params = { path: { id: taking.id } };
    await scene.stage.client(scene.token("seller")).DELETE("/v1/quote-takings/{id}", { params });
    const both = told(await scene.take(request, { offers: [{ offer: together.id }, { offer: offer.id }] }));
    expect(both.calls.map(({ does }) => does)).to.deep.equal(["sell", "purchase"]);
    expect(inner(both.calls[0]?.data ?? "0x").map(({ functionName }) => functionName)).to.deep.equal([
      ...["safeTransferFrom", "approve"],
    ]);
  });

  it("is told how the chain refuses, and locks nothing then", async () => {
    const [one, two] = [await single(ONE, first), await single(TWO, first)];
    scene.refuse.set(LEDGER, new RefusedError("ERC20InsufficientAllowance", {}, "the factor's allowance is too low"));
    const id = randomUUID();
    const failed = await scene.take(request, { id, offers: [{ offer: one.id }] });
    expect([refused(failed), failed.response.status]).to.deep.equal(["ERC20InsufficientAllowance", 409]);
    scene.refuse.clear();
    expect((await scene.read("seller", request)).data?.receivables[0]?.state).to.equal("open");
    expect(told(await scene.take(request, { id, offers: [{ offer: two.id }] })).state).to.equal("taken");
  });

  it("has one offer for a receivable at a time, until it is released or over (R67)", async () => {
    const [one, two] = [await single(ONE, first), await single(TWO, first)];
    const taking = told(await scene.take(request, { offers: [{ offer: one.id }] }));
    const again = await scene.take(request, { offers: [{ offer: two.id }] });
    expect([refused(again), again.response.status]).to.deep.equal(["ReceivableLocked", 409]);
    expect((await scene.compare(request)).items).to.deep.equal([]);
    const params = { path: { id: taking.id } };
    const client = scene.stage.client(scene.token("seller"));
    await client.DELETE("/v1/quote-takings/{id}", { params });
    expect(await read(taking)).to.deep.include({ state: "released", calls: [] });
    const other = told(await scene.take(request, { offers: [{ offer: two.id }], minutes: 5 }));
    const before = scene.stage.now;
    scene.stage.now += 5 * MINUTE + 1;
    expect(await read(other)).to.deep.include({ state: "expired", calls: [] });
    expect(told(await scene.take(request, { offers: [{ offer: one.id }] })).state).to.equal("taken");
    scene.stage.now = before;
  });

  it("takes one receivable once, however many ask at the same time", async () => {
    const offers = [await single(ONE, first), await single(TWO, first), await single(ONE, first)];
    const answers = await Promise.all(offers.map(({ id }) => scene.take(request, { offers: [{ offer: id }] })));
    expect(answers.map(({ response }) => response.status).sort()).to.deep.equal([201, 409, 409]);
  });

  it("is free again once the factor withdraws", async () => {
    const [one, two] = [await single(ONE, first), await single(TWO, first)];
    told(await scene.take(request, { offers: [{ offer: one.id }] }));
    const params = { path: { id: one.id } };
    await scene.stage.client(scene.token(ONE)).DELETE("/v1/quote-offers/{id}", { params });
    expect(told(await scene.take(request, { offers: [{ offer: two.id }] })).state).to.equal("taken");
  });

  it("takes once, however often it is sent, and the same id for nothing else", async () => {
    const [one, two] = [await single(ONE, first), await single(TWO, second)];
    const id = randomUUID();
    const taking = told(await scene.take(request, { id, offers: [{ offer: one.id }] }));
    expect(told(await scene.take(request, { id, offers: [{ offer: one.id }] }))).to.deep.equal(taking);
    expect(refused(await scene.take(request, { id, offers: [{ offer: two.id }] }))).to.equal("IdTaken");
  });

  it("puts no receivable under two offers, and none under an offer that is not for it", async () => {
    const [one, two] = [await single(ONE, first), await single(TWO, first)];
    const both = await scene.take(request, { offers: [{ offer: one.id }, { offer: two.id }] });
    expect([refused(both), both.error?.detail]).to.satisfy(([code, detail]: string[]) => {
      return code === "RequestInvalid" && /stands under two/.test(detail ?? "");
    });
    const foreign = { offer: one.id, receivables: [idOf(second.header)] };
    expect(refused(await scene.take(request, { offers: [foreign] }))).to.equal("OfferUnfit");
    expect(refused(await scene.take(request, { offers: [{ offer: randomUUID() }] }))).to.equal("NotFound");
    const other = await scene.ask([await scene.receivable()]);
    expect(refused(await scene.take(other, { offers: [{ offer: one.id }] }))).to.equal("NotFound");
  });

  it("says that it is sold once the index has seen it, under this offer and no other", async () => {
    const [one, two] = [await single(ONE, first), await single(TWO, second)];
    const taking = told(await scene.take(request, { offers: [{ offer: one.id }, { offer: two.id }] }));
    await scene.sold(first, one);
    expect((await read(taking)).receivables.map(({ sold }) => sold)).to.deep.equal([true, false]);
    await scene.sold(second, two);
    expect(await read(taking)).to.deep.include({ state: "recorded", calls: [] });
    const { data } = await scene.read("seller", request);
    expect(data?.receivables.map(({ state, soldTo }) => [state, soldTo])).to.deep.equal([
      ["sold", addressOf(ONE)],
      ["sold", addressOf(TWO)],
    ]);
    const params = { path: { id: one.id } };
    const shown = await scene.stage.client(scene.token(ONE)).GET("/v1/quote-offers/{id}", { params });
    expect(told(shown).state).to.equal("sold");
  });

  it("ends its takings with the request", async () => {
    const taking = told(await scene.take(request, { offers: [{ offer: (await single(ONE, first)).id }] }));
    const client = scene.stage.client(scene.token("seller"));
    await client.DELETE("/v1/quote-requests/{id}", { params: { path: { id: request.id } } });
    expect((await read(taking)).state).to.equal("released");
    const late = await scene.take(request, { offers: [{ offer: taking.receivables[0]?.offer ?? "" }] });
    expect(refused(late)).to.equal("QuoteRequestOver");
  });

  it("is nobody else's business", async () => {
    const taking = told(await scene.take(request, { offers: [{ offer: (await single(ONE, first)).id }] }));
    const params = { path: { id: taking.id } };
    for (const name of [ONE, TWO, "buyer", "stranger"]) {
      const client = scene.stage.client(scene.token(name));
      expect((await client.GET("/v1/quote-takings/{id}", { params })).response.status, name).to.equal(404);
      expect((await client.DELETE("/v1/quote-takings/{id}", { params })).response.status, name).to.equal(404);
    }
    expect((await read(taking)).state).to.equal("taken");
  });
});

interface Call {
  readonly functionName: string;
  readonly args: readonly unknown[];
}

/** The calls in a call of the ledger; addresses in lower case. */
function inner(data: string): readonly Call[] {
  const { functionName, args } = decodeFunctionData({ abi: ledgerAbi, data: data as Hex });
  if (functionName === "multicall") return args[0].flatMap(inner);
  return [{ functionName, args: (args as readonly unknown[]).map(lower) }];
}

function lower(value: unknown): unknown {
  return typeof value === "string" ? value.toLowerCase() : value;
}

/** As `FactoringTypes.sol` and `Types.sol` write it. */
const STRUCTS: readonly string[] = [
  "struct Sale { Receivable receivable; Conditions conditions; uint8 kind; uint32 index; uint32 count; " +
    "bytes32[] proof; BuyerLimit[] buyers; bytes signature; }",
  "struct Receivable { Header header; Terms terms; bytes32 document; }",
  "struct Header { address supplier; address buyer; bytes32 invoice; uint32 line; uint8 policy; uint32 revision; }",
  "struct Terms { address currency; uint96 amount; uint32 dueDay; int16 utcOffset; uint32 discountDay1; " +
    "uint96 discount1; uint32 discountDay2; uint96 discount2; uint32 slidingRate; bool discountOnParts; " +
    "uint32 lateRate; uint16 basis; uint16 graceDays; uint96 fixedSum; uint8 allocation; uint16 accelerationDays; " +
    "bytes32 salt; }",
  "struct Conditions { address seller; address currency; Price price; uint96 limit; uint16 minTenor; " +
    "uint16 maxTenor; uint8 advices; int16 utcOffset; uint40 until; uint256 nonce; }",
  "struct Price { uint32 advanceRate; uint32 feeRate; uint16 basis; uint32 commissionRate; uint96 minimumFee; " +
    "uint16 recourseDays; }",
  "struct BuyerLimit { address buyer; uint96 limit; }",
];

interface DecodedSale {
  readonly receivable: Receivable;
  readonly conditions: { readonly seller: string; readonly nonce: bigint; readonly price: { feeRate: number } };
  readonly kind: number;
  readonly index: number;
  readonly count: number;
  readonly proof: readonly Hex[];
  readonly signature: Hex;
}

function decodedSale(data: unknown): DecodedSale {
  const [sale] = decodeAbiParameters(parseAbiParameters(["Sale sale", ...STRUCTS]) as [AbiParameter], data as Hex);
  return sale as DecodedSale;
}
