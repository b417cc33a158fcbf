import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import type { Receivable } from "../../src/domain/receivable.ts";
import { dropAbove } from "../../src/store/chainTables.ts";
import { addGrant } from "../../src/store/grants.ts";
import type { FeedEvent } from "../../src/wire/feed.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { accepting, DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";
import { listen } from "./streams.ts";

const EUR = "0x00000000000000000000000000000000000003d2";
const TODAY = FIRST_INSTANT / DAY;
const [SUPPLIER, BUYER, FACTOR, AUDITOR] = ["supplier", "buyer", "factor", "auditor"].map(addressOf) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
];
const SETTINGS = { pollMilliseconds: 5, heartbeatMilliseconds: 60, perOrganisation: 3 };

function between(supplier: `0x${string}`, buyer: `0x${string}`): Receivable {
  return receivableOf(headerOf(supplier, buyer), termsOf(EUR, TODAY));
}

const namesOf = (events: readonly { readonly data: FeedEvent }[]): string[] =>
  events.map(({ data }) => `${data.kind} ${String(data.event.name)}`);

describe("Events over HTTP", () => {
  let stage: Stage;
  let supplier: string;
  beforeEach(async () => {
    stage = await openStage({ config: { streams: SETTINGS } });
    supplier = await stage.signIn("supplier");
  });
  afterEach(() => stage.close());

  /** The whole feed of somebody, page by page. */
  async function feedOf(token: string): Promise<readonly FeedEvent[]> {
    const items: FeedEvent[] = [];
    let after: string | undefined;
    for (;;) {
      const query = after === undefined ? {} : { after };
      const { data } = await stage.client(token).GET("/v1/feed", { params: { query } });
      if (data === undefined) throw new Error("no page");
      items.push(...(data.items as FeedEvent[]));
      if (!data.more) return items;
      after = data.next;
    }
  }

  it("come as they happen, to those whom they concern alone, in the order of the feed", async () => {
    const mine = between(SUPPLIER, BUYER);
    const [listening, other] = [
      await listen(stage.url, supplier),
      await listen(stage.url, await stage.signIn("factor")),
    ];
    expect(listening.headers.get("content-type")).to.equal("text/event-stream; charset=utf-8");
    await stage.book.write(...issuing(between(FACTOR, AUDITOR)), ...issuing(mine));
    await stage.book.write(accepting(mine));
    const told = await listening.take(3);
    expect(namesOf(told)).to.deep.equal([
      "recorded Transfer",
      "recorded ReceivableIssued",
      "recorded ReceivableAccepted",
    ]);
    expect(told.map(({ data }) => data.receivable)).to.deep.equal(Array(3).fill(idOf(mine.header)));
    expect(told[2]?.data.event).to.include({ by: BUYER });
    const others = await other.take(2);
    expect(others.map(({ data }) => data.receivable)).not.to.include(idOf(mine.header));
    listening.leave();
    other.leave();
  });

  it("go on where Last-Event-ID says, with nothing lost and nothing twice", async () => {
    const mine = between(SUPPLIER, BUYER);
    const first = await listen(stage.url, supplier);
    await stage.book.write(...issuing(mine));
    const [, issued] = await first.take(2);
    first.leave();
    await stage.book.write(...issuing(between(FACTOR, AUDITOR)));
    await stage.book.write(accepting(mine));
    const second = await listen(stage.url, supplier, issued?.id);
    expect(namesOf(await second.take(1))).to.deep.equal(["recorded ReceivableAccepted"]);
    second.leave();
    const unsuited = await listen(stage.url, await stage.signIn("buyer"), issued?.id);
    expect(unsuited.status).to.equal(400);
  });

  it("begin now for whoever says nothing, and show life while nothing happens", async () => {
    await stage.book.write(...issuing(between(SUPPLIER, BUYER)));
    const listening = await listen(stage.url, supplier);
    const late = between(SUPPLIER, FACTOR);
    setTimeout(() => void stage.book.write(...issuing(late)), 250);
    const told = await listening.take(2);
    expect(told.map(({ data }) => data.receivable)).to.deep.equal(Array(2).fill(idOf(late.header)));
    expect(listening.signsOfLife).to.be.greaterThan(1);
    listening.leave();
  });

  it("are taken back as events of their own, also to whoever held the receivable in between", async () => {
    const mine = between(SUPPLIER, BUYER);
    const id = idOf(mine.header);
    await stage.book.write(...issuing(mine));
    const [listening, factor] = [
      await listen(stage.url, supplier),
      await listen(stage.url, await stage.signIn("factor")),
    ];
    await stage.book.write(accepting(mine));
    await stage.book.write({ name: "Transfer", from: SUPPLIER, to: FACTOR, id });
    await stage.database.transaction((tx) => dropAbove(tx, 1));
    const told = await listening.take(4);
    expect(namesOf(told)).to.deep.equal([
      "recorded ReceivableAccepted",
      "recorded Transfer",
      "retracted Transfer",
      "retracted ReceivableAccepted",
    ]);
    expect(told.map(({ event }) => event)).to.deep.equal(["recorded", "recorded", "retracted", "retracted"]);
    expect(told.map(({ data }) => data.retracts)).to.deep.equal([null, null, told[1]?.data.id, told[0]?.data.id]);
    expect(told[3]?.data.event).to.deep.equal(told[0]?.data.event);
    expect(namesOf(await factor.take(4))).to.include.members(["recorded Transfer", "retracted Transfer"]);
    listening.leave();
    factor.leave();
  });

  it("are the same page by page as in the stream, and their ids tell nothing of what happens elsewhere", async () => {
    const mine = between(SUPPLIER, BUYER);
    const elsewhere = { name: "NonceSpent", signer: FACTOR } as const;
    await stage.book.write(...Array.from({ length: 1_200 }, (_, nonce) => ({ ...elsewhere, nonce: BigInt(nonce) })));
    await stage.book.write(...issuing(mine), accepting(mine));
    const listening = await listen(stage.url, supplier);
    await stage.book.write({
      name: "ReceivableCancelled",
      id: idOf(mine.header),
      by: SUPPLIER,
      reason: `0x${"00".repeat(32)}`,
    });
    const [last] = await listening.take(1);
    listening.leave();
    const feed = await feedOf(supplier);
    expect(feed.map(({ event }) => event.name)).to.deep.equal([
      "Transfer",
      "ReceivableIssued",
      "ReceivableAccepted",
      "ReceivableCancelled",
    ]);
    expect(feed[3]?.id).to.equal(last?.data.id);
    const seen = await feedOf(await stage.signIn("buyer"));
    expect(seen.map(({ event }) => event.name)).to.deep.equal(feed.map(({ event }) => event.name));
    expect(seen.map(({ id }) => id)).not.to.include.members(feed.map(({ id }) => id));
  });

  it("concern an auditor as far as a grant shows, and organisations what the directory says of them", async () => {
    const [mine, hidden] = [between(SUPPLIER, BUYER), between(SUPPLIER, FACTOR)];
    await stage.book.write(...issuing(mine), ...issuing(hidden));
    const mandate = {
      verbs: 1,
      from: 0,
      until: 2 ** 31,
      cap: 5n,
      currency: EUR,
      document: `0x${"00".repeat(32)}`,
    } as const;
    await stage.book.write({ name: "MandateGiven", organisation: SUPPLIER, agent: FACTOR, mandate });
    const grant = {
      grantor: SUPPLIER,
      id: "00000000-0000-4000-8000-000000000001",
      grantee: AUDITOR,
      kind: "audit",
      counterparty: null,
      receivables: [idOf(mine.header)],
      issuedFrom: null,
      issuedTo: null,
      since: 0,
      until: 2 ** 40,
      account: SUPPLIER,
    } as const;
    expect(await addGrant(stage.database, grant, 5)).to.equal("added");
    const seen = await feedOf(await stage.signIn("auditor"));
    expect(new Set(seen.map(({ receivable }) => receivable))).to.deep.equal(new Set([idOf(mine.header)]));
    const [given] = (await feedOf(supplier)).slice(-1);
    expect(given).to.include({ kind: "recorded", receivable: null });
    expect(given?.event).to.include({ name: "MandateGiven", organisation: SUPPLIER, agent: FACTOR });
  });

  it("end when the session does, before anything more is told", async () => {
    const listening = await listen(stage.url, supplier);
    await stage.client(supplier).DELETE("/v1/sessions");
    await stage.book.write(...issuing(between(SUPPLIER, BUYER)));
    const failure: unknown = await listening.take(1).catch((error: unknown) => error);
    expect(failure).to.have.property("message", "the stream ended after 0");
  });

  it("end when the gateway closes", async () => {
    const listening = await listen(stage.url, supplier);
    const [, milliseconds] = await Promise.all([listening.ended(), timed(() => stage.gateway.close())]);
    expect(milliseconds).to.be.lessThan(1_900);
  });

  async function timed(work: () => Promise<void>): Promise<number> {
    const since = performance.now();
    await work();
    return performance.now() - since;
  }

  it("have so many readers of one organisation and no more, and room again when one has left", async () => {
    const readers = await Promise.all([1, 2, 3].map(() => listen(stage.url, supplier)));
    expect((await listen(stage.url, supplier)).status).to.equal(429);
    const buyer = await listen(stage.url, await stage.signIn("buyer"));
    expect(buyer.status).to.equal(200);
    readers[0]?.leave();
    for (;;) {
      const again = await listen(stage.url, supplier);
      again.leave();
      if (again.status === 200) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    for (const reader of [...readers, buyer]) reader.leave();
  });

  it("are refused to whoever does not say that it reads a stream, and HEAD ends", async () => {
    const headers = { authorization: `Bearer ${supplier}` };
    expect((await fetch(`${stage.url}/v1/events`, { headers })).status).to.equal(406);
    const head = { method: "HEAD", headers: { ...headers, accept: "text/event-stream" } };
    for (let count = 0; count < 5; count += 1) {
      expect((await fetch(`${stage.url}/v1/events`, head)).status).to.equal(200);
    }
  });
});
