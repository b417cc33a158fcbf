import { expect } from "chai";
import fc from "fast-check";
import { COUNTRY_PACKS, packWarnings, referenceOn, staleness, yearlyPpm } from "../../../src/domain/risk/packCheck.ts";
import type { TermsCase } from "../../../src/domain/risk/packCheck.ts";
import { PACK_CODES } from "../../../src/domain/risk/countryPack.ts";
import type { PackCode } from "../../../src/domain/risk/countryPack.ts";
import { dayNumber } from "../../../src/domain/terms.ts";

const FROM = dayNumber("2026-03-01");
const TODAY = dayNumber("2026-03-01");

function termsCase(over: Partial<TermsCase> = {}): TermsCase {
  return {
    ...{ debtor: "otherFirm", isSmallCreditor: true, isVoucher: false, contractDay: FROM, from: FROM },
    ...{ dueDay: FROM + 30, latePpm: 120_000n, sums: { amount: 500_000n, fixed: 7_000n }, ...over },
  };
}

function said(pack: PackCode, over: Partial<TermsCase>, today = TODAY): readonly string[] {
  return packWarnings(COUNTRY_PACKS[pack], termsCase(over), today).map(
    ({ kind, code, found, bound }) => `${kind} ${code} ${found}/${bound}`,
  );
}

describe("A country pack", () => {
  const cases: readonly (readonly [string, PackCode, Partial<TermsCase>, readonly string[]])[] = [
    ["60 days between firms in the EU", "EU", { dueDay: FROM + 60 }, []],
    ["61 days between firms in the EU", "EU", { dueDay: FROM + 61 }, ["termCap euBusiness60 61/60"]],
    [
      "61 days of a public body in the EU",
      "EU",
      { dueDay: FROM + 61, debtor: "publicBody" },
      ["termCap euPublic30 61/30", "termCap euPublic60 61/60"],
    ],
    ["ECB 2.15 and 8 points in the EU", "EU", { latePpm: 101_500n }, []],
    [
      "less than ECB and 8 points in the EU",
      "EU",
      { latePpm: 101_499n },
      ["interestFloor euStatutoryInterest 101499/101500"],
    ],
    ["no late interest at all in the EU", "EU", { latePpm: 0n }, ["interestMissing euStatutoryInterest 0/101500"]],
    [
      "a fixed sum below EUR 40 (R20)",
      "EU",
      { sums: { amount: 1n, fixed: 3_999n } },
      ["recoverySum euFixedSum 3999/4000"],
    ],
    ["61 days between firms in the UK", "GB", { dueDay: FROM + 61 }, ["termCap gbBusiness60 61/60"]],
    [
      "31 days of a public body in the UK",
      "GB",
      { dueDay: FROM + 31, debtor: "publicBody" },
      ["termCap gbPublic30 31/30"],
    ],
    ["Bank Rate of 31 December and 8 points in the UK (R21)", "GB", { latePpm: 117_500n }, []],
    ["GBP 70 on GBP 9,999.99 (R21)", "GB", { sums: { amount: 999_999n, fixed: 7_000n } }, []],
    [
      "GBP 70 on GBP 10,000 (R21)",
      "GB",
      { sums: { amount: 1_000_000n, fixed: 7_000n } },
      ["recoverySum gbFixedSum 7000/10000"],
    ],
    [
      "a large firm that takes 61 days of a small one in the PRC",
      "CN",
      { dueDay: FROM + 61, debtor: "largeFirm", latePpm: 30_000n },
      ["termCap cnLarge60 61/60"],
    ],
    ["61 days among small firms in the PRC", "CN", { dueDay: FROM + 61, latePpm: 30_000n }, []],
    [
      "a rate below the LPR in the PRC (R22)",
      "CN",
      { debtor: "largeFirm", latePpm: 29_999n },
      ["interestFloor cnLprFloor 29999/30000"],
    ],
    [
      "no rate in the PRC: 0.05 % a day (R22)",
      "CN",
      { debtor: "largeFirm", latePpm: 0n },
      ["interestMissing cnDaily5 0/182500"],
    ],
    ["four times the LPR in the PRC", "CN", { latePpm: 120_000n }, []],
    ["more than four times the LPR in the PRC", "CN", { latePpm: 120_001n }, ["interestCap cnFourLpr 120001/120000"]],
    [
      "a voucher of seven months in the PRC (R70)",
      "CN",
      { isVoucher: true, dueDay: dayNumber("2026-10-01"), latePpm: 30_000n },
      ["voucherTenor cnVoucherSixMonths 214/184"],
    ],
  ];
  for (const [what, pack, over, expected] of cases) {
    it(`says ${expected.length === 0 ? "nothing" : expected.join(" and ")} of ${what}`, () => {
      expect(said(pack, over)).to.deep.equal(expected);
    });
  }

  it("holds terms against the law of the day of the contract", () => {
    const terms = { debtor: "largeFirm", dueDay: FROM + 90, latePpm: 0n } as const;
    const before = { ...terms, contractDay: dayNumber("2025-05-31") };
    expect(said("CN", before)).to.deep.equal(["interestMissing cnDaily5 0/182500"]);
    // The interest is of 2020 already; the cap of 60 days for large firms came with the revision.
    const sources = (day: string): readonly (string | undefined)[] =>
      packWarnings(COUNTRY_PACKS.CN, termsCase({ ...terms, contractDay: dayNumber(day) }), TODAY).map(
        ({ source }) => `${source?.instrument.match(/\d+/)?.[0]} ${source?.article}`,
      );
    expect(sources("2020-08-31")).to.deep.equal([]);
    expect(sources("2020-09-01")).to.deep.equal(["728 第十五条"]);
    expect(sources("2025-06-01")).to.deep.equal(["802 第九条", "802 第十七条"]);
    expect(said("CN", { ...terms, contractDay: dayNumber("2025-06-01") })).to.deep.equal([
      "termCap cnLarge60 90/60",
      "interestMissing cnDaily5 0/182500",
    ]);
  });

  it("says so where it knows no reference rate of the day, and guesses none", () => {
    const early = dayNumber("2024-01-10");
    const [warning] = packWarnings(COUNTRY_PACKS.EU, termsCase({ dueDay: early, from: early - 30 }), TODAY);
    expect(warning).to.include({ kind: "referenceUnknown", reference: undefined });
  });

  it("says where the rate of the day is not known yet, beyond the last one and within it", () => {
    const terms = { from: dayNumber("2026-11-23"), contractDay: dayNumber("2026-11-23") };
    const of = (due: string, latePpm: bigint, pack: PackCode = "EU") =>
      packWarnings(
        COUNTRY_PACKS[pack],
        termsCase({ ...terms, dueDay: dayNumber(due), latePpm }),
        dayNumber("2026-11-23"),
      )
        .filter(({ reference }) => reference !== undefined)
        .map(({ kind, bound, reference, text }) => [
          kind,
          bound,
          reference?.from,
          text.includes("not known to the pack"),
        ]);
    expect(of("2026-12-30", 104_000n)).to.deep.equal([]);
    expect(of("2026-12-31", 104_000n)).to.deep.equal([["referenceUnknown", 104_000n, "2026-06-17", true]]);
    expect(of("2026-12-31", 103_999n)).to.deep.equal([["interestFloor", 104_000n, "2026-06-17", true]]);
    expect(of("2026-12-31", 0n)).to.deep.equal([["interestMissing", 104_000n, "2026-06-17", true]]);
    expect(of("2026-12-31", 117_500n, "GB")).to.deep.equal([["referenceUnknown", 117_500n, "2026-06-18", true]]);
    expect(of("2026-12-30", 0n)).to.deep.equal([["interestMissing", 104_000n, "2026-06-17", false]]);
  });

  it("tells a public body in the EU from a firm, which alone may agree on another rate", () => {
    const terms = { debtor: "publicBody", dueDay: FROM + 30, latePpm: 101_499n } as const;
    expect(said("EU", terms)).to.deep.equal(["interestFloor euPublicInterest 101499/101500"]);
  });

  it("names the published rate behind a bound, and whether anybody verified it", () => {
    const [warning] = packWarnings(
      COUNTRY_PACKS.EU,
      termsCase({ from: dayNumber("2026-06-01"), dueDay: dayNumber("2026-07-01"), latePpm: 1n }),
      TODAY,
    );
    expect(warning?.bound).to.equal(104_000n);
    expect(warning?.reference?.source.verified).to.equal("secondary");
    const lpr = (day: string) => referenceOn(COUNTRY_PACKS.CN, "lpr1Year", dayNumber(day))?.source.verified;
    expect([lpr("2026-02-24"), lpr("2026-03-19"), lpr("2026-03-20")]).to.deep.equal([
      "secondary",
      "secondary",
      "unverified",
    ]);
  });

  it("takes the rate of the half-year in which the debt becomes late: due 30 June is late in July (R18)", () => {
    const bound = (dueDay: string): bigint | undefined =>
      packWarnings(
        COUNTRY_PACKS.EU,
        termsCase({ dueDay: dayNumber(dueDay), from: dayNumber("2026-06-01"), latePpm: 1n }),
        TODAY,
      )[0]?.bound;
    expect([bound("2026-06-29"), bound("2026-06-30")]).to.deep.equal([101_500n, 104_000n]);
  });

  it("says from the day after its day of review on that it was not reviewed", () => {
    for (const pack of Object.values(COUNTRY_PACKS)) {
      const review = dayNumber(pack.reviewBy);
      expect(staleness(pack, review)).to.deep.equal([]);
      expect(staleness(pack, review + 1)).to.have.length(1);
      expect(packWarnings(pack, termsCase(), review + 9)[0]).to.include({ kind: "packStale", found: 9n });
    }
  });

  it("gives every fact and rate a dated source, and lists rates in the order of their days", () => {
    for (const code of PACK_CODES) {
      const { facts, references } = COUNTRY_PACKS[code];
      for (const { source, from, until } of [...facts, ...references].map((one) => ({ until: undefined, ...one }))) {
        expect(source.instrument).not.to.equal("");
        expect(source.url).to.match(/^https?:\/\//);
        expect(dayNumber(source.retrieved)).to.be.greaterThan(dayNumber(from));
        if (until !== undefined) expect(dayNumber(until)).to.be.greaterThan(dayNumber(from));
      }
      const days = references.map(({ from }) => from);
      expect(days).to.deep.equal(days.toSorted());
    }
  });

  it("never warns of a longer term with fewer words than of a shorter one", () => {
    const days = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(days, days, fc.constantFrom(...PACK_CODES), (one, other, pack) => {
        const terms = (length: number) =>
          said(pack, { from: FROM, dueDay: FROM + length, isVoucher: true, debtor: "publicBody" });
        const caps = (length: number) => terms(length).filter((text) => /^(?:termCap|voucherTenor)/.test(text)).length;
        expect(caps(Math.max(one, other))).to.be.at.least(caps(Math.min(one, other)));
      }),
    );
  });

  it("reckons rates by 360 days as those of 365, rounded half up", () => {
    expect([yearlyPpm(100_000n, 365), yearlyPpm(100_000n, 360)]).to.deep.equal([100_000n, 101_389n]);
    expect(referenceOn(COUNTRY_PACKS.GB, "boeBankRate", dayNumber("2025-12-31"))?.ppm).to.equal(37_500n);
  });
});
