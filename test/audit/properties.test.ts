import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import { dueOn, workingOn } from "../../src/audit/due.ts";
import { exactTotals } from "./exact.ts";
import { totalsOf } from "../../src/audit/history.ts";
import type { Entry, Paid } from "../../src/audit/history.ts";
import { replay, settle } from "../../src/audit/money.ts";
import { ONE, ZERO, add, compare, multiply, rational, sum } from "../../src/audit/rational.ts";
import type { Rational } from "../../src/audit/rational.ts";
import { principalOf } from "../../src/audit/terms.ts";
import type { AuditTerms } from "../../src/audit/terms.ts";
import { subtract } from "./fractions.ts";
import { DUE, anyActs, openableTerms, parts, payOn, payments, payoffOn, sensibleTerms } from "./arbitraries.ts";

const MANY = { numRuns: runs(300) };
const LAST_DAY = DUE + 700;

function expectWithinOneUnit(actual: bigint, exact: Rational): void {
  const error = subtract(rational(actual), exact);
  expect(compare(error, ONE), `${actual} is too much`).to.be.at.most(0);
  expect(compare(error, subtract(ZERO, ONE)), `${actual} is too little`).to.be.at.least(0);
}

/** What the parts that were settled come to without any rounding: amount less discount plus charges. */
function exactlySettled(terms: AuditTerms, entries: readonly Entry[]): Rational {
  const paid = entries.filter((entry) => entry.kind === "paid");
  const discounted = terms.discountOnParts
    ? paid
    : paid.slice(-1).map((last) => ({ ...last, principal: terms.amount }));
  const discount = sum(discounted.map(({ principal, share }) => multiply(rational(principal), share)));
  const { exactInterest, costs } = workingOn(terms, entries, LAST_DAY);
  return add(subtract(rational(principalOf(terms)), discount), add(exactInterest, rational(costs)));
}

function paidInParts(arbitraryTerms: fc.Arbitrary<AuditTerms>, firstDay: number, lastDay: number) {
  return fc.tuple(arbitraryTerms, parts(firstDay, lastDay), fc.integer({ min: lastDay, max: lastDay + 100 }));
}

describe("The auditor's money, whatever happens", () => {
  it("costs what the settled parts exactly come to, to one minor unit, at any instants", () => {
    fc.assert(
      fc.property(paidInParts(sensibleTerms, DUE - 100, LAST_DAY), ([terms, paid, last]) => {
        const entries = replay(terms, [...payments(terms, paid), payoffOn(last)]);
        expect(entries.at(-1)).to.include({ kind: "paid", closed: true });
        expectWithinOneUnit(totalsOf(terms, entries).cash, exactlySettled(terms, entries));
      }),
      MANY,
    );
  });

  it("costs what the same cash settles without any rounding, to one minor unit, at any instants", () => {
    const onTheWhole = sensibleTerms.map((terms) => ({ ...terms, discountOnParts: false }));
    fc.assert(
      fc.property(paidInParts(onTheWhole, DUE - 100, LAST_DAY), ([terms, paid, last]) => {
        const acts = [...payments(terms, paid), payoffOn(last)];
        expectWithinOneUnit(totalsOf(terms, replay(terms, acts)).cash, exactTotals(terms, acts).cash);
      }),
      MANY,
    );
  });

  it("costs what the same cash settles without any rounding where parts earn their discount in time", () => {
    const onParts = sensibleTerms.map((terms) => ({ ...terms, discountOnParts: true }));
    fc.assert(
      fc.property(paidInParts(onParts, DUE - 100, DUE - 100), ([terms, paid, last]) => {
        const inTime = paid.map((part, index) => ({ ...part, day: part.day + 10 * index }));
        const acts = [...payments(terms, inTime), payoffOn(Math.max(last, DUE - 50))];
        expectWithinOneUnit(totalsOf(terms, replay(terms, acts)).cash, exactTotals(terms, acts).cash);
      }),
      MANY,
    );
  });

  it("never costs more when it is paid in two parts on one day", () => {
    const day = fc.integer({ min: DUE - 100, max: DUE + 200 });
    fc.assert(
      fc.property(openableTerms, parts(DUE - 100, DUE - 100), day, fc.nat(1_000), (terms, paid, when, thousandths) => {
        const before = replay(terms, payments(terms, paid));
        const { payoff } = dueOn(terms, before, when);
        const first = (payoff * BigInt(thousandths)) / 1_000n;
        const once = [...before, settle(terms, before, payoffOn(when))];
        const partly = [...before, settle(terms, before, payOn(when, first))];
        const twice = [...partly, settle(terms, partly, payoffOn(when))];
        expect(totalsOf(terms, twice).cash <= totalsOf(terms, once).cash).to.equal(true);
        expect(totalsOf(terms, twice).open).to.equal(totalsOf(terms, once).open);
      }),
      MANY,
    );
  });

  it("conserves principal and takes no cash beyond what was given", () => {
    fc.assert(
      fc.property(openableTerms, anyActs, (terms, acts) => {
        const entries = replay(terms, acts);
        const { open, credited, settled, discount, charges, cash } = totalsOf(terms, entries);
        const paid = cash - charges;
        expect(open + paid + discount + credited).to.equal(principalOf(terms));
        expect(open >= 0n && paid >= 0n && discount >= 0n && credited >= 0n && charges >= 0n).to.equal(true);
        expect(settled <= principalOf(terms)).to.equal(true);
        for (const [index, entry] of entries.entries()) {
          const act = acts[index];
          if (entry.kind === "paid" && act?.kind === "payment") expect(entry.cash <= act.maxCash).to.equal(true);
        }
      }),
      MANY,
    );
  });

  it("is never negative, and a payoff always closes", () => {
    fc.assert(
      fc.property(openableTerms, anyActs, fc.integer({ min: DUE + 200, max: 2 ** 32 - 1 }), (terms, acts, when) => {
        const entries = replay(terms, acts);
        const { discount, charges, costs, interest, payoff, open } = dueOn(terms, entries, when);
        expect(discount >= 0n && costs >= 0n && interest >= 0n && payoff >= 0n && discount <= open).to.equal(true);
        expect(charges).to.equal(costs + interest);
        if (totalsOf(terms, entries).closed || (open === 0n && charges === 0n)) return;
        expect(settle(terms, entries, payOn(when, payoff))).to.include({ kind: "paid", cash: payoff, closed: true });
      }),
      MANY,
    );
  });

  it("gives no discount after its day", () => {
    fc.assert(
      fc.property(openableTerms, anyActs, fc.integer({ min: 0, max: 500 }), (terms, acts, days) => {
        const entries = replay(terms, acts);
        const lastTier = Math.max(terms.discountDay1, terms.discountDay2);
        const lastDay = terms.slidingRate === 0 ? Math.min(lastTier, terms.dueDay) : terms.dueDay;
        expect(dueOn(terms, entries, lastDay + 1 + days).discount).to.equal(0n);
      }),
      MANY,
    );
  });

  it("charges nothing until the due date, and never less the next day", () => {
    const days = fc.tuple(fc.nat(1_000), fc.nat(1_000));
    fc.assert(
      fc.property(openableTerms, fc.nat(900), days, (terms, thousandths, [early, later]) => {
        expect(dueOn(terms, [], terms.dueDay).charges).to.equal(0n);
        expect(dueOn(terms, [], terms.dueDay - early).charges).to.equal(0n);
        const sooner = terms.dueDay + early;
        const entries = replay(terms, payments(terms, [{ day: sooner, thousandths }]));
        const [first] = entries.filter((entry): entry is Paid => entry.kind === "paid");
        if (totalsOf(terms, entries).closed) return;
        const [now, then] = [dueOn(terms, entries, sooner), dueOn(terms, entries, sooner + later)];
        expect(then.charges >= now.charges).to.equal(true);
        expect(now.charges + (first?.charges ?? 0n) >= dueOn(terms, [], sooner).charges).to.equal(true);
      }),
      MANY,
    );
  });
});
