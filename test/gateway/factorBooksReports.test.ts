/** Journals, facts for accountants, supplier finance and two factors, over HTTP. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { Recipient } from "../../src/domain/factoring/deal.ts";
import { OfferKind } from "../../src/domain/factoring/offer.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import type { DealJournalFile } from "../../src/wire/factorBookReports.ts";
import { BUYER, DESK, FACTOR, PRICE } from "../domain/factoring/bookTelling.ts";
import { openFactorBookScene } from "./factorBookScene.ts";
import type { FactorBookScene, PartyName, Schemas } from "./factorBookScene.ts";

const OFFER = keccakOfText("facility");
const cents = (text: string): bigint => BigInt(text.replace(".", ""));
const codeOf = ({ error }: { readonly error?: { readonly type: string } }): string | undefined =>
  error?.type.replace("/problems/", "");

describe("A gateway's reports about sold receivables", () => {
  let scene: FactorBookScene;
  let first: Hex;
  let second: Hex;
  let outright: Hex;

  before(async () => {
    scene = await openFactorBookScene();
    const { story } = scene;
    first = story.issue({ amount: 10_000_000n, dueDay: story.today + 60, discountDay1: 0, discount1: 0n });
    second = story.issue({ dueDay: story.today + 60, discountDay1: 0, discount1: 0n });
    outright = story.issue({ amount: 50_000n, discountDay1: 0, discount1: 0n });
    story.issue({ amount: 70_000n, dueDay: story.today + 45, discountDay1: 0, discount1: 0n });
    story.sell(first, { offer: OFFER, kind: OfferKind.Facility });
    story.sell(second, { price: { ...PRICE, recourseDays: 65_535 } });
    story.purchase(outright, 49_000n);
    story.wait(40);
    story.receipt(second, 30_000n, Recipient.SellerTurnedOver);
    story.credit(first, 300_000n);
    story.owe(FACTOR, 100n);
    await scene.index();
  });

  after(() => scene.close());

  type JournalQuery = Partial<Record<"side" | "from" | "through" | "format" | "block", string>>;

  function journal(query: JournalQuery, name: PartyName = "factor"): Promise<Response> {
    const asked = { side: "factor", from: "2026-11-01", through: "2026-12-31", format: "json", ...query };
    const url = `${scene.url}/v1/deal-journal?${new URLSearchParams(asked).toString()}`;
    return fetch(url, { headers: { authorization: `Bearer ${scene.token(name)}` } });
  }

  async function entriesOf(query: JournalQuery = {}, name: PartyName = "factor"): Promise<DealJournalFile> {
    return (await (await journal(query, name)).json()) as DealJournalFile;
  }

  it("balance in every entry, deal and period, and tie to the book", async () => {
    const whole = await entriesOf();
    const sums = new Map<string, bigint>();
    for (const { receivable, lines } of whole.entries) {
      const sum = lines.reduce((total, { debit, credit }) => total + cents(debit) - cents(credit), 0n);
      expect(sum).to.equal(0n);
      for (const { account, debit, credit } of lines) {
        const key = `${receivable} ${account}`;
        sums.set(key, (sums.get(key) ?? 0n) + cents(debit) - cents(credit));
      }
    }
    const { data } = await scene
      .as("factor")
      .GET("/v1/factor-book/receivables", { params: { query: { date: "2026-12-31" } } });
    for (const row of data?.items ?? []) {
      expect(sums.get(`${row.receivable} 1200 Receivables from debtors`)).to.equal(cents(row.open));
      if (row.kind === "purchase") continue;
      const owed = cents(row.open) - cents(row.funds) - cents(row.feesDue);
      expect(-(sums.get(`${row.receivable} 2300 Due to sellers`) ?? 0n)).to.equal(owed);
    }
    expect(whole.balances.find(({ account }) => account === "1060 Cash waiting at the desk")?.closing).to.equal("1.00");
    const november = await entriesOf({ through: "2026-11-30" });
    const december = await entriesOf({ from: "2026-12-01" });
    expect([...november.entries, ...december.entries]).to.deep.equal(whole.entries);
    for (const { account, opening } of december.balances) {
      const closing = november.balances.find((one) => one.account === account)?.closing ?? "0.00";
      expect(opening, account).to.equal(closing);
    }
  });

  it("are the seller's own as well, from its side, and of no block but the one asked for", async () => {
    const seller = await entriesOf({ side: "seller" }, "seller");
    const bank = seller.balances.find(({ account }) => account === "1000 Bank");
    expect(bank?.closing, "advances and price, less what of a receipt was turned over").to.equal("81290.00");
    expect((await entriesOf({}, "seller")).entries, "no factor").to.deep.equal([]);
    expect((await entriesOf({ side: "seller" }, "factor")).entries, "no seller").to.deep.equal([]);
    expect((await entriesOf({ side: "seller" }, "buyer")).entries).to.deep.equal([]);
    const early = await entriesOf({ block: "5" });
    expect(early.entries.map(({ kind }) => kind)).to.deep.equal([
      "ReceivableSold",
      "CommissionEarned",
      "FeeEarned",
      "FeeEarned",
    ]);
  });

  it("are CSV that a spreadsheet reads, or are refused for a period that is none", async () => {
    const file = await journal({ format: "csv" });
    expect(file.headers.get("content-disposition")).to.equal(
      'attachment; filename="deals-factor-2026-11-01-2026-12-31.csv"',
    );
    const lines = (await file.text()).split("\r\n");
    expect(lines[0]).to.equal(
      '"entry","date","kind","receivable","number","desk","account","debit","credit","currency","token"',
    );
    expect(lines[1]).to.include(
      `"ReceivableSold","${first}","1","${DESK}","1200 Receivables from debtors",100000.00,"","EURX"`,
    );
    for (const query of [
      { from: "2027-01-01" },
      { side: "buyer" },
      { format: "xml" },
      { through: "x" },
      { block: "99999" },
    ]) {
      expect((await journal(query)).status, JSON.stringify(query)).to.equal(400);
    }
  });

  it("give the seller facts for derecognition by factor, and decide nothing", async () => {
    const query = { date: "2026-12-31" };
    const { data } = await scene.as("seller").GET("/v1/derecognition-facts", { params: { query } });
    const [facts, ...rest] = data?.items ?? [];
    expect(rest).to.deep.equal([]);
    expect(facts).to.deep.include({ factor: FACTOR, receivables: 3, carrying: "98200.00", transferable: "500.00" });
    // The first with full recourse, of the second the reserve alone, nothing of what was sold outright.
    expect(facts?.byExposure).to.deep.equal({ full: "97000.00", part: "700.00", none: "500.00" });
    expect(facts?.byLatePayment).to.deep.equal({ seller: "97000.00", factor: "500.00", shared: "700.00" });
    expect(facts).to.deep.include({ retained: "15619.00", recourse: "81566.67", exposure: "97185.67" });
    expect(facts?.remarks.join(" ")).to.include("with full recourse it usually keeps the asset");
    expect(facts?.remarks.join(" ")).to.include("for the seller's accountant to judge");
    expect(facts?.variability).to.equal(null);
    // 10 % or 50 %: of the second the seller bears its reserve of 185.67 at most, of the one sold outright nothing.
    const expected = { ...query, losses: "50:10,50:50" };
    const tested = await scene.as("seller").GET("/v1/derecognition-facts", { params: { query: expected } });
    expect(tested.data?.items[0]?.variability).to.deep.equal({
      ...{ before: "19640.00", after: "19457.84", passed: "182.16", passedShare: "0.9275" },
    });
    for (const losses of ["50:10", "50:10,50:101", "100", "50:10,50:-1", "100:1.00001"]) {
      const path = `/v1/derecognition-facts?losses=${losses}`;
      expect(await scene.refused("seller", path), losses).to.equal("RequestInvalid");
    }
    for (const name of ["factor", "buyer", "stranger"] as const) {
      const other = await scene.as(name).GET("/v1/derecognition-facts");
      expect(other.data?.items, name).to.deep.equal([]);
    }
  });

  it("give the buyer sums of supplier finance at both ends of a period, and no price", async () => {
    const query = { opening: "2026-10-31", closing: "2026-12-31" };
    const { data } = await scene.as("buyer").GET("/v1/supplier-finance", { params: { query } });
    expect(data?.opening).to.deep.equal([]);
    const [closing] = data?.closing ?? [];
    // Of 97,000.00 the factor has paid 80,000.00, of 700.00 it has not got back 500.00, and 500.00 it bought outright.
    const paid = { count: 3, carrying: "98200.00", supplierPaid: "81000.00" };
    expect(closing).to.deep.include(paid);
    expect(closing?.byArrangement).to.deep.equal([{ key: FACTOR, ...paid }]);
    const [changes, ...others] = data?.changes ?? [];
    expect(others).to.deep.equal([]);
    expect(changes).to.deep.include({ entered: "101500.00", left: "0.00", paid: "-300.00", credited: "-3000.00" });
    expect(data?.unknown).to.deep.equal({ opening: 0, closing: 0 });
    expect([closing?.inside, closing?.outside]).to.deep.equal([
      { least: 30, most: 60 },
      { least: 45, most: 45 },
    ]);
    const text = JSON.stringify(data);
    for (const secret of ["80000", "490.00", "advance", "fee"]) expect(text).to.not.include(secret);
    const later = { opening: "2026-11-30", closing: "2026-12-31" };
    const december = (await scene.as("buyer").GET("/v1/supplier-finance", { params: { query: later } })).data;
    expect(december?.opening[0], "the beginning is the end of the day before").to.deep.include({
      carrying: "101500.00",
    });
    expect(december?.changes[0]).to.deep.include({ entered: "0.00", paid: "-300.00", credited: "-3000.00" });
    expect(await scene.refused("buyer", "/v1/supplier-finance?opening=2026-12-31&closing=2026-12-30")).to.equal(
      "RequestInvalid",
    );
    const seller = await scene.as("seller").GET("/v1/supplier-finance", { params: { query } });
    expect(seller.data?.closing).to.deep.equal([]);
  });

  function correspondent(over: Partial<Schemas["NewCorrespondent"]> = {}): Schemas["NewCorrespondent"] {
    return {
      ...{ id: randomUUID(), role: "exportFactor", subject: { of: "receivable", receivable: first } },
      ...{ name: "Import Factor AG", agreement: "Interfactor agreement of 2026-05-01", ...over },
    };
  }

  function note(body: Schemas["NewCorrespondent"], name: PartyName = "factor") {
    return scene.as(name).POST("/v1/correspondents", { body });
  }

  it("keep with whom a factor acts as what, by deal or by offer, for itself alone", async () => {
    const body = correspondent();
    expect((await note(body)).response.status).to.equal(201);
    expect((await note(body)).response.status).to.equal(200);
    expect(codeOf(await note({ ...body, role: "importFactor" }))).to.equal("IdTaken");
    expect(codeOf(await note(correspondent(), "stranger"))).to.equal("NotFound");
    const offer = { of: "offer", offer: OFFER } as const;
    expect(codeOf(await note(correspondent({ subject: offer }), "seller")), "another's offer").to.equal("NotFound");
    expect(
      (await note(correspondent({ subject: offer, approvedAt: "2026-11-02T00:00:00Z" }))).response.status,
    ).to.equal(201);
    const { data } = await scene.as("factor").GET("/v1/correspondents");
    expect(data?.items.map(({ subject, approvedAt }) => [subject.of, approvedAt])).to.deep.equal([
      ["offer", "2026-11-02T00:00:00Z"],
      ["receivable", null],
    ]);
    expect((await scene.as("seller").GET("/v1/correspondents")).data?.items).to.deep.equal([]);
    const path = { id: body.id };
    expect(codeOf(await scene.as("seller").DELETE("/v1/correspondents/{id}", { params: { path } }))).to.equal(
      "NotFound",
    );
    await scene.as("factor").DELETE("/v1/correspondents/{id}", { params: { path } });
  });

  it("show the clocks of the rules between two factors, with their source and who has to act", async () => {
    const { story } = scene;
    story.dispute(first, 100n);
    await scene.index();
    const query = { date: "2027-03-31", limit: "1" };
    const clocks = await scene.as("factor").GET("/v1/two-factor-clocks", { params: { query } });
    expect(clocks.data?.items.map(({ clock, due, state, whose }) => `${clock} ${due} ${state} ${whose}`)).to.deep.equal(
      [
        "disputeFacts 2027-02-09 over importFactor",
        "disputeBeforePayment 2027-03-31 met importFactor",
        "paymentUnderApproval 2027-03-31 suspended importFactor",
        "disputeAfterPayment 2027-06-29 running exportFactor",
      ],
    );
    expect(clocks.data?.items[0]?.source).to.include("GRIF 2013");
    const asked = { params: { query: { date: "2026-12-10" } } };
    const earlier = (await scene.as("factor").GET("/v1/two-factor-clocks", asked)).data?.items ?? [];
    expect(
      earlier.map(({ clock, state }) => `${clock} ${state}`),
      "as of a day before the dispute",
    ).to.deep.equal(["disputeBeforePayment running", "paymentUnderApproval running", "disputeAfterPayment running"]);
    expect((await scene.as("buyer").GET("/v1/two-factor-clocks", { params: { query } })).data?.items).to.deep.equal([]);
    const { buyer } = story.dealOf(first) ?? {};
    expect(buyer).to.equal(BUYER);
  });
});
