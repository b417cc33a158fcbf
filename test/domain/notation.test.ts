import { expect } from "chai";
import { formatDecimal } from "../../src/domain/decimal.ts";
import { readNotation } from "../../src/domain/notation.ts";
import type { NotedDay, NotedLine } from "../../src/domain/notation.ts";
import { resolveLine } from "../../src/domain/resolveNotation.ts";
import type { Occasion } from "../../src/domain/resolveNotation.ts";
import { TermsError } from "../../src/domain/terms.ts";

function only(text: string): NotedLine {
  const [line, ...others] = readNotation(text);
  expect(others).to.deep.equal([]);
  return line;
}

function datesOf(text: string, occasion: Partial<Occasion>): readonly string[] {
  return readNotation(text).flatMap((line) => {
    const { due, discounts } = resolveLine(line, { invoiceDate: "2026-01-01", ...occasion });
    return [...discounts.map(({ percent, until }) => `${formatDecimal(percent)}:${until.date}`), due?.date ?? "?"];
  });
}

const days = (count: number): NotedDay => ({ kind: "afterDays", days: count });

describe("the notation of payment terms", () => {
  const dues: readonly (readonly [string, NotedDay])[] = [
    ["net 30", days(30)],
    ["n/30", days(30)],
    ["NET 30 days", days(30)],
    ["net 30 EOM", { kind: "endOfMonth", days: 30 }],
    ["n/30 EOM", { kind: "endOfMonth", days: 30 }],
    ["net 5 EOM on the 1st", { kind: "dayAfterMonthEnd", days: 5, day: 1 }],
    ["EOM", { kind: "monthEnd", months: 0 }],
    ["EOM+1", { kind: "monthEnd", months: 1 }],
    ["net 2 months", { kind: "afterMonths", months: 2 }],
    ["10 prox", { kind: "dayOfNextMonth", day: 10 }],
    ["net 10th prox", { kind: "dayOfNextMonth", day: 10 }],
    ["MFI 21", { kind: "dayOfNextMonth", day: 21 }],
    ["now", { kind: "immediately" }],
    ["on 2026-12-24", { kind: "onDate", date: "2026-12-24" }],
    ["COD", { kind: "onEvent", event: "delivery" }],
    ["CIA", { kind: "onEvent", event: "order" }],
    ["CBS", { kind: "onEvent", event: "shipment" }],
  ];
  for (const [text, due] of dues) {
    it(`reads "${text}" (R1)`, () => {
      expect(only(text)).to.deep.include({ due, discounts: [], from: "invoiceDate" });
    });
  }

  const discounts: readonly (readonly [string, readonly string[]])[] = [
    ["2/10 net 30", ["2:2026-01-11", "2026-01-31"]],
    ["2 % / 10, n/30", ["2:2026-01-11", "2026-01-31"]],
    ["2/10, 1/20, n/30", ["2:2026-01-11", "1:2026-01-21", "2026-01-31"]],
    ["1.5/7; net 30", ["1.5:2026-01-08", "2026-01-31"]],
    ["2/10-50 extra", ["2:2026-03-02", "?"]],
    ["2/10 prox net 60", ["2:2026-02-10", "2026-03-02"]],
  ];
  for (const [text, dates] of discounts) {
    it(`counts "${text}" from the day after the invoice of 1 January 2026 (R1, R2)`, () => {
      expect(datesOf(text, {})).to.deep.equal(dates);
    });
  }

  const readings = [
    ["2026-01-31", "end-then-days", "2026-03-02"],
    ["2026-01-31", "days-then-end", "2026-03-31"],
    ["2026-01-31", "end-of-following-month", "2026-02-28"],
    ["2026-03-05", "end-then-days", "2026-04-30"],
    ["2026-03-05", "days-then-end", "2026-04-30"],
    ["2026-03-05", "end-of-following-month", "2026-04-30"],
  ] as const;
  for (const [invoiceDate, endOfMonth, due] of readings) {
    it(`puts net 30 EOM of ${invoiceDate} on ${due} by ${endOfMonth} (R3, V13)`, () => {
      expect(datesOf("net 30 EOM", { invoiceDate, endOfMonth })).to.deep.equal([due]);
    });
  }

  it("refuses net 30 EOM unless a reading is chosen, and offers all three with their dates (R3)", () => {
    expect(() => datesOf("net 30 EOM", { invoiceDate: "2026-01-31" }))
      .to.throw(TermsError, /endOfMonth is not stated.*end-then-days \(2026-03-02\), days-then-end \(2026-03-31\)/)
      .with.property("field", "endOfMonth");
    expect(() => datesOf("2/10 EOM", {})).to.throw(TermsError, "ambiguous");
  });

  it("refuses the reading by whole months for ten days (R3)", () => {
    expect(() => datesOf("net 10 EOM", { endOfMonth: "end-of-following-month" })).to.throw(
      TermsError,
      "no whole months",
    );
    expect(datesOf("2/10 EOM", { endOfMonth: "end-then-days" })).to.deep.equal(["2:2026-02-10", "?"]);
  });

  it("puts 28 March, 5 days, end of month, on the 1st, on 1 May (V15)", () => {
    expect(datesOf("net 5 EOM on 1", { invoiceDate: "2026-03-28" })).to.deep.equal(["2026-05-01"]);
  });

  it("counts everything from the receipt of goods with ROG, which has to be dated (R1)", () => {
    expect(datesOf("2/10 net 30 ROG", { deliveryDate: "2026-02-01" })).to.deep.equal(["2:2026-02-11", "2026-03-03"]);
    expect(datesOf("ROG", {})).to.deep.equal(["?"]);
    expect(() => datesOf("2/10 net 30 ROG", {})).to.throw(TermsError, "deliveryDate is not stated");
  });

  it("dates cash on delivery, before shipment and in advance by what happened (R1)", () => {
    const occasion = { deliveryDate: "2026-02-03", shipmentDate: "2026-02-02", orderDate: "2025-12-01" };
    const dates = ["COD", "CBS", "CIA"].flatMap((text) => datesOf(text, occasion));
    expect(dates).to.deep.equal(["2026-02-03", "2026-02-02", "2025-12-01"]);
    expect(() => datesOf("CIA", {})).to.throw(TermsError, "orderDate is not stated");
  });

  it("names the rule beside every date", () => {
    const rules = ["net 30", "net 2 months", "EOM+1", "10 prox", "now", "on 2026-02-02", "net 5 EOM on 1"].map((text) =>
      resolveLine(only(text), { invoiceDate: "2026-01-01" }).due?.rule.slice(0, 2),
    );
    expect(rules).to.deep.equal(["R2", "R4", "R4", "R1", "at", "as", "R3"]);
  });

  it("reads instalments with terms of their own: 30 % now, 70 % end of next month (R6)", () => {
    const lines = readNotation("30% now, 70% EOM+1");
    expect(lines.map(({ percent }) => formatDecimal(percent))).to.deep.equal(["30", "70"]);
    expect(datesOf("30% now, 70% EOM+1", { invoiceDate: "2026-02-21" })).to.deep.equal(["2026-02-21", "2026-03-31"]);
    const [, second] = readNotation("25.5% on 2026-03-01; 74.5% 2/10, 1/20, n/30");
    expect(second?.discounts).to.have.length(2);
  });

  it("never chains months: instalments of an invoice of 31 January (R4)", () => {
    const dates = datesOf("40% net 1 month, 60% net 2 months", { invoiceDate: "2026-01-31" });
    expect(dates).to.deep.equal(["2026-02-28", "2026-03-31"]);
  });

  const refused: readonly (readonly [string, string])[] = [
    ["", "write it as"],
    ["thirty days", '"thirty days" is not understood'],
    ["net 30 whenever", '"whenever" is not understood'],
    ["net 30x", "is not understood"],
    ["net 30, net 60", "two due days"],
    ["0/10 net 30", "no percentage"],
    ["100/10 net 30", "no percentage"],
    ["net 99999", "not a number of days"],
    ["32 prox", "not a day of a month"],
    ["MFI 0", "not a day of a month"],
    ["on 2026-02-30", "day of the calendar"],
    ["30% now, 60% EOM+1", "the instalments make 90 %"],
    ["30% now, 70%", "write it as"],
    ["0% now, 100% net 30", "no percentage"],
    ["2,5/10 net 30", "is not understood"],
    [`net 30${" ".repeat(2_000)}`, "longer than 2000 characters"],
  ];
  for (const [text, wayOut] of refused) {
    it(`refuses "${text.slice(0, 40)}": ${wayOut}`, () => {
      expect(() => readNotation(text))
        .to.throw(TermsError, wayOut)
        .with.property("field", "notation");
    });
  }
});
