import { expect } from "chai";
import { dayOfMonthAfter, endOfMonthAfter, monthsAfter } from "../../src/domain/months.ts";

describe("months", () => {
  it("clamp a day that the month lacks, also in leap years (R4)", () => {
    expect(monthsAfter("2026-01-31", 1)).to.equal("2026-02-28");
    expect(monthsAfter("2028-01-31", 1)).to.equal("2028-02-29");
    expect(dayOfMonthAfter("2026-01-31", 1, 31)).to.equal("2026-02-28");
  });

  it("are never counted from a clamped date: two after 31 January is 31 March, not 28 March (R4)", () => {
    const dates = [1, 2, 3, 13].map((months) => monthsAfter("2026-01-31", months));
    expect(dates).to.deep.equal(["2026-02-28", "2026-03-31", "2026-04-30", "2027-02-28"]);
  });

  it("end on their last day, however long the month started from is", () => {
    expect(endOfMonthAfter("2026-02-21", 0)).to.equal("2026-02-28");
    expect(endOfMonthAfter("2026-02-21", 1)).to.equal("2026-03-31");
    expect(endOfMonthAfter("2026-01-31", 1)).to.equal("2026-02-28");
    expect(endOfMonthAfter("2026-11-30", 3)).to.equal("2027-02-28");
  });
});
