import { expect } from "chai";
import fc from "fast-check";
import type { BookItem } from "../../../src/domain/indicators/book.ts";
import { RULE_SPECS, WARNING_RULES } from "../../../src/domain/risk/warnings.ts";
import type { RuleSetting, WarningRule } from "../../../src/domain/risk/warnings.ts";
import { warningsAt } from "../../../src/domain/risk/watching.ts";
import type { Watched } from "../../../src/domain/risk/watching.ts";
import { cutAt, item, START } from "./books.ts";

function watched(items: readonly BookItem[], over: Partial<Watched> = {}): Watched {
  return { book: { items }, signs: [], standings: [], groupOf: (customer) => customer, tiers: [], ...over };
}

function setting(rule: WarningRule, over: Partial<RuleSetting> = {}): RuleSetting {
  const { threshold, windowDays } = RULE_SPECS[rule];
  return { rule, threshold, windowDays, ...over };
}

function said(rule: WarningRule, about: Watched, day: number): readonly string[] {
  return warningsAt(about, [setting(rule)], cutAt(day)).map(
    ({ subject, figure, threshold }) => `${subject} ${figure}/${threshold}`,
  );
}

/** One item a month, each paid so many days after its due day. */
function monthly(lates: readonly number[], from = 0, over: Partial<Parameters<typeof item>[0]> = {}): BookItem[] {
  return lates.map((paidLate, month) => item({ day: from + month * 30, paidLate, ...over }));
}

describe("Early warning (N01)", () => {
  it("tells of a customer that pays later than in its own past, by amount", () => {
    const past = monthly([2, 2, 2, 2, 2, 2]);
    const recent = [15, 15, 15, 15, 15].map((paidLate, place) => item({ day: 330 + place, paidLate }));
    expect(said("lateDrift", watched([...past, ...recent]), 420)).to.deep.equal(["0xaa 13/10"]);
    const [tiny] = [item({ day: 331, paidLate: 60, amount: 1n })];
    const weighed = [
      ...past,
      ...monthly([2, 2, 2, 2, 2]).map((_, place) => item({ day: 331 + place, paidLate: 2 })),
      tiny,
    ];
    expect(said("lateDrift", watched(weighed), 425)).to.deep.equal([]);
  });

  it("says nothing of a history that is thin (R45)", () => {
    const past = monthly([2, 2, 2, 2]);
    const recent = [60, 60, 60, 60, 60].map((paidLate, place) => item({ day: 330 + place, paidLate }));
    expect(said("lateDrift", watched([...past, ...recent]), 430)).to.deep.equal([]);
  });

  it("tells of the first late item of a customer that was never late, and not of one that was", () => {
    const punctual = monthly([0, -1, 0, 0, -3]);
    const late = item({ day: 200 });
    expect(said("firstLate", watched([...punctual, late]), 235)).to.deep.equal(["0xaa 5/5"]);
    expect(said("firstLate", watched([...punctual, late]), 234)).to.deep.equal([]);
    expect(said("firstLate", watched([...punctual, ...monthly([1]), late]), 240)).to.deep.equal([]);
  });

  it("counts a payment that the bank took back as never made, and tells of it", () => {
    const back = item({ day: 0, paidLate: 0, moves: [{ kind: "payment", amount: 100_000n, day: 40 }] });
    const punctual = monthly([0, 0, 0, 0, 0], 60);
    expect(said("bankReturn", watched([back]), 50)).to.deep.equal(["0xaa 1/1"]);
    expect(said("bankReturn", watched([back]), 39)).to.deep.equal([]);
    expect(said("bankReturn", watched([back]), 80)).to.deep.equal([]);
    expect(said("firstLate", watched([back, ...punctual]), 300)).to.deep.equal(["0xaa 270/5"]);
  });

  it("tells of shares: past due, disputed, and of one customer or group in the whole book (R50)", () => {
    const items = [item({ day: 0 }), item({ day: 0 }), item({ day: 50 }), item({ day: 50, customer: "0xbb" })];
    expect(said("overdueShare", watched(items), 60)).to.deep.equal(["0xaa 666667/500000"]);
    expect(said("concentration", watched(items), 60)).to.deep.equal(["0xaa 750000/200000", "0xbb 250000/200000"]);
    expect(said("concentration", watched(items, { groupOf: () => "the group" }), 60)).to.deep.equal([
      "the group 1000000/200000",
    ]);
    const disputed = [item({ day: 0 }), item({ day: 50, disputed: { day: 90, amount: 50_000n } })];
    expect(said("disputesRising", watched(disputed), 95)).to.deep.equal(["0xaa 250000/100000"]);
    expect(said("disputesRising", watched(disputed), 185)).to.deep.equal([]);
  });

  it("leaves out what is held for lost, of which nobody expects anything", () => {
    const lost = item({ day: 0, writtenOff: 200, amount: 900_000n, disputed: { day: 190, amount: 900_000n } });
    const open = [300, 301, 302].map((day) => item({ day, net: 60 }));
    for (const rule of ["overdueShare", "disputesRising"] as const) {
      expect(said(rule, watched([lost, ...open]), 270), rule).to.deep.equal([]);
      expect(said(rule, watched([lost, ...open]), 310), rule).to.deep.equal([]);
    }
    expect(said("overdueShare", watched([lost, ...open]), 199), "until it is").to.deep.equal([]);
    expect(said("overdueShare", watched([lost, item({ day: 0 }), item({ day: 0 })]), 199)).to.have.length(1);
    const past = [0, 10, 20, 30, 40, 50].map((day) => item({ day: 400 + day, paidLate: 0 }));
    const recent = [0, 5, 10, 15, 20].map((day) => item({ day: 570 + day, paidLate: 0 }));
    expect(said("lateDrift", watched([lost, ...past, ...recent]), 625)).to.deep.equal([]);
    const punctual = monthly([0, 0, 0, 0, 0], 300);
    expect(said("firstLate", watched([lost, ...punctual]), 600)).to.deep.equal([]);
  });

  it("tells of rising dilution against the year before (R51)", () => {
    const past = monthly([0, 0, 0, 0, 0, 0]);
    const recent = [0, 1, 2, 3, 4].map((day) =>
      item({ day: 330 + day, moves: [{ kind: "credit", amount: -4_000n, day: 340 }] }),
    );
    expect(said("dilutionRising", watched([...past, ...recent]), 400)).to.deep.equal(["0xaa 40000/30000"]);
  });

  it("tells of an invoice three times the median, of a customer that comes back, of amounts just under a tier", () => {
    const usual = monthly([0, 0, 0, 0, 0]);
    const large = item({ day: 300, amount: 300_000n });
    expect(said("largerInvoice", watched([...usual, large]), 310)).to.deep.equal(["0xaa 3000000/3000000"]);
    expect(said("largerInvoice", watched([...usual, item({ day: 300, amount: 299_999n })]), 310)).to.deep.equal([]);
    expect(said("dormantRevived", watched([...usual, item({ day: 485 })]), 490)).to.deep.equal(["0xaa 365/365"]);
    expect(said("dormantRevived", watched([...usual, item({ day: 484 })]), 490)).to.deep.equal([]);
    const under = [95_000n, 99_999n, 97_000n, 94_999n, 100_000n].map((amount) => item({ day: 5, amount }));
    expect(said("belowTier", watched(under, { tiers: [100_000n] }), 10)).to.deep.equal(["0xaa 3/3"]);
    expect(said("belowTier", watched(under), 10)).to.deep.equal([]);
  });

  it("tells of a sign until it was taken back, and so at a cut before that", () => {
    const sign = { kind: "insolvency", customer: "0xaa", reference: "a", day: START + 1, at: cutAt(1).known } as const;
    const signs = [{ ...sign, until: cutAt(9).known }];
    const toldOn = (day: number) => warningsAt(watched([], { signs }), [setting("insolvency")], cutAt(day)).length;
    expect([0, 1, 8, 9, 30].map(toldOn)).to.deep.equal([0, 1, 1, 0, 0]);
  });

  it("tells of signs: broken promises once they are two, and insolvency, payee and grade each on its own", () => {
    const sign = (kind: "brokenPromises" | "insolvency", day: number, reference: string) => ({
      ...{ kind, customer: "0xaa", day: START + day, at: (START + day) * 86_400, reference },
    });
    const broken = [sign("brokenPromises", 0, "a"), sign("brokenPromises", 20, "b")];
    expect(said("brokenPromises", watched([], { signs: broken }), 19)).to.deep.equal([]);
    expect(said("brokenPromises", watched([], { signs: broken }), 20)).to.deep.equal(["0xaa 2/2"]);
    expect(said("brokenPromises", watched([], { signs: broken }), 180)).to.deep.equal([]);
    const signs = [sign("insolvency", 1, "a"), sign("insolvency", 2, "b")];
    expect(
      warningsAt(watched([], { signs }), [setting("insolvency")], cutAt(5)).map(({ occasion }) => occasion),
    ).to.deep.equal(["a", "b"]);
  });

  it("tells of a limit that is nearly used until it is exceeded, and of what expired", () => {
    const standing = (limitUsePpm: bigint) =>
      watched([], { standings: [{ customer: "0xaa", limitUsePpm, gradeExpired: START, accountsStale: START + 50 }] });
    const rules = (use: bigint, day = 20): readonly string[] =>
      (["limitNear", "limitExceeded", "gradeExpired", "accountsStale"] as const).flatMap((rule) =>
        said(rule, standing(use), day).map((text) => `${rule} ${text}`),
      );
    expect(rules(799_999n)).to.deep.equal(["gradeExpired 0xaa 20/0"]);
    expect(rules(800_000n)[0]).to.equal("limitNear 0xaa 800000/800000");
    expect(rules(1_000_000n)[0]).to.equal("limitNear 0xaa 1000000/800000");
    expect(rules(1_000_001n)[0]).to.equal("limitExceeded 0xaa 1000001/1000000");
    expect(rules(0n, 50)).to.include("accountsStale 0xaa 0/0");
  });

  it("does not change what it said of a day, whatever is recorded later (R42)", () => {
    const step = fc.record({
      day: fc.integer({ min: 0, max: 400 }),
      paidLate: fc.option(fc.integer({ min: -30, max: 90 }), { nil: undefined }),
      customer: fc.constantFrom("0xaa", "0xbb"),
      amount: fc.bigInt({ min: 1n, max: 1_000_000n }),
    });
    const book = WARNING_RULES.filter((rule) => RULE_SPECS[rule].reads === "book").map((rule) => setting(rule));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.integer({ min: 0, max: 500 }), (steps, day) => {
        const items = steps.map(({ paidLate, ...of }) => item(paidLate === undefined ? of : { ...of, paidLate }));
        const cut = cutAt(day);
        const known = items.map((one) => ({ ...one, moves: one.moves.filter(({ at }) => at <= cut.known) }));
        const about = { tiers: [500_000n] };
        expect(warningsAt(watched(items, about), book, cut)).to.deep.equal(
          warningsAt(watched(known, about), book, cut),
        );
      }),
    );
  });
});
