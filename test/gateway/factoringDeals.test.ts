/** Deals over HTTP: what moved, what is outstanding at an instant with its working, and who sees any of it. */
import { expect } from "chai";
import { decodeFunctionData } from "viem";
import { deskAbi } from "../../generated/abi.ts";
import { ClaimReason, Source } from "../../src/domain/factoring/deal.ts";
import { NO_RECOURSE } from "../../src/domain/factoring/offer.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { DAY, FIRST_INSTANT } from "./book.ts";
import { BUYER, DESK, EVIDENCE, FACTOR, openFactoringScene, SUPPLIER, TOKEN } from "./factoringScene.ts";
import type { FactoringScene } from "./factoringScene.ts";
import { problemOf } from "./intents/scene.ts";

const TODAY = FIRST_INSTANT / DAY;

describe("A deal", () => {
  let scene: FactoringScene;
  let [supplier, buyer, factor, stranger] = ["", "", "", ""];

  before(async () => {
    scene = await openFactoringScene();
    ({ supplier, buyer, factor, stranger } = scene.tokens);
  });

  after(() => scene.close());

  const detail = (session: string, id: Hex, query: { at?: string; number?: string } = {}) =>
    scene.client(session).GET("/v1/deals/{id}", { params: { path: { id }, query } });
  const read = async (session: string, id: Hex, query: { at?: string; number?: string } = {}) =>
    (await detail(session, id, query)).data ?? expect.fail("no deal");
  const list = async (session: string, query: { role: "factor" | "seller" } & Record<string, string>) =>
    (await scene.client(session).GET("/v1/deals", { params: { query } })).data ?? expect.fail("no list");
  const paid = (id: Hex, toFunds: bigint, toFees: bigint, toSeller: bigint, day: number) =>
    ({
      name: "DealPaid",
      ...{ id, source: Source.Payment, shared: { toFunds, toFees, toSeller }, day, bankRef: ZERO_HASH },
    }) as const;

  it("shows seller and factor the same figures, each in its own role", async () => {
    const { id } = await scene.dealt();
    for (const [session, role] of [
      [supplier, "seller"],
      [factor, "factor"],
    ] as const) {
      const deal = await read(session, id);
      expect(deal).to.deep.include({ receivable: id, desk: DESK, number: 1, role, kind: "Single", live: true });
      expect(deal).to.deep.include({ seller: SUPPLIER, factor: FACTOR, buyer: BUYER, soldOn: "2026-11-01" });
      expect(deal).to.deep.include({
        open: "1000.00",
        advance: "800.00",
        commission: "5.00",
        feeRate: "8",
        basis: 360,
      });
      expect(deal.currency).to.deep.equal({ address: TOKEN, code: "EUR", decimals: 2 });
      expect(deal.recourseDays).to.equal(10);
      expect(deal.movements.map(({ name }) => name)).to.deep.equal(["ReceivableSold"]);
    }
    const silent = await scene.dealt({
      terms: { seller: SUPPLIER, feeRate: 80_000, basis: 360, recourseDays: NO_RECOURSE, utcOffset: 60 },
    });
    expect((await read(factor, silent.id)).recourseDays).to.equal(null);
  });

  it("looks to the debtor, to strangers and to other factors as if it were not there", async () => {
    const { id } = await scene.dealt();
    const there = await problemOf(detail(stranger, id));
    const nowhere = await problemOf(detail(stranger, keccakOfText("nothing")));
    expect([there.status, there.detail]).to.deep.equal([404, nowhere.detail]);
    expect((await detail(buyer, id)).response.status).to.equal(404);
    for (const role of ["factor", "seller"] as const) {
      expect((await list(buyer, { role })).items).to.deep.equal([]);
      expect((await list(stranger, { role })).items).to.deep.equal([]);
    }
    const receivable = await scene.client(buyer).GET("/v1/receivables/{id}", { params: { path: { id } } });
    const text = JSON.stringify(receivable.data);
    expect(text).to.include(FACTOR);
    for (const secret of ["800.00", "advance", "feeRate", "commission"]) expect(text, secret).not.to.include(secret);
    const feed = await scene.client(buyer).GET("/v1/feed", { params: { query: {} } });
    expect(JSON.stringify(feed.data)).not.to.include("ReceivableSold");
  });

  it("says what is outstanding at an instant, from what was recorded by then, with the working (R54)", async () => {
    const { id } = await scene.dealt();
    const at = (days: number): string => shownInstant(FIRST_INSTANT + days * DAY);
    const after = scene.now / DAY - TODAY;
    const now = (await read(factor, id)).outstanding;
    // 8 % of 800.00 for 20 days by Act/360 is 3.5556.
    expect(now).to.deep.include({ total: "808.56", funds: "800.00", fees: "8.56", fee: "3.56", commission: "5.00" });
    expect(now.working).to.deep.equal({
      ...{ fundDays: (80_000 * after).toString(), percent: "8", basis: 360 },
      exact: { numerator: (80_000n * 80_000n * BigInt(after)).toString(), denominator: "360000000" },
    });
    const later = (await read(supplier, id, { at: at(60) })).outstanding;
    expect(later).to.deep.include({ total: "815.67", fee: "10.67", day: "2026-12-31" });
    await scene.trade(paid(id, 40_000n, 0n, 0n, TODAY + 10));
    const half = await read(factor, id);
    expect(half.outstanding).to.deep.include({ funds: "400.00", fee: "2.67" });
    const sold = Date.parse(half.movements[0]?.at.time ?? "") / 1000;
    const before = await read(factor, id, { at: shownInstant(sold) });
    expect(before.outstanding.funds, "as it stood then").to.equal("800.00");
    expect(before.movements.length).to.equal(1);
    expect((await detail(factor, id, { at: shownInstant(sold - 1) })).response.status, "before it began").to.equal(404);
  });

  it("releases the reserve, raises claims that payments lessen, and ends with its reassignment", async () => {
    const { id } = await scene.dealt();
    await scene.trade({
      name: "ClaimRaised",
      id,
      seller: SUPPLIER,
      reason: ClaimReason.Dilution,
      amount: 5_000n,
      evidence: EVIDENCE,
    });
    expect((await read(factor, id)).claims).to.deep.equal([
      { reason: "Dilution", amount: "50.00", left: "50.00", evidence: EVIDENCE },
    ]);
    await scene.trade(paid(id, 80_000n, 856n, 14_144n, TODAY + 20));
    const whole = await read(supplier, id);
    expect(whole).to.include({ released: "141.44", live: true });
    expect(whole.outstanding.total).to.equal("0.00");
    expect(whole.claims.map(({ left }) => left)).to.deep.equal(["0.00"]);
    await scene.trade({ name: "ReceivableReassigned", id, seller: SUPPLIER });
    expect((await read(supplier, id)).live).to.equal(false);
  });

  it("can be one of several about a receivable, of which each is told from the others", async () => {
    const { id } = await scene.dealt();
    await scene.trade({ name: "ReceivableReassigned", id, seller: SUPPLIER });
    await scene.trade({
      ...{ name: "ReceivableSold", id, buyer: BUYER, offer: EVIDENCE, kind: 2, nonce: 3n, currency: TOKEN },
      terms: { seller: SUPPLIER, feeRate: 90_000, basis: 365, recourseDays: 0, utcOffset: 0 },
      ...{ open: 90_000n, advance: 50_000n, commission: 0n, day: TODAY + 3 },
    });
    const [first, second] = [await read(factor, id, { number: "1" }), await read(factor, id)];
    expect([first.number, first.live, first.advance]).to.deep.equal([1, false, "800.00"]);
    expect([second.number, second.live, second.advance, second.kind]).to.deep.equal([2, true, "500.00", "Facility"]);
    expect(first.movements.map(({ name }) => name)).to.deep.equal(["ReceivableSold", "ReceivableReassigned"]);
    expect(second.movements.map(({ name }) => name)).to.deep.equal(["ReceivableSold"]);
    const listed = await list(factor, { role: "factor", receivable: id });
    expect(listed.items.map(({ number }) => number)).to.deep.equal([2, 1]);
  });

  it("shows what one side consented to, for the other side to do", async () => {
    const { id } = await scene.dealt();
    const proposing = await scene.act(supplier, { verb: "waive", receivable: id, amount: "1.00", reason: "goodwill" });
    const { args } = decodeFunctionData({ abi: deskAbi, data: proposing.call?.data as Hex });
    const call = args[1] as Hex;
    await scene.trade({ name: "ActProposed", id, by: SUPPLIER, call });
    const [proposal] = (await read(factor, id)).proposals;
    expect(proposal).to.include({ by: SUPPLIER, function: "waive", call });
    await scene.trade({ name: "ActProposed", id, by: FACTOR, call: "0x1234567890" });
    expect((await read(supplier, id)).proposals.map((one) => one.function)).to.deep.equal(["waive", null]);
  });

  it("stands in a list page by page, by role, state and counterparty", async () => {
    const all = await list(factor, { role: "factor" });
    const first = await list(factor, { role: "factor", limit: "2" });
    const rest = await list(factor, { role: "factor", limit: "500", cursor: first.next ?? "" });
    expect([...first.items, ...rest.items]).to.deep.equal(all.items);
    expect((await list(factor, { role: "seller" })).items).to.deep.equal([]);
    const live = await list(supplier, { role: "seller", live: "true", counterparty: FACTOR, currency: TOKEN });
    expect(live.items.length).to.be.greaterThan(0);
    expect(live.items.every((one) => one.live && one.factor === FACTOR)).to.equal(true);
    expect((await list(supplier, { role: "seller", counterparty: BUYER })).items).to.deep.equal([]);
    const foreign = await problemOf(
      scene.client(supplier).GET("/v1/deals", { params: { query: { role: "seller", cursor: first.next ?? "" } } }),
    );
    expect(foreign.code, "another list's").to.equal("CursorInvalid");
  });
});
