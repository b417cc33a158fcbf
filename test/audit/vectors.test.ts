import { expect } from "chai";
import { dueOn, workingOn } from "../../src/audit/due.ts";
import type { Due } from "../../src/audit/due.ts";
import { totalsOf } from "../../src/audit/history.ts";
import type { Entry } from "../../src/audit/history.ts";
import { replay } from "../../src/audit/money.ts";
import { rational, roundHalfUp } from "../../src/audit/rational.ts";
import type { AuditTerms } from "../../src/audit/terms.ts";
import { agreed, cents, credit, day, paidBy, payment, payoff } from "./agreed.ts";

/** 10.15 % in the first half of 2026, 10.40 % in the second (R18). */
const FLOATING = [
  { fromDay: day("2026-01-01"), ratePpm: 101_500 },
  { fromDay: day("2026-07-01"), ratePpm: 104_000 },
];

function due(terms: AuditTerms, date: string, entries: readonly Entry[] = []): Due {
  return dueOn(terms, entries, day(date));
}

function interestByLine(terms: AuditTerms, entries: readonly Entry[], date: string): bigint[] {
  return workingOn(terms, entries, day(date)).segments.map(({ interest }) => roundHalfUp(interest));
}

describe("The worked examples, by the auditor's own money", () => {
  describe("late interest", () => {
    it("V3, R17: 97 actual days from 15 May to 20 August, 46 in the first half-year and 51 in the second", () => {
      const terms = agreed({ lateRate: FLOATING });
      expect(due(terms, "2026-08-20").daysLate).to.equal(97);
      const { segments } = workingOn(terms, [], day("2026-08-20"));
      expect(segments.map(({ days }) => days)).to.deep.equal([46, 51]);
      expect(segments.map(({ firstDay, lastDay }) => [firstDay, lastDay])).to.deep.equal([
        [day("2026-05-16"), day("2026-06-30")],
        [day("2026-07-01"), day("2026-08-20")],
      ]);
    });

    it("V4, R19, R25: a floating rate gives 273.23, not the 273.24 of lines that are rounded one by one", () => {
      const terms = agreed({ lateRate: FLOATING });
      const roundedByLine = interestByLine(terms, [], "2026-08-20").reduce((left, right) => left + right);
      expect(roundedByLine).to.equal(cents("273.24"));
      expect(due(terms, "2026-08-20").charges).to.equal(cents("273.23"));
    });

    it("V5, R16, R17: at a fixed 10.15 % it is 269.74 on 365 days and 273.49 on 360", () => {
      expect(due(agreed({ lateRate: 101_500 }), "2026-08-20").charges).to.equal(cents("269.74"));
      expect(due(agreed({ lateRate: 101_500, basis: 360 }), "2026-08-20").charges).to.equal(cents("273.49"));
    });

    it("V6, R24: 4,000 on the way, interest first, costs 83.42 + 27.07 + 88.40 = 198.89", () => {
      const terms = agreed({ lateRate: FLOATING });
      const first = paidBy(terms, [], payment("2026-06-14", "4,000.00"));
      expect(first.interest).to.equal(cents("83.42"));
      expect(totalsOf(terms, [first]).open).to.equal(cents("6,083.42"));
      const lines = workingOn(terms, [first], day("2026-08-20")).segments.slice(1);
      expect(lines.map(({ balance }) => balance)).to.deep.equal([rational(608_342n), rational(608_342n)]);
      expect(lines.map(({ interest }) => roundHalfUp(interest))).to.deep.equal([cents("27.07"), cents("88.40")]);
      expect(totalsOf(terms, [first, paidBy(terms, [first], payoff("2026-08-20"))]).charges).to.equal(cents("198.89"));
    });

    it("V7, R24: the same, principal first, costs 197.31", () => {
      const terms = agreed({ lateRate: FLOATING, allocation: 1 });
      const entries = replay(terms, [payment("2026-06-14", "4,000.00"), payoff("2026-08-20")]);
      expect(totalsOf(terms, entries).charges).to.equal(cents("197.31"));
      expect(interestByLine(terms, entries, "2026-08-20")).to.deep.equal([8_342n, 2_670n, 8_719n]);
    });

    it("V8: never the 161.84 of today's balance over the whole time, in either order", () => {
      for (const allocation of [0, 1]) {
        const flat = agreed({ lateRate: 101_500, allocation });
        const first = paidBy(flat, [], payment("2026-06-14", "4,000.00"));
        const whole = totalsOf(flat, [first, paidBy(flat, [first], payoff("2026-08-20"))]).charges;
        expect(whole).to.equal(allocation === 0 ? cents("196.77") : cents("195.21"));
        expect(due(agreed({ amount: cents("6,000.00"), lateRate: 101_500 }), "2026-08-20").charges).to.equal(16_184n);
      }
    });

    it("V9, R21: 5,000 at 12.25 % for 101 days is 169.49, with the fixed sum 239.49, not 239.68", () => {
      const terms = agreed({ amount: cents("5,000.00"), lateRate: 122_500, fixedSum: cents("70.00") });
      const { costs, interest, charges, payoff: all } = due(terms, "2026-08-24");
      expect({ costs, interest, charges }).to.deep.equal({ costs: 7_000n, interest: 16_949n, charges: 23_949n });
      expect(all).to.equal(cents("5,239.49"));
    });

    it("V10, R22: 500,000 at 0.05 % a day for 45 days is 11,250.00", () => {
      const terms = agreed({ amount: cents("500,000.00"), lateRate: 182_500 });
      expect(due(terms, "2026-06-29").charges).to.equal(cents("11,250.00"));
    });

    it("R22: the floor of 3.0 % gives 1,849.32", () => {
      const terms = agreed({ amount: cents("500,000.00"), lateRate: 30_000 });
      expect(due(terms, "2026-06-29").charges).to.equal(cents("1,849.32"));
    });

    it("V11, R20: three late invoices owe the fixed sum three times", () => {
      const invoices = [1, 2, 3].map((line) => agreed({ amount: BigInt(line) * 10_000n, fixedSum: cents("40.00") }));
      const charges = invoices.map((terms) => due(terms, "2026-05-16").charges);
      expect(charges).to.deep.equal([4_000n, 4_000n, 4_000n]);
    });
  });

  describe("discount", () => {
    it("V2, R14: 45 days early at 8 % a year is worth 986.30 on 365 days and 1,000.00 on 360", () => {
      const offer = { amount: cents("100,000.00"), slidingRate: 80_000 };
      expect(due(agreed(offer), "2026-03-31").discount).to.equal(cents("986.30"));
      expect(due(agreed({ ...offer, basis: 360 }), "2026-03-31").discount).to.equal(cents("1,000.00"));
    });

    it("V12, R10: each tax mode pays its own sum early and late", () => {
      const modes = [
        { amount: cents("120.58"), discount1: cents("2.00") },
        { amount: cents("121.00"), discount1: cents("2.42") },
        { amount: cents("121.00"), discount1: cents("2.00") },
      ].map((sums) => agreed({ ...sums, discountDay1: day("2026-04-07") }));
      expect(modes.map((terms) => due(terms, "2026-04-07").payoff)).to.deep.equal([11_858n, 11_858n, 11_900n]);
      expect(modes.map((terms) => due(terms, "2026-04-08").payoff)).to.deep.equal([12_058n, 12_100n, 12_100n]);
    });

    it("V27, R12: 4,900 paid in time settle 5,000 where parts earn their discount, and 4,900 where they do not", () => {
      const tier = { discountDay1: day("2026-04-25"), discount1: cents("200.00") };
      const onParts = paidBy(agreed({ ...tier, discountOnParts: true }), [], payment("2026-04-25", "4,900.00"));
      expect([onParts.principal, onParts.discount]).to.deep.equal([cents("5,000.00"), cents("100.00")]);
      const whole = paidBy(agreed(tier), [], payment("2026-04-25", "4,900.00"));
      expect([whole.principal, whole.discount]).to.deep.equal([cents("4,900.00"), 0n]);
    });
  });

  it("V24, R29: 5,000 on 10,000 with 120 interest and 40 costs settle both, then 4,840 of principal", () => {
    const terms = agreed({ lateRate: 120_000, basis: 360, fixedSum: cents("40.00") });
    const first = paidBy(terms, [], payment("2026-06-20", "5,000.00"));
    const { costs, interest, principal } = first;
    expect({ costs, interest, principal }).to.deep.equal({ costs: 4_000n, interest: 12_000n, principal: 484_000n });
    expect(totalsOf(terms, [first]).open).to.equal(cents("5,160.00"));
  });

  it("R32: a credit bears no interest, however late it comes", () => {
    const terms = agreed({ lateRate: 101_500 });
    const entries = replay(terms, [credit("2026-08-20", "4,000.00")]);
    expect(due(terms, "2026-08-20", entries).charges).to.equal(cents("161.84"));
  });
});
