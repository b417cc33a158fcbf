import { expect } from "chai";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { statementId } from "../../src/domain/statement.ts";
import type { Roots } from "../../src/domain/statement.ts";
import type { StatementEvent } from "../../src/domain/statementEvents.ts";
import { DAY, FIRST_INSTANT } from "./book.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";
import { KEYS, posting, statementBetween, supplierAlone } from "./statementObjects.ts";

const [SUPPLIER, BUYER, FACTOR] = [addressOf("supplier"), addressOf("buyer"), addressOf("factor")];
const [ROOT, OTHER_ROOT, BALANCE] = [keccakOfText("a root"), keccakOfText("another"), keccakOfText("a sum")];
const STATEMENT = statementBetween(SUPPLIER, BUYER);
const ID = statementId(STATEMENT);
const BOTH: Roots = { supplierRoot: ROOT, supplierVersion: 1, buyerRoot: ROOT, buyerVersion: 1 };

function agreed(party: Hex, roots: Roots): StatementEvent {
  return { name: "BalanceAgreed", id: ID, party, by: party, roots, balance: BALANCE };
}

function acknowledged(payBy: number): StatementEvent {
  return { name: "DebtAcknowledged", id: ID, debtor: BUYER, by: BUYER, roots: BOTH, debt: BALANCE, payBy };
}

describe("Statements over HTTP", () => {
  let stage: Stage;
  let [supplier, buyer] = ["", ""];
  beforeEach(async () => {
    stage = await openStage();
    [supplier, buyer] = [await stage.signIn("supplier"), await stage.signIn("buyer")];
  });
  afterEach(() => stage.close());

  async function detail(token: string, id: Hex = ID) {
    const { data, response } = await stage.client(token).GET("/v1/statements/{id}", { params: { path: { id } } });
    return data ?? expect.fail(`status ${response.status}`);
  }

  async function page(token: string, query: object) {
    const { data, response } = await stage.client(token).GET("/v1/statements", { params: { query } });
    return data ?? expect.fail(`status ${response.status}`);
  }

  async function eventsOf(token: string, query: object, id: Hex = ID) {
    const path = { id };
    return stage.client(token).GET("/v1/statements/{id}/events", { params: { path, query } });
  }

  it("are NO_REPLY for as long as the other side is silent, whatever time it was given", async () => {
    await stage.book.state(posting(STATEMENT, "supplier", ROOT, { replyBy: FIRST_INSTANT + DAY }));
    stage.now += 300 * DAY;
    [supplier, buyer] = [await stage.signIn("supplier"), await stage.signIn("buyer")];
    for (const token of [supplier, buyer]) {
      const shown = await detail(token);
      expect(shown).to.include({ id: ID, standing: "NO_REPLY", buyerPosting: null, supplierRepliedAt: null });
      expect(shown.supplierPosting).to.deep.equal({
        ...{ root: ROOT, version: 1, keys: KEYS, reply: "NO_REPLY", exceptions: null },
        replyBy: "2026-11-02T00:00:00Z",
      });
    }
    expect([(await detail(supplier)).role, (await detail(buyer)).role]).to.deep.equal(["supplier", "buyer"]);
  });

  it("are SAME_ROOT until both sides have agreed, each in a place that becomes final", async () => {
    await stage.book.state(posting(STATEMENT, "supplier", ROOT), posting(STATEMENT, "buyer", ROOT));
    expect((await detail(buyer)).standing).to.equal("SAME_ROOT");
    await stage.book.state(agreed(BUYER, BOTH));
    const half = await detail(supplier);
    expect([half.standing, half.supplierPosting?.reply, half.buyerPosting?.reply]).to.deep.equal([
      "SAME_ROOT",
      "AGREED",
      "NO_REPLY",
    ]);
    await stage.book.state(agreed(SUPPLIER, BOTH));
    const shown = await detail(supplier);
    expect(shown.standing).to.equal("AGREED");
    const places = [shown.supplierPostedAt, shown.supplierRepliedAt, shown.buyerPostedAt, shown.buyerRepliedAt];
    expect(places.map((place) => [place?.block, place?.logIndex, place?.certainty])).to.deep.equal([
      [1, 0, "finalised"],
      [2, 0, "safe"],
      [1, 1, "finalised"],
      [3, 0, "latest"],
    ]);
    expect(shown.asOf).to.include({ block: 3, safe: 2, finalised: 1 });
  });

  it("tell a rejection with its exceptions, and that a new version ends it", async () => {
    const roots = supplierAlone(ROOT);
    const rejected = { party: BUYER, by: BUYER, roots, result: OTHER_ROOT, count: 3, balance: BALANCE };
    await stage.book.state(posting(STATEMENT, "supplier", ROOT), { name: "BalanceRejected", id: ID, ...rejected });
    const shown = await detail(supplier);
    expect(shown.standing).to.equal("REJECTED");
    expect(shown.supplierPosting?.exceptions).to.deep.equal({ result: OTHER_ROOT, count: 3 });
    expect(shown.supplierRepliedAt?.logIndex).to.equal(1);
    await stage.book.state(posting(STATEMENT, "supplier", OTHER_ROOT, { version: 2 }));
    const after = await detail(supplier);
    expect([after.standing, after.supplierPosting?.exceptions, after.supplierRepliedAt]).to.deep.equal([
      "NO_REPLY",
      null,
      null,
    ]);
  });

  it("tell a result that both sides signed as the reply of both, in one place", async () => {
    await stage.book.state(posting(STATEMENT, "supplier", ROOT), posting(STATEMENT, "buyer", OTHER_ROOT));
    const both = { supplierBy: SUPPLIER, buyerBy: BUYER, roots: { ...BOTH, buyerRoot: OTHER_ROOT } };
    const signed = { ...both, result: BALANCE, count: 2, balance: BALANCE };
    await stage.book.state({ name: "BalanceAgreedExcept", id: ID, ...signed });
    const { standing, supplierPosting, buyerPosting, supplierRepliedAt, buyerRepliedAt } = await detail(buyer);
    expect([standing, supplierPosting?.reply, buyerPosting?.reply]).to.deep.equal(Array(3).fill("AGREED_EXCEPT"));
    expect(buyerPosting?.exceptions).to.deep.equal({ result: BALANCE, count: 2 });
    expect(supplierRepliedAt).to.include({ block: 2, certainty: "latest" }).and.to.deep.equal(buyerRepliedAt);
  });

  it("tell acknowledged debts and received demands beside the standing, which they leave as it is", async () => {
    await stage.book.state(posting(STATEMENT, "supplier", ROOT), posting(STATEMENT, "buyer", ROOT));
    const demand = { debtor: BUYER, by: BUYER, roots: BOTH, demand: OTHER_ROOT };
    await stage.book.state(acknowledged(20_000), { name: "DemandReceived", id: ID, ...demand });
    await stage.book.state(acknowledged(0), acknowledged(2 ** 32 - 1));
    const shown = await detail(buyer);
    expect(shown.standing).to.equal("SAME_ROOT");
    expect(shown.acknowledgedDebts.map(({ payBy, at }) => [payBy, at.block])).to.deep.equal([
      [null, 3],
      [null, 3],
      ["2024-10-04", 2],
    ]);
    expect(shown.receivedDemands.map(({ demand: told, debtor }) => [told, debtor])).to.deep.equal([
      [OTHER_ROOT, BUYER],
    ]);
  });

  it("are told although a side asks for a reply by an instant that no calendar has", async () => {
    await stage.book.state(posting(STATEMENT, "supplier", ROOT, { replyBy: 2 ** 40 - 1 }));
    expect((await detail(buyer)).supplierPosting?.replyBy).to.equal(null);
  });

  it("are listed to their sides alone, the latest cut-off first, page by page and by every filter", async () => {
    const all = [0, 1, 2, 3, 4].map((days) => statementBetween(SUPPLIER, BUYER, days));
    const back = statementBetween(BUYER, SUPPLIER, 2);
    const foreign = statementBetween(FACTOR, BUYER, 9);
    await stage.book.state(...[...all, back, foreign].map((one) => posting(one, "supplier", ROOT)));
    await stage.book.state(posting(all[1] ?? STATEMENT, "buyer", ROOT));
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const { items, next } = await page(supplier, { limit: "2", ...(cursor === undefined ? {} : { cursor }) });
      ids.push(...items.map(({ id }) => id));
      cursor = next ?? undefined;
    } while (cursor !== undefined);
    const [first = "0x", second = "0x", third = "0x", fourth = "0x", fifth = "0x"] = all.map(statementId);
    const sameDay = [third, statementId(back)].sort().reverse();
    expect(ids).to.deep.equal([fifth, fourth, ...sameDay, second, first]);
    const found = async (query: object): Promise<readonly string[]> =>
      (await page(supplier, query)).items.map(({ id }) => id);
    expect(await found({ role: "buyer" })).to.deep.equal([statementId(back)]);
    expect(await found({ standing: "SAME_ROOT" })).to.deep.equal([second]);
    expect(await found({ counterparty: FACTOR })).to.deep.equal([]);
    expect(await found({ counterparty: BUYER, cutOffFrom: "2026-11-02", cutOffTo: "2026-11-02" })).to.deep.equal([
      second,
    ]);
    expect(await found({ cutOffFrom: "2026-11-05" })).to.deep.equal([fifth]);
    expect((await page(await stage.signIn("factor"), {})).items.map(({ id }) => id)).to.deep.equal([
      statementId(foreign),
    ]);
    expect((await page(await stage.signIn("stranger"), {})).items).to.deep.equal([]);
  });

  it("refuse a cursor of another list, and are to a stranger as if they were not there", async () => {
    const all = [0, 1].map((days) => posting(statementBetween(SUPPLIER, BUYER, days), "supplier", ROOT));
    await stage.book.state(...all);
    const { next } = await page(supplier, { limit: "1" });
    const stolen = { params: { query: { limit: "1", cursor: next ?? "" } } };
    expect((await stage.client(buyer).GET("/v1/statements", stolen)).error?.type).to.equal("/problems/CursorInvalid");
    const stranger = await stage.signIn("factor");
    const path = { id: ID };
    for (const path_ of ["/v1/statements/{id}", "/v1/statements/{id}/events"] as const) {
      const { error, response } = await stage.client(stranger).GET(path_, { params: { path } });
      expect([response.status, error?.type], path_).to.deep.equal([404, "/problems/NotFound"]);
    }
  });

  it("have every version, reply, debt and demand as events, page by page", async () => {
    await stage.book.state(posting(STATEMENT, "supplier", OTHER_ROOT), posting(STATEMENT, "buyer", ROOT));
    await stage.book.state(posting(STATEMENT, "supplier", ROOT, { version: 2 }), acknowledged(0));
    await stage.book.state(agreed(BUYER, { ...BOTH, supplierVersion: 2 }));
    const first = (await eventsOf(supplier, { limit: "3" })).data ?? expect.fail();
    const rest = (await eventsOf(supplier, { limit: "3", cursor: first.next })).data ?? expect.fail();
    expect([...first.items, ...rest.items].map(({ name, at }) => `${name} ${at.certainty}`)).to.deep.equal([
      "StatementPosted finalised",
      "StatementPosted finalised",
      "StatementPosted safe",
      "DebtAcknowledged safe",
      "BalanceAgreed latest",
    ]);
    expect(rest.next).to.equal(null);
    expect((await eventsOf(buyer, { cursor: first.next })).error?.type).to.equal("/problems/CursorInvalid");
  });
});
