import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import {
  absolute,
  add,
  compare,
  DecimalError,
  decimalsAsText,
  equals,
  formatDecimal,
  fromMinorUnits,
  MAX_DIGITS,
  multiply,
  negate,
  parseDecimal,
  percentOf,
  roundHalfUp,
  shortest,
  subtract,
  sum,
  toMinorUnits,
  ZERO,
} from "../../src/domain/decimal.ts";
import type { Decimal } from "../../src/domain/decimal.ts";

const decimals = fc.record({ units: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), scale: fc.nat({ max: 9 }) });

function read(text: string): Decimal {
  const value = parseDecimal(text);
  if (value === undefined) throw new Error(`${text} is no decimal`);
  return value;
}

describe("Decimals", () => {
  it("reads what xs:decimal writes, and keeps the decimals that were written", () => {
    expect(read("12.50")).to.deep.equal({ units: 1250n, scale: 2 });
    expect(read("-0.05")).to.deep.equal({ units: -5n, scale: 2 });
    expect(read("+7")).to.deep.equal({ units: 7n, scale: 0 });
    expect(read(".00")).to.deep.equal({ units: 0n, scale: 2 });
    expect(read("00.0")).to.deep.equal({ units: 0n, scale: 1 });
    expect(read("5.")).to.deep.equal({ units: 5n, scale: 0 });
    expect(read("-0")).to.deep.equal({ units: 0n, scale: 0 });
  });

  for (const text of [
    "",
    ".",
    "-",
    "+.",
    "1e2",
    "1,000.00",
    "1.2.3",
    "0x10",
    "１２",
    "Infinity",
    "NaN",
    " 1",
    "1 ",
    "--1",
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(parseDecimal(text)).to.equal(undefined);
    });
  }

  it("refuses more digits than it bounds, and takes exactly as many", () => {
    expect(parseDecimal("9".repeat(MAX_DIGITS))?.units).to.equal(10n ** BigInt(MAX_DIGITS) - 1n);
    expect(parseDecimal("9".repeat(MAX_DIGITS + 1))).to.equal(undefined);
    expect(parseDecimal(`-${"9".repeat(MAX_DIGITS - 1)}.9`)?.scale).to.equal(1);
    expect(parseDecimal("1".repeat(1_000_000))).to.equal(undefined);
  });

  it("writes back what it read", () => {
    fc.assert(
      fc.property(decimals, (value) => {
        expect(parseDecimal(formatDecimal(value))).to.deep.equal(value);
      }),
      { numRuns: runs(1000) },
    );
  });

  it("adds, subtracts and sums exactly, whatever the scales", () => {
    fc.assert(
      fc.property(decimals, decimals, decimals, (left, middle, right) => {
        expect(equals(add(left, right), add(right, left))).to.equal(true);
        expect(equals(subtract(add(left, right), right), left)).to.equal(true);
        expect(equals(sum([left, middle, right]), add(left, add(middle, right)))).to.equal(true);
      }),
      { numRuns: runs(500) },
    );
    expect(formatDecimal(add(read("0.1"), read("0.2")))).to.equal("0.3");
    expect(sum([])).to.deep.equal(ZERO);
  });

  it("multiplies and takes per cents exactly", () => {
    expect(formatDecimal(multiply(read("1.5"), read("-0.02")))).to.equal("-0.030");
    expect(formatDecimal(percentOf(read("2141.19"), read("2.1")))).to.equal("44.96499");
  });

  it("orders by value, not by scale", () => {
    expect(compare(read("1.50"), read("1.5"))).to.equal(0);
    expect(compare(read("-2"), read("-1.99"))).to.equal(-1);
    expect(compare(read("0.01"), read("0.009"))).to.equal(1);
    expect(absolute(read("-3.2"))).to.deep.equal(read("3.2"));
    expect(negate(read("3.2"))).to.deep.equal(read("-3.2"));
  });

  it("rounds a half towards positive infinity, as fn:round of XPath does", () => {
    const cases = [
      ["2.5", "3"],
      ["-2.5", "-2"],
      ["2.49", "2"],
      ["-2.51", "-3"],
      ["0.5", "1"],
      ["-0.5", "0"],
      ["7", "7"],
    ] as const;
    for (const [value, rounded] of cases) expect(formatDecimal(roundHalfUp(read(value), 0)), value).to.equal(rounded);
    expect(formatDecimal(roundHalfUp(read("1622.835"), 2))).to.equal("1622.84");
  });

  it("rounds by less than a whole and at most half of the last place", () => {
    fc.assert(
      fc.property(decimals, fc.nat({ max: 6 }), (value, scale) => {
        const twice = absolute(multiply(subtract(roundHalfUp(value, scale), value), { units: 2n, scale: 0 }));
        expect(compare(twice, { units: 1n, scale })).to.be.at.most(0);
      }),
      { numRuns: runs(500) },
    );
  });

  it("drops trailing zeros only", () => {
    expect(shortest(read("19.00"))).to.deep.equal(read("19"));
    expect(shortest(read("100"))).to.deep.equal(read("100"));
    expect(shortest(read("0.10"))).to.deep.equal(read("0.1"));
    expect(shortest(read("0.000"))).to.deep.equal(read("0"));
  });

  it("turns into minor units and back without loss", () => {
    expect(toMinorUnits(read("12.5"), 2, "amount")).to.equal(1250n);
    expect(toMinorUnits(read("87859.00"), 0, "amount")).to.equal(87859n);
    expect(toMinorUnits(read("-0.07"), 2, "amount")).to.equal(-7n);
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 27n), max: 10n ** 27n }),
        fc.constantFrom(0, 2, 3, 4),
        (units, exponent) => {
          expect(toMinorUnits(fromMinorUnits(units, exponent), exponent, "amount")).to.equal(units);
        },
      ),
    );
  });

  it("stand in JSON as text, exactly", () => {
    const value = { payable: read("119.00"), lines: [{ price: read("-0.999") }], number: "T-1" };
    const json = JSON.stringify(value, decimalsAsText);
    expect(json).to.equal('{"payable":"119.00","lines":[{"price":"-0.999"}],"number":"T-1"}');
  });

  it("refuses minor units that would lose decimals, and names field, value and the way out", () => {
    const convert = (): bigint => toMinorUnits(read("123.45"), 0, "totals.payable");
    expect(convert).to.throw(DecimalError, /totals\.payable is 123\.45.*0 decimals.*correct the amount/);
    try {
      convert();
    } catch (error) {
      expect(error).to.include({ code: "TOO_PRECISE", field: "totals.payable", value: "123.45" });
    }
  });
});
