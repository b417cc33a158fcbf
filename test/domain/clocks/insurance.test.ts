import { expect } from "chai";
import fc from "fast-check";
import { twoFactorClocks } from "../../../src/domain/factoring/bookClocks.ts";
import { DEADLINE_STATES, DEADLINES, deadlinesOf } from "../../../src/domain/clocks/deadlines.ts";
import { creditUntil, INSURANCE_ALERTS, insuranceClocks, limitRoom } from "../../../src/domain/clocks/insurance.ts";
import type { InsuranceAlert, InsurancePolicy, InsuredItem } from "../../../src/domain/clocks/insurance.ts";
import { limitationOn } from "../../../src/domain/clocks/limitation.ts";
import { dateOfDay, dayNumber } from "../../../src/domain/terms.ts";

const BANK = "0x00000000000000000000000000000000000000b1";
const POLICY: InsurancePolicy = {
  ...{ id: "P-1", currency: "0x000000000000000000000000000000000000009c", insuredShare: 900_000, buyerLimit: 10_000n },
  ...{ coveredFrom: dayNumber("2022-01-01"), coveredUntil: dayNumber("2022-12-31"), maximumExtensionDays: 60 },
  ...{ notification: { days: 150, from: "invoice" }, waiting: { days: 150, from: "notice" }, payoutDays: 30 },
  ...{ countsInvoiceDay: true, lossPayee: undefined },
};
const ITEM: InsuredItem = {
  ...{ id: "A", invoiceDay: dayNumber("2022-01-01"), firstDueDay: dayNumber("2022-04-30") },
  ...{ dueDay: dayNumber("2022-04-30"), open: 4_000n, isDisputed: false, notifiedOn: undefined },
  ...{ insolventOn: undefined, assignedTo: undefined },
};

function clocks(changes: Partial<InsuredItem>, on: string, policy = POLICY) {
  const [found] = insuranceClocks(policy, [{ ...ITEM, ...changes }], { day: dayNumber(on), warnDays: 14 });
  if (found === undefined) throw new Error("there is one item");
  return found;
}

function alerts(changes: Partial<InsuredItem>, on: string, policy = POLICY): InsuranceAlert[] {
  return clocks(changes, on, policy).alerts.map(({ alert }) => alert);
}

const inDates = (day: number | undefined) => (day === undefined ? undefined : dateOfDay(day));

describe("The clocks of credit insurance", () => {
  it("are those of the read example: invoice, due date, notice, end of waiting, payout (R71)", () => {
    expect(inDates(creditUntil(POLICY, ITEM.invoiceDay, 120))).to.equal("2022-04-30");
    const { notifyBy, waitUntil, payBy } = clocks({ notifiedOn: dayNumber("2022-05-30") }, "2022-06-01");
    expect([notifyBy, waitUntil, payBy].map(inDates)).to.deep.equal(["2022-05-30", "2022-10-27", "2022-11-26"]);
  });

  it("count from the day after the invoice where the policy does", () => {
    const policy = { ...POLICY, countsInvoiceDay: false };
    expect(inDates(clocks({}, "2022-05-01", policy).notifyBy)).to.equal("2022-05-31");
  });

  it("count from the due date as it was first agreed, whatever it was put off to", () => {
    const policy: InsurancePolicy = { ...POLICY, notification: { days: 30, from: "due" } };
    const extended = clocks({ dueDay: dayNumber("2022-06-20") }, "2022-05-01", policy);
    expect(inDates(extended.notifyBy)).to.equal("2022-05-30");
    expect(inDates(extended.extendUntil)).to.equal("2022-06-29");
  });

  it("do not wait while a dispute stands, nor for a buyer that is insolvent", () => {
    const notifiedOn = dayNumber("2022-05-10");
    expect(clocks({ notifiedOn, isDisputed: true }, "2022-06-01").waitUntil).to.equal(undefined);
    expect(inDates(clocks({ notifiedOn, insolventOn: dayNumber("2022-05-20") }, "2022-06-01").payBy)).to.equal(
      "2022-06-19",
    );
  });

  it("wait from the due date where the policy does, and not before the notice", () => {
    const policy: InsurancePolicy = { ...POLICY, waiting: { days: 10, from: "due" } };
    expect(inDates(clocks({ notifiedOn: dayNumber("2022-05-02") }, "2022-05-03", policy).waitUntil)).to.equal(
      "2022-05-10",
    );
    expect(inDates(clocks({ notifiedOn: dayNumber("2022-05-20") }, "2022-05-21", policy).waitUntil)).to.equal(
      "2022-05-20",
    );
  });
});

describe("What is alerted before the cover is lost", () => {
  it("is a notice that comes due, only of what is overdue, and no longer once it is given", () => {
    expect(alerts({}, "2022-05-16")).to.deep.equal([]);
    expect(alerts({}, "2022-05-17")).to.deep.equal(["noticeDue"]);
    expect(alerts({}, "2022-05-30")).to.deep.equal(["noticeDue"]);
    expect(alerts({ dueDay: dayNumber("2022-05-29") }, "2022-05-29")).to.deep.equal([]);
    expect(alerts({ notifiedOn: dayNumber("2022-05-20") }, "2022-05-30")).to.deep.equal([]);
  });

  it("is a late notice, whether it was given late or not at all", () => {
    expect(alerts({}, "2022-05-31")).to.deep.equal(["noticeLate"]);
    expect(alerts({ notifiedOn: dayNumber("2022-05-31") }, "2022-06-30")).to.deep.equal(["noticeLate"]);
    expect(alerts({ open: 0n }, "2022-06-30"), "paid").to.deep.equal([]);
  });

  it("is an extension beyond the longest that the policy allows", () => {
    expect(alerts({ dueDay: dayNumber("2022-06-29") }, "2022-05-01")).to.deep.equal([]);
    expect(alerts({ dueDay: dayNumber("2022-06-30") }, "2022-05-01")).to.deep.equal(["extensionTooLong"]);
  });

  it("is selling over the limit, which older invoices use up first", () => {
    const found = insuranceClocks(
      POLICY,
      [
        { ...ITEM, id: "young", invoiceDay: ITEM.invoiceDay + 2, open: 5_000n },
        { ...ITEM, id: "old", open: 8_001n },
      ],
      { day: dayNumber("2022-03-01"), warnDays: 14 },
    );
    expect(found.map(({ id, covered, payout }) => [id, covered, payout])).to.deep.equal([
      ["old", 8_001n, 7_200n],
      ["young", 1_999n, 1_799n],
    ]);
    expect(found.map((one) => one.alerts.map(({ alert }) => alert))).to.deep.equal([[], ["overLimit"]]);
    expect(limitRoom(POLICY, [ITEM])).to.equal(6_000n);
    expect(limitRoom(POLICY, [ITEM, { open: 7_000n }])).to.equal(0n);
  });

  it("is an invoice of another period, of which nothing is covered and which uses up no limit", () => {
    const invoiceDay = dayNumber("2021-12-31");
    expect(clocks({ invoiceDay }, "2022-01-02")).to.deep.include({ covered: 0n, payout: 0n });
    expect(alerts({ invoiceDay }, "2022-01-02")).to.deep.equal(["outsidePeriod"]);
  });

  it("is an assignment of which the policy has no note", () => {
    expect(alerts({ assignedTo: BANK }, "2022-03-01")).to.deep.equal(["lossPayeeMissing"]);
    expect(alerts({ assignedTo: BANK }, "2022-03-01", { ...POLICY, lossPayee: BANK })).to.deep.equal([]);
  });

  it("never promises more than the limit, the share or what is open", () => {
    const item = fc
      .record({ open: fc.bigInt(0n, 20_000n), age: fc.nat(300), id: fc.uuid() })
      .map(({ open, age, id }): InsuredItem => ({ ...ITEM, id, open, invoiceDay: ITEM.invoiceDay + age }));
    fc.assert(
      fc.property(fc.array(item, { maxLength: 12 }), fc.integer({ min: 750_000, max: 950_000 }), (items, share) => {
        const found = insuranceClocks({ ...POLICY, insuredShare: share }, items, { day: 19_000, warnDays: 1 });
        const covered = found.reduce((sum, one) => sum + one.covered, 0n);
        const open = items.reduce((sum, one) => sum + one.open, 0n);
        expect(covered).to.equal(open < POLICY.buyerLimit ? open : POLICY.buyerLimit);
        for (const one of found) expect(one.payout * 1_000_000n <= one.covered * BigInt(share)).to.equal(true);
        expect(found.flatMap((one) => one.alerts.map(({ alert }) => alert))).to.satisfy((told: InsuranceAlert[]) =>
          told.every((alert) => INSURANCE_ALERTS.includes(alert)),
        );
      }),
    );
  });
});

describe("The deadlines of a receivable", () => {
  const day = dayNumber("2022-05-20");

  it("are one list, the earliest first, each with its source", () => {
    const limitation = limitationOn({ jurisdiction: "CN", dueDay: ITEM.dueDay, facts: [], day, warnDays: 30 });
    const insurance = { clocks: clocks({}, "2022-05-20"), isNotified: false };
    const twoFactor = twoFactorClocks(
      { dueDay: ITEM.dueDay, approved: true, disputedOn: undefined, isDisputed: false, isPaid: false },
      day,
    );
    const found = deadlinesOf({ limitation, insurance, twoFactor }, day);
    expect(found.map((one) => [one.kind, dateOfDay(one.day), one.state])).to.deep.equal([
      ["insuranceNotice", "2022-05-30", "warning"],
      ["disputeBeforePayment", "2022-07-29", "running"],
      ["paymentUnderApproval", "2022-07-29", "running"],
      ["disputeAfterPayment", "2022-10-27", "running"],
      ["limitation", "2025-04-30", "running"],
    ]);
    for (const one of found) expect(one.source).not.to.equal("");
    expect(found.find(({ kind }) => kind === DEADLINES[0])?.text).to.contain("not legal advice");
  });

  it("leave out a clock that proceedings stopped, and show a notice that was given as met", () => {
    const facts = [{ kind: "proceedings", day, evidence: "court file" } as const];
    const limitation = limitationOn({ jurisdiction: "CN", dueDay: ITEM.dueDay, facts, day, warnDays: 30 });
    const insurance = { clocks: clocks({ notifiedOn: day }, "2022-05-20"), isNotified: true };
    const found = deadlinesOf({ limitation, insurance, twoFactor: [] }, day);
    expect(found.map(({ kind, state }) => [kind, state])).to.deep.equal([
      ["insuranceNotice", "met"],
      ["insuranceWaiting", "running"],
      ["insurancePayout", "running"],
    ]);
    for (const { state } of found) expect(DEADLINE_STATES).to.include(state);
  });
});
