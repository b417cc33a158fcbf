/** What is shown of receivables before they are bought, over HTTP. */
import { expect } from "chai";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { DAY } from "./book.ts";
import { openEligibilityScene, REGISTRAR, SUPPLIER, TODAY } from "./factorBookEligibilityScene.ts";
import type { EligibilityScene, Schemas } from "./factorBookEligibilityScene.ts";
import { addressOf } from "./stage.ts";

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
    const desk: Hex = `0x${"de".repeat(20)}`;
    await scene.book.assign({ name: "DeskOpened", factor: addressOf("other factor"), desk });
    await scene.book.write({ name: "Transfer", from: clone, to: desk, id: copy });
    await scene.book.trade(desk, {
      ...{
        name: "ReceivableSold",
        id: copy,
        buyer: addressOf("buyer"),
        offer: keccakOfText("offer"),
        kind: 0,
        nonce: 0n,
      },
      terms: { seller: clone, feeRate: 0, basis: 360, recourseDays: 0, utcOffset: 0 },
      ...{ currency: `0x${"70".repeat(20)}`, open: 100_000n, advance: 80_000n, commission: 0n, day: TODAY },
    });
    expect((await item("INV-001")).duplicates.registered).to.deep.include({ copies: 1, financed: "copy" });
  });

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
});
