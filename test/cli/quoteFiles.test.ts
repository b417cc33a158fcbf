import { expect } from "chai";
import { calendarOf } from "../../src/documents/calendars.ts";
import { claimOf } from "../../src/cli/quote/claim.ts";
import type { Claim } from "../../src/cli/quote/claim.ts";
import { readHistoryFile } from "../../src/cli/quote/historyFile.ts";
import { quotationOf } from "../../src/cli/quote/quotation.ts";
import { readTermsFile } from "../../src/cli/quote/termsFile.ts";
import { dateOfDay, dayNumber, TermsError } from "../../src/domain/terms.ts";

const BASE = { currency: "EUR", amount: "10000.00", dueDate: "2026-05-15" };

function claim(over: object, without: readonly string[] = []): Claim {
  const fields = Object.entries({ ...BASE, ...over }).filter(([name]) => !without.includes(name));
  return claimOf(readTermsFile(JSON.stringify(Object.fromEntries(fields))));
}

const noted = (over: object): Claim => claim(over, ["dueDate"]);
const charges = (of: Claim, at: string): bigint => quotationOf(of, [], dayNumber(at)).due.charges;
const payoff = (of: Claim, at: string): bigint => quotationOf(of, [], dayNumber(at)).due.payoff;

describe("a terms file", () => {
  it("counts the minor units of its currency by ISO 4217, or of an exponent", () => {
    expect(claim({ currency: "JPY", amount: "10000" }).terms.amount).to.equal(10_000n);
    expect(claim({ currency: "KWD", amount: "10000.125" }).terms.amount).to.equal(10_000_125n);
    expect(claim({ exponent: 6, amount: "0.000001" }, ["currency"]).terms.amount).to.equal(1n);
  });

  const modes = [
    ["always", 11_858n, 12_058n],
    ["early", 11_858n, 12_100n],
    ["never", 11_900n, 12_100n],
  ] as const;
  for (const [taxMode, early, late] of modes) {
    it(`owes ${early} early and ${late} late of 100 + 21 % when tax is less ${taxMode} (R10, V12)`, () => {
      const taxed = { net: "100", tax: "21", taxMode, notation: "2/7 net 30", invoiceDate: "2026-01-01" };
      const of = claim(taxed, ["amount", "dueDate"]);
      expect(payoff(of, "2026-01-08")).to.equal(early);
      expect(payoff(of, "2026-01-09")).to.equal(late);
    });
  }

  it("gives no discount on what does not qualify for one (R10)", () => {
    const freight = { net: "100", tax: "21", undiscounted: "50", taxMode: "early", notation: "2/7 net 30" };
    const of = claim({ ...freight, invoiceDate: "2026-01-01" }, ["amount", "dueDate"]);
    expect([of.terms.amount, of.terms.discount1]).to.deep.equal([17_100n, 242n]);
  });

  it("gives a discount of the notation until its last day and not beyond (R2)", () => {
    const of = noted({ invoiceDate: "2026-04-15", notation: "2/10 net 30" });
    expect([payoff(of, "2026-04-25"), payoff(of, "2026-04-26")]).to.deep.equal([980_000n, 1_000_000n]);
    expect(of.discounts[0]?.cost).to.deep.equal({ simple: 3_724n, compounded: 4_459n });
  });

  it("comes with a flat rate to what the ledger asks: 269.74 by 365, 273.49 by 360 (V5)", () => {
    const flat = { lateInterest: { rate: "10.15" } };
    const [by365, by360] = [claim(flat), claim({ ...flat, dayCount: "act/360" })];
    expect([by365.onLedger, by360.onLedger]).to.deep.equal([true, true]);
    expect([charges(by365, "2026-08-20"), charges(by360, "2026-08-20")]).to.deep.equal([26_974n, 27_349n]);
    expect(by360.terms).to.include({ lateRate: 101_500, basis: 360 });
  });

  it("settles principal first where that was agreed: 197.31, and not 161.84 (V7, V8)", () => {
    const reference = [
      { from: "2026-01-01", rate: "2.15" },
      { from: "2026-07-01", rate: "2.40" },
    ];
    const of = claim({ allocation: "principal-first", lateInterest: { reference, margin: "8", policy: "float" } });
    const rows = readHistoryFile("date,kind,amount,reference\n2026-06-14,receipt,4000.00,BANK-1\n", 2);
    expect(quotationOf(of, rows, dayNumber("2026-08-20")).due).to.include({ open: 600_000n, charges: 19_731n });
  });

  it("quotes one instalment, the last of which takes the remainder (R6)", () => {
    const invoice = { amount: "1000.01", invoiceDate: "2026-02-21", notation: "30% now, 70% 2/10, EOM+1" };
    const [first, second] = [noted({ ...invoice, line: 1 }), noted({ ...invoice, line: 2 })];
    expect([first.terms.amount, first.due.date]).to.deep.equal([30_000n, "2026-02-21"]);
    expect([second.terms.amount, second.due.date]).to.deep.equal([70_001n, "2026-03-31"]);
    expect(second.terms.discount1).to.equal(1_400n);
    expect(second.instalment).to.deep.include({ line: 2, of: 2 });
  });

  it("takes stated discounts by share or sum, the first to end first; 4,900 settles 5,000 on parts (V27)", () => {
    const discounts = [
      { until: "2026-05-01", sum: "100" },
      { until: "2026-04-25", percent: "2" },
    ];
    const { terms } = claim({ discounts, discountOnParts: true });
    expect([terms.discount1, terms.discount2]).to.deep.equal([20_000n, 10_000n]);
    expect(dateOfDay(terms.discountDay1)).to.equal("2026-04-25");
    const rows = readHistoryFile("date,kind,amount,reference\n2026-04-25,payment,4900,\n", 2);
    const { due } = quotationOf(claim({ discounts, discountOnParts: true }), rows, dayNumber("2026-04-25"));
    expect(due.open).to.equal(500_000n);
  });

  it("slides a discount by the day: 986.30 by 365 and 1,000.00 by 360 (R14, V2)", () => {
    const sliding = { amount: "100000", slidingDiscount: "8", dueDate: "2026-05-15" };
    expect(payoff(claim(sliding), "2026-03-31")).to.equal(10_000_000n - 98_630n);
    expect(payoff(claim({ ...sliding, dayCount: "act/360" }), "2026-03-31")).to.equal(10_000_000n - 100_000n);
  });

  const conventions = [
    ["following", "2026-06-01"],
    ["modified-following", "2026-05-29"],
    ["preceding", "2026-05-29"],
    ["unadjusted", "2026-05-30"],
  ] as const;
  for (const [convention, date] of conventions) {
    it(`moves a due Saturday to ${date} by ${convention} and names calendar and rule (R5, V14)`, () => {
      const { due, terms } = claim({ dueDate: "2026-05-30", businessDays: { calendar: "target", convention } });
      expect([due.date, dateOfDay(terms.dueDay)]).to.deep.equal([date, date]);
      if (date !== "2026-05-30") expect(due.rule).to.include(`by ${convention}, calendar TARGET`);
    });
  }

  it("counts interest from the day moved to, or from the agreed one once that has passed (R5)", () => {
    const businessDays = { calendar: "weekends", convention: "following" };
    const late = { dueDate: "2026-05-30", lateInterest: { rate: "36.5" } };
    const moved = claim({ ...late, businessDays });
    const agreed = claim({ ...late, businessDays: { ...businessDays, interestFrom: "agreed" } });
    expect(agreed.due).to.include({ date: "2026-05-30", payableUntil: "2026-06-01" });
    const days = ["2026-06-01", "2026-06-02"];
    expect(days.map((day) => charges(moved, day))).to.deep.equal([0n, 1_000n]);
    expect(days.map((day) => charges(agreed, day))).to.deep.equal([0n, 3_000n]);
  });

  it("knows make-up workdays and holidays of the PRC, and which years it does not know (R5)", () => {
    const prc = calendarOf("prc");
    expect(prc.isBusinessDay("2026-02-14"), "Saturday, worked").to.equal(true);
    expect(prc.isBusinessDay("2026-02-17"), "Spring Festival").to.equal(false);
    expect(prc.isBusinessDay("2026-10-10"), "Saturday, worked").to.equal(true);
    expect(prc.isBusinessDay("2026-10-17"), "Saturday").to.equal(false);
    expect(() => prc.isBusinessDay("2090-10-01")).to.throw(TermsError, "2090 are not known");
    const { due } = claim({ dueDate: "2026-10-01", businessDays: { calendar: "prc", convention: "following" } });
    expect(due.date).to.equal("2026-10-08");
  });

  it("takes a daily rate for as many days as its year has: 0.05 % a day is 11,250.00 in 45 days (V10)", () => {
    const daily = { currency: "CNY", amount: "500000.00", lateInterest: { rate: "0.05", per: "day" } };
    expect(charges(claim(daily), "2026-06-29")).to.equal(1_125_000n);
    expect(charges(claim({ ...daily, dayCount: "act/360" }), "2026-06-29")).to.equal(1_125_000n);
  });

  it("adds a fixed sum: 169.49 and 70.00 for GBP 5,000 (V9)", () => {
    const british = { currency: "GBP", amount: "5000", lateInterest: { rate: "12.25" }, fixedSum: "70" };
    expect(charges(claim(british), "2026-08-24")).to.equal(23_949n);
  });

  it("reckons off the chain what the ledger does not know, and says so", () => {
    const fine = claim({ lateInterest: { rate: "10.15001" } });
    expect(fine.onLedger).to.equal(false);
    expect(charges(fine, "2026-08-20")).to.equal(26_974n);
    expect(claim({ lateInterest: { rate: "10.1500000" } }).onLedger).to.equal(true);
    const thirty = claim({ lateInterest: { rate: "10.15" }, dayCount: "30/360" });
    expect([thirty.onLedger, charges(thirty, "2026-08-20")]).to.deep.equal([false, 26_785n]);
  });

  it("fixes a reference rate at default, on a day, and by the day before a half-year (R19, R21, R22)", () => {
    const reference = [
      { from: "2026-07-01", rate: "2.40" },
      { from: "2026-01-01", rate: "2.15" },
    ];
    const of = (over: object): bigint =>
      charges(claim({ lateInterest: { reference, margin: "8", ...over } }), "2026-08-20");
    expect(of({ policy: "float" })).to.equal(27_323n);
    expect(of({ policy: "fixed" })).to.equal(26_974n);
    expect(of({ policy: "fixed-on", fixedOn: "2026-07-02" })).to.equal(27_638n);
    expect(of({ policy: "float", fixing: "first-day" })).to.equal(27_323n);
    const chinese = { reference, factor: "1.5", policy: "fixed" };
    expect(charges(claim({ lateInterest: chinese }), "2026-08-20")).to.equal(8_571n);
  });
});
