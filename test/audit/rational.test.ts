import { expect } from "chai";
import fc from "fast-check";
import {
  add,
  compare,
  larger,
  multiply,
  rational,
  roundDown,
  roundHalfUp,
  roundUp,
  smaller,
  sum,
} from "../../src/audit/rational.ts";
import { divide, subtract } from "./fractions.ts";

const whole = fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n });
const fraction = fc
  .tuple(whole, whole)
  .filter(([, denominator]) => denominator !== 0n)
  .map(([numerator, denominator]) => rational(numerator, denominator));

describe("A fraction", () => {
  it("is kept in lowest terms above a positive denominator", () => {
    expect(rational(6n, -4n)).to.deep.equal({ numerator: -3n, denominator: 2n });
    expect(rational(0n, -7n)).to.deep.equal({ numerator: 0n, denominator: 1n });
    expect(rational(5n)).to.deep.equal({ numerator: 5n, denominator: 1n });
  });

  it("has no denominator of zero", () => {
    expect(() => rational(1n, 0n)).to.throw(RangeError, "1/0");
    expect(() => divide(rational(3n), rational(0n))).to.throw(RangeError);
  });

  it("rounds a half up and anything less down", () => {
    const rounded = [1n, 2n, 3n, -1n, -2n, -3n].map((halves) => roundHalfUp(rational(halves, 2n)));
    expect(rounded).to.deep.equal([1n, 1n, 2n, 0n, -1n, -1n]);
    expect(roundHalfUp(rational(149n, 100n))).to.equal(1n);
    expect(roundHalfUp(rational(-151n, 100n))).to.equal(-2n);
  });

  it("rounds down and up to the integers around it, and leaves an integer alone", () => {
    expect([roundDown(rational(7n, 2n)), roundUp(rational(7n, 2n))]).to.deep.equal([3n, 4n]);
    expect([roundDown(rational(-7n, 2n)), roundUp(rational(-7n, 2n))]).to.deep.equal([-4n, -3n]);
    expect([roundDown(rational(-6n, 2n)), roundUp(rational(6n, 2n))]).to.deep.equal([-3n, 3n]);
  });

  it("is added, subtracted, multiplied and divided exactly", () => {
    expect(add(rational(1n, 3n), rational(1n, 6n))).to.deep.equal(rational(1n, 2n));
    expect(subtract(rational(1n, 3n), rational(1n, 2n))).to.deep.equal(rational(-1n, 6n));
    expect(multiply(rational(2n, 3n), rational(9n, 4n))).to.deep.equal(rational(3n, 2n));
    expect(divide(rational(2n, 3n), rational(-4n, 9n))).to.deep.equal(rational(-3n, 2n));
    expect(sum([rational(1n, 2n), rational(1n, 3n), rational(1n, 6n)])).to.deep.equal(rational(1n));
  });

  it("takes back what was added and what was multiplied", () => {
    fc.assert(
      fc.property(fraction, fraction, (left, right) => {
        expect(subtract(add(left, right), right)).to.deep.equal(left);
        if (right.numerator !== 0n) expect(divide(multiply(left, right), right)).to.deep.equal(left);
      }),
    );
  });

  it("is ordered as its difference says", () => {
    fc.assert(
      fc.property(fraction, fraction, (left, right) => {
        const { numerator } = subtract(left, right);
        expect(compare(left, right)).to.equal(numerator === 0n ? 0 : numerator < 0n ? -1 : 1);
        expect(add(smaller(left, right), larger(left, right))).to.deep.equal(add(left, right));
        expect(compare(smaller(left, right), larger(left, right))).to.be.at.most(0);
      }),
    );
  });

  it("lies within half a unit of what it is rounded to", () => {
    fc.assert(
      fc.property(fraction, (value) => {
        const error = subtract(rational(roundHalfUp(value)), value);
        expect(compare(error, rational(1n, 2n))).to.be.at.most(0);
        expect(compare(error, rational(-1n, 2n))).to.equal(1);
        expect(roundUp(value) - roundDown(value)).to.equal(value.denominator === 1n ? 0n : 1n);
      }),
    );
  });
});
