import { expect } from "chai";
import { answerClock, answerRule, LONGEST_ANSWER_DAYS } from "../../../src/domain/clocks/disputeAnswer.ts";
import { deadlinesOf } from "../../../src/domain/clocks/deadlines.ts";
import { factorDisputeClocks } from "../../../src/domain/clocks/factorDispute.ts";
import { dateOfDay, dayNumber } from "../../../src/domain/terms.ts";

const [DUE, DISPUTED] = [dayNumber("2026-09-30"), dayNumber("2026-10-10")];
const FOUND = { dueDay: DUE, disputedOn: DISPUTED, assignedOn: DUE - 30, isDisputed: true };

const clocks = (on: string, changes: Partial<typeof FOUND> = {}) =>
  factorDisputeClocks({ ...FOUND, ...changes }, dayNumber(on)).map(({ clock, due, state }) => [
    ...[clock, dateOfDay(due), state],
  ]);

describe("The clocks of a dispute", () => {
  it("leave 30 days for an answer, or what whose turn it is has set, and say where that is from", () => {
    const rule = answerRule(undefined);
    expect(rule.days).to.equal(30);
    expect(rule.source).to.contain("default");
    expect(answerRule(10).days).to.equal(10);
    expect(answerRule(10).source).not.to.equal(rule.source);
    expect(LONGEST_ANSWER_DAYS).to.equal(60);
    expect(answerClock(DISPUTED, rule, DISPUTED + 30)).to.deep.equal({ by: DISPUTED + 30, isOverdue: false });
    expect(answerClock(DISPUTED, rule, DISPUTED + 31)).to.deep.include({ isOverdue: true });
  });

  it("are towards a factor notice at once, facts in 60 days, and 90 and 180 days after the due date (R64)", () => {
    expect(clocks("2026-10-10")).to.deep.equal([
      ["disputeNotice", "2026-10-10", "met"],
      ["disputeFacts", "2026-12-09", "running"],
      ["disputeBeforePayment", "2026-12-29", "met"],
      ["disputeAfterPayment", "2027-03-29", "running"],
    ]);
    expect(clocks("2027-03-30").map(([, , state]) => state)).to.deep.equal(["met", "over", "met", "over"]);
    const late = clocks("2027-01-10", { disputedOn: dayNumber("2027-01-05") });
    expect(late.map(([clock, , state]) => [clock, state])).to.deep.equal([
      ["disputeBeforePayment", "over"],
      ["disputeNotice", "met"],
      ["disputeFacts", "running"],
      ["disputeAfterPayment", "met"],
    ]);
    expect(clocks("2026-12-20", { isDisputed: false })[1]).to.deep.equal(["disputeFacts", "2026-12-09", "met"]);
  });

  it("begin for a factor that bought later with the day on which it could see the dispute", () => {
    const late = clocks("2026-11-20", { assignedOn: dayNumber("2026-11-15") });
    expect(late[0]).to.deep.equal(["disputeNotice", "2026-11-15", "met"]);
    expect(late[1], "of the dispute itself").to.deep.equal(["disputeFacts", "2026-12-09", "running"]);
    const [notice] = factorDisputeClocks(FOUND, DISPUTED);
    expect(notice?.text).to.contain("can see").and.not.to.contain("told");
  });

  it("stand among all deadlines, the answer with a warning in its last week", () => {
    const answer = { ...answerClock(DISPUTED, answerRule(10), DISPUTED), side: "creditor", source: "a rule" } as const;
    const known = { limitation: undefined, insurance: undefined, twoFactor: [], disputeAnswer: answer };
    const stateOn = (day: number) =>
      deadlinesOf({ ...known, disputeAnswer: { ...answer, isOverdue: day > answer.by } }, day)[0]?.state;
    expect([3, 4, 10, 11].map((days) => stateOn(DISPUTED + days))).to.deep.equal([
      ...["running", "warning", "warning", "over"],
    ]);
    const twoFactor = factorDisputeClocks(FOUND, DISPUTED);
    expect(deadlinesOf({ ...known, twoFactor }, DISPUTED).map(({ kind }) => kind)).to.deep.equal([
      ...["disputeNotice", "disputeAnswer", "disputeFacts", "disputeBeforePayment", "disputeAfterPayment"],
    ]);
  });
});
