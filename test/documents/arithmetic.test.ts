import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import { formatDecimal, fromMinorUnits } from "../../src/domain/decimal.ts";
import { adjustment, amount, findingsOf, fixture, line, read, rulesOf, taxTotal, ubl } from "./documents.ts";

/** A document whose figures are all in play: two lines, an allowance, a charge, VAT, a prepayment and a rounding. */
interface Figures {
  readonly first: bigint;
  readonly second: bigint;
  readonly allowance: bigint;
  readonly charge: bigint;
  readonly prepaid: bigint;
  readonly rounding: bigint;
}

type Total = "lineNet" | "allowances" | "charges" | "taxBasis" | "tax" | "gross" | "payable";

const RATE = 19n;

function totalsOf({ first, second, allowance, charge, prepaid, rounding }: Figures): Record<Total, bigint> {
  const lineNet = first + second;
  const taxBasis = lineNet - allowance + charge;
  // Half up on the cents of a positive base; the bases below are positive.
  const tax = (taxBasis * RATE + 50n) / 100n;
  const gross = taxBasis + tax;
  return { lineNet, allowances: allowance, charges: charge, taxBasis, tax, gross, payable: gross - prepaid + rounding };
}

function documentOf(figures: Figures, totals: Record<Total, bigint>): string {
  const money = (cents: bigint): string => formatDecimal(fromMinorUnits(cents, 2));
  return ubl({
    more: adjustment("false", money(figures.allowance)) + adjustment("true", money(figures.charge)),
    taxTotals: taxTotal(money(totals.tax), money(totalsOf(figures).taxBasis)),
    lines: line(money(figures.first)) + line(money(figures.second), "2"),
    totals:
      amount("LineExtensionAmount", money(totals.lineNet)) +
      amount("TaxExclusiveAmount", money(totals.taxBasis)) +
      amount("TaxInclusiveAmount", money(totals.gross)) +
      amount("AllowanceTotalAmount", money(totals.allowances)) +
      amount("ChargeTotalAmount", money(totals.charges)) +
      amount("PrepaidAmount", money(figures.prepaid)) +
      amount("PayableRoundingAmount", money(figures.rounding)) +
      amount("PayableAmount", money(totals.payable)),
  });
}

const cents = fc.bigInt({ min: 1n, max: 10n ** 12n });
const figures: fc.Arbitrary<Figures> = fc.record({
  first: cents,
  second: cents,
  allowance: fc.constant(1n),
  charge: cents,
  prepaid: cents,
  rounding: fc.bigInt({ min: -99n, max: 99n }),
});
const error = fc.oneof(fc.bigInt({ min: -(10n ** 6n), max: -1n }), fc.bigInt({ min: 1n, max: 10n ** 6n }));

/** The rules that a change of one total breaks: those in which it is the result or an operand. */
const BROKEN: Readonly<Record<Exclude<Total, "tax">, readonly string[]>> = {
  lineNet: ["BR-CO-10", "BR-CO-13"],
  allowances: ["BR-CO-11", "BR-CO-13"],
  charges: ["BR-CO-12", "BR-CO-13"],
  taxBasis: ["BR-CO-13", "BR-CO-15"],
  gross: ["BR-CO-15", "BR-CO-16"],
  payable: ["BR-CO-16"],
};

describe("The arithmetic of EN 16931, BR-CO-10 to BR-CO-17", () => {
  it("holds of any document whose totals are computed from its parts", async () => {
    await fc.assert(
      fc.asyncProperty(figures, async (parts) => {
        const reading = await read(documentOf(parts, totalsOf(parts)));
        expect(rulesOf(reading).filter((rule) => rule !== "NOTHING-DUE")).to.deep.equal([]);
      }),
      { numRuns: runs(150) },
    );
  });

  for (const [total, rules] of Object.entries(BROKEN) as [Exclude<Total, "tax">, readonly string[]][]) {
    it(`fails by ${rules.join(" and ")}, and by nothing else, when totals.${total} is off by any amount`, async () => {
      await fc.assert(
        fc.asyncProperty(figures, error, async (parts, off) => {
          const right = totalsOf(parts);
          const reading = await read(documentOf(parts, { ...right, [total]: right[total] + off }));
          expect(rulesOf(reading).filter((rule) => rule.startsWith("BR-CO"))).to.deep.equal(rules);
        }),
        { numRuns: runs(60) },
      );
    });
  }

  it("names both figures and the place of a total that is wrong", async () => {
    const totals = ubl().replace(">119.00</cbc:PayableAmount>", ">119.01</cbc:PayableAmount>");
    const [finding] = (await read(totals)).findings;
    expect(finding).to.include({
      rule: "BR-CO-16",
      severity: "fatal",
      field: "totals.payable",
      expected: "119.00",
      actual: "119.01",
      path: "/ubl:Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount",
      line: 2,
    });
  });

  it("asks for the VAT total to be the sum of its categories (BR-CO-14)", async () => {
    const reading = await read(
      ubl().replace(">19.00</cbc:TaxAmount><cac:TaxSubtotal>", ">19.01</cbc:TaxAmount><cac:TaxSubtotal>"),
    );
    expect(findingsOf(reading, "BR-CO-14")[0]).to.include({
      field: "taxTotals[1].amount",
      expected: "19.00",
      actual: "19.01",
      path: "/ubl:Invoice/cac:TaxTotal[1]/cbc:TaxAmount",
    });
  });

  it("asks the same of a CII invoice that has no category at all (BR-CO-14)", async () => {
    const text = new TextDecoder().decode(fixture("everything.cii.xml"));
    const bare = text.replaceAll(/ {6}<ram:ApplicableTradeTax>.*\n/g, (row) => (row.includes("Calculated") ? "" : row));
    expect(findingsOf(await read(bare), "BR-CO-14")[0]).to.include({ expected: "0", actual: "188.90" });
  });

  it("asks for no VAT under a scheme that is not VAT (BR-CO-17)", async () => {
    const reading = await read(ubl({ taxTotals: taxTotal("19.00").replace(">VAT<", ">GST<") }));
    expect(findingsOf(reading, "BR-CO-17")[0]).to.include({ expected: "0", actual: "19.00" });
  });

  it("asks for exactly one VAT total in the invoice currency (BR-CO-15)", async () => {
    const none = await read(ubl({ taxTotals: taxTotal("19.00", "100.00", "19", "SEK") }));
    expect(findingsOf(none, "BR-CO-15")[0]).to.include({ expected: "one VAT total in EUR", actual: "0 of 1" });
    const two = await read(ubl({ taxTotals: taxTotal("19.00") + taxTotal("19.00") }));
    expect(findingsOf(two, "BR-CO-15")[0]).to.include({ actual: "2 of 2" });
  });

  it("asks for the sum of allowances as soon as there is one (BR-CO-11)", async () => {
    const [finding] = findingsOf(await read(ubl({ more: adjustment("false", "5.00") })), "BR-CO-11");
    expect(finding).to.include({ expected: "5.00", actual: undefined });
    expect(finding?.path).to.equal("/ubl:Invoice/cac:LegalMonetaryTotal/cbc:AllowanceTotalAmount");
  });

  it("rounds the sum of lines with more than two decimals, half up, before it compares (BR-CO-10)", async () => {
    const lines = line("33.335") + line("66.66", "2");
    expect(rulesOf(await read(ubl({ lines }))).filter((rule) => rule === "BR-CO-10")).to.deep.equal([]);
    const more = line("33.334") + line("66.66", "2");
    expect(findingsOf(await read(ubl({ lines: more })), "BR-CO-10")[0]?.expected).to.equal("99.99");
  });

  const categories = [
    ["19.99", "19", 0, "less than one unit above"],
    ["18.01", "19", 0, "less than one unit below"],
    ["20.00", "19", 1, "a whole unit above"],
    ["18.00", "19", 1, "a whole unit below"],
    ["0.49", "0", 0, "rounded to nothing at a rate of zero"],
    ["0.50", "0", 1, "rounded to one at a rate of zero"],
    ["0.40", "0.4", 0, "rounded to nothing at a rate that rounds to zero"],
  ] as const;
  for (const [tax, rate, count, what] of categories) {
    it(`${count === 0 ? "accepts" : "refuses"} VAT that is ${what} in UBL (BR-CO-17)`, async () => {
      expect(findingsOf(await read(ubl({ taxTotals: taxTotal(tax, "100.00", rate) })), "BR-CO-17")).to.have.length(
        count,
      );
    });
  }

  it("takes an amount in another currency than the invoice for an error", async () => {
    const reading = await read(ubl().replace('PayableAmount currencyID="EUR"', 'PayableAmount currencyID="USD"'));
    expect(reading.usable).to.equal(false);
    expect(reading.findings[0]).to.include({
      rule: "CURRENCY-MIXED",
      field: "totals.payable",
      expected: "EUR",
      actual: "USD",
    });
  });

  it("refuses a payable amount finer than the currency's minor unit", async () => {
    const yen = ubl().replaceAll("EUR", "JPY").replace(">119.00</cbc:PayableAmount>", ">119.50</cbc:PayableAmount>");
    const [finding] = findingsOf(await read(yen), "MINOR-UNITS");
    expect(finding).to.include({ field: "totals.payable", expected: "0 decimals for JPY", actual: "119.50" });
    expect(findingsOf(await read(ubl().replaceAll("EUR", "JPY")), "MINOR-UNITS")).to.deep.equal([]);
  });
});
