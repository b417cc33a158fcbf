import { expect } from "chai";
import { audit, auditOn, kindsOf } from "./audits.ts";
import { TERMS, issue } from "./chronicle.ts";
import * as first from "./chronicle.ts";
import type { Told } from "./chronicle.ts";
import * as life from "./life.ts";
import { DUE, ISSUED, LATER, LATER_LIVE, LATER_TERMS, LINE, LINE_ID, LINE_LIVE, onLine } from "./life.ts";

const SPLIT = life.split(LATER, LATER_TERMS, [
  [300_000n, 1_200n],
  [700_000n, 2_801n],
]);

describe("The auditor's fold that knows the time", () => {
  const charged = (principal: bigint, charges: bigint, daysLate: bigint) => ({
    principal,
    charges,
    lateDays: principal * daysLate,
  });

  it("reckons payments on the day of their block", () => {
    const live = [...first.issue(), first.accept()];
    expect(kindsOf(auditOn(0, ...live, first.pay()))).to.deep.equal([]);
    expect(kindsOf(auditOn(30, ...live, first.pay(charged(391_658n, 8_342n, 30n))))).to.deep.equal([]);
    expect(kindsOf(auditOn(29, ...live, first.pay(charged(391_658n, 8_342n, 30n))))).to.deep.equal([
      "SettlementMismatch",
    ]);
    expect(kindsOf(auditOn(30, ...live, first.pay(charged(391_659n, 8_341n, 30n))))).to.deep.equal([
      "SettlementMismatch",
    ]);
    expect(kindsOf(auditOn(0, ...live, first.pay({ discount: 1n })))).to.deep.equal(["SettlementMismatch"]);
  });

  it("allows to waive what is due on that day, and no more", () => {
    expect(kindsOf(auditOn(30, ...LINE_LIVE, life.waive(8_342n)))).to.deep.equal([]);
    expect(kindsOf(auditOn(30, ...LINE_LIVE, life.waive(8_343n)))).to.deep.equal(["ChargesTooLarge"]);
    expect(kindsOf(auditOn(30, ...LINE_LIVE, life.waive(8_342n), life.waive(1n)))).to.deep.equal(["ChargesTooLarge"]);
  });

  it("knows what day it is for receipts and advices", () => {
    for (const event of [life.receive(), life.advise(1n)]) {
      expect(kindsOf(auditOn(0, ...ISSUED, event))).to.deep.equal([]);
      expect(kindsOf(auditOn(-1, ...ISSUED, event))).to.deep.equal(["ValueDayImpossible"]);
    }
  });

  it("knows whether a line is long enough overdue, and that it is called on the day of the block", () => {
    const lines = [...LINE_LIVE, ...LATER_LIVE];
    expect(kindsOf(auditOn(31, ...lines, life.accelerate(DUE + 31)))).to.deep.equal([]);
    expect(kindsOf(auditOn(30, ...lines, life.accelerate(DUE + 30)))).to.deep.equal(["AccelerationForbidden"]);
    expect(kindsOf(auditOn(32, ...lines, life.accelerate(DUE + 31)))).to.deep.equal(["AccelerationForbidden"]);
    const disputed = onLine(first.dispute(1_000_000n, 1_000_000n));
    expect(kindsOf(auditOn(31, ...lines, disputed, life.accelerate(DUE + 31)))).to.deep.equal([
      "AccelerationForbidden",
    ]);
  });

  it("allows no split once charges run", () => {
    expect(kindsOf(auditOn(90, ...LATER_LIVE, ...SPLIT))).to.deep.equal([]);
    expect(kindsOf(auditOn(91, ...LATER_LIVE, ...SPLIT))).to.include("SplitForbidden");
  });

  it("misses a carry that was not told, and knows which one it must be", () => {
    const terms = { ...TERMS, amount: 3n, discountDay1: DUE, discount1: 1n, discountOnParts: true };
    const begun = [...issue(LINE, terms), life.accept(LINE, terms)];
    const receipt = life.receive({ principal: 2n, discount: 1n });
    const carried = (carry: bigint): Told => ["DiscountCarried", { id: LINE_ID, carry }];
    const third = 2n ** 49n / 3n + 1n;
    expect(kindsOf(audit(...begun, receipt, carried(third)))).to.deep.equal([]);
    expect(kindsOf(audit(...begun, receipt, carried(third + 1n)))).to.deep.equal(["CarryImpossible", "CarryMissing"]);
    expect(kindsOf(audit(...begun, receipt))).to.deep.equal(["CarryMissing"]);
  });
});
