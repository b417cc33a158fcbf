import { expect } from "chai";
import fc from "fast-check";
import { countedDays, DAY_COUNTS, wholeYear, yearUnits } from "../../src/domain/dayCount.ts";
import { dayNumber } from "../../src/domain/terms.ts";

const day = (date: string): number => dayNumber(date);

describe("day counts", () => {
  it("count 97 days from 15 May to 20 August 2026, and 95 by 30/360 (R17, V3)", () => {
    const counted = DAY_COUNTS.map((count) => countedDays(count, day("2026-05-15"), day("2026-08-20")));
    expect(DAY_COUNTS).to.deep.equal(["act/365", "act/360", "act/act", "30/360"]);
    expect(counted).to.deep.equal([97, 97, 97, 95]);
    expect(countedDays("act/365", day("2026-05-15"), day("2026-06-30"))).to.equal(46);
    expect(countedDays("act/365", day("2026-06-30"), day("2026-08-20"))).to.equal(51);
  });

  it("make a year of a year by act/act, leap or not, and of a year's days by 30/360", () => {
    for (const [from, to] of [
      ["2026-12-31", "2027-12-31"],
      ["2027-12-31", "2028-12-31"],
    ] as const) {
      expect(yearUnits("act/act", day(from), day(to))).to.equal(wholeYear("act/act"));
      expect(yearUnits("30/360", day(from), day(to))).to.equal(wholeYear("30/360"));
    }
  });

  it("put each day over the year it lies in by act/act: 31 December 2027 over 365, 1 January 2028 over 366", () => {
    expect(yearUnits("act/act", day("2027-12-30"), day("2027-12-31"))).to.equal(366n);
    expect(yearUnits("act/act", day("2027-12-31"), day("2028-01-01"))).to.equal(365n);
    expect(yearUnits("act/act", day("2027-12-30"), day("2028-01-01"))).to.equal(731n);
  });

  it("take the 31st for the 30th by 30/360", () => {
    expect(countedDays("30/360", day("2026-01-30"), day("2026-01-31"))).to.equal(0);
    expect(countedDays("30/360", day("2026-01-31"), day("2026-03-01"))).to.equal(31);
  });

  for (const count of DAY_COUNTS) {
    it(`are additive by ${count}: a period cut in two counts the same`, () => {
      const days = fc.integer({ min: 0, max: 40_000 });
      fc.assert(
        fc.property(fc.tuple(days, days, days), (cuts) => {
          const [from, between, to] = [...cuts].sort((a, b) => a - b) as [number, number, number];
          const parts = yearUnits(count, from, between) + yearUnits(count, between, to);
          expect(parts).to.equal(yearUnits(count, from, to));
        }),
        { numRuns: 200 },
      );
    });
  }
});
