/** How an item climbs the levels of its policy. */
import { expect } from "chai";
import type { SentLevel } from "../../../src/domain/collections/item.ts";
import { cycleOf, MOST_REPETITIONS, restartOf } from "../../../src/domain/collections/item.ts";
import { planDunning } from "../../../src/domain/collections/planning.ts";
import { STAGES } from "../../../src/domain/collections/policy.ts";
import type { Stage } from "../../../src/domain/collections/policy.ts";
import {
  bookOf,
  courseOf,
  DUE,
  findingOf,
  firingOf,
  itemOf,
  level,
  morningOf,
  policyOf,
  recorded,
  restOf,
  stateOf,
} from "./cases.ts";

const begunAnew = (day: number) => ({ restart: 1, since: morningOf(day), owedSince: morningOf(day) });

function sentOf(stage: Stage, day: number, changes: Partial<SentLevel> = {}): SentLevel {
  return { policy: "usual", level: stage, stage, cycle: 1, day, ...changes };
}

describe("The ladder of dunning", () => {
  it("sends one reminder with one fee however often it runs on the reminder day (V30, R28)", () => {
    const fee = 4_000n;
    const book = bookOf([policyOf({ levels: [level("friendly", 3, { fee })] })]);
    let state = stateOf([itemOf()]);
    const notices = [];
    for (let hour = 0; hour < 24; hour += 1) {
      const plan = planDunning(book, state, (DUE + 3) * 86_400 + hour * 3_600);
      notices.push(...plan.notices);
      state = recorded(state, plan);
    }
    expect(notices.map((notice) => [notice.level.id, notice.fee, notice.rows.length])).to.deep.equal([
      ["friendly", fee, 1],
    ]);
  });

  it("goes up level by level on the days of the policy", () => {
    expect(courseOf(itemOf(), DUE - 10, 60)).to.deep.equal(["preDue -3", "friendly +3", "firm +14", "final +30"]);
  });

  it("says why a level fires, until when the debtor may pay, and what it asks for", () => {
    const found = firingOf(itemOf({ disputed: 30_000n, charges: 500n, contingent: 150n }), DUE + 3);
    expect(found).to.include({ day: DUE + 3, payBy: DUE + 8, person: "clerk", cycle: 1 });
    expect(found.ground).to.deep.equal({ code: "due", days: 3, since: DUE + 3 });
    expect(found.applied).to.include({ scope: "all", exception: undefined });
    const amounts = {
      open: 100_000n,
      disputed: 30_000n,
      promised: 0n,
      asked: 70_000n,
      charges: 500n,
      contingent: 150n,
    };
    expect(found.claim).to.deep.equal(amounts);
    expect(found.passed).to.deep.equal([{ level: "preDue", why: "lapsed" }]);
  });

  it("gives until the due date where it reminds before it", () => {
    expect(firingOf(itemOf(), DUE - 3).payBy).to.equal(DUE);
  });

  it("begins with the friendly word however late it comes, and then keeps the days between the levels", () => {
    expect(courseOf(itemOf(), DUE + 91, 60)).to.deep.equal(["friendly +91", "firm +102", "final +119"]);
  });

  it("goes on after a month without a scheduler with the level whose turn it is", () => {
    const item = itemOf({ sent: [sentOf("friendly", DUE + 3)] });
    expect(courseOf(item, DUE + 45, 60)).to.deep.equal(["firm +45", "final +63"]);
  });

  it("does not add up the weekends that put notices off", () => {
    // Five days after the due date is a Saturday, fourteen days after it a Monday.
    const levels = [level("friendly", 5), level("firm", 14)];
    expect(courseOf(itemOf(), DUE, 30, bookOf([policyOf({ levels })]))).to.deep.equal(["friendly +7", "firm +14"]);
  });

  it("lets no other level fire before the days are over that a notice gave to pay", () => {
    const levels = [level("friendly", 3, { payWithin: 20 }), level("firm", 14)];
    const book = bookOf([policyOf({ levels })]);
    const item = itemOf({ sent: [sentOf("friendly", DUE + 3)] });
    const next = { level: "firm", day: DUE + 24 };
    expect(restOf(item, DUE + 16, book)).to.deep.equal({ code: "tooSoon", after: "friendly", next });
    expect(restOf(item, DUE + 23, book).code).to.equal("tooSoon");
    expect(firingOf(item, DUE + 24, book).level.id).to.equal("firm");
  });

  it("lets reminders before the due date lapse on it, and the earlier of two on the day of the later", () => {
    const levels = [level("preDue", -14, { id: "early" }), level("preDue", -3, { id: "late" }), level("friendly", 3)];
    const book = bookOf([policyOf({ levels })]);
    expect(courseOf(itemOf(), DUE - 3, 2, book)).to.deep.equal(["late -3"]);
    expect(courseOf(itemOf(), DUE - 7, 30, book)).to.deep.equal(["early -7", "late -3", "friendly +3"]);
    expect(restOf(itemOf(), DUE, book)).to.deep.equal({ code: "notDue", next: { level: "friendly", day: DUE + 3 } });
  });

  it("says when the next level is due where none is, or what was sent last", () => {
    expect(restOf(itemOf(), DUE - 20)).to.deep.equal({ code: "notDue", next: { level: "preDue", day: DUE - 3 } });
    const item = itemOf({ sent: [sentOf("friendly", DUE + 3)] });
    const next = { level: "firm", day: DUE + 14 };
    expect(restOf(item, DUE + 4)).to.deep.equal({ code: "alreadySent", level: "friendly", day: DUE + 3, next });
    const done = itemOf({ sent: [sentOf("final", DUE + 30)] });
    expect(restOf(done, DUE + 99)).to.deep.equal({
      code: "alreadySent",
      level: "final",
      day: DUE + 30,
      next: undefined,
    });
  });

  it("repeats a level in cycles of its own, until a higher one has fired", () => {
    const levels = [level("friendly", 3), level("firm", 14, { repeatDays: 7 }), level("final", 30, { repeatDays: 14 })];
    const book = bookOf([policyOf({ levels })]);
    const course = ["friendly +3", "firm +14", "firm +21", "firm +28", "final +35", "final +49", "final +63"];
    expect(courseOf(itemOf(), DUE, 70, book)).to.deep.equal(course);
    const again = firingOf(itemOf({ sent: [sentOf("firm", DUE + 14)] }), DUE + 21, book);
    expect(again).to.include({ cycle: 2 });
    expect(again.ground).to.deep.equal({ code: "repeated", days: 21, last: DUE + 14 });
  });

  it("repeats a level a thousand times at most", () => {
    const book = bookOf([policyOf({ levels: [level("friendly", 3, { repeatDays: 7 })] })]);
    const sent = (count: number) =>
      Array.from({ length: count }, (_, n) => sentOf("friendly", DUE + 3 + 7 * n, { cycle: n + 1 }));
    expect(firingOf(itemOf({ sent: sent(999) }), DUE + 3 + 7 * 999, book).cycle).to.equal(1_000);
    const rest = { code: "alreadySent", level: "friendly", day: DUE + 3 + 7 * 999, next: undefined };
    expect(restOf(itemOf({ sent: sent(1_000) }), DUE + 3 + 7 * 1_000, book)).to.deep.equal(rest);
  });

  it("asks for a level's fee once in each cycle", () => {
    const levels = [level("friendly", 3), level("firm", 14, { repeatDays: 7, fee: 1_000n })];
    const book = bookOf([policyOf({ levels })]);
    let state = stateOf([itemOf()]);
    let fees = 0n;
    const cycles = [];
    for (let day = DUE; day < DUE + 25; day += 1) {
      const plan = planDunning(book, state, morningOf(day));
      for (const { fee, rows } of plan.notices) {
        fees += fee;
        cycles.push(...rows.map((row) => `${row.level.id} ${row.cycle}`));
      }
      state = recorded(state, plan);
    }
    expect(fees).to.equal(2_000n);
    expect(cycles).to.deep.equal(["friendly 1", "firm 1", "firm 2"]);
  });

  it("begins anew, softly, when the chase does: after an amendment, a reversal or a plan that was not kept", () => {
    const sent = [sentOf("friendly", DUE + 3), sentOf("firm", DUE + 14), sentOf("final", DUE + 30)];
    const item = itemOf({ sent, chase: begunAnew(DUE + 60) });
    expect(courseOf(item, DUE + 60, 40)).to.deep.equal(["friendly +60", "firm +71", "final +87"]);
    expect(firingOf(item, DUE + 60).cycle).to.equal(cycleOf(1, 0));
  });

  it("never sends two notices of an item on one day, even if the chase began anew on it", () => {
    const item = itemOf({ sent: [sentOf("firm", DUE + 14)], chase: begunAnew(DUE + 14) });
    const next = { level: "friendly", day: DUE + 15 };
    expect(restOf(item, DUE + 14)).to.deep.equal({ code: "tooSoon", after: "firm", next });
  });

  it("passes over a level that asks for less than its least, and goes on to the next", () => {
    const levels = [level("friendly", 3), level("firm", 14, { least: 100_001n }), level("final", 30)];
    const book = bookOf([policyOf({ levels })]);
    expect(courseOf(itemOf(), DUE, 60, book)).to.deep.equal(["friendly +3", "final +30"]);
    const found = firingOf(itemOf({ sent: [sentOf("friendly", DUE + 3)] }), DUE + 30, book);
    expect(found.passed).to.deep.equal([{ level: "firm", why: "belowLeast" }]);
  });

  it("fires a level that asks for just its least", () => {
    const book = bookOf([policyOf({ levels: [level("friendly", 3, { least: 100_000n })] })]);
    expect(firingOf(itemOf(), DUE + 3, book).level.id).to.equal("friendly");
  });

  it("rests where every level is passed over", () => {
    const levels = [level("friendly", 3, { least: 100_001n })];
    const found = findingOf(itemOf(), DUE + 9, bookOf([policyOf({ levels })]));
    expect(found).to.deep.include({ fires: false, rest: { code: "passedOver" } });
    expect(found.passed).to.deep.equal([{ level: "friendly", why: "belowLeast" }]);
  });

  it("never makes a final notice the first word", () => {
    const levels = [level("friendly", 3, { least: 100_001n }), level("final", 30)];
    const book = bookOf([policyOf({ levels })]);
    expect(restOf(itemOf(), DUE + 31, book)).to.deep.equal({ code: "unwarned", level: "final" });
    const reminded = itemOf({ sent: [sentOf("preDue", DUE - 3)] });
    expect(restOf(reminded, DUE + 31, book).code, "a reminder before the due date is no warning").to.equal("unwarned");
  });

  it("asks a person for an address where the channel has none, until the next level can do without", () => {
    const levels = [level("friendly", 3, { channel: "sms" }), level("firm", 14)];
    const book = bookOf([policyOf({ levels })]);
    const state = {
      ...stateOf([itemOf()]),
      persons: [{ id: "clerk", customer: itemOf().customer, channels: ["email"] as const }],
    };
    const found = (day: number) => planDunning(book, state, morningOf(day)).findings[0];
    expect(found(DUE + 2)).to.deep.include({
      fires: false,
      rest: { code: "notDue", next: { level: "firm", day: DUE + 14 } },
    });
    expect(found(DUE + 3)).to.deep.include({ fires: false, rest: { code: "noContact", level: "friendly" } });
    expect(found(DUE + 14)).to.deep.include({ fires: true, passed: [{ level: "friendly", why: "noContact" }] });
  });

  it("says nothing lighter than the debtor has heard, by another policy or by a level that is no more", () => {
    const other = itemOf({ sent: [sentOf("firm", DUE + 14, { policy: "other", level: "stern" })] });
    expect(courseOf(other, DUE + 15, 40)).to.deep.equal(["final +30"]);
    const ofThatName = itemOf({ sent: [sentOf("friendly", DUE + 3, { policy: "other", level: "final" })] });
    expect(courseOf(ofThatName, DUE + 4, 40)).to.deep.equal(["firm +14", "final +30"]);
    const gone = itemOf({ sent: [sentOf("firm", DUE + 20, { level: "gone" })] });
    expect(courseOf(gone, DUE + 21, 40)).to.deep.equal(["final +36"]);
  });

  it("waits for the days of the schedule that both sides adopted, and passes over what it does not have", () => {
    const none = Object.fromEntries(STAGES.map((stage) => [stage, undefined])) as Record<Stage, undefined>;
    const schedule = { ...none, friendly: DUE + 8, final: DUE + 40 };
    const item = itemOf({ schedule });
    expect(restOf(item, DUE + 3)).to.deep.equal({ code: "agreedSchedule", next: { level: "friendly", day: DUE + 8 } });
    expect(courseOf(item, DUE - 5, 60)).to.deep.equal(["friendly +8", "final +42"]);
    expect(restOf(itemOf({ schedule: none }), DUE + 9)).to.deep.equal({ code: "passedOver" });
  });

  it("numbers cycles from 1, by the restart and the repetition", () => {
    expect([cycleOf(0, 0), cycleOf(0, 2), cycleOf(3, 0)]).to.deep.equal([1, 3, 3_001]);
    expect([1, 1_000, 1_001, 3_001].map(restartOf)).to.deep.equal([0, 0, 1, 3]);
    expect(() => cycleOf(0, MOST_REPETITIONS)).to.throw(RangeError, "repetition is 1000");
  });
});
