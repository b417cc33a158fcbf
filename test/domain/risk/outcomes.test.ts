import { expect } from "chai";
import { itemsById } from "../../../src/domain/risk/backTest.ts";
import {
  hadItsTime,
  harmDayOf,
  outcomeOf,
  OUTCOME_TERMS,
  recordOf,
  timeOf,
} from "../../../src/domain/risk/outcomes.ts";
import type { Outcome, WarningTime } from "../../../src/domain/risk/outcomes.ts";
import type { WarningRule } from "../../../src/domain/risk/warnings.ts";
import type { BookItem } from "../../../src/domain/indicators/book.ts";
import { cutAt, item, START } from "./books.ts";

/** The time of a warning that names some items. */
function timed(rule: WarningRule, items: readonly BookItem[], day: number): WarningTime {
  return timeOf({ rule, items: items.map(({ id }) => id) }, itemsById(items), OUTCOME_TERMS, cutAt(day));
}

describe("The outcome of a warning", () => {
  const raised = 40;
  const time = timed("overdueShare", [], raised);
  const become = (items: readonly BookItem[], day: number): string =>
    outcomeOf(time, items, OUTCOME_TERMS, cutAt(day)).outcome;

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

  it("has its days from the due day on where it comes with an invoice, however long the terms", () => {
    const invoiceRules: readonly WarningRule[] = ["largerInvoice", "dormantRevived", "belowTier"];
    for (const net of [30, 59, 60, 90, 180]) {
      const unpaid = item({ day: raised, net });
      for (const rule of invoiceRules) {
        const own = timed(rule, [unpaid], raised);
        expect(own.horizon - START).to.equal(raised + net + 90);
        expect(outcomeOf(own, [unpaid], OUTCOME_TERMS, cutAt(raised + net + 30)).outcome).to.equal("open");
        expect(outcomeOf(own, [unpaid], OUTCOME_TERMS, cutAt(raised + net + 31)).outcome).to.equal("confirmed");
        const paid = item({ day: raised, net, paidLate: 0 });
        const judged = outcomeOf(own, [paid], OUTCOME_TERMS, cutAt(raised + net + 90)).outcome;
        expect(judged, "and it is a false alarm where that is paid").to.equal("false");
      }
    }
    const past = [item({ day: 0 }), item({ day: 1, net: 300 })];
    expect(timed("concentration", past, raised).horizon - START).to.equal(raised + 90);
    expect(timed("belowTier", [item({ day: 0, net: 10 })], raised).horizon - START).to.equal(raised + 90);
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
        const time = hadItsTime({ horizon: day + horizonDays }, today);
        const comesTrue = place % 10 < 3 && day + 20 <= today;
        return { hadItsTime: time, outcome: comesTrue ? "confirmed" : time ? "false" : "open" } as const;
      });
      expect(recordOf(warnings).precisionPpm).to.equal(today < horizonDays ? undefined : 300_000n);
    }
  });
});
