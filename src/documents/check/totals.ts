import { add, equals, formatDecimal, roundHalfUp, subtract, sum, ZERO } from "../../domain/decimal.ts";
import type { Decimal } from "../../domain/decimal.ts";
import type { AllowanceCharge, Invoice, TaxTotal } from "../../domain/invoice.ts";
import { mismatch } from "../finding.ts";
import type { Finding } from "../finding.ts";
import { checkTaxOfCategories } from "./taxOfCategories.ts";

/** EN 16931 rounds every sum to two decimals, whatever the currency; a half towards positive infinity. */
const DECIMALS = 2;

/**
 * The arithmetic of EN 16931-1, BR-CO-10 to BR-CO-17, exactly as the official Schematron 1.3.16 computes it: sums are
 * compared after rounding, without any tolerance but the one of BR-CO-17. A rule whose terms are missing is not
 * checked, so that partial documents can be; that the terms are missing is said by checkPresence.
 */
export function checkTotals(invoice: Invoice): readonly Finding[] {
  return [
    ...lineSum(invoice),
    ...adjustmentSum(invoice.allowances, invoice.totals.allowances, ALLOWANCES),
    ...adjustmentSum(invoice.charges, invoice.totals.charges, CHARGES),
    ...basis(invoice),
    ...breakdownSums(invoice),
    ...gross(invoice),
    ...payable(invoice),
    ...checkTaxOfCategories(invoice),
  ];
}

/** BR-CO-10: BT-106 = Σ BT-131. */
function lineSum({ totals, lines }: Invoice): readonly Finding[] {
  if (totals.lineNet === undefined) return [];
  const expected = roundHalfUp(sum(present(lines.map(({ net }) => net))), DECIMALS);
  const message = "The sum of line net amounts (BT-106) is not the sum of the lines (BT-131).";
  return compared("BR-CO-10", "totals.lineNet", message, expected, totals.lineNet);
}

interface AdjustmentRule {
  readonly rule: string;
  readonly field: string;
  readonly message: string;
}

const ALLOWANCES: AdjustmentRule = {
  rule: "BR-CO-11",
  field: "totals.allowances",
  message: "The sum of allowances (BT-107) is not the sum of the document's allowances (BT-92).",
};
const CHARGES: AdjustmentRule = {
  rule: "BR-CO-12",
  field: "totals.charges",
  message: "The sum of charges (BT-108) is not the sum of the document's charges (BT-99).",
};

/** BR-CO-11 and BR-CO-12: the sum may be left out only where there is nothing to sum. */
function adjustmentSum(
  adjustments: readonly AllowanceCharge[],
  total: Decimal | undefined,
  { rule, field, message }: AdjustmentRule,
): readonly Finding[] {
  if (adjustments.length === 0 && total === undefined) return [];
  const expected = roundHalfUp(sum(present(adjustments.map(({ amount }) => amount))), DECIMALS);
  if (total !== undefined) return compared(rule, field, message, expected, total);
  return [{ rule, severity: "fatal", message, field, expected: formatDecimal(expected), actual: undefined }];
}

/** BR-CO-13: BT-109 = BT-106 - BT-107 + BT-108. */
function basis({ totals }: Invoice): readonly Finding[] {
  const { lineNet, taxBasis, allowances = ZERO, charges = ZERO } = totals;
  if (lineNet === undefined || taxBasis === undefined) return [];
  const expected = roundHalfUp(add(subtract(lineNet, allowances), charges), DECIMALS);
  const message = "The total without VAT (BT-109) is not the lines less allowances plus charges.";
  return compared("BR-CO-13", "totals.taxBasis", message, expected, taxBasis);
}

/** BR-CO-14: BT-110 = Σ BT-117. UBL asks it of every total that has a breakdown, CII of the one in BT-5, always. */
function breakdownSums(invoice: Invoice): readonly Finding[] {
  const applies = ({ breakdown, currency }: TaxTotal): boolean =>
    invoice.syntax === "cii" ? currency === invoice.currency : breakdown.length > 0;
  return invoice.taxTotals.flatMap((total, index) => {
    if (total.amount === undefined || !applies(total)) return [];
    const expected = roundHalfUp(sum(present(total.breakdown.map(({ tax }) => tax))), DECIMALS);
    const message = "The VAT total (BT-110) is not the sum of the VAT of its categories (BT-117).";
    return compared("BR-CO-14", `taxTotals[${index + 1}].amount`, message, expected, total.amount);
  });
}

/** BR-CO-15: BT-112 = BT-109 + BT-110, of which there is exactly one in the invoice currency. */
function gross(invoice: Invoice): readonly Finding[] {
  const { totals, currency } = invoice;
  if (totals.gross === undefined || totals.taxBasis === undefined || currency === undefined) return [];
  // CII allows the VAT total to be missing where there is no VAT.
  if (invoice.syntax === "cii" && equals(totals.gross, totals.taxBasis)) return [];
  const own = invoice.taxTotals.filter((total) => total.currency === currency && total.amount !== undefined);
  const [first] = own;
  if (first?.amount === undefined || own.length > 1) {
    const message = "There is not exactly one VAT total (BT-110) in the invoice currency.";
    const figures = {
      expected: `one VAT total in ${currency}`,
      actual: `${own.length} of ${invoice.taxTotals.length}`,
    };
    return [{ rule: "BR-CO-15", severity: "fatal", message, field: "totals.gross", ...figures }];
  }
  const expected = roundHalfUp(add(totals.taxBasis, first.amount), DECIMALS);
  const message = "The total with VAT (BT-112) is not the total without VAT plus the VAT total.";
  return compared("BR-CO-15", "totals.gross", message, expected, totals.gross);
}

/** BR-CO-16: BT-115 = BT-112 - BT-113 + BT-114. */
function payable({ totals }: Invoice): readonly Finding[] {
  const { gross: withTax, payable: due, prepaid = ZERO, rounding = ZERO } = totals;
  if (withTax === undefined || due === undefined) return [];
  const expected = add(roundHalfUp(subtract(withTax, prepaid), DECIMALS), rounding);
  const message = "The amount due (BT-115) is not the total with VAT less what was paid plus the rounding.";
  return compared("BR-CO-16", "totals.payable", message, expected, due);
}

function compared(
  rule: string,
  field: string,
  message: string,
  expected: Decimal,
  actual: Decimal,
): readonly Finding[] {
  return equals(expected, actual) ? [] : [mismatch(rule, field, message, expected, actual)];
}

function present(values: readonly (Decimal | undefined)[]): readonly Decimal[] {
  return values.filter((value) => value !== undefined);
}
