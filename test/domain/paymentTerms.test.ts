import { expect } from "chai";
import { addDays, dueContradiction, endOfMonthReadings, possibleDueDates } from "../../src/domain/paymentTerms.ts";
import type { DueRule } from "../../src/domain/paymentTerms.ts";

describe("Payment terms", () => {
  it("count from the day after the invoice date (R2)", () => {
    expect(addDays("2026-01-01", 7)).to.equal("2026-01-08");
    expect(addDays("2026-01-01", 30)).to.equal("2026-01-31");
    expect(addDays("2024-02-28", 1)).to.equal("2024-02-29");
  });

  const readings = [
    ["2026-01-31", ["2026-03-02", "2026-03-31", "2026-02-28"]],
    ["2026-03-05", ["2026-04-30"]],
  ] as const;
  for (const [issued, dates] of readings) {
    it(`have three readings of 30 days end of month for an invoice of ${issued} (R3)`, () => {
      expect(endOfMonthReadings(issued, 30)).to.deep.equal(dates);
    });
  }

  it("have two readings of end of month when the days make no whole months (R3)", () => {
    expect(endOfMonthReadings("2026-03-28", 5)).to.deep.equal(["2026-04-05", "2026-04-30"]);
    expect(endOfMonthReadings("2026-03-28", 0)).to.deep.equal(["2026-03-31"]);
  });

  const rules: readonly (readonly [DueRule, readonly string[]])[] = [
    [{ kind: "afterDays", days: 30, from: "invoiceDate" }, ["2026-12-02"]],
    [{ kind: "afterDays", days: 30, from: "unstated" }, ["2026-12-02"]],
    [{ kind: "afterDays", days: 30, from: "invoiceReceipt" }, []],
    [{ kind: "afterDays", days: 30, from: "goodsReceipt" }, []],
    [{ kind: "onDate", date: "2026-12-24" }, ["2026-12-24"]],
    [{ kind: "immediately" }, ["2026-11-02"]],
    [{ kind: "onEvent", event: "delivery" }, []],
    [{ kind: "endOfMonth", days: 30 }, ["2026-12-30", "2026-12-31"]],
    [{ kind: "dayOfNextMonth", day: 10 }, ["2026-12-10"]],
  ];
  for (const [rule, dates] of rules) {
    it(`of ${JSON.stringify(rule)} may mean ${dates.length === 0 ? "any day" : dates.join(" or ")}`, () => {
      expect(possibleDueDates(rule, "2026-11-02")).to.deep.equal(dates);
    });
  }

  it("clamp a day that the next month lacks (R4)", () => {
    expect(possibleDueDates({ kind: "dayOfNextMonth", day: 31 }, "2026-01-31")).to.deep.equal(["2026-02-28"]);
  });

  it("contradict a due date that they cannot mean, and offer both", () => {
    const question = dueContradiction({ kind: "afterDays", days: 30, from: "unstated" }, "2018-02-08", "2018-03-07");
    expect(question?.code).to.equal("DUE_CONTRADICTION");
    expect(question?.options).to.deep.equal(["2018-03-07", "2018-03-10"]);
  });

  it("agree with the due date that they mean", () => {
    expect(dueContradiction({ kind: "afterDays", days: 30, from: "unstated" }, "2026-11-02", "2026-12-02")).to.equal(
      undefined,
    );
    expect(dueContradiction({ kind: "endOfMonth", days: 30 }, "2026-01-31", "2026-02-28")).to.equal(undefined);
  });

  it("counted from a receipt contradict only a due date before the earliest possible day", () => {
    const rule: DueRule = { kind: "afterDays", days: 14, from: "invoiceReceipt" };
    expect(dueContradiction(rule, "2026-11-02", "2026-11-20")).to.equal(undefined);
    expect(dueContradiction(rule, "2026-11-02", "2026-11-15")?.options).to.deep.equal(["2026-11-15", "2026-11-16"]);
    expect(dueContradiction({ kind: "onEvent", event: "delivery" }, "2026-11-02", "2026-11-03")).to.equal(undefined);
  });
});
