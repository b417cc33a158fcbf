import { expect } from "chai";
import fc from "fast-check";
import { backTest } from "../../../src/domain/credit/backTest.ts";
import { creditBehaviourOf, disputesOf } from "../../../src/domain/credit/behaviour.ts";
import { bookItem, bookOf, endOf } from "./books.ts";
import type { Told } from "./books.ts";
import { POLICY } from "./policies.ts";

const TODAY = 20_000;

/** Five items of 100 that were due on a day and paid so many days late. */
function paidLate(due: number, late: number, over: Partial<Told> = {}): ReturnType<typeof bookItem>[] {
  return Array.from({ length: 5 }, () => bookItem({ day: due - 30, due, paid: due + late, ...over }));
}

describe("How a customer behaved", () => {
  it("is weighted by amount over payments of the trailing year", () => {
    const large = bookItem({ day: 19_900, due: 19_930, paid: 19_950, amount: 500n });
    const book = bookOf(...paidLate(19_930, 0), large);
    const { daysLate, onTimeShare, cases, sales } = creditBehaviourOf(book, endOf(TODAY));
    // 500 of 1,000 were 20 days late.
    expect({ daysLate, onTimeShare, cases, sales }).to.deep.equal({
      ...{ daysLate: 10, onTimeShare: 833_333, cases: 6, sales: 1_000n },
    });
  });

  it("forgets what was paid more than a year ago", () => {
    const book = bookOf(...paidLate(19_500, 90), ...paidLate(19_930, 0));
    expect(creditBehaviourOf(book, endOf(TODAY)).daysLate).to.equal(0);
  });

  it("counts what is overdue as late as it is now, and what is not due as nothing", () => {
    const open = bookItem({ day: 19_900, due: 19_940, amount: 500n });
    const notDue = bookItem({ day: 19_990, due: 20_020, amount: 9_000n });
    const { daysLate, cases } = creditBehaviourOf(bookOf(...paidLate(19_930, 0), open, notDue), endOf(TODAY));
    expect({ daysLate, cases }).to.deep.equal({ daysLate: 30, cases: 6 });
  });

  it("rounds half days up, also before the due date", () => {
    const early = bookOf(...paidLate(19_930, -1), ...paidLate(19_930, 0));
    expect(creditBehaviourOf(early, endOf(TODAY)).daysLate).to.be.oneOf([0, -1]);
    const late = bookOf(...paidLate(19_930, 1), ...paidLate(19_930, 0));
    expect(creditBehaviourOf(late, endOf(TODAY)).daysLate).to.equal(1);
  });

  it("says nothing of fewer than five cases", () => {
    const book = bookOf(...paidLate(19_930, 3).slice(1));
    expect(creditBehaviourOf(book, endOf(TODAY))).to.include({ cases: 4, daysLate: undefined, onTimeShare: undefined });
  });

  it("knows the most that was disputed of what was sold, and never more than that", () => {
    const disputed = bookItem({ day: 19_900, due: 19_930, paid: 19_930, disputed: 250n });
    const { disputeShare } = creditBehaviourOf(bookOf(...paidLate(19_930, 0).slice(1), disputed), endOf(TODAY));
    expect(disputeShare).to.equal(200_000);
    expect(disputesOf(bookOf(disputed), endOf(19_900))).to.deep.equal([]);
    expect(disputesOf(bookOf(disputed), endOf(19_901))).to.have.length(1);
  });

  it("at a past day is changed by nothing that was recorded later", () => {
    const told = fc.record({ day: fc.integer({ min: 19_700, max: 20_100 }), late: fc.integer({ min: -20, max: 90 }) });
    fc.assert(
      fc.property(fc.array(told, { maxLength: 12 }), (items) => {
        const all = items.map(({ day, late }) => bookItem({ day, due: day + 30, paid: day + 30 + late }));
        const known = all
          .map((item) => ({ ...item, moves: item.moves.filter(({ day }) => day <= TODAY) }))
          .filter(({ moves }) => moves.length > 0);
        expect(creditBehaviourOf(bookOf(...all), endOf(TODAY))).to.deep.equal(
          creditBehaviourOf(bookOf(...known), endOf(TODAY)),
        );
      }),
    );
  });
});

describe("The back-test of bands", () => {
  const asked = { past: endOf(19_940), days: 60, now: endOf(TODAY) };

  it("sets beside each band how late was paid what fell due later", () => {
    const good = [...paidLate(19_900, 0), ...paidLate(19_950, 2)].map((item) => ({ ...item, customer: "good" }));
    const bad = [...paidLate(19_850, 60), ...paidLate(19_950, 45)].map((item) => ({ ...item, customer: "bad" }));
    const { bands, isOrdered } = backTest(bookOf(...good, ...bad), POLICY, asked);
    expect(bands).to.deep.equal([
      { band: "C", customers: 1, cases: 5, amount: 500n, daysLate: 45, lateShare: 1_000_000n },
      { band: "B", customers: 1, cases: 5, amount: 500n, daysLate: 2, lateShare: 0n },
      { band: "A", customers: 0, cases: 0, amount: 0n, daysLate: undefined, lateShare: undefined },
    ]);
    expect(isOrdered).to.equal(true);
  });

  it("says when the bands told the wrong thing", () => {
    const turned = [...paidLate(19_900, 0), ...paidLate(19_950, 45)].map((item) => ({ ...item, customer: "good" }));
    const mended = [...paidLate(19_850, 60), ...paidLate(19_950, 2)].map((item) => ({ ...item, customer: "bad" }));
    expect(backTest(bookOf(...turned, ...mended), POLICY, asked).isOrdered).to.equal(false);
    expect(backTest(bookOf(...turned), POLICY, asked).isOrdered).to.equal(undefined);
  });

  it("bands nobody by what was recorded after that day", () => {
    const quiet = bookItem({ day: 19_900, due: 19_930, customer: "later" });
    const later = paidLate(19_950, 80, { customer: "later" });
    const withThem = backTest(bookOf(quiet, ...later), POLICY, asked);
    const without = backTest(bookOf(quiet), POLICY, asked);
    expect(withThem.bands.map(({ customers }) => customers)).to.deep.equal(
      without.bands.map(({ customers }) => customers),
    );
  });
});
