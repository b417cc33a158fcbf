import { expect } from "chai";
import fc from "fast-check";
import { compareOffers } from "../../../src/domain/factoring/comparison.ts";
import type {
  AdvanceToCompare,
  EarlyPaymentToCompare,
  OfferedReceivable,
  OfferToCompare,
  PurchaseToCompare,
} from "../../../src/domain/factoring/comparison.ts";
import { FactoringError } from "../../../src/domain/factoring/figures.ts";
import { newDeal, shareOut } from "../../../src/domain/factoring/waterfall.ts";

const RECEIVABLE: OfferedReceivable = { id: "R1", open: 10_000_000n, dueDay: 160, expectedDay: 160 };

function advance(over: Partial<AdvanceToCompare> = {}): AdvanceToCompare {
  const price = { advanceRate: 800_000, feeRate: 80_000, basis: 360, commissionRate: 5_000, minimumFee: 0n };
  return { kind: "advance", id: "A", fundedOn: 100, ...price, recourseDays: 90, ...over };
}

function purchase(over: Partial<PurchaseToCompare> = {}): PurchaseToCompare {
  return { kind: "purchase", id: "P", fundedOn: 100, rate: 80_000, basis: 360, extraDays: 0, ...over };
}

function early(discount: bigint, over: Partial<EarlyPaymentToCompare> = {}): EarlyPaymentToCompare {
  return { kind: "earlyPayment", id: "E", fundedOn: 140, discounts: new Map([["R1", discount]]), ...over };
}

function only(offer: OfferToCompare, receivables: readonly OfferedReceivable[] = [RECEIVABLE]) {
  const [compared] = compareOffers([offer], receivables);
  if (compared === undefined) throw new Error("nothing was compared");
  return compared;
}

const anyReceivable = fc.record({
  open: fc.bigInt(1n, 10n ** 12n),
  dueDay: fc.integer({ min: 100, max: 300 }),
  late: fc.integer({ min: -150, max: 60 }),
});
const anyReceivables = fc
  .array(anyReceivable, { minLength: 1, maxLength: 5 })
  .map((all) => all.map(({ open, dueDay, late }, n) => ({ id: `R${n}`, open, dueDay, expectedDay: dueDay + late })));
const anyRate = fc.integer({ min: 0, max: 1_000_000 });
const anyTerms = fc.record({
  basis: fc.constantFrom(360, 365),
  advanceRate: anyRate,
  feeRate: anyRate,
  commissionRate: anyRate,
  minimumFee: fc.bigInt(0n, 100_000n),
  extraDays: fc.integer({ min: 0, max: 30 }),
  fundedOn: fc.integer({ min: 60, max: 100 }),
});

describe("Offers side by side", () => {
  it("show an advance with a reserve: 80,000 now, 1,566.67 of cost, 18,433.33 later (R54, V21)", () => {
    const compared = only(advance());
    expect(compared).to.include({
      cashNow: 8_000_000n,
      cost: 156_667n,
      cashLater: 1_843_333n,
      gap: 0n,
      recourse: true,
    });
    expect(compared.lines[0]).to.include({ fee: 106_667n, commission: 50_000n, days: 60 });
    expect(compared.rate?.ppm).to.equal(119_132n);
  });

  it("show a purchase at a discount: 98,666.67 now and nothing later (R55, V22)", () => {
    const compared = only(purchase());
    expect(compared).to.include({ cashNow: 9_866_667n, cost: 133_333n, cashLater: 0n, recourse: false });
    expect(only(purchase({ extraDays: 5 })).cost).to.equal(144_444n);
  });

  it("show the buyer's own discount from the day on which it pays (R9)", () => {
    const compared = only(early(200_000n));
    expect(compared).to.include({ cashNow: 9_800_000n, cost: 200_000n, recourse: false });
    expect(compared.rate?.ppm).to.equal(372_449n);
  });

  it("are ranked by cash, by cost and by annual rate, which need not agree", () => {
    const compared = compareOffers([early(200_000n), purchase(), advance()], [RECEIVABLE]);
    const shown = compared.map((row) => [row.offer.id, row.cashRank, row.costRank, row.rateRank]);
    expect(shown).to.deep.equal([
      ["P", 1, 1, 1],
      ["A", 3, 2, 2],
      ["E", 2, 3, 3],
    ]);
  });

  it("of one rate come by cash, and of one cash and rate as they were given", () => {
    const offers = [
      early(100n, { id: "Less", covers: ["R1"] }),
      early(0n, {
        id: "More",
        discounts: new Map([
          ["R1", 100n],
          ["R2", 100n],
        ]),
      }),
    ];
    const both = [RECEIVABLE, { ...RECEIVABLE, id: "R2" }];
    const compared = compareOffers(offers, both);
    expect(compared.map(({ offer, rateRank, cashRank }) => [offer.id, rateRank, cashRank])).to.deep.equal([
      ["More", 1, 1],
      ["Less", 1, 2],
    ]);
  });

  it("say that the supplier does not answer for the debtor where no recourse was agreed (R53)", () => {
    expect(only(advance({ recourseDays: undefined })).recourse).to.equal(false);
    expect(only(advance({ recourseDays: 0 })).recourse).to.equal(true);
  });

  it("buy on the due day itself, at the full price", () => {
    expect(only(purchase({ fundedOn: 160 }))).to.include({ cashNow: 10_000_000n, cost: 0n, rate: undefined });
  });

  it("share a rank where they are equal", () => {
    const compared = compareOffers([purchase({ id: "B" }), purchase(), advance()], [RECEIVABLE]);
    expect(compared.map(({ rateRank }) => rateRank)).to.deep.equal([1, 1, 3]);
  });

  it("have no annual rate, and come last, where the debtor is expected before the money", () => {
    const paid = { ...RECEIVABLE, expectedDay: 100 };
    const [first, last] = compareOffers([early(200_000n), advance({ fundedOn: 90 })], [paid]);
    expect([first?.offer.id, last?.offer.id, last?.rate]).to.deep.equal(["A", "E", undefined]);
  });

  it("keep the commission of every receivable at its minimum", () => {
    const small = [1, 2].map((n) => ({ ...RECEIVABLE, id: `R${n}`, open: 10_000n }));
    expect(only(advance({ minimumFee: 2_500n }), small).lines.map((row) => row.commission)).to.deep.equal([
      2_500n,
      2_500n,
    ]);
  });

  it("say what costs are more than the reserve, and never show a negative release (R54)", () => {
    const compared = only(advance({ advanceRate: 1_000_000 }));
    expect(compared).to.include({ cashNow: 10_000_000n, cashLater: 0n, gap: 183_333n });
  });

  it("are reckoned on what each covers", () => {
    const both = [RECEIVABLE, { ...RECEIVABLE, id: "R2", open: 5_000_000n }];
    expect(only(purchase({ covers: ["R2"] }), both)).to.include({ open: 5_000_000n, cashNow: 4_933_333n });
    expect(only(purchase(), both).open).to.equal(15_000_000n);
  });

  for (const [what, field, offer] of [
    ["a rate beyond the whole", "offer A.advanceRate", advance({ advanceRate: 1_000_001 })],
    ["a rate that is not whole", "offer A.feeRate", advance({ feeRate: 0.5 })],
    ["a commission beyond the whole", "offer A.commissionRate", advance({ commissionRate: 1_000_001 })],
    ["a discount rate beyond the whole", "offer P.rate", purchase({ rate: 1_000_001 })],
    ["a minimum below nought", "offer A.minimumFee", advance({ minimumFee: -1n })],
    ["a year of other days", "offer P.basis", purchase({ basis: 364 })],
    ["days added that are below nought", "offer P.extraDays", purchase({ extraDays: -1 })],
    ["a purchase of what is overdue", "offer P", purchase({ fundedOn: 161 })],
    ["a discount of more than is open", "offer E.discounts", early(10_000_001n)],
    ["no discount for what it covers", "offer E.discounts", early(1n, { discounts: new Map() })],
    ["a receivable that nobody asked about", "offer P.covers", purchase({ covers: ["R9"] })],
    ["a receivable twice", "offer P.covers", purchase({ covers: ["R1", "R1"] })],
  ] as const) {
    it(`refuse ${what}, naming it`, () => {
      expect(() => only(offer))
        .to.throw(FactoringError)
        .with.property("field", field);
    });
  }

  it("refuse two offers or receivables of one name, and one of less than nothing", () => {
    const twice = [RECEIVABLE, RECEIVABLE];
    expect(() => compareOffers([purchase()], twice)).to.throw(FactoringError, "receivables.id");
    const negative = { ...RECEIVABLE, open: -1n };
    expect(() => compareOffers([purchase()], [negative])).to.throw(FactoringError, "receivables R1.open");
    const unsaid = early(1n, { discounts: new Map() });
    expect(() => only(unsaid)).to.throw("without one for R1");
    expect(() => only(early(-1n))).to.throw("is -1 for R1: give a sum from 0 to the 10000000");
    expect(() => compareOffers([purchase(), purchase()], [RECEIVABLE])).to.throw(FactoringError, "offers.id");
  });

  it("leave every unit of the open amount with somebody, whatever is offered", () => {
    fc.assert(
      fc.property(anyReceivables, anyTerms, anyRate, (receivables, terms, rate) => {
        const discounts = new Map(receivables.map(({ id, open }) => [id, (open * BigInt(rate)) / 1_000_000n]));
        const offers = [
          { ...advance(), ...terms },
          { ...purchase(), ...terms, rate },
          early(0n, { discounts, fundedOn: terms.fundedOn }),
        ];
        for (const { open, cashNow, cashLater, cost, gap } of compareOffers(offers, receivables)) {
          expect(cashNow + cashLater + cost - gap).to.equal(open);
          expect([cashNow, cashLater, cost, gap].every((sum) => sum >= 0n)).to.equal(true);
        }
      }),
    );
  });

  it("say of an advance what the waterfall pays when the debtor pays all on that day", () => {
    fc.assert(
      fc.property(anyReceivables, anyTerms, (receivables, terms) => {
        const offer = { ...advance(), ...terms };
        for (const { id, open, funds, commission, later, gap } of only(offer, receivables).lines) {
          const day = Math.max(receivables.find((row) => row.id === id)?.expectedDay ?? 0, offer.fundedOn);
          const shared = shareOut(newDeal(funds, commission, offer.fundedOn), offer, open, day);
          expect(shared.toSeller).to.equal(later);
          expect(gap === 0n || shared.toSeller === 0n).to.equal(true);
        }
      }),
    );
  });
});
