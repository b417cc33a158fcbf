import { absolute, compare, percentOf, roundHalfUp, subtract } from "../../domain/decimal.ts";
import type { Decimal } from "../../domain/decimal.ts";
import type { Invoice, InvoiceSyntax, TaxBreakdown } from "../../domain/invoice.ts";
import { mismatch } from "../finding.ts";
import type { Finding } from "../finding.ts";

const MESSAGE = "The VAT of a category (BT-117) is not its base (BT-116) times its rate (BT-119).";
const NO_VAT: Decimal = { units: 0n, scale: 0 };
const TOLERANCE: Decimal = { units: 1n, scale: 0 };

/**
 * BR-CO-17: BT-117 = BT-116 × BT-119 / 100, rounded to two decimals. The official rule compares absolute values and
 * lets them differ by one unit of the currency, because some systems round every line: UBL by less than one, CII by one
 * at most. A rate that rounds to zero, and one under a scheme other than VAT, asks for a VAT that rounds to zero.
 */
export function checkTaxOfCategories(invoice: Invoice): readonly Finding[] {
  return invoice.taxTotals.flatMap(({ breakdown }, total) =>
    breakdown.flatMap((category, index) => {
      const place = `breakdown[${index + 1}].tax`;
      const field = invoice.syntax === "cii" ? place : `taxTotals[${total + 1}].${place}`;
      return checkCategory(category, invoice.syntax, field);
    }),
  );
}

function checkCategory(category: TaxBreakdown, syntax: InvoiceSyntax, field: string): readonly Finding[] {
  const { tax, base } = category;
  if (tax === undefined) return [];
  const rate = category.scheme?.toUpperCase() === "VAT" ? category.rate : undefined;
  if (rate === undefined || isZeroRounded(rate)) {
    return isZeroRounded(tax) ? [] : [mismatch("BR-CO-17", field, MESSAGE, NO_VAT, tax)];
  }
  if (base === undefined) return [];
  const expected = roundHalfUp(percentOf(base, rate), 2);
  const difference = subtract(absolute(tax), roundHalfUp(percentOf(absolute(base), rate), 2));
  const beyond = compare(absolute(difference), TOLERANCE);
  const within = syntax === "cii" ? beyond <= 0 : beyond < 0;
  return within ? [] : [mismatch("BR-CO-17", field, MESSAGE, expected, tax)];
}

function isZeroRounded(value: Decimal): boolean {
  return roundHalfUp(value, 0).units === 0n;
}
