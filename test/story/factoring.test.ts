/**
 * Factoring over HTTP, from the request for quotes to the last cent of the reserve: a supplier, a buyer and a factor,
 * each with its own key, at one gateway. What is signed the gateway carries; what moves a party's own money, or binds
 * it as a factor, that party sends.
 */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { components } from "../../generated/openapi.d.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { newDeal, shareOut } from "../../src/domain/factoring/waterfall.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { dateOfDay } from "../../src/domain/terms.ts";
import { addressOf, Role } from "../support/chain.ts";
import { DAY, DEARER, FACTOR, openFactoringStory, UNASKED } from "./factoringWorld.ts";
import type { FactoringStory } from "./factoringWorld.ts";
import { ok } from "./gatewayWorld.ts";
import { ask, offered, take } from "./factoringQuotes.ts";
import type { Offer, Request } from "./factoringQuotes.ts";

type Schemas = components["schemas"];

const { Supplier, Buyer } = Role;
const EVIDENCE = keccakOfText("what supports it");
/** R54: 8 % a year on 80 %, Act/360, commission 0.5 %. */
const TERMS = { feeRate: 80_000, basis: 360 } as const;
const DAYS = 60;
/** What the factor lends on: R66 with its usual ages, and the registrar that it relies on. */
const CRITERIA = {
  ...{ mostDaysFromInvoice: 90, mostDaysPastDue: 60, crossAgeing: "50", excluded: [], concentration: null },
  ...{ advanceRate: "80", tenor: null },
};

describe("The story of factoring", function () {
  this.timeout(300_000);
  let story: FactoringStory;
  /** Paid short after a credit note; paid in full; paid to the wrong one; not paid at all. */
  let short: Hex;
  let whole: Hex;
  let misdirected: Hex;
  let unpaid: Hex;
  let request: Request;
  let best: Offer;
  let dear: Offer;

  before(async () => {
    story = await openFactoringStory();
    short = await story.accepted("R-54", "100000.00", DAYS);
    whole = await story.accepted("R-55", "40000.00", DAYS);
    misdirected = await story.accepted("R-56", "10000.00", DAYS);
    unpaid = await story.accepted("R-57", "20000.00", DAYS);
  });

  after(() => story.world.close());

  it("shows chosen receivables to the factors that are asked, and nothing at all to another one", async () => {
    const { world } = story;
    request = await ask(world, [short, whole], [FACTOR, DEARER]);
    const params = { path: { id: request.id } };
    for (const role of [FACTOR, DEARER]) {
      const client = await world.as(role);
      const invited = ok(await client.GET("/v1/quote-requests", { params: { query: { side: "invited" } } }));
      expect(invited.items.map(({ id }) => id)).to.deep.equal([request.id]);
      expect(invited.items[0]?.factors.map(({ factor }) => factor)).to.deep.equal([addressOf(role)]);
      expect(await world.detail(role, short)).to.include({ amount: "100000.00" });
      for (const other of [misdirected, unpaid]) expect(await statusOf(story, role, other)).to.equal(404);
    }
    const unasked = await world.as(UNASKED);
    expect((await unasked.GET("/v1/quote-requests/{id}", { params })).response.status).to.equal(404);
    expect(await statusOf(story, UNASKED, short)).to.equal(404);
  });

  it("lets the factor see first what it would lend on, and who vouches for the debtor's key", async () => {
    const factor = await story.world.as(FACTOR);
    const registrars = [addressOf(Role.Registrar)];
    ok(await factor.POST("/v1/eligibility-criteria", { body: { ...CRITERIA, id: randomUUID(), registrars } }));
    const body = { id: randomUUID(), supplier: addressOf(Supplier), currency: "DEM", receivables: [short, whole] };
    const check = ok(await factor.POST("/v1/eligibility", { body }));
    expect(check).to.include({ gross: "140000.00", eligible: "140000.00", available: "112000.00" });
    expect(check.items.map(({ verification }) => verification.verified)).to.deep.equal([true, true]);
    expect(check.items.map(({ duplicates }) => duplicates.exact)).to.deep.equal([[], []]);
  });

  it("lists signed offers by annual rate and by money, beside the working of each", async () => {
    const { world } = story;
    const receivables = [short, whole];
    best = await offered(world, FACTOR, request, { kind: "several", receivables });
    dear = await offered(world, DEARER, request, { kind: "several", receivables, feeRate: "12" });
    const supplier = await world.as(Supplier);
    const path = "/v1/quote-requests/{id}/offers" as const;
    const { items } = ok(await supplier.GET(path, { params: { path: { id: request.id } } }));
    expect(items.map(({ offer }) => offer)).to.deep.equal([best.id, dear.id]);
    expect(items.map(({ cash }) => cash)).to.deep.equal(["112000.00", "112000.00"]);
    // 1,066.67 and 500.00 of R54, 426.67 and 200.00 of the smaller one; at 12 % the fees are half as much again.
    expect(items.map(({ cost }) => cost)).to.deep.equal(["2193.34", "2940.00"]);
    const [first] = items;
    expect(first?.lines[0]).to.include({ funds: "80000.00", days: DAYS, fee: "1066.67", commission: "500.00" });
    expect(first?.rate?.percent.startsWith("11.91")).to.equal(true);
    expect(first?.recourse).to.deep.equal({ days: 10 });
    const stranger = await world.as(UNASKED);
    expect((await stranger.GET(path, { params: { path: { id: request.id } } })).response.status).to.equal(404);
    const rival = await world.as(DEARER);
    const theirs = await rival.GET("/v1/quote-offers/{id}", { params: { path: { id: best.id } } });
    expect(theirs.response.status).to.equal(404);
  });

  it("sells both to the cheaper one in one transaction of the supplier's, which has the advance at once", async () => {
    const before = await story.balanceOf(Supplier);
    expect(await story.tied([])).to.equal(undefined);
    await take(story.world, request, best);
    expect((await story.balanceOf(Supplier)) - before).to.equal(11_200_000n);
    const book = await story.tied([short, whole]);
    expect(book).to.include({ receivables: 2, open: "140000.00", funds: "112000.00", feesDue: "700.00" });
    expect(await story.world.detail(FACTOR, short)).to.include({ holder: story.desk });
    const late = await story.world.as(Supplier);
    const body = { id: randomUUID(), offers: [{ offer: dear.id }] };
    const again = await late.POST("/v1/quote-requests/{id}/takings", { params: { path: { id: request.id } }, body });
    expect(again.response.status, "what is sold is sold once").to.equal(409);
    const deals = ok(await late.GET("/v1/deals", { params: { query: { role: "seller" } } }));
    expect(deals.items.map(({ receivable }) => receivable)).to.have.members([short, whole]);
  });

  it("tells the debtor whom to pay by the factor's signed notice, which the debtor acknowledges", async () => {
    const { world } = story;
    expect((await world.detail(Buyer, short)).assignment).to.deep.include({ payee: addressOf(FACTOR), notice: null });
    expect(await payeeNotices(story)).to.deep.equal(["none", "none", "", ""]);
    const receivables = [short, whole];
    const given = await world.act(FACTOR, { verb: "giveNotice", kind: "Assigned", receivables, proof: EVIDENCE });
    const notice = given.notice ?? "";
    expect((await world.detail(Buyer, short)).assignment?.notice).to.include({ hash: notice, reply: "None" });
    await world.act(Buyer, { verb: "replyToNotice", notice, reply: "Acknowledged" });
    expect((await world.detail(Buyer, short)).assignment?.notice).to.include({
      kind: "Assigned",
      reply: "Acknowledged",
    });
    expect(await payeeNotices(story)).to.deep.equal(["acknowledged", "acknowledged", "", ""]);
    await story.tied([short, whole]);
  });

  it("takes a credit note only if seller and factor both want it", async () => {
    const credit = { verb: "credit", receivable: short, amount: "3000.00", reason: "credit note 9" } as const;
    await story.send(Supplier, credit);
    expect(await story.world.detail(Buyer, short)).to.include({ credited: "0.00" });
    const supplier = await story.world.as(Supplier);
    const deal = ok(await supplier.GET("/v1/deals/{id}", { params: { path: { id: short } } }));
    const [proposal] = deal.proposals;
    expect(proposal).to.include({ by: addressOf(Supplier), function: "credit" });
    await story.send(FACTOR, { verb: "agreeAct", receivable: short, act: proposal?.act ?? "" });
    expect(await story.world.detail(Buyer, short)).to.include({ credited: "3000.00", open: "97000.00" });
    const book = await story.tied([short, whole]);
    expect(book).to.deep.include({ open: "137000.00" });
    expect(book?.dilution.byKind).to.include({ credit: "3000.00" });
  });

  it("sells two more under a facility, whose use is tracked", async () => {
    const { world } = story;
    const asked = await ask(world, [misdirected, unpaid], [FACTOR]);
    const buyers = [{ buyer: addressOf(Buyer), limit: "30000.00" }];
    await take(world, asked, await offered(world, FACTOR, asked, { kind: "facility", buyers, limit: "30000.00" }));
    const factor = await world.as(FACTOR);
    const facilities = ok(await factor.GET("/v1/factor-book/facilities", {}));
    expect(facilities.items.map(({ inUse, limit }) => [inUse, limit])).to.deep.include(["24000.00", "30000.00"]);
    await story.tied([short, whole, misdirected, unpaid]);
  });

  it("shares out what the debtor pays after sixty days in the paying transaction: R54 to the cent", async () => {
    const { world } = story;
    await world.pass(DAYS * DAY);
    await story.tied([short, whole, misdirected, unpaid]);
    for (const [id, face, cash] of [
      [short, 10_000_000n, 9_700_000n],
      [whole, 4_000_000n, 4_000_000n],
    ] as const) {
      const [seller, factor] = [await story.balanceOf(Supplier), await story.balanceOf(FACTOR)];
      const intent = await world.act(Buyer, { verb: "pay", receivable: id, maxCash: "1000000.00" });
      expect(intent.transactions).to.have.length(1);
      const deal = newDeal((face * 8n) / 10n, face / 200n, 0);
      const { toFunds, toFees, toSeller } = shareOut(deal, TERMS, cash, DAYS);
      expect((await story.balanceOf(Supplier)) - seller).to.equal(toSeller);
      expect((await story.balanceOf(FACTOR)) - factor).to.equal(toFunds + toFees);
      if (id === short) expect([toFees, toSeller]).to.deep.equal([156_667n, 1_543_333n]);
      expect(await world.detail(Supplier, id)).to.include({ closed: true, open: "0.00" });
    }
  });

  it("raises an alarm where the debtor paid the seller by bank, until the seller has turned it over", async () => {
    const { world } = story;
    const entry = { bankReference: "NTRF-56", cash: "10000.00", valueDate: dateOfDay(await story.today()) };
    const { cash: amount, ...told } = entry;
    const buyer = await world.as(Buyer);
    const body = { id: randomUUID(), receivable: misdirected, amount, ...told };
    const { payTo } = ok(await buyer.POST("/v1/indirect-payments", { body }));
    expect(payTo, "what the debtor is told").to.equal(story.desk);
    const [alarm] = await alarms(story, "factor");
    expect(alarm).to.include({ receivable: misdirected, source: "report", state: "open", amount: "10000.00" });
    expect((await alarms(story, "seller")).map(({ id }) => id)).to.deep.equal([alarm?.id]);
    const supplier = await world.as(Supplier);
    const path = { params: { path: { id: alarm?.id ?? "" } } };
    const turnover = ok(await supplier.POST("/v1/indirect-payments/{id}/turnover", path));
    const before = await story.balanceOf(FACTOR);
    await story.sendPrepared(Supplier, turnover);
    // 8,000.00 of funds, 106.67 for sixty days, 50.00 of commission.
    expect((await story.balanceOf(FACTOR)) - before).to.equal(815_667n);
    expect(await world.detail(Buyer, misdirected)).to.include({ closed: true, open: "0.00" });
    expect(await alarms(story, "factor")).to.have.nested.property("0.state", "turnedOver");
    expect(await story.tied([unpaid])).to.include({ funds: "16000.00", open: "20000.00" });
    // A bank may take back what it moved, so it is for the factor to say when the deal is over.
    await story.send(FACTOR, { verb: "reassign", receivable: misdirected });
    await story.tied([unpaid]);
  });

  it("claims what nobody paid once recourse days are over, and hands it back when the seller has paid", async () => {
    const { world } = story;
    await world.pass(11 * DAY);
    await story.send(FACTOR, { verb: "chargeBack", receivable: unpaid, reason: "Recourse", evidence: EVIDENCE });
    const factor = await world.as(FACTOR);
    const { items } = ok(await factor.GET("/v1/factor-book/exceptions", {}));
    // 16,000.00, 252.44 for 71 days, 100.00.
    expect(items.find(({ kind }) => kind === "claimOpen")).to.include({ receivable: unpaid, amount: "16352.44" });
    await story.send(Supplier, { verb: "buyBack", receivable: unpaid });
    expect(await world.detail(Supplier, unpaid)).to.include({ holder: addressOf(Supplier) });
    await story.tied([]);
    const about = { receivables: [unpaid], proof: EVIDENCE };
    const { notice } = await world.act(FACTOR, { verb: "giveNotice", kind: "Reassigned", ...about });
    const { assignment } = await world.detail(Buyer, unpaid);
    expect(assignment).to.deep.include({ payee: addressOf(Supplier) });
    expect(assignment?.notice).to.include({ hash: notice, kind: "Reassigned" });
  });
});

async function alarms(
  { world }: FactoringStory,
  role: "factor" | "seller",
): Promise<readonly Schemas["IndirectPayment"][]> {
  const client = await world.as(role === "factor" ? FACTOR : Supplier);
  return ok(await client.GET("/v1/indirect-payments", { params: { query: { role } } })).items;
}

async function statusOf({ world }: FactoringStory, role: Role, id: string): Promise<number> {
  const client = await world.as(role);
  return (await client.GET("/v1/receivables/{id}", { params: { path: { id } } })).response.status;
}

/** What the buyer's pay list says of the notices about whom to pay, by the numbers of the invoices. */
async function payeeNotices({ world }: FactoringStory): Promise<readonly string[]> {
  const buyer = await world.as(Buyer);
  const { items } = ok(await buyer.GET("/v1/pay-list", { params: { query: { currency: "DEM" } } }));
  return items.toSorted((one, other) => one.number.localeCompare(other.number)).map(({ payeeNotice }) => payeeNotice);
}
