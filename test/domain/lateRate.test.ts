import { expect } from "chai";
import { formatDecimal } from "../../src/domain/decimal.ts";
import { ratePeriods } from "../../src/domain/lateRate.ts";
import type { ReferenceRate } from "../../src/domain/lateRate.ts";
import { dateOfDay, dayNumber, TermsError } from "../../src/domain/terms.ts";
import { decimal } from "./decimals.ts";

const VALUES = [
  ["2025-06-11", "2.15"],
  ["2026-07-01", "2.40"],
  ["2027-01-02", "2.50"],
] as const;

function rate(policy: ReferenceRate["policy"], over: Partial<ReferenceRate> = {}): ReferenceRate {
  const values = VALUES.map(([from, percent]) => ({ from: dayNumber(from), percent: decimal(percent) }));
  return { kind: "reference", values, factor: decimal("1"), margin: decimal("8"), policy, ...over };
}

function periods(of: ReferenceRate, due: string, until: string): readonly string[] {
  return ratePeriods(of, dayNumber(due), dayNumber(until)).map(
    ({ from, to, percent }) => `${dateOfDay(from)}..${dateOfDay(to)} ${formatDecimal(percent)}`,
  );
}

const float = { kind: "float", fixing: "first-day" } as const;
const fixed = { kind: "fixed", fixing: "first-day" } as const;

describe("reference rates", () => {
  it("float by half-year with the value in force on its first day (R18, R19)", () => {
    const expected = ["2026-05-15..2026-06-30 10.15", "2026-06-30..2026-08-20 10.40"];
    expect(periods(rate(float), "2026-05-15", "2026-08-20")).to.deep.equal(expected);
  });

  it("take no notice of a change within a half-year, on 2 January for one (R18)", () => {
    const [, , third] = periods(rate(float), "2026-05-15", "2027-08-20");
    expect(third).to.equal("2026-12-31..2027-06-30 10.40");
  });

  it("fixed stay those of the half-year in which the debt became late (R19)", () => {
    expect(periods(rate(fixed), "2026-05-15", "2027-08-20")).to.deep.equal(["2026-05-15..2027-08-20 10.15"]);
  });

  it("of a debt due on 30 June become late on 1 July, in the next half-year", () => {
    expect(periods(rate(fixed), "2026-06-30", "2026-07-02")).to.deep.equal(["2026-06-30..2026-07-02 10.40"]);
    expect(periods(rate(float), "2026-06-29", "2026-07-01")).to.deep.equal([
      "2026-06-29..2026-06-30 10.15",
      "2026-06-30..2026-07-01 10.40",
    ]);
  });

  it("take the value of the day before the half-year in the United Kingdom (R21)", () => {
    const british = { kind: "fixed", fixing: "day-before" } as const;
    expect(periods(rate(british), "2026-07-15", "2026-08-20")).to.deep.equal(["2026-07-15..2026-08-20 10.15"]);
  });

  it("may be fixed on the day of the contract, times a factor (R22, R23)", () => {
    const contract = { kind: "fixed-on", day: dayNumber("2026-01-15") } as const;
    const chinese = rate(contract, { factor: decimal("1.3"), margin: decimal("0") });
    expect(periods(chinese, "2026-07-15", "2026-08-20")).to.deep.equal(["2026-07-15..2026-08-20 2.795"]);
  });

  it("say where each value comes from", () => {
    const [period] = ratePeriods(rate(float), dayNumber("2026-05-15"), dayNumber("2026-05-16"));
    expect(period?.source).to.equal("2.15 + 8 (in force since 2025-06-11)");
  });

  it("bear on no day before the debt is late", () => {
    expect(periods(rate(float), "2026-05-15", "2026-05-15")).to.deep.equal([]);
    expect(periods(rate(float), "2026-05-15", "2026-05-01")).to.deep.equal([]);
  });

  it("are refused for a day that the table does not reach back to", () => {
    expect(() => periods(rate(float), "2025-01-15", "2025-02-01"))
      .to.throw(TermsError, "lateInterest.reference is without a value for 2025-01-01")
      .with.property("field", "lateInterest.reference");
  });

  it("may be negative themselves, but not with their margin", () => {
    const values = [{ from: dayNumber("2020-01-01"), percent: decimal("-0.88") }];
    const german = rate(float, { values, margin: decimal("9") });
    expect(periods(german, "2021-01-15", "2021-02-01")).to.deep.equal(["2021-01-15..2021-02-01 8.12"]);
    const bare = rate(float, { values, margin: decimal("0") });
    expect(() => periods(bare, "2021-01-15", "2021-02-01")).to.throw(TermsError, "-0.88 % on 2021-01-01");
  });
});
