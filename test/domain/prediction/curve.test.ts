import { expect } from "chai";
import fc from "fast-check";
import {
  CERTAIN,
  countsOf,
  ppmOfChance,
  seenCurve,
  shrunkCurve,
  unpaidAfter,
  WHOLE,
} from "../../../src/domain/prediction/curve.ts";
import type { Weighed } from "../../../src/domain/prediction/curve.ts";
import { outcomesAt } from "../../../src/domain/prediction/outcome.ts";
import { endOf, itemOf } from "./worlds.ts";

const CUT = 21_000;

interface Case {
  readonly net: number;
  readonly late: number;
  readonly isPaid: boolean;
}

function weighed(cases: readonly Case[]): readonly Weighed[] {
  const items = cases.map(({ net, late, isPaid }, place) => {
    // What is open at the cut is as late as the case says.
    const due = isPaid ? 20_000 : CUT - late;
    const paidOn = isPaid ? due + late : undefined;
    return itemOf("C1", place, { day: due - net, due, paidOn, amount: 100n });
  });
  return outcomesAt({ items }, { day: CUT, known: endOf(CUT) }).map((outcome) => ({ outcome, weight: WHOLE }));
}

const anyCase = fc
  .record({ net: fc.integer({ min: 10, max: 60 }), late: fc.integer({ min: -9, max: 120 }), isPaid: fc.boolean() })
  .filter(({ net, late }) => late >= -net);

/** The product limit of Kaplan and Meier, straight from its formula. */
function naiveUnpaid(cases: readonly Case[], from: number, to: number): number {
  let unpaid = 1;
  for (let day = from + 1; day <= to; day += 1) {
    const waiting = cases.filter(({ net, late }) => -net <= day && late >= day).length;
    const paid = cases.filter(({ late, isPaid }) => isPaid && late === day).length;
    if (waiting > 0) unpaid *= 1 - paid / waiting;
  }
  return unpaid;
}

describe("the curve of payment", () => {
  it("is the product limit of what was paid and what was still open", () => {
    fc.assert(
      fc.property(
        fc.array(anyCase, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: -20, max: 100 }),
        (cases, from) => {
          const curve = seenCurve(countsOf(weighed(cases)), from, 130);
          for (const to of [from, from + 1, from + 10, 90, 130].filter((day) => day >= from && day <= 130)) {
            const exact = naiveUnpaid(cases, from, to) * CERTAIN;
            expect(Math.abs(unpaidAfter(curve, to) - exact)).to.be.at.most(130);
          }
        },
      ),
    );
  });

  it("never rises, and stays a chance, however it is drawn", () => {
    const many = fc.array(anyCase, { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(
        many,
        many,
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: -20, max: 60 }),
        (own, all, strength, from) => {
          const larger = seenCurve(countsOf(weighed(all)), from, 200);
          const stretches = [-120, 1, 31].map((start) => ({ from: start, strength: strength * WHOLE }));
          const { unpaid } = shrunkCurve(countsOf(weighed(own)), larger, stretches);
          for (const [place, chance] of unpaid.entries()) {
            expect(Number.isInteger(chance) && chance >= 0 && chance <= (unpaid[place - 1] ?? CERTAIN)).to.equal(true);
          }
        },
      ),
    );
  });

  it("drawn towards a larger group is (late + strength × its rate) ÷ (items + strength) where all is known", () => {
    const paidAt = (late: number): Case => ({ net: 30, late, isPaid: true });
    const all = [...Array.from({ length: 30 }, () => paidAt(-2)), ...Array.from({ length: 10 }, () => paidAt(0))];
    const larger = seenCurve(countsOf(weighed(all)), -31, 20);
    // A quarter of all is later than a day early; three of the customer's four are.
    const own = countsOf(weighed([paidAt(-2), paidAt(-1), paidAt(0), paidAt(0)]));
    const drawn = shrunkCurve(own, larger, [{ from: -120, strength: 6 * WHOLE }]);
    expect(ppmOfChance(unpaidAfter(drawn, -2))).to.equal(450_000);
    expect(ppmOfChance(unpaidAfter(larger, -2))).to.equal(250_000);
  });

  it("of a group without items is that of the larger group", () => {
    const cases = [5, 8, 8, 20, 33].map((late): Case => ({ net: 30, late, isPaid: true }));
    const larger = seenCurve(countsOf(weighed(cases)), -31, 60);
    const drawn = shrunkCurve(countsOf([]), larger, [{ from: -120, strength: 3 * WHOLE }]);
    for (const [place, chance] of larger.unpaid.entries()) {
      expect(Math.abs((drawn.unpaid[place] ?? 0) - chance)).to.be.at.most(60);
    }
  });
});
