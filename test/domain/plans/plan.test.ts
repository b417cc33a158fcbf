import { expect } from "chai";
import fc from "fast-check";
import type { PaymentPlan } from "../../../src/domain/collections/paymentPlan.ts";
import { checkPlan, PlanError, planStanding } from "../../../src/domain/plans/plan.ts";
import type { PlannedDebt, PlanTerms } from "../../../src/domain/plans/plan.ts";
import { dayNumber } from "../../../src/domain/terms.ts";

const TODAY = 5;
const DEBT: PlannedDebt = { today: TODAY, undisputed: 880n, owed: 910n, agreed: 0, mostPlans: 2 };
const PLAN: PlanTerms = {
  ...{ debt: 900n, interest: { kind: "rests" }, graceDays: 2 },
  instalments: [30, 60, 90].map((payBy) => ({ payBy, amount: 300n })),
};

describe("A plan that is proposed or signed", () => {
  const faultOf = (plan: Partial<PlanTerms>, debt: Partial<PlannedDebt> = {}): string => {
    try {
      checkPlan({ ...PLAN, ...plan }, { ...DEBT, ...debt });
    } catch (error) {
      if (error instanceof PlanError) return error.field;
      throw error;
    }
    return "none";
  };
  const whole = (...instalments: PaymentPlan["instalments"]): Partial<PlanTerms> => ({ instalments });

  it("is of all that is open and undisputed, and of no more than is owed with charges", () => {
    expect(faultOf({})).to.equal("none");
    const extension = (debt: bigint) => ({ debt, ...whole({ payBy: 40, amount: debt }) });
    expect([880n, 910n].map((debt) => faultOf(extension(debt)))).to.deep.equal(["none", "none"]);
    expect([879n, 911n, 0n].map((debt) => faultOf(extension(debt)))).to.deep.equal(["debt", "debt", "debt"]);
    expect(faultOf(extension(0n), { undisputed: 0n }), "of nothing").to.equal("debt");
    expect(() => checkPlan({ ...PLAN, debt: 911n }, DEBT, (units) => `${units}.00`)).to.throw(
      PlanError,
      "debt is 911.00: give the 880.00 that is open and undisputed, or up to 910.00 with charges",
    );
  });

  it("is refused for instalments that are none, by their field, value and way out", () => {
    expect(faultOf({ instalments: [] })).to.equal("instalments");
    const many = Array.from({ length: 61 }, (_, place) => ({ payBy: 9 + place, amount: place === 0 ? 840n : 1n }));
    expect(faultOf({ instalments: many })).to.equal("instalments");
    expect(faultOf({ instalments: many.slice(0, 60).with(0, { payBy: 9, amount: 841n }) })).to.equal("none");
    expect(faultOf(whole({ payBy: 30, amount: 900n }, { payBy: 31, amount: 0n }))).to.equal("instalments.1.amount");
    expect(faultOf(whole({ payBy: 30, amount: 400n }, { payBy: 30, amount: 500n }))).to.equal("instalments.1.payBy");
    expect(faultOf(whole({ payBy: TODAY + 3_651, amount: 900n }))).to.equal("instalments.0.payBy");
    expect(faultOf(whole({ payBy: 30, amount: 899n }))).to.equal("instalments");
    expect(() => checkPlan({ ...PLAN, ...whole({ payBy: 30, amount: 899n }) }, DEBT)).to.throw(
      PlanError,
      "instalments is 899 together: they have to come to 900",
    );
    expect([-1, 91].map((graceDays) => faultOf({ graceDays }))).to.deep.equal(["graceDays", "graceDays"]);
  });

  it("comes too late once its first day is over", () => {
    const first = dayNumber("2026-12-01");
    const plan = { ...PLAN, ...whole({ payBy: first, amount: 900n }) };
    checkPlan(plan, { ...DEBT, today: first });
    expect(() => checkPlan(plan, { ...DEBT, today: first + 1 })).to.throw(
      PlanError,
      "instalments.0.payBy is 2026-12-01: give rising days, 2026-12-02 at the earliest",
    );
  });

  it("has a sum for interest in its instalments, if one takes its place", () => {
    const sum = (amount: bigint): PlanTerms["interest"] => ({ kind: "sum", amount });
    expect(faultOf({ interest: sum(9n) })).to.equal("instalments");
    expect(faultOf({ interest: sum(9n), debt: 891n })).to.equal("none");
    expect(faultOf({ interest: sum(0n) })).to.equal("interest.amount");
  });

  it("is refused beyond as many as may be agreed, whatever it says (F06)", () => {
    expect([1, 2, 3].map((agreed) => faultOf({ debt: 1n }, { agreed }))).to.deep.equal(["debt", "plans", "plans"]);
  });
});

describe("A plan that was agreed", () => {
  const paid = (...all: readonly (readonly [number, bigint])[]) =>
    all.map(([day, amount]) => ({ day, amount, charges: 0n }));

  it("runs while every instalment is paid by its day and the days of grace, and is completed by the last", () => {
    expect(planStanding(PLAN, [], 29)).to.deep.include({ state: "running", behind: 0n });
    expect(planStanding(PLAN, [], 30)).to.deep.include({ state: "running", behind: 300n });
    const late = paid([32, 300n], [60, 300n]);
    expect(planStanding(PLAN, late, 61)).to.deep.include({ state: "running", paid: 600n, interestCounts: false });
    expect(planStanding(PLAN, late, 61).next).to.deep.equal({ payBy: 90, amount: 300n });
    const whole = planStanding(PLAN, [...late, ...paid([70, 300n])], 70);
    expect(whole).to.deep.include({ state: "completed", behind: 0n, interestCounts: false });
  });

  it("returns to the original terms the day after grace, interest and all, and stays broken whatever is paid", () => {
    expect(planStanding(PLAN, [], 32).state).to.equal("running");
    const broken = { state: "broken", brokenOn: 33, interestCounts: true, next: undefined } as const;
    expect(planStanding(PLAN, [], 33)).to.deep.include(broken);
    expect(planStanding(PLAN, paid([33, 900n]), 40)).to.deep.include({ ...broken, paid: 900n, behind: 0n });
  });

  it("leaves interest as it was where the plan says that it stands", () => {
    const stands: PlanTerms = { ...PLAN, interest: { kind: "stands" } };
    expect(planStanding(stands, [], 20).interestCounts).to.equal(true);
  });

  it("does not look at payments that are yet to come, and never breaks for paying more or earlier", () => {
    const payment = fc.record({
      day: fc.integer({ min: 10, max: 100 }),
      amount: fc.bigInt(1n, 400n),
      charges: fc.constant(0n),
    });
    fc.assert(
      fc.property(fc.array(payment, { maxLength: 8 }), fc.integer({ min: 10, max: 110 }), payment, (all, day, more) => {
        const standing = planStanding(PLAN, all, day);
        expect(
          planStanding(
            PLAN,
            all.filter((one) => one.day <= day),
            day,
          ),
        ).to.deep.equal(standing);
        const better = planStanding(PLAN, [...all, more], day);
        expect(better.behind <= standing.behind).to.equal(true);
        if (better.brokenOn !== undefined) expect(standing.brokenOn).to.be.at.most(better.brokenOn);
        const worse = planStanding(PLAN, all, day + 1);
        if (standing.brokenOn !== undefined) expect(worse.brokenOn).to.equal(standing.brokenOn);
      }),
    );
  });
});
