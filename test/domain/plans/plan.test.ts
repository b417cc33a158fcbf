import { expect } from "chai";
import fc from "fast-check";
import {
  PLAN_PARTIES,
  PlanError,
  planningOf,
  planStanding,
  signersOf,
  withMove,
} from "../../../src/domain/plans/plan.ts";
import type { AgreedPlan, PlanMove, PlanParty, PlanRules, Proposal } from "../../../src/domain/plans/plan.ts";

const RULES: PlanRules = { isAssigned: false, mostPlans: 2, mostInstalments: 12 };
const ASSIGNED: PlanRules = { ...RULES, isAssigned: true };
const PROPOSAL: Proposal = {
  ...{ id: "A", debt: 900n, interest: { kind: "rests" }, graceDays: 2 },
  instalments: [30, 60, 90].map((day) => ({ day, amount: 300n })),
};
const PLAN: AgreedPlan = { ...PROPOSAL, agreedOn: 10 };

const propose = (by: PlanParty, over: Partial<Proposal> = {}, day = 5): PlanMove => {
  return { kind: "propose", by, day, proposal: { ...PROPOSAL, ...over } };
};
const sign = (by: PlanParty, proposal = "A", day = 10): PlanMove => ({ kind: "sign", by, day, proposal });

describe("Agreeing on a plan", () => {
  it("takes the signature of both, and whoever proposes has signed", () => {
    const { open, agreed } = planningOf([propose("debtor")], RULES);
    expect([...(open?.signed ?? [])]).to.deep.equal(["debtor"]);
    expect(agreed).to.deep.equal([]);
    expect(planningOf([propose("debtor"), sign("debtor")], RULES).agreed).to.deep.equal([]);
    expect(planningOf([propose("debtor"), sign("creditor")], RULES)).to.deep.equal({ open: undefined, agreed: [PLAN] });
  });

  it("takes the assignee's consent too once the debt is assigned (R59), and nobody's beside", () => {
    expect(signersOf(ASSIGNED)).to.deep.equal(PLAN_PARTIES);
    expect(planningOf([propose("debtor"), sign("creditor")], ASSIGNED).agreed).to.deep.equal([]);
    expect(planningOf([propose("debtor"), sign("creditor"), sign("assignee")], ASSIGNED).agreed).to.have.length(1);
    expect(() => planningOf([propose("assignee")], RULES)).to.throw(PlanError, "not assigned");
  });

  it("begins anew with a counter-offer: what was signed of another proposal is signed no more", () => {
    const moves = [propose("debtor"), propose("creditor", { id: "B" }), sign("debtor", "B")];
    expect(planningOf(moves, RULES).agreed.map(({ id }) => id)).to.deep.equal(["B"]);
    expect(() => planningOf([propose("debtor"), propose("creditor", { id: "B" }), sign("creditor")], RULES)).to.throw(
      PlanError,
      "not the one on the table",
    );
    const rejected = planningOf([propose("debtor"), { kind: "reject", by: "creditor", day: 6, proposal: "A" }], RULES);
    expect(rejected).to.deep.equal({ open: undefined, agreed: [] });
    expect(() => withMove(rejected, sign("creditor"), RULES)).to.throw(PlanError, "on the table");
  });

  it("is refused for more plans than may be agreed, each version being kept (F06)", () => {
    const twice = [propose("debtor"), sign("creditor"), propose("debtor", { id: "B" }), sign("creditor", "B")];
    expect(planningOf(twice, RULES).agreed.map(({ id }) => id)).to.deep.equal(["A", "B"]);
    expect(() => planningOf([...twice, propose("debtor", { id: "C" })], RULES)).to.throw(PlanError, "2 plans");
  });

  it("is refused for a schedule that is none, by its field", () => {
    const [one] = PROPOSAL.instalments;
    if (one === undefined) throw new Error("there is one");
    const refused = (over: Partial<Proposal>): string => {
      try {
        planningOf([propose("debtor", over)], RULES);
      } catch (error) {
        if (error instanceof PlanError) return error.field;
        throw error;
      }
      return "none";
    };
    expect(refused({ debt: 901n })).to.equal("instalments");
    expect(refused({ instalments: [] })).to.equal("instalments");
    expect(refused({ instalments: [one, one, one] })).to.equal("instalments[1].day");
    expect(refused({ instalments: [{ day: 4, amount: 900n }] })).to.equal("instalments[0].day");
    expect(refused({ instalments: [{ day: 40, amount: 0n }] })).to.equal("instalments[0].amount");
    expect(refused({ graceDays: -1 })).to.equal("graceDays");
    expect(refused({ interest: { kind: "sum", amount: 9n } })).to.equal("instalments");
    expect(refused({ interest: { kind: "sum", amount: 9n }, debt: 891n })).to.equal("none");
    expect(
      refused({ instalments: Array.from({ length: 13 }, (_, at) => ({ day: 9 + at, amount: 1n })), debt: 13n }),
    ).to.equal("instalments");
  });

  it("comes too late once the first instalment is over", () => {
    expect(() => planningOf([propose("debtor"), sign("creditor", "A", 31)], RULES)).to.throw(PlanError, "is over");
    expect(planningOf([propose("debtor"), sign("creditor", "A", 30)], RULES).agreed).to.have.length(1);
  });
});

describe("A plan that was agreed", () => {
  const paid = (...all: readonly (readonly [number, bigint])[]) => all.map(([day, amount]) => ({ day, amount }));

  it("runs while every instalment is paid by its day and the days of grace, and is completed by the last", () => {
    expect(planStanding(PLAN, [], 29)).to.deep.include({ state: "running", behind: 0n, putsOff: true });
    expect(planStanding(PLAN, [], 30)).to.deep.include({ state: "running", behind: 300n, putsOff: true });
    const late = paid([32, 300n], [60, 300n]);
    expect(planStanding(PLAN, late, 61)).to.deep.include({ state: "running", paid: 600n, interestCounts: false });
    expect(planStanding(PLAN, late, 61).next).to.deep.equal({ day: 90, amount: 300n });
    const whole = planStanding(PLAN, [...late, ...paid([70, 300n])], 70);
    expect(whole).to.deep.include({ state: "completed", behind: 0n, putsOff: false, interestCounts: false });
  });

  it("returns to the original terms the day after grace, interest and all, and stays broken whatever is paid", () => {
    expect(planStanding(PLAN, [], 32).state).to.equal("running");
    const broken = { state: "broken", brokenOn: 33, putsOff: false, interestCounts: true, next: undefined } as const;
    expect(planStanding(PLAN, [], 33)).to.deep.include(broken);
    expect(planStanding(PLAN, paid([33, 900n]), 40)).to.deep.include({ ...broken, paid: 900n, behind: 0n });
  });

  it("leaves interest as it was where the plan says that it stands", () => {
    const stands: AgreedPlan = { ...PLAN, interest: { kind: "stands" } };
    expect(planStanding(stands, [], 20).interestCounts).to.equal(true);
  });

  it("does not look at payments that are yet to come, and never breaks for paying more or earlier", () => {
    const payment = fc.record({ day: fc.integer({ min: 10, max: 100 }), amount: fc.bigInt(1n, 400n) });
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
