/** Promises to pay: what they pause, and whether they were kept (R46). */
import { expect } from "chai";
import { adjust, WEEKENDS } from "../../../src/domain/businessDays.ts";
import { promiseRecord } from "../../../src/domain/collections/effect.ts";
import type { DunningItem, PaymentPromise, Settlement } from "../../../src/domain/collections/item.ts";
import { judgePromises } from "../../../src/domain/collections/promises.ts";
import type { JudgedPromise } from "../../../src/domain/collections/promises.ts";
import { dateOfDay, dayNumber } from "../../../src/domain/terms.ts";
import { bookOf, courseOf, DUE, firingOf, itemOf, level, morningOf, policyOf, restOf } from "./cases.ts";

/** A Friday, eleven days after the due date: the grace of two working days ends on the Tuesday after. */
const FRIDAY = DUE + 11;
const MADE = DUE + 4;

function promise(changes: Partial<PaymentPromise> = {}): PaymentPromise {
  return { id: "p1", amount: 100_000n, day: FRIDAY, madeAt: morningOf(MADE), ...changes };
}

function paid(amount: bigint, day: number, changes: Partial<Settlement> = {}): Settlement {
  return { kind: "payment", amount, day, at: morningOf(day) + 60, ...changes };
}

function judged(item: Partial<DunningItem>, day: number): readonly JudgedPromise[] {
  const workedFrom = (from: number): number => dayNumber(adjust(dateOfDay(from), "following", WEEKENDS));
  const dayOf = (instant: number): number => Math.floor(instant / 86_400);
  const rules = { grace: 2, longest: 30, most: 2 };
  return judgePromises(itemOf({ promises: [promise()], ...item }), rules, { day, dayOf, workedFrom });
}

function stateOn(day: number, item: Partial<DunningItem> = {}): string {
  return judged(item, day).at(-1)?.state ?? "none";
}

describe("A promise", () => {
  it("is kept if enough was settled by its day, whenever that was recorded", () => {
    expect(stateOn(FRIDAY, { open: 0n, settlements: [paid(100_000n, FRIDAY)] })).to.equal("kept");
    const parts = [paid(40_000n, MADE + 1), paid(60_000n, FRIDAY, { at: morningOf(FRIDAY + 20) })];
    expect(stateOn(FRIDAY + 20, { open: 0n, settlements: parts })).to.equal("kept");
  });

  it("is late within two working days of grace, and broken after them", () => {
    for (const day of [FRIDAY, FRIDAY + 1, FRIDAY + 4]) expect(stateOn(day), `${day - FRIDAY}`).to.equal("open");
    expect(stateOn(FRIDAY + 5)).to.equal("broken");
    expect(stateOn(FRIDAY + 9, { open: 0n, settlements: [paid(100_000n, FRIDAY + 4)] })).to.equal("late");
    expect(stateOn(FRIDAY + 9, { open: 0n, settlements: [paid(100_000n, FRIDAY + 5)] })).to.equal("broken");
    expect(stateOn(FRIDAY + 9, { open: 1n, settlements: [paid(99_999n, FRIDAY)] })).to.equal("broken");
  });

  it("is not kept by what was settled before it was made", () => {
    const before = paid(100_000n, MADE - 1);
    expect(stateOn(FRIDAY + 9, { settlements: [before] })).to.equal("broken");
    const after = { ...before, at: morningOf(MADE) };
    expect(stateOn(FRIDAY + 9, { settlements: [after] }), "recorded since, with an earlier value date").to.equal(
      "kept",
    );
  });

  it("of more than is owed is kept by paying what is owed", () => {
    const promises = [promise({ amount: 150_000n })];
    expect(stateOn(FRIDAY, { promises, open: 0n, settlements: [paid(100_000n, FRIDAY)] })).to.equal("kept");
    expect(stateOn(FRIDAY + 9, { promises, open: 1n, settlements: [paid(99_999n, FRIDAY)] })).to.equal("broken");
  });

  it("is released where credits alone took away what was promised", () => {
    const credit = paid(100_000n, FRIDAY, { kind: "credit" });
    expect(stateOn(FRIDAY, { open: 0n, settlements: [credit] })).to.equal("released");
    const mixed = [paid(30_000n, FRIDAY, { kind: "credit" }), paid(70_000n, FRIDAY)];
    expect(stateOn(FRIDAY, { open: 0n, settlements: mixed })).to.equal("kept");
  });

  it("is replaced by one that was made by its day, and judged by itself once its day has passed", () => {
    const later = (made: number) => [promise(), promise({ id: "p2", day: FRIDAY + 7, madeAt: morningOf(made) })];
    expect(judged({ promises: later(FRIDAY) }, FRIDAY + 1).map(({ state }) => state)).to.deep.equal([
      "replaced",
      "open",
    ]);
    expect(judged({ promises: later(FRIDAY + 1) }, FRIDAY + 5).map(({ state }) => state)).to.deep.equal([
      "broken",
      "open",
    ]);
  });

  it("gives the word to a later one, even while its own grace lasts", () => {
    const two = [promise(), promise({ id: "p2", amount: 30_000n, day: FRIDAY + 9, madeAt: morningOf(FRIDAY + 1) })];
    const found = judged({ promises: two }, FRIDAY + 3);
    expect(found.map(({ state, pauses }) => [state, pauses])).to.deep.equal([
      ["open", false],
      ["open", true],
    ]);
    expect(firingOf(itemOf({ promises: two }), FRIDAY + 3).claim).to.include({ promised: 30_000n, asked: 70_000n });
  });

  it("of an earlier chase decides nothing", () => {
    const since = morningOf(MADE) + 1;
    const chase = { restart: 1, since, owedSince: since };
    expect(judged({ chase }, MADE)).to.deep.equal([]);
    expect(firingOf(itemOf({ promises: [promise()], chase }), MADE).claim.promised).to.equal(0n);
  });

  it("of before a plan that was not kept pauses nothing, and counts among those that were not kept", () => {
    const at = (made: number, id: string): PaymentPromise => {
      return promise({ id, day: made + 1, madeAt: morningOf(made) });
    };
    const promises = [at(DUE - 20, "p1"), at(DUE - 10, "p2"), at(DUE + 9, "p3")];
    const begun = { restart: 1, since: morningOf(DUE), owedSince: morningOf(DUE - 30) };
    const [last, ...others] = judged({ promises, chase: begun }, DUE + 9);
    expect([last?.id, last?.disregarded, others]).to.deep.equal(["p3", "tooMany", []]);
    const amended = { ...begun, owedSince: begun.since };
    expect(judged({ promises, chase: amended }, DUE + 9)[0], "another debt").to.include({ pauses: true });
    const before = { ...begun, since: morningOf(DUE + 10) };
    expect(judged({ promises, chase: before }, DUE + 10)).to.deep.equal([]);
  });

  it("pauses the item until its grace is over, and then the next level fires", () => {
    const item = itemOf({ promises: [promise()] });
    expect(restOf(item, MADE)).to.deep.equal({ code: "promised", promise: "p1", until: FRIDAY + 4 });
    expect(courseOf(item, MADE, 45)).to.deep.equal(["friendly +16", "firm +28", "final +44"]);
  });

  it("of a part pauses that part; the rest is asked for", () => {
    const item = itemOf({ promises: [promise({ amount: 30_000n })], disputed: 10_000n });
    const found = firingOf(item, MADE);
    expect(found.claim).to.include({ open: 100_000n, disputed: 10_000n, promised: 30_000n, asked: 60_000n });
    const partlyPaid = { ...item, open: 80_000n, settlements: [paid(20_000n, MADE + 1)] };
    expect(firingOf(partlyPaid, MADE + 3).claim).to.include({ promised: 10_000n, asked: 60_000n });
  });

  it("is no longer disregarded once it has ended, for nothing waits for it", () => {
    const [far] = judged({ promises: [promise({ day: MADE + 31 })] }, MADE + 50);
    expect(far).to.include({ state: "broken", pauses: false, disregarded: undefined });
  });

  it("is answered no more after a thousand broken ones, and stops nobody's work", () => {
    const broken = level("firm", 0, { id: "broken", trigger: { kind: "brokenPromise", days: 0 } });
    const book = bookOf([policyOf({ levels: [level("friendly", 3), broken] })]);
    const many = (count: number) =>
      Array.from({ length: count }, (_, n) => promise({ id: `p${n}`, madeAt: morningOf(MADE) + n }));
    const firedBy = (count: number) => firingOf(itemOf({ promises: many(count) }), FRIDAY + 5, book).level.id;
    expect([firedBy(1_000), firedBy(1_001)]).to.deep.equal(["broken", "friendly"]);
  });

  it("is not what an item waits for that is disputed whole", () => {
    const item = itemOf({ promises: [promise()], disputed: 100_000n });
    expect(restOf(item, MADE)).to.deep.equal({ code: "disputed", disputed: 100_000n });
  });

  it("of a day too far away pauses nothing", () => {
    expect(restOf(itemOf({ promises: [promise({ day: MADE + 30 })] }), MADE).code).to.equal("promised");
    const found = firingOf(itemOf({ promises: [promise({ day: MADE + 31 })] }), MADE);
    expect(found.claim.promised).to.equal(0n);
    expect(found.disregarded).to.deep.equal({ promise: "p1", why: "tooFar" });
  });

  it("pauses nothing once so many were not kept as the policy lets, broken or replaced", () => {
    const at = (made: number, day: number, id: string): PaymentPromise => promise({ id, day, madeAt: morningOf(made) });
    const two = [at(DUE - 20, DUE - 10, "p1"), at(DUE - 5, DUE + 1, "p2")];
    const third = [...two, at(DUE + 9, DUE + 20, "p3")];
    expect(restOf(itemOf({ promises: two }), DUE + 1).code).to.equal("promised");
    const found = firingOf(itemOf({ promises: third }), DUE + 9);
    expect(found.claim.promised).to.equal(0n);
    expect(found.disregarded).to.deep.equal({ promise: "p3", why: "tooMany" });
    const everyDay = [0, 1, 2, 3].map((later) => at(DUE + 3 + later, DUE + 10 + later, `p${later}`));
    const pauses = judged({ promises: everyDay }, DUE + 7).map((one) => one.pauses);
    expect(pauses).to.deep.equal([false, false, false, false]);
    const kept = judged(
      { promises: third, settlements: [paid(100_000n, DUE - 10), paid(100_000n, DUE + 1)], open: 100_000n },
      DUE + 9,
    );
    expect(kept.map(({ state, pauses: stops }) => [state, stops])).to.deep.equal([
      ["kept", false],
      ["kept", false],
      ["open", true],
    ]);
  });

  it("that credits released is none that was not kept", () => {
    const credits = [DUE - 10, DUE - 5].map((day) => paid(10_000n, day, { kind: "credit" }));
    const small = [DUE - 12, DUE - 7].map((made, n) => {
      return promise({ id: `p${n}`, amount: 10_000n, day: made + 3, madeAt: morningOf(made) });
    });
    const found = judged({ promises: [...small, promise()], settlements: credits }, MADE);
    expect(found.map(({ state }) => state)).to.deep.equal(["released", "released", "open"]);
    expect(found.at(-1)?.pauses).to.equal(true);
  });

  it("that was broken is answered by its own level, once, before the ladder goes on", () => {
    const broken = level("firm", 0, { id: "broken", trigger: { kind: "brokenPromise", days: 0 } });
    const levels = [level("friendly", 3), broken, level("firm", 14), level("final", 30)];
    const book = bookOf([policyOf({ levels })]);
    const item = itemOf({ promises: [promise()] });
    expect(courseOf(item, MADE, 60, book)).to.deep.equal(["broken +16", "firm +22", "final +38"]);
    const found = firingOf(item, FRIDAY + 5, book);
    const ground = { code: "brokenPromise", promise: "p1", promised: FRIDAY, brokenOn: FRIDAY + 5 };
    expect(found.ground).to.deep.equal(ground);
    expect(found.disregarded, "a broken promise is judged, not disregarded").to.equal(undefined);
    expect(found.cycle).to.equal(1);
  });

  it("that was broken long ago is not answered if another notice was sent since", () => {
    const broken = level("friendly", 0, { id: "broken", trigger: { kind: "brokenPromise", days: 3 } });
    const book = bookOf([policyOf({ levels: [level("friendly", 3), broken, level("firm", 14)] })]);
    const item = itemOf({ promises: [promise()] });
    expect(courseOf(item, MADE, 40, book)).to.deep.equal(["friendly +16", "firm +28"]);
  });
});

describe("The record of promises", () => {
  it("is the share kept in full by their day of those that came due (R46)", () => {
    const states = ["kept", "kept", "kept", "late", "broken", "open", "replaced", "released"] as const;
    expect(promiseRecord(states.map((state) => ({ state })))).to.deep.equal({
      kept: { hits: 3, of: 5, rate: 600_000 },
      late: 1,
      broken: 1,
      open: 1,
      replaced: 1,
      released: 1,
    });
  });
});
