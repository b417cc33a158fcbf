/** Asking for quotes: who sees what, and for how long. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import type { Receivable } from "../../src/domain/receivable.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { keepContent } from "../../src/store/contents.ts";
import { headerOf, receivableOf } from "../support/receivables.ts";
import { accepting, DAY, sealing } from "./book.ts";
import { FACTORS, openQuoteScene, refused, TODAY } from "./quoteScene.ts";
import type { Answer, QuoteScene } from "./quoteScene.ts";
import { addressOf } from "./stage.ts";

const [ONE, TWO] = FACTORS;
/** A policy that lets nobody buy it. */
const STUCK = 2;

describe("A holder that asks for quotes", () => {
  let scene: QuoteScene;
  let first: Receivable;
  let second: Receivable;

  before(async () => {
    scene = await openQuoteScene();
  });

  beforeEach(async () => {
    first = await scene.receivable();
    second = await scene.receivable({}, {}, "other buyer");
  });

  after(() => scene.stage.close());

  async function sees(name: string, receivable: Receivable): Promise<number> {
    const params = { path: { id: idOf(receivable.header) } };
    const client = scene.stage.client(scene.token(name));
    return (await client.GET("/v1/receivables/{id}", { params })).response.status;
  }

  async function listed(name: string, side: "own" | "invited"): Promise<readonly string[]> {
    const params = { query: { side } };
    const { data } = await scene.stage.client(scene.token(name)).GET("/v1/quote-requests", { params });
    return data?.items.map(({ id }) => id) ?? [];
  }

  it("shows exactly these receivables to exactly these factors, until it withdraws", async () => {
    const request = await scene.ask([first], { factors: [addressOf(ONE)] });
    expect(request.receivables).to.deep.equal([
      {
        ...{ receivable: idOf(first.header), buyer: addressOf("buyer"), open: "100000.00", advices: 0 },
        ...{ dueDate: "2027-01-20", needsConsent: false, state: "open", soldTo: null },
      },
    ]);
    expect([await sees(ONE, first), await sees(ONE, second)]).to.deep.equal([200, 404]);
    expect([await sees(TWO, first), await sees("stranger", first)]).to.deep.equal([404, 404]);
    expect(await listed(ONE, "invited")).to.deep.equal([request.id]);
    expect([await listed(TWO, "invited"), await listed("stranger", "own")]).to.deep.equal([[], []]);
    const params = { path: { id: request.id } };
    const gone = await scene.stage.client(scene.token("seller")).DELETE("/v1/quote-requests/{id}", { params });
    expect(gone.response.status).to.equal(204);
    expect([await sees(ONE, first), (await scene.read(ONE, request)).response.status]).to.deep.equal([404, 404]);
    expect(await listed(ONE, "invited")).to.deep.equal([]);
    expect((await scene.read("seller", request)).data?.state).to.equal("withdrawn");
  });

  it("shows a factor neither the others nor what becomes of their offers", async () => {
    const request = await scene.ask([first]);
    const { data } = await scene.read(ONE, request);
    expect(data?.factors).to.deep.equal([{ factor: addressOf(ONE), invited: true }]);
    const offer = await scene.offer(TWO, request, { kind: "single", receivable: idOf(first.header) });
    expect((await scene.take(request, { offers: [{ offer: offer.id }] })).response.status).to.equal(201);
    expect((await scene.read("seller", request)).data?.receivables[0]?.state).to.equal("locked");
    expect((await scene.read(ONE, request)).data?.receivables[0]?.state).to.equal("open");
    await scene.sold(first, offer);
    const sold = { state: "sold", soldTo: addressOf(TWO) };
    for (const name of ["seller", TWO]) {
      expect((await scene.read(name, request)).data?.receivables[0], name).to.deep.include(sold);
    }
    const unseen = { open: null, dueDate: null, advices: null, state: "gone", soldTo: null };
    expect((await scene.read(ONE, request)).data?.receivables[0]).to.deep.include(unseen);
    expect(await sees(ONE, first)).to.equal(404);
  });

  it("answers whoever is not invited as if there were no such request", async () => {
    const request = await scene.ask([first], { factors: [addressOf(ONE)] });
    const params = { path: { id: request.id } };
    const missing = { path: { id: randomUUID() } };
    for (const name of [TWO, "stranger", "buyer"]) {
      const client = scene.stage.client(scene.token(name));
      const body = { id: randomUUID(), offers: [{ offer: randomUUID() }] };
      const asked = (given: typeof params): Promise<Answer<unknown>>[] => [
        client.GET("/v1/quote-requests/{id}", { params: given }),
        client.GET("/v1/quote-requests/{id}/offers", { params: given }),
        client.DELETE("/v1/quote-requests/{id}", { params: given }),
        client.POST("/v1/quote-requests/{id}/takings", { params: given, body }),
      ];
      const [there, gone] = [await Promise.all(asked(params)), await Promise.all(asked(missing))];
      for (const [place, { error, response }] of there.entries()) {
        expect(response.status, name).to.equal(404);
        expect(error?.detail).to.equal(gone[place]?.error?.detail);
      }
    }
    expect(await scene.read(ONE, request)).to.have.nested.property("response.status", 200);
    expect((await scene.read("seller", request)).data?.state).to.equal("open");
  });

  it("ends an invitation by taking back the grant, and the others stay", async () => {
    const request = await scene.ask([first]);
    const client = scene.stage.client(scene.token("seller"));
    const { data } = await client.GET("/v1/grants", { params: { query: { side: "given" } } });
    const grant = data?.items.find(({ scope, grantee }) => {
      return scope.of === "receivables" && scope.receivables.includes(idOf(first.header)) && grantee === addressOf(ONE);
    });
    expect(grant).to.deep.include({ kind: "offer", until: request.until });
    await client.DELETE("/v1/grants/{id}", { params: { path: { id: grant?.id ?? "" } } });
    expect((await scene.read(ONE, request)).response.status).to.equal(404);
    expect((await scene.read(TWO, request)).response.status).to.equal(200);
    expect((await scene.read("seller", request)).data?.factors).to.have.deep.members([
      { factor: addressOf(ONE), invited: false },
      { factor: addressOf(TWO), invited: true },
    ]);
  });

  it("has shown nothing any more once the request is over", async () => {
    const request = await scene.ask([first], { until: shownInstant(scene.stage.now + 60) });
    const before = scene.stage.now;
    try {
      scene.stage.now += 61;
      expect([await sees(ONE, first), (await scene.read(ONE, request)).response.status]).to.deep.equal([404, 404]);
      expect((await scene.read("seller", request)).data?.state).to.equal("expired");
    } finally {
      scene.stage.now = before;
    }
  });

  it("asks once, however often it is sent, and the same id for nothing else", async () => {
    const id = randomUUID();
    const body = { id, until: shownInstant(scene.stage.now + DAY) };
    const asked = await scene.ask([first], body);
    expect(await scene.ask([first], body)).to.deep.equal(asked);
    const other = scene.ask([second], body);
    expect(await failure(other)).to.match(/IdTaken/);
  });

  it("asks about a receivable in one live request at a time", async () => {
    const request = await scene.ask([first]);
    expect(await failure(scene.ask([second, first]))).to.match(/ReceivableQuoted.*withdraw that first/s);
    const params = { path: { id: request.id } };
    await scene.stage.client(scene.token("seller")).DELETE("/v1/quote-requests/{id}", { params });
    expect((await scene.ask([second, first])).receivables).to.have.length(2);
  });

  it("asks about nothing that it does not hold, or that no factor could buy", async () => {
    const late = await scene.receivable({ dueDay: TODAY - 1 });
    const stuck = await scene.receivable({}, { policy: STUCK });
    const bank = await scene.receivable({ currency: "0x00000000000000000000000000000000000003d2" });
    expect(await failure(scene.ask([late]))).to.match(/ReceivableUnfit.*overdue/s);
    expect(await failure(scene.ask([stuck]))).to.match(/ReceivableUnfit.*lets nobody buy it/s);
    expect(await failure(scene.ask([bank]))).to.match(/PaidOffChain/);
    const id = idOf(first.header);
    const dispute = { by: addressOf("buyer"), amount: 1n, code: 1, disputed: 1n, evidence: id };
    await scene.stage.book.write({ name: "ReceivableDisputed", id, ...dispute });
    expect(await failure(scene.ask([first]))).to.match(/ReceivableUnfit.*disputes it/s);
    await scene.stage.book.write({
      name: "Transfer",
      from: addressOf("seller"),
      to: addressOf("else"),
      id: idOf(second.header),
    });
    expect(await failure(scene.ask([second]))).to.match(/NotFound/);
    const params = { query: { side: "own" } } as const;
    const { data } = await scene.stage.client(scene.token("seller")).GET("/v1/quote-requests", { params });
    const asked = data?.items.flatMap(({ receivables }) => receivables.map(({ receivable }) => receivable));
    for (const { header } of [late, stuck, bank, second]) expect(asked).not.to.include(idOf(header));
  });

  it("asks about sealed terms once the gateway knows them, which the invited then read", async () => {
    const sealed = receivableOf(headerOf(addressOf("seller"), addressOf("buyer")), first.terms);
    await scene.stage.book.write(...sealing(sealed, "0xab"), accepting(sealed));
    expect(await failure(scene.ask([sealed]))).to.match(/ContentSealed/);
    const of = { commitment: commitmentOf(sealed), id: idOf(sealed.header), revision: 0, receivable: sealed };
    const nothing = { documentSecret: null, invoice: null, original: null };
    await keepContent(scene.stage.database, { ...of, ...nothing, opened: scene.stage.now });
    const { id, receivables } = await scene.ask([sealed], { factors: [addressOf(ONE)] });
    expect(receivables[0]?.open).to.equal("100000.00");
    const params = { path: { id: of.id } };
    const read = await scene.stage.client(scene.token(ONE)).GET("/v1/receivables/{id}", { params });
    expect([read.data?.terms?.amount, read.data?.roles]).to.deep.equal(["100000.00", ["offeree"]]);
    const asked = { path: { id } };
    await scene.stage.client(scene.token("seller")).DELETE("/v1/quote-requests/{id}", { params: asked });
    expect(await sees(ONE, sealed)).to.equal(404);
  });

  it("invites no party of a receivable and nobody who has never come here", async () => {
    expect(await failure(scene.ask([first], { factors: [addressOf("buyer")] }))).to.match(/body\.factors\.0/);
    expect(await failure(scene.ask([first], { factors: [addressOf("nobody yet")] }))).to.match(/FactorUnknown/);
    const twice = [addressOf(ONE), addressOf(TWO), addressOf(ONE)];
    expect(await failure(scene.ask([first], { factors: twice }))).to.match(/body\.factors\.2: it is named twice/);
    expect(await failure(scene.ask([first, first]))).to.match(/body\.receivables\.1: it is named twice/);
    expect(await failure(scene.ask([first], { until: shownInstant(scene.stage.now) }))).to.match(/DeadlineInvalid/);
  });

  it("leaves no grant behind where the request is refused", async () => {
    const count = async (): Promise<unknown> =>
      (await scene.stage.database.query("select count(*) as count from grants"))[0];
    const before = await count();
    await failure(scene.ask([first], { factors: [addressOf(ONE), addressOf("nobody yet")] }));
    await scene.ask([second]);
    await failure(scene.ask([first, second]));
    const [row] = await scene.stage.database.query<{ count: number }>("select count(*) as count from grants");
    expect((row?.count ?? 0) - (before as { count: number }).count).to.equal(FACTORS.length);
  });

  it("names one currency in each request", async () => {
    const other = await scene.receivable({ currency: `0x${"71".repeat(20)}` });
    expect(await failure(scene.ask([first, other]))).to.match(/several currencies/);
    expect(commitmentOf(other)).not.to.equal(commitmentOf(first));
  });

  it("is told of by nobody who only reads or prepares", async () => {
    const client = scene.stage.client(scene.token("seller"));
    await client.POST("/v1/members", { body: { account: addressOf("clerk"), role: "preparer" } });
    const clerk = scene.stage.client(await scene.stage.signIn("clerk", addressOf("seller")));
    const body = { id: randomUUID(), receivables: [idOf(first.header)], factors: [addressOf(ONE)] };
    const asked = await clerk.POST("/v1/quote-requests", {
      body: { ...body, kinds: ["single"], until: shownInstant(scene.stage.now + DAY) },
    });
    expect(refused(asked)).to.equal("ScopeMissing");
    expect(await sees(ONE, first)).to.equal(404);
  });
});

/** What a request that must fail says. */
async function failure(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    () => expect.fail("it was taken"),
    (error: unknown) => String(error),
  );
}
