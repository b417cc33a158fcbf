import { expect } from "chai";
import { backTest, backTestPart, joinedTest } from "../../../src/domain/risk/backTest.ts";
import { hadItsTime, harmDayOf, outcomeOf, OUTCOME_TERMS, recordOf } from "../../../src/domain/risk/outcomes.ts";
import type { Outcome } from "../../../src/domain/risk/outcomes.ts";
import { slicesOf } from "../../../src/domain/risk/slices.ts";
import { RULE_SPECS } from "../../../src/domain/risk/warnings.ts";
import type { BookItem } from "../../../src/domain/indicators/book.ts";
import type { Watched } from "../../../src/domain/risk/watching.ts";
import { cutAt, item, START } from "./books.ts";

const about = (items: readonly BookItem[]): Watched => ({
  ...{ book: { items }, signs: [], standings: [], groupOf: (customer: string) => customer, tiers: [] },
});

describe("The outcome of a warning", () => {
  const raised = 40;
  const become = (items: readonly BookItem[], day: number): string =>
    outcomeOf(START + raised, items, OUTCOME_TERMS, cutAt(day)).outcome;

  it("is confirmed on the 31st day past due, and not on the 30th", () => {
    const late = item({ day: 0 });
    expect([become([late], 60), become([late], 61)]).to.deep.equal(["open", "confirmed"]);
    expect(harmDayOf(late, 30, cutAt(400))).to.equal(START + 61);
  });

  it("is a false alarm once the horizon went by and everything was paid", () => {
    const paid = item({ day: 0, paidLate: 30 });
    expect([become([paid], 129), become([paid], 130)]).to.deep.equal(["open", "false"]);
  });

  it("is confirmed by a write-off, at once", () => {
    const lost = item({ day: 30, net: 300, writtenOff: 50 });
    expect([become([lost], 49), become([lost], 50)]).to.deep.equal(["open", "confirmed"]);
  });

  it("is not confirmed by an item that came after it, nor by harm beyond the horizon", () => {
    expect(become([item({ day: raised + 1 })], 400)).to.equal("false");
    expect(become([item({ day: 0, net: 100 })], 400)).to.equal("false");
  });

  it("of what was late already is confirmed if it is still open at the horizon", () => {
    const old = { day: -100, net: 30 };
    expect([become([item(old)], 129), become([item(old)], 130)]).to.deep.equal(["open", "confirmed"]);
    expect(become([item({ ...old, paidLate: 120 })], 130)).to.equal("false");
  });

  it("is not confirmed by what was written off before it: nobody had to be warned of that", () => {
    const lost = item({ day: -300, writtenOff: -100 });
    expect(become([lost], 400)).to.equal("false");
    expect(become([item({ day: -300 })], 400), "it stands open, and is late").to.equal("confirmed");
  });

  it("goes by the due day of then: who was late, and was given time later, was late", () => {
    const putOff = (told: Parameters<typeof item>[0], day: number, due: number): BookItem => {
      const late = item(told);
      const at = (START + day) * 86_400;
      return { ...late, changes: [...late.changes, { kind: "due", day: START + day, at, due: START + due }] };
    };
    // Due on the 50th day, given time on the 100th until the 200th, paid on the 199th.
    const late = putOff({ day: 20, paidLate: 149 }, 100, 200);
    expect([80, 81, 400].map((day) => become([late], day))).to.deep.equal(["open", "confirmed", "confirmed"]);
    expect(harmDayOf(late, 30, cutAt(400))).to.equal(START + 81);
    const inTime = putOff({ day: 20, paidLate: 149 }, 80, 200);
    expect(harmDayOf(inTime, 30, cutAt(400)), "before it was late by 31 days").to.equal(undefined);
    // Late before the warning, and not so any more at the horizon.
    expect(become([putOff({ day: -50 }, 50, 300)], 130)).to.equal("false");
    // Due earlier by an amendment: late from the next day that there is.
    expect(harmDayOf(putOff({ day: 0, net: 300 }, 90, 40), 30, cutAt(400))).to.equal(START + 90);
  });

  const of = (outcome: Outcome, hadItsTime = true) => ({ outcome, hadItsTime });

  it("counts towards a precision once five are decided (R45)", () => {
    const four = [of("confirmed"), of("confirmed"), of("confirmed"), of("false"), of("open")];
    expect(recordOf(four).precisionPpm).to.equal(undefined);
    expect(recordOf([...four, of("false")])).to.deep.equal({
      ...{ raised: 6, confirmed: 3, false: 2, open: 1, precisionPpm: 600_000n },
    });
  });

  it("counts towards a precision only once its time is over, else the right ones come first", () => {
    const early = Array.from({ length: 9 }, () => of("confirmed", false));
    expect(recordOf([...early, of("open", false)])).to.deep.equal({
      ...{ raised: 10, confirmed: 0, false: 0, open: 10, precisionPpm: undefined },
    });
    // Three in ten come true, each after twenty days: so it is said on whatever day somebody asks.
    const { horizonDays } = OUTCOME_TERMS;
    for (const today of [60, 100, 120, 365]) {
      const warnings = Array.from({ length: today * 10 }, (_, place) => {
        const day = Math.floor(place / 10);
        const time = hadItsTime(day, OUTCOME_TERMS, today);
        const comesTrue = place % 10 < 3 && day + 20 <= today;
        return { hadItsTime: time, outcome: comesTrue ? "confirmed" : time ? "false" : "open" } as const;
      });
      expect(recordOf(warnings).precisionPpm).to.equal(today < horizonDays ? undefined : 300_000n);
    }
  });
});

describe("A rule tried on the past", () => {
  const { threshold, windowDays } = RULE_SPECS.overdueShare;
  const setting = { rule: "overdueShare", threshold, windowDays } as const;
  /** Three items of each of eight customers; half of them never pay. */
  const items = Array.from({ length: 8 }, (_, place) =>
    [0, 1, 2].map((day) => item({ day, customer: `0x${place}`, ...(place % 2 === 0 ? {} : { paidLate: 0 }) })),
  ).flat();
  const time = { from: START, through: START + 200, terms: OUTCOME_TERMS };

  it("counts what it would have raised, what came true, and what it would have missed", () => {
    const { record, harmed, caught, lotPpm, warnings } = backTest(about(items), setting, time, cutAt(400));
    expect(record).to.deep.equal({ raised: 4, confirmed: 4, false: 0, open: 0, precisionPpm: undefined });
    expect([harmed, caught]).to.deep.equal([12, 12]);
    expect(warnings.map(({ raised }) => raised - START)).to.deep.equal([59, 59, 59, 59]);
    expect(lotPpm).to.be.a("bigint");
  });

  it("says nothing of how right it was before any warning had its time, and draws no lot then", () => {
    const { record, lotPpm, warnings } = backTest(about(items), setting, time, cutAt(100));
    expect(warnings.map(({ found }) => found.outcome)).to.deep.equal(Array(4).fill("confirmed"));
    expect(record).to.deep.equal({ raised: 4, confirmed: 0, false: 0, open: 4, precisionPpm: undefined });
    expect(lotPpm).to.equal(undefined);
  });

  it("raises again what was taken back since: that is a false alarm", () => {
    const sign = { kind: "insolvency", customer: "0xcc", day: START + 20, at: (START + 20) * 86_400, reference: "a" };
    const signs = [{ ...sign, kind: "insolvency", until: (START + 50) * 86_400 } as const];
    const paid = item({ day: 0, customer: "0xcc", paidLate: 0 });
    const insolvency = { rule: "insolvency", threshold: 1n, windowDays: 365 } as const;
    const { record } = backTest({ ...about([paid]), signs }, insolvency, time, cutAt(400));
    expect(record).to.include({ raised: 1, confirmed: 0, false: 1 });
  });

  it("is one warning while it lasts, and another once it was over in between", () => {
    const again = [0, 1, 2]
      .map((day) => item({ day, paidLate: 40 }))
      .concat([0, 1, 2].map((day) => item({ day: 145 + day })));
    const { warnings } = backTest(about(again), setting, time, cutAt(400));
    expect(warnings.map(({ raised }) => raised - START)).to.deep.equal([59, 181]);
  });

  it("sees at each month's end what was known then, and no more", () => {
    const late = items.map((one) => ({
      ...one,
      moves: one.moves.map((move) => ({ ...move, at: (START + 300) * 86_400 })),
    }));
    expect(backTest(about(late), setting, time, cutAt(400)).record.raised).to.equal(0);
  });

  it("comes to the same in slices of whole customers as in the whole", () => {
    const sign = { kind: "insolvency", customer: "0xnobody", day: START, at: START * 86_400, reference: "a" } as const;
    const watched = { ...about(items), signs: [sign] };
    const whole = backTest(watched, setting, time, cutAt(400));
    for (const most of [1, 5, 7, 1_000]) {
      const slices = slicesOf(watched, most);
      expect(slices.flatMap(({ book }) => book.items)).to.have.deep.members(items);
      expect(slices.flatMap(({ signs }) => signs)).to.deep.equal([sign]);
      const parts = slices.map((slice) => backTestPart(slice, setting, time, cutAt(400)));
      expect(joinedTest(time, parts, cutAt(400))).to.deep.equal(whole);
    }
  });

  it("is refused where it reads how things stand now", () => {
    expect(() => backTest(about(items), { ...setting, rule: "limitNear" }, time, cutAt(400))).to.throw(RangeError);
  });
});
