import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import * as audit from "../../src/audit/derived.ts";
import { accelerated, parts } from "../../src/domain/derived.ts";
import { NEW_POSITION, openPrincipal } from "../../src/domain/money.ts";
import type { Position, Receivable, Terms } from "../../src/domain/receivable.ts";
import { agreedTerms } from "./arbitraries.ts";

const MANY = { numRuns: runs(2_000) };

function receivableWith(terms: Terms): Receivable {
  const party = `0x${"ab".repeat(20)}` as const;
  const header = { supplier: party, buyer: party, invoice: terms.salt, line: 0, policy: 4, revision: 0 };
  return { header, terms, document: terms.salt };
}

/**
 * In thousandths of the amount: what is settled, and what of that was credited; and whether the discount on the whole
 * is spent.
 */
const progress = fc.tuple(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 0, max: 1_000 }), fc.boolean());
/** Weights of parts, small ones among them. */
const weights = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10_000 })), { minLength: 2, maxLength: 9 });

function positionOf(
  { amount }: Terms,
  [settledShare, creditedShare, discounted]: readonly [number, number, boolean],
): Position {
  const settled = (amount * BigInt(settledShare)) / 1_000n;
  const credited = (settled * BigInt(creditedShare)) / 1_000n;
  return { ...NEW_POSITION, settled, credited, discounted };
}

/** Parts of at least one minor unit, the last one the rest; fewer if so much is not open. */
function amountsOf(open: bigint, all: readonly number[]): bigint[] {
  const amounts: bigint[] = [];
  let rest = open;
  for (const weight of all) {
    const amount = 1n + (open * BigInt(weight)) / 40_000n;
    if (amount >= rest) break;
    amounts.push(amount);
    rest -= amount;
  }
  return [...amounts, rest];
}

describe("terms that follow of others", () => {
  it("are the same for the auditor when a receivable is split, word for word", () => {
    const split = fc.property(agreedTerms, progress, weights, (terms, done, all) => {
      const position = positionOf(terms, done);
      const open = openPrincipal(terms, position);
      const amounts = amountsOf(open, all);
      const whole = audit.wholeOf(terms, { ...position, open });
      let before = 0n;
      const told = amounts.map((amount, index) => {
        const part = audit.partOf(whole, index, before, amount);
        before += amount;
        return part;
      });
      const receivable = receivableWith(terms);
      expect(told).to.deep.equal(parts(receivable, position, amounts).map((part) => part.terms));
    });
    fc.assert(split, MANY);
  });

  it("are the same for the auditor when a line is called due", () => {
    const called = fc.property(agreedTerms, fc.integer({ min: 1, max: 100 }), (terms, sooner) => {
      const day = terms.dueDay - sooner;
      expect(audit.dueFrom(terms, day)).to.deep.equal(accelerated(receivableWith(terms), day).terms);
    });
    fc.assert(called, MANY);
  });
});
