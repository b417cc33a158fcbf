/** What is shown of receivables before they are bought, over HTTP. */
import { expect } from "chai";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { DAY } from "./book.ts";
import { openEligibilityScene, REGISTRAR, SUPPLIER, TODAY, TOKEN } from "./factorBookEligibilityScene.ts";
import type { EligibilityScene, Schemas } from "./factorBookEligibilityScene.ts";
import { addressOf } from "./stage.ts";

/** Of the other factor. */
const DESK: Hex = `0x${"de".repeat(20)}`;

describe("A gateway's look at receivables before they are bought", () => {
  let scene: EligibilityScene;
  const ids = new Map<string, Hex>();

  before(async () => {
    scene = await openEligibilityScene(["factor", "other factor"]);
    ids.set("INV-001", await scene.issue("buyer", 100_000n, { number: "INV-001", age: 80, due: 41 }));
    ids.set("INV-001A", await scene.issue("buyer", 100_000n, { number: "INV-001A" }));
    ids.set("open", await scene.issue("buyer", 5_000n, { accepted: false }));
    ids.set("sealed", await scene.issue("buyer", 5_000n, { isSealed: true }));
    await scene.show("factor");
    await scene.criteria("factor", {
      ...{ excluded: ["unverified"], registrars: [REGISTRAR], concentration: null },
      tenor: { law: "eu", smallSuppliers: true, vouchers: false, insuredDays: 100 },
    });
  });

  after(() => scene.close());

  async function item(name: string, factor = "factor"): Promise<Schemas["CheckedReceivable"]> {
    const { items } = await scene.check(factor);
    const found = items.find(({ receivable }) => receivable === ids.get(name));
    if (found === undefined) throw new Error(`${name} was not looked at`);
    return found;
  }

  it("says who accepted, by whose key, who vouches for that key by which channel, and until when", async () => {
    const before = await item("INV-001");
    expect(before).to.deep.include({ marks: ["unverified"], excluded: "1000.00" });
    expect(before.verification).to.deep.include({
      accepted: true,
      by: addressOf("buyer"),
      vouchers: [],
      verified: false,
    });
    await scene.vouch("buyer", TODAY * DAY + 10 * DAY);
    const after = await item("INV-001");
    expect(after).to.deep.include({ marks: [], excluded: "0.00" });
    expect(after.verification.vouchers).to.deep.equal([
      {
        registrar: REGISTRAR,
        reliedOn: true,
        channel: "RegisteredLetter",
        until: "2026-11-30T00:00:00Z",
        inForce: true,
      },
    ]);
    const late = await scene.check("factor", { date: "2026-12-05" });
    expect(
      late.items.every(({ verification }) => !verification.verified),
      "the voucher has lapsed",
    ).to.equal(true);
    const open = await item("open");
    expect(open.verification).to.deep.include({ accepted: false, by: null, acceptedAt: null, verified: false });
    expect(open.excluded).to.equal("50.00");
    expect((await scene.check("factor")).unknown).to.deep.equal([ids.get("sealed")]);
  });

  it("finds numbers that are alike, and copies that others looked at or financed, and tells not whose", async () => {
    const { duplicates } = await item("INV-001");
    expect(duplicates.near).to.deep.equal([{ receivable: ids.get("INV-001A"), nearness: "affix" }]);
    expect(duplicates.registered).to.deep.include({ copies: 0, nearCopies: 0, financed: "none" });
    expect(duplicates.registered?.scope).to.include("users of the same key only");
    // The same paper between other addresses, shown to another factor.
    const [clone, twin] = [addressOf("clone"), { supplier: addressOf("clone"), number: "inv-1", age: 80 }];
    const copy = await scene.issue("buyer", 100_000n, twin);
    await scene.show("other factor", clone);
    await scene.criteria("other factor");
    const found = (await scene.check("other factor", { supplier: clone })).items[0];
    expect(found?.receivable).to.equal(copy);
    expect(found?.duplicates.registered).to.deep.include({ copies: 1, financed: "none" });
    expect(JSON.stringify(found)).to.not.include(ids.get("INV-001")).and.not.include(SUPPLIER);
    await scene.book.assign({ name: "DeskOpened", factor: addressOf("other factor"), desk: DESK });
    await sell(copy, clone);
    expect((await item("INV-001")).duplicates.registered).to.deep.include({ copies: 1, financed: "copy" });
    await scene.book.trade(DESK, { name: "ReceivableReassigned", id: copy, seller: clone });
    await scene.book.write({ name: "Transfer", from: DESK, to: clone, id: copy });
    expect((await item("INV-001")).duplicates.registered).to.deep.include({ copies: 1, financed: "none" });
  });

  async function sell(id: Hex, seller = SUPPLIER): Promise<void> {
    await scene.book.write({ name: "Transfer", from: seller, to: DESK, id });
    await scene.book.trade(DESK, {
      ...{ name: "ReceivableSold", id, buyer: addressOf("buyer"), offer: keccakOfText("offer"), kind: 0, nonce: 0n },
      terms: { seller, feeRate: 0, basis: 360, recourseDays: 0, utcOffset: 0 },
      ...{ currency: TOKEN, open: 100_000n, advance: 80_000n, commission: 0n, day: TODAY },
    });
  }

  it("warns of long terms with their source, and excludes nothing for it", async () => {
    const { warnings, invoiceDate, dueDate } = await item("INV-001");
    expect([invoiceDate, dueDate]).to.deep.equal(["2026-09-01", "2026-12-31"]);
    expect(warnings.map(({ code, daysOver }) => `${code} ${daysOver}`)).to.deep.equal([
      "euBusiness60 61",
      "insuredTerm 21",
    ]);
    expect(warnings[0]).to.deep.include({ lastDay: "2026-10-31" });
    expect(warnings[0]?.source).to.include("2011/7/EU");
  });

  it("lends nothing on what any factor has financed already, or the supplier has passed on (R67)", async () => {
    const seller = addressOf("seller of all");
    const issue = () => scene.issue("buyer", 100_000n, { supplier: seller });
    const ids = [await issue(), await issue(), await issue(), await issue()] as const;
    const [advanced, outright, endorsed, released] = ids;
    for (const name of ["factor", "other factor"]) {
      await scene.show(name, seller);
      await scene.criteria(name, { concentration: null });
    }
    await sell(advanced, seller);
    await sell(released, seller);
    await scene.book.trade(DESK, { name: "ReceivableReassigned", id: released, seller });
    await scene.book.write({ name: "Transfer", from: DESK, to: seller, id: released });
    const paid = {
      seller,
      offer: keccakOfText("outright"),
      nonce: 1n,
      currency: TOKEN,
      open: 100_000n,
      price: 99_000n,
    };
    await scene.book.trade(DESK, { name: "ReceivablePurchased", id: outright, ...paid });
    await scene.book.write(
      { name: "Transfer", from: seller, to: addressOf("other factor"), id: outright },
      { name: "Transfer", from: seller, to: addressOf("a creditor of the seller"), id: endorsed },
    );
    for (const name of ["factor", "other factor"]) {
      const answer = await scene.check(name, { supplier: seller });
      expect([answer.gross, answer.eligible, answer.available], name).to.deep.equal(["4000.00", "1000.00", "850.00"]);
      const reasons = new Map(
        answer.exclusions.map(({ receivable, rule, reason }) => [receivable, `${rule}: ${reason}`]),
      );
      expect(ids.map((id) => reasons.get(id))).to.deep.equal([
        "notHeld: a factor has financed it",
        "notHeld: a factor has financed it",
        "notHeld: the supplier has passed it on",
        undefined,
      ]);
      const known = new Map(answer.items.map(({ receivable, duplicates }) => [receivable, duplicates.status]));
      expect(ids.map((id) => known.get(id))).to.deep.equal(["financed", "financed", null, "released"]);
    }
    // What the factor sold on did not come back to the seller.
    await scene.book.write({
      name: "Transfer",
      from: addressOf("other factor"),
      to: addressOf("a fund"),
      id: outright,
    });
    const { items } = await scene.check("factor", { supplier: seller, receivables: [outright] });
    expect(items[0]?.duplicates.status).to.equal("financed");
  });
});
