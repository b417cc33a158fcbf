/** Impatient sellers, rival factors and pushy ones, at a gateway by which offers are asked, made and taken. */
import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { RefusedError } from "../../src/clients/errors.ts";
import { idOf } from "../../src/domain/commitment.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Hex, Receivable } from "../../src/domain/receivable.ts";
import { lockSeller } from "../../src/gateway/quotes/asking.ts";
import { keepEarlyPayment } from "../../src/store/quoteEarlyPayments.ts";
import { quoteRequestOf, withdrawQuoteRequest } from "../../src/store/quoteRequests.ts";
import { subscribe } from "../../src/store/notifications.ts";
import { lendDatabase } from "../store/lending.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { LEDGER } from "./book.ts";
import { FACTORS, openQuoteScene, refused, told } from "./quoteScene.ts";
import type { Answer, Offer, QuoteScene, Request, Taking } from "./quoteScene.ts";
import { addressOf } from "./stage.ts";

const [ONE, TWO] = FACTORS;
/** Milliseconds in which a request comes to the gateway. */
const ARRIVING = 50;

describe("A seller in a hurry", () => {
  let scene: QuoteScene;
  let receivable: Receivable;
  let request: Request;

  before(async () => {
    scene = await openQuoteScene();
  });

  beforeEach(async () => {
    scene.refuse.clear();
    receivable = await scene.receivable();
    request = await scene.ask([receivable]);
  });

  after(() => scene.stage.close());

  const single = (factor: string, over: object = {}): Promise<Offer> =>
    scene.offer(factor, request, { kind: "single", receivable: idOf(receivable.header), ...over });

  async function read({ id }: Taking): Promise<Taking> {
    const client = scene.stage.client(scene.token("seller"));
    return told(await client.GET("/v1/quote-takings/{id}", { params: { path: { id } } }));
  }

  /** Both are under way before the database answers the first of them. */
  async function atOnce<One, Other>(one: () => Promise<One>, other: () => Promise<Other>): Promise<[One, Other]> {
    const both = await scene.stage.database.transaction(async () => {
      const first = one();
      await setTimeout(ARRIVING);
      const second = other();
      await setTimeout(ARRIVING);
      return { answers: Promise.all([first, second]) };
    });
    return both.answers;
  }

  it("takes nothing under a request that it withdraws at the same moment, from another process", async () => {
    const other = await openQuoteScene({ database: await lendDatabase("PostgreSQL") });
    const one = await other.receivable();
    const asked = await other.ask([one]);
    const offer = await other.offer(ONE, asked, { kind: "single", receivable: idOf(one.header) });
    const { database, now } = other.stage;
    const { number = 0 } = (await quoteRequestOf(database, asked.id, now)) ?? {};
    const { taking } = await database.transaction(async (tx) => {
      await lockSeller(tx, addressOf("seller"));
      const waiting = other.take(asked, { offers: [{ offer: offer.id }] });
      await setTimeout(ARRIVING);
      await withdrawQuoteRequest(tx, number, now);
      return { taking: waiting };
    });
    expect(refused(await taking)).to.equal("QuoteRequestOver");
    await other.stage.close();
  });

  it("is handed no call that the chain refuses, however often it clicks while that is tried", async () => {
    const { id: offer } = await single(ONE);
    scene.refuse.set(LEDGER, new RefusedError("ERC20InsufficientAllowance", {}, "the factor's allowance is too low"));
    const body = { id: randomUUID(), offers: [{ offer }] };
    const both = await atOnce(
      () => scene.take(request, body),
      () => scene.take(request, body),
    );
    expect(both.map(refused)).to.deep.equal(["ERC20InsufficientAllowance", "ERC20InsufficientAllowance"]);
    scene.refuse.clear();
    const again = await Promise.all([scene.take(request, body), scene.take(request, body)]);
    expect(again.map(({ data }) => data?.state)).to.deep.equal(["taken", "taken"]);
    expect(again[0].data).to.deep.equal(again[1].data);
  });

  it("has no call any more for an offer that its factor withdrew, nor for those taken with it", async () => {
    const other = await scene.receivable({}, {}, "other buyer");
    const both = await scene.ask([other]);
    const [one, two] = [
      await single(ONE),
      await scene.offer(TWO, both, { kind: "single", receivable: idOf(other.header) }),
    ];
    const body = { id: randomUUID(), offers: [{ offer: one.id }] };
    const taking = told(await scene.take(request, body));
    const kept = told(await scene.take(both, { offers: [{ offer: two.id }] }));
    const client = scene.stage.client(scene.token(ONE));
    await client.DELETE("/v1/quote-offers/{id}", { params: { path: { id: one.id } } });
    expect(await read(taking)).to.deep.include({ state: "released", calls: [] });
    expect(told(await scene.take(request, body)).calls, "sent once more").to.deep.equal([]);
    expect((await read(kept)).state, "another factor's").to.equal("taken");
  });

  it("locks nothing for longer than the offer lasts", async () => {
    const until = scene.stage.now + 600;
    const one = await single(ONE, { until: shownInstant(until) });
    const taking = told(await scene.take(request, { offers: [{ offer: one.id }], minutes: 1_440 }));
    expect(taking.expires).to.equal(shownInstant(until));
  });
});

describe("A factor that is asked, and one that is not", () => {
  let scene: QuoteScene;
  let receivable: Receivable;
  let request: Request;

  before(async () => {
    scene = await openQuoteScene();
  });

  beforeEach(async () => {
    receivable = await scene.receivable();
    request = await scene.ask([receivable], { factors: [addressOf(ONE)] });
  });

  after(() => scene.stage.close());

  const offering = () => ({ kind: "single" as const, receivable: idOf(receivable.header) });

  /** Whom a webhook for everything is told of, and of what. */
  async function toldOf(kind: string): Promise<readonly unknown[]> {
    return scene.stage.database.query(
      `select '0x' || encode(d.organisation, 'hex') as whom, n.data from notice_deliveries d
       join notices n on n.number = d.notice where n.kind = $1 order by n.number`,
      [kind],
    );
  }

  it("is told that it is asked, and the seller of each offer that is signed, in ids alone, once", async () => {
    await scene.stage.database.query("delete from notice_deliveries");
    for (const name of ["seller", "stranger", ...FACTORS]) await listening(name);
    const asked = await scene.ask([await scene.receivable()], { factors: [addressOf(ONE)] });
    expect(await toldOf("QuoteAsked")).to.deep.equal([{ whom: addressOf(ONE), data: { quoteRequest: asked.id } }]);
    const prepared = await scene.prepare(ONE, request, offering());
    expect(await toldOf("OfferReceived"), "before it is signed").to.deep.equal([]);
    const signed = await Promise.all([scene.sign(ONE, prepared), scene.sign(ONE, prepared)]);
    expect(signed.map(({ response }) => response.status)).to.deep.equal([200, 200]);
    const data = { quoteRequest: request.id, quoteOffer: prepared.id };
    expect(await toldOf("OfferReceived")).to.deep.equal([{ whom: addressOf("seller"), data }]);
  });

  async function listening(name: string): Promise<void> {
    const wanted = { id: randomUUID(), organisation: addressOf(name), account: addressOf(name) } as const;
    const hook = { channel: "webhook", address: "https://example.com/", kinds: [], language: null } as const;
    await subscribe(scene.stage.database, { ...wanted, ...hook, secret: "sealed", created: scene.stage.now }, 5);
  }

  it("hides no other buyer's offer to pay early behind two hundred of its own", async () => {
    const { database, now } = scene.stage;
    const owed = await scene.receivable({}, {}, "other buyer");
    const both = await scene.ask([owed, await scene.receivable()], { factors: [addressOf(TWO)] });
    const [theirs = "0x", own = "0x"] = both.receivables.map(({ receivable: id }) => id as Hex);
    const times = { made: now, until: now + 600, content: keccakOfText("as asked") } as const;
    const offerOf = (buyer: string, id: string) =>
      ({ id, buyer: addressOf(buyer), account: addressOf(buyer), rate: 60_000, ...times }) as const;
    const first = randomUUID();
    await database.transaction(async (tx) => {
      await keepEarlyPayment(tx, offerOf("other buyer", first), [theirs]);
      for (let count = 0; count < 200; count += 1) {
        await keepEarlyPayment(tx, offerOf("buyer", randomUUID()), [own]);
      }
    });
    const { items } = await scene.compare(both);
    expect(items.map(({ offer }) => offer)).to.include(first);
  });

  it("fills nobody's letter box by offers that it withdraws and makes anew, nor a seller by requests", async () => {
    const withdrawn = async (): Promise<Answer<Offer>> => {
      const { id } = await scene.prepare(ONE, request, offering());
      return scene.stage.client(scene.token(ONE)).DELETE("/v1/quote-offers/{id}", { params: { path: { id } } });
    };
    for (let count = 0; count < 100; count += 1) told(await withdrawn());
    expect(String(await withdrawn().catch((error: unknown) => error))).to.match(/QuotaReached.*for another request/s);
    const asked = async (): Promise<string> => {
      const { id } = await scene.ask([await other], { factors: [addressOf(TWO)] });
      await scene.stage.client(scene.token("seller")).DELETE("/v1/quote-requests/{id}", { params: { path: { id } } });
      return "";
    };
    const other = scene.receivable();
    let failure = "";
    for (let count = 0; count <= 100 && failure === ""; count += 1) {
      failure = await asked().catch((error: unknown) => String(error));
    }
    expect(failure).to.match(/QuotaReached.*wait until tomorrow/s);
  });
});
