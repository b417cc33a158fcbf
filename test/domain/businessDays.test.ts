import { expect } from "chai";
import { adjust, easterSunday, TARGET, WEEKENDS, withHolidays } from "../../src/domain/businessDays.ts";
import { TermsError } from "../../src/domain/terms.ts";

describe("business days", () => {
  const saturday = "2026-05-30";
  const conventions = [
    ["following", "2026-06-01"],
    ["modified-following", "2026-05-29"],
    ["preceding", "2026-05-29"],
    ["unadjusted", saturday],
  ] as const;
  for (const [convention, date] of conventions) {
    it(`move Saturday 30 May 2026 to ${date} by ${convention} (R5, V14)`, () => {
      expect(adjust(saturday, convention, WEEKENDS)).to.equal(date);
    });
  }

  it("leave a business day where it is, by every convention", () => {
    for (const [convention] of conventions) expect(adjust("2026-05-29", convention, TARGET)).to.equal("2026-05-29");
  });

  it("move by modified following within a month to the next one", () => {
    expect(adjust("2026-05-16", "modified-following", WEEKENDS)).to.equal("2026-05-18");
  });

  const easters = [
    "1954-04-18",
    "1981-04-19",
    "2000-04-23",
    "2008-03-23",
    "2011-04-24",
    "2024-03-31",
    "2026-04-05",
    "2027-03-28",
    "2038-04-25",
    "2049-04-18",
    "2076-04-19",
    "2285-03-22",
    "2326-04-25",
  ];
  for (const easter of easters) {
    it(`have Easter on ${easter}`, () => {
      expect(easterSunday(Number(easter.slice(0, 4)))).to.equal(easter);
    });
  }

  it("of TARGET are all but weekends and its six closing days", () => {
    const closed = ["2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-12-25", "2026-12-26", "2026-05-30"];
    for (const date of closed) expect(TARGET.isBusinessDay(date), date).to.equal(false);
    const worked = ["2026-01-02", "2026-04-02", "2026-04-07", "2026-05-14", "2026-10-01", "2026-12-24", "2026-12-31"];
    for (const date of worked) expect(TARGET.isBusinessDay(date), date).to.equal(true);
    expect(adjust("2026-04-03", "following", TARGET)).to.equal("2026-04-07");
  });

  it("of TARGET are not known before 2002", () => {
    expect(() => TARGET.isBusinessDay("2001-12-31")).to.throw(TermsError, "2002-01-01");
  });

  it("may lack further holidays, which a calendar's name tells", () => {
    const bank = withHolidays(WEEKENDS, ["2026-06-01"]);
    expect(adjust(saturday, "following", bank)).to.equal("2026-06-02");
    expect(bank.name).to.include("weekends").and.include("1 ");
    expect(withHolidays(WEEKENDS, [])).to.equal(WEEKENDS);
  });

  it("that never come are refused", () => {
    const never = { name: "never", isBusinessDay: () => false };
    expect(() => adjust(saturday, "preceding", never)).to.throw(TermsError, "no business day within 60 days");
  });
});
