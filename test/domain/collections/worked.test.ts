/** What worked, how long answers take, and what comes first on the list of work. */
import { expect } from "chai";
import fc from "fast-check";
import { effectsOf } from "../../../src/domain/collections/effect.ts";
import type { NoticeEffect } from "../../../src/domain/collections/effect.ts";
import { mostUrgentFirst, priorityOf } from "../../../src/domain/collections/priority.ts";
import type { WorkItem } from "../../../src/domain/collections/priority.ts";
import { rateOf, waitsOf } from "../../../src/domain/collections/rates.ts";
import { DUE, idOf } from "./cases.ts";

function notice(changes: Partial<NoticeEffect> = {}): NoticeEffect {
  const told = { stage: "friendly", channel: "email", template: "soft" } as const;
  return { ...told, day: DUE, answeredOn: undefined, paidOn: undefined, ...changes };
}

describe("What worked", () => {
  it("is the share answered, and the share paid, within seven days, by stage, channel and text", () => {
    const notices = [
      notice({ paidOn: DUE + 7, answeredOn: DUE + 7 }),
      notice({ paidOn: DUE + 8, answeredOn: DUE + 1 }),
      notice({ answeredOn: DUE + 8 }),
      notice(),
      notice({ paidOn: DUE, answeredOn: DUE }),
      notice({ stage: "firm", channel: "letter", template: "stern" }),
    ];
    const five = { answered: { hits: 3, of: 5, rate: 600_000 }, paid: { hits: 2, of: 5, rate: 400_000 } };
    const one = { answered: { hits: 0, of: 1, rate: undefined }, paid: { hits: 0, of: 1, rate: undefined } };
    expect(effectsOf(notices, DUE + 8)).to.deep.equal([
      { by: "stage", value: "firm", ...one },
      { by: "stage", value: "friendly", ...five },
      { by: "channel", value: "email", ...five },
      { by: "channel", value: "letter", ...one },
      { by: "template", value: "soft", ...five },
      { by: "template", value: "stern", ...one },
    ]);
  });

  it("leaves out notices whose seven days are not over, even if they were paid", () => {
    expect(effectsOf([notice({ paidOn: DUE })], DUE + 7)).to.deep.equal([]);
    expect(effectsOf([notice({ paidOn: DUE })], DUE + 8)).to.have.lengthOf(3);
  });

  it("gives no rate of fewer than five cases (R45), and rounds half up", () => {
    expect(rateOf(4, 4)).to.deep.equal({ hits: 4, of: 4, rate: undefined });
    expect(rateOf(1, 6).rate).to.equal(166_667);
    expect(rateOf(0, 0).rate).to.equal(undefined);
    expect(rateOf(7, 7).rate).to.equal(1_000_000);
  });
});

describe("How long answers take", () => {
  const span = (from: number, wait: number | undefined) => ({ from, to: wait === undefined ? undefined : from + wait });

  it("is told by median and ninth decile of those that came, by nearest rank, and by those that wait still", () => {
    const waits = [50, 10, 40, 20, 30, 60, 70, 80, 100, 90].map((wait, place) => span(place, wait));
    const found = waitsOf([...waits, span(500, undefined), span(700, undefined), span(990, 20)], 1_000);
    expect(found).to.deep.equal({ of: 10, median: 50, p90: 90, waiting: 3, longestWaiting: 500 });
  });

  it("is not told of fewer than five, nor of what has not begun", () => {
    const four = [1, 2, 3, 4].map((wait) => span(0, wait));
    expect(waitsOf([...four, span(11, 1)], 10)).to.include({ of: 4, median: undefined, p90: undefined, waiting: 0 });
    expect(waitsOf([...four, span(5, 5)], 10)).to.include({ of: 5, median: 3, p90: 5 });
  });
});

describe("The priority of an item", () => {
  const work: WorkItem = {
    item: idOf(1),
    asked: 1_000_000n,
    dueDay: DUE,
    settled: 8,
    settledLate: 4,
    contacts: 1,
    hasBrokenPromise: false,
  };

  it("is amount x chance of being late x days x value of contact, with every factor shown (G11)", () => {
    expect(priorityOf(work, DUE + 20)).to.deep.equal({
      // 1,000,000 x 0.5 x 20 x 0.5
      score: 5_000_000n,
      asked: 1_000_000n,
      chance: { ppm: 500_000, late: 4, settled: 8 },
      days: { factor: 20, pastDue: 20 },
      value: { ppm: 500_000, contacts: 1, hasBrokenPromise: false },
    });
  });

  it("is that of one day before the due date, and of a year at most", () => {
    expect(priorityOf(work, DUE - 9).days).to.deep.equal({ factor: 1, pastDue: 0 });
    expect(priorityOf(work, DUE + 400).days).to.deep.equal({ factor: 365, pastDue: 400 });
  });

  it("takes a customer without a history for late in one case of two, and weighs a broken promise twice", () => {
    expect(priorityOf({ ...work, settled: 0, settledLate: 0 }, DUE).chance.ppm).to.equal(500_000);
    expect(priorityOf({ ...work, hasBrokenPromise: true }, DUE).value.ppm).to.equal(1_000_000);
  });

  it("is nought where nothing is asked for", () => {
    expect(priorityOf({ ...work, asked: 0n }, DUE + 9).score).to.equal(0n);
  });

  const anyWork = fc.record({
    item: fc.integer({ min: 0, max: 5_000 }).map(idOf),
    asked: fc.bigInt(0n, 2n ** 92n),
    dueDay: fc.integer({ min: DUE - 500, max: DUE + 100 }),
    settled: fc.integer({ min: 0, max: 100 }),
    settledLate: fc.constant(0),
    contacts: fc.integer({ min: 0, max: 40 }),
    hasBrokenPromise: fc.boolean(),
  });

  it("never falls as more is asked for, as it grows older, or as fewer contacts were made", () => {
    fc.assert(
      fc.property(anyWork, fc.bigInt(0n, 10n ** 9n), fc.nat(50), (one, more, days) => {
        const { score } = priorityOf(one, DUE);
        expect(priorityOf({ ...one, asked: one.asked + more }, DUE).score >= score).to.equal(true);
        expect(priorityOf(one, DUE + days).score >= score).to.equal(true);
        expect(priorityOf({ ...one, contacts: one.contacts + days }, DUE).score <= score).to.equal(true);
      }),
    );
  });

  it("orders the list the same way whatever order it came in", () => {
    const anyList = fc.uniqueArray(anyWork, { selector: ({ item }) => item, maxLength: 12 });
    fc.assert(
      fc.property(
        anyList.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          const order = mostUrgentFirst(list, DUE).map(({ item }) => item);
          expect(mostUrgentFirst(shuffled, DUE).map(({ item }) => item)).to.deep.equal(order);
        },
      ),
    );
  });
});
