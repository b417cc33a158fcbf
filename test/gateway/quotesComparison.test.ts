/** Offers of factors and buyers in one list, to the cent. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import type { Hex, Receivable } from "../../src/domain/receivable.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { act as newAct } from "../../src/wire/act.ts";
import { DAY } from "./book.ts";
import { FACTORS, openQuoteScene, refused, TODAY, told } from "./quoteScene.ts";
import type { Comparison, QuoteScene, Request } from "./quoteScene.ts";
import { addressOf } from "./stage.ts";

const [ONE, TWO] = FACTORS;

describe("Offers side by side", () => {
  let scene: QuoteScene;

  before(async () => {
    scene = await openQuoteScene();
  });

  after(() => scene.stage.close());

  async function asked(...receivables: readonly Receivable[]): Promise<Request> {
    return scene.ask(receivables);
  }

  const kinds = ({ items }: Comparison): readonly string[] => items.map(({ kind }) => kind);

  async function early(receivables: readonly Receivable[], rate: string, name = "buyer"): Promise<string> {
    const id = randomUUID();
    const ids = receivables.map(({ header }) => idOf(header));
    const body = { id, receivables: ids, rate, until: shownInstant(scene.stage.now + DAY) };
    return told(await scene.stage.client(scene.token(name)).POST("/v1/early-payment-offers", { body })).id;
  }

  it("cost what R54 and R55 say, with all figures and their working", async () => {
    const receivable = await scene.receivable();
    const id = idOf(receivable.header);
    const request = await asked(receivable);
    const advance = await scene.offer(ONE, request, { kind: "single", receivable: id, recourseDays: 90 } as never);
    const purchase = await scene.offer(TWO, request, { kind: "purchase", receivable: id });
    const { items, expected } = await scene.compare(request);
    expect(expected).to.deep.equal([
      { receivable: id, open: "100000.00", dueDate: "2027-01-20", expected: "2027-01-20" },
    ]);
    const [cheapest, dearest] = items;
    expect(cheapest).to.deep.include({ kind: "purchase", offer: purchase.id, by: addressOf(TWO), recourse: null });
    expect(cheapest).to.deep.include({ cash: "98666.67", cost: "1333.33", reserve: "0.00", later: "0.00" });
    expect(cheapest?.rate).to.deep.include({ percent: "8.2207", basis: 365 });
    expect(dearest).to.deep.include({ kind: "single", offer: advance.id, recourse: { days: 90 }, gap: "0.00" });
    expect(dearest).to.deep.include({ cash: "80000.00", cost: "1566.67", reserve: "20000.00", later: "18433.33" });
    expect(dearest?.rate).to.deep.equal({
      ...{ percent: "11.9132", basis: 365, fundDays: "480000000" },
      exact: { numerator: "57183455", denominator: "480000000" },
    });
    expect(dearest?.lines).to.deep.equal([
      {
        ...{ receivable: id, open: "100000.00", funds: "80000.00", days: 60, fee: "1066.67", commission: "500.00" },
        ...{ discount: "0.00", reserve: "20000.00", later: "18433.33", gap: "0.00" },
      },
    ]);
    expect([cheapest?.ranks, dearest?.ranks]).to.deep.equal([
      { rate: 1, cost: 1, cash: 1 },
      { rate: 2, cost: 2, cash: 2 },
    ]);
  });

  it("are put in order by the figure that is asked for, for the day that is expected", async () => {
    const receivable = await scene.receivable();
    const id = idOf(receivable.header);
    const request = await asked(receivable);
    await scene.offer(ONE, request, { kind: "single", receivable: id, advanceRate: "10", feeRate: "20" } as never);
    await scene.offer(TWO, request, { kind: "purchase", receivable: id });
    expect(kinds(await scene.compare(request))).to.deep.equal(["purchase", "single"]);
    expect(kinds(await scene.compare(request, { by: "cost" }))).to.deep.equal(["single", "purchase"]);
    expect(kinds(await scene.compare(request, { by: "cash" }))).to.deep.equal(["purchase", "single"]);
    const soon = await scene.compare(request, { expected: "2026-12-21" });
    expect(soon.items.map(({ lines }) => lines[0]?.days)).to.deep.equal([30, 30]);
    const [purchase] = soon.items.filter(({ kind }) => kind === "purchase");
    expect(purchase?.cost, "whenever the debtor pays").to.equal("1333.33");
    const today = await scene.compare(request, { expected: "2026-11-21" });
    expect(today.items.map(({ rate }) => rate)).to.deep.equal([null, null]);
    const params = { path: { id: request.id }, query: { expected: "2026-11-20" } };
    const past = await scene.stage.client(scene.token("seller")).GET("/v1/quote-requests/{id}/offers", { params });
    expect(refused(past)).to.equal("RequestInvalid");
  });

  it("stand beside what the buyer's own terms give for paying today", async () => {
    const terms = { discountDay1: TODAY + 5, discount1: 200_000n };
    const receivable = await scene.receivable(terms);
    const plain = await scene.receivable();
    const request = await asked(receivable, plain);
    const { items } = await scene.compare(request);
    expect(items).to.have.length(1);
    expect(items[0]).to.deep.include({ kind: "terms", offer: null, by: addressOf("buyer"), until: null });
    expect(items[0]).to.deep.include({ receivables: [idOf(receivable.header)], cash: "98000.00", cost: "2000.00" });
    expect(items[0]?.taking).to.deep.equal({ way: "buyerPays", acts: [] });
    expect(items[0]?.rate?.percent).to.equal("12.415");
  });

  it("stand beside what the buyer offers beyond its terms, with the amendment that takes it", async () => {
    const [receivable, foreign] = [await scene.receivable(), await scene.receivable({}, {}, "other buyer")];
    const request = await asked(receivable, foreign);
    const offer = await early([receivable], "6");
    const { items } = await scene.compare(request);
    expect(items[0]).to.deep.include({ kind: "earlyPayment", offer, by: addressOf("buyer"), recourse: null });
    expect(items[0]).to.deep.include({ cash: "99013.70", cost: "986.30", reserve: "0.00" });
    const { taking, rate } = items[0] ?? expect.fail("no offer");
    expect(rate?.percent).to.equal("6.0598");
    const id = idOf(receivable.header);
    const wanted = { verb: "amend", receivable: id, terms: { slidingRate: "6", discountOnParts: true } };
    expect(taking).to.deep.equal({ way: "amend", acts: [wanted] });
    expect(newAct.safeParse(wanted).error, "it is what an intent is made of").to.equal(undefined);
    const body = wanted as { verb: "amend"; receivable: string; terms: { slidingRate: string } };
    const intent = told(await scene.stage.client(scene.token("seller")).POST("/v1/intents", { body }));
    expect(intent.parties.map(({ organisation }) => organisation)).to.have.members(["seller", "buyer"].map(addressOf));
    expect((intent.message?.message["amended"] as { terms: { slidingRate: number } }).terms.slidingRate).to.equal(
      60_000,
    );
  });

  it("count a buyer's offer only for what it owes, and only where it gives more than the terms", async () => {
    const better = await scene.receivable({ slidingRate: 70_000 });
    const worse = await scene.receivable({ slidingRate: 50_000 });
    const request = await asked(better, worse);
    await early([better, worse], "6");
    const { items } = await scene.compare(request);
    const given = items.filter(({ kind }) => kind === "earlyPayment");
    expect(given.map(({ receivables }) => receivables)).to.deep.equal([[idOf(worse.header)]]);
    const foreign = await scene.receivable({}, {}, "other buyer");
    expect(String(await early([foreign], "6").catch((error: unknown) => error))).to.match(/NotFound/);
    expect(String(await early([worse], "0").catch((error: unknown) => error))).to.match(/body\.rate/);
    const due = await scene.receivable({ dueDay: TODAY });
    expect(String(await early([due], "6").catch((error: unknown) => error))).to.match(/ReceivableUnfit.*due today/s);
  });

  it("show an early-payment offer to its buyer and to who holds what it names, and to nobody else", async () => {
    const receivable = await scene.receivable();
    const offer = await early([receivable], "3");
    const listed = async (name: string, side: "given" | "received"): Promise<readonly string[]> => {
      const params = { query: { side } };
      const { data } = await scene.stage.client(scene.token(name)).GET("/v1/early-payment-offers", { params });
      return data?.items.map(({ id }) => id) ?? [];
    };
    expect(await listed("buyer", "given")).to.include(offer);
    expect(await listed("seller", "received")).to.include(offer);
    for (const name of [ONE, "stranger", "other buyer"]) {
      expect([...(await listed(name, "given")), ...(await listed(name, "received"))], name).to.deep.equal([]);
    }
    const id = idOf(receivable.header);
    await scene.stage.book.write({ name: "Transfer", from: addressOf("seller"), to: addressOf("stranger"), id });
    expect(await listed("seller", "received")).not.to.include(offer);
    expect(await listed("stranger", "received")).to.deep.equal([offer]);
    const params = { path: { id: offer } };
    const client = scene.stage.client(scene.token("seller"));
    expect((await client.DELETE("/v1/early-payment-offers/{id}", { params })).response.status).to.equal(404);
    const buyers = scene.stage.client(scene.token("buyer"));
    expect((await buyers.DELETE("/v1/early-payment-offers/{id}", { params })).response.status).to.equal(204);
    expect(await listed("stranger", "received")).to.deep.equal([]);
  });

  it("say what a facility takes of the request by its limits, in the order of the request", async () => {
    const three = [await scene.receivable(), await scene.receivable(), await scene.receivable({}, {}, "other buyer")];
    const request = await asked(...three);
    const ids = three.map(({ header }) => idOf(header));
    const buyers = [
      { buyer: addressOf("buyer"), limit: "100000.00" },
      { buyer: addressOf("other buyer"), limit: "90000.00" },
    ];
    const facility = { kind: "facility", buyers, limit: "170000.00" } as const;
    const offer = await scene.offer(ONE, request, facility);
    const [item] = (await scene.compare(request)).items;
    expect(item?.receivables).to.deep.equal([ids[0], ids[2]]);
    expect(item).to.deep.include({ kind: "facility", open: "200000.00", cash: "160000.00" });
    await scene.spent(ONE, [offer.nonce]);
    const { items, unavailable } = await scene.compare(request);
    expect([items, unavailable.length]).to.deep.equal([[], 1]);
    expect(unavailable[0]?.why).to.match(/used or voided/);
  });

  it("leave out what was amended, paid or voided since, and say why", async () => {
    const receivable = await scene.receivable();
    const id: Hex = idOf(receivable.header);
    const request = await asked(receivable);
    const offer = await scene.offer(ONE, request, { kind: "single", receivable: id });
    await scene.offer(TWO, request, { kind: "purchase", receivable: id });
    const credit = { by: addressOf("seller"), principal: 1n, reason: id, closed: false };
    await scene.stage.book.write({ name: "ReceivableCredited", id, ...credit });
    const { items, unavailable } = await scene.compare(request);
    expect(items.map(({ offer: left, open }) => [left, open])).to.deep.equal([[offer.id, "99999.99"]]);
    expect(unavailable.map(({ why }) => why)).to.deep.equal([
      `${id}: less would be paid than the least price of the offer`,
    ]);
  });
});
