import { expect } from "chai";
import fc from "fast-check";
import { tenorWarnings } from "../../../src/domain/factoring/tenorWarnings.ts";
import type { TenorCase } from "../../../src/domain/factoring/tenorWarnings.ts";
import { COUNTRY_PACKS } from "../../../src/domain/risk/packCheck.ts";
import { dateOfDay, dayNumber } from "../../../src/domain/terms.ts";

const FROM = dayNumber("2026-03-01");

function found(over: Partial<TenorCase> = {}): TenorCase {
  return {
    law: "eu",
    debtor: "otherFirm",
    smallCreditor: false,
    voucher: false,
    tradeNamed: true,
    from: FROM,
    dueDay: FROM + 30,
    insuredDays: undefined,
    ...over,
  };
}

function codes(over: Partial<TenorCase>): readonly string[] {
  return tenorWarnings(found(over)).map(({ code, daysOver }) => `${code} ${daysOver}`);
}

const until = (date: string): number => dayNumber(date);
const voucher = { law: "prc", voucher: true } as const;

describe("A long term", () => {
  for (const [what, over, expected] of [
    ["60 days between firms in the EU", { dueDay: FROM + 60 }, []],
    ["61 days between firms in the EU", { dueDay: FROM + 61 }, ["euBusiness60 1"]],
    ["30 days of a public body in the EU", { debtor: "publicBody" }, []],
    ["45 days of a public body in the EU", { debtor: "publicBody", dueDay: FROM + 45 }, ["euPublic30 15"]],
    [
      "90 days of a public body in the EU",
      { debtor: "publicBody", dueDay: FROM + 90 },
      ["euPublic30 60", "euPublic60 30"],
    ],
    [
      "61 days of a state body to a small firm in the PRC",
      { law: "prc", debtor: "publicBody", smallCreditor: true, dueDay: FROM + 61 },
      ["cnPublic30 31", "cnPublic60 1"],
    ],
    ["61 days of a state body to a large firm in the PRC", { law: "prc", debtor: "publicBody", dueDay: FROM + 61 }, []],
    [
      "61 days of a large firm to a small one in the PRC",
      { law: "prc", debtor: "largeFirm", smallCreditor: true, dueDay: FROM + 61 },
      ["cnLarge60 1"],
    ],
    ["61 days of a large firm to a large one in the PRC", { law: "prc", debtor: "largeFirm", dueDay: FROM + 61 }, []],
    ["61 days of an insured term of 60", { law: "prc", insuredDays: 60, dueDay: FROM + 61 }, ["insuredTerm 1"]],
  ] as const) {
    it(`${what} gives ${expected.length === 0 ? "no warning" : expected.join(" and ")} (R7, R71)`, () => {
      expect(codes(over)).to.deep.equal(expected);
    });
  }

  it("of a voucher is counted by the calendar: six months, then one year (R70)", () => {
    expect(codes({ ...voucher, dueDay: until("2026-09-01") })).to.deep.equal([]);
    expect(codes({ ...voucher, dueDay: until("2026-09-02") })).to.deep.equal(["cnVoucherSixMonths 1"]);
    expect(codes({ ...voucher, dueDay: until("2027-03-02") })).to.deep.equal([
      "cnVoucherSixMonths 182",
      "cnVoucherOneYear 1",
    ]);
    const [warning] = tenorWarnings(found({ ...voucher, from: until("2026-08-31"), dueDay: until("2027-03-01") }));
    expect(dateOfDay(warning?.lastDay ?? 0)).to.equal("2027-02-28");
  });

  it("is no voucher's where the claim is an invoice, or the law another", () => {
    const years = until("2028-03-01");
    expect(codes({ law: "prc", dueDay: years })).to.deep.equal([]);
    expect(codes({ voucher: true, tradeNamed: false })).to.deep.equal([]);
    expect(codes({ law: "prc", tradeNamed: false })).to.deep.equal([]);
    expect(codes({ voucher: true, dueDay: FROM + 400 })).to.deep.equal(["euBusiness60 340"]);
  });

  it("matters less than a voucher without a trade behind it, of which it warns too (R70)", () => {
    expect(codes({ ...voucher, tradeNamed: false })).to.deep.equal(["cnVoucherWithoutTrade 0"]);
    expect(codes({ tradeNamed: false })).to.deep.equal([]);
  });

  it("is judged by the country packs, in their words and by the law of the day on which it begins", () => {
    const terms = { law: "prc", debtor: "largeFirm", smallCreditor: true } as const;
    const of = (from: string) => tenorWarnings(found({ ...terms, from: until(from), dueDay: until(from) + 61 }));
    expect(of("2025-05-31")).to.deep.equal([]);
    const fact = COUNTRY_PACKS.CN.facts.find(({ code }) => code === "cnLarge60");
    expect(of("2025-06-01").map(({ code, text }) => [code, text])).to.deep.equal([["cnLarge60", fact?.text]]);
    expect(of("2025-06-01")[0]?.source).to.equal(`${fact?.source.instrument}, 第九条`);
  });

  it("is told with its source, never refused, and no longer term has fewer warnings", () => {
    const anyCase = fc.record({
      law: fc.constantFrom("eu" as const, "prc" as const),
      debtor: fc.constantFrom("publicBody" as const, "largeFirm" as const, "otherFirm" as const),
      smallCreditor: fc.boolean(),
      voucher: fc.boolean(),
      tradeNamed: fc.boolean(),
      dueDay: fc.integer({ min: FROM, max: FROM + 500 }),
      insuredDays: fc.option(fc.integer({ min: 0, max: 400 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(anyCase, fc.integer({ min: 0, max: 300 }), (over, more) => {
        const warnings = tenorWarnings(found(over));
        for (const { source, text, daysOver } of warnings) {
          expect(source !== "" && text !== "" && daysOver >= 0).to.equal(true);
        }
        const later = new Set(tenorWarnings(found({ ...over, dueDay: over.dueDay + more })).map(({ code }) => code));
        expect(warnings.every(({ code }) => later.has(code))).to.equal(true);
      }),
    );
  });
});
