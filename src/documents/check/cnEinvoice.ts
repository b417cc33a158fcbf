import { equals, sum } from "../../domain/decimal.ts";
import type { Decimal } from "../../domain/decimal.ts";
import type { Invoice, InvoiceLine } from "../../domain/invoice.ts";
import { shorten } from "../errors.ts";
import { mismatch } from "../finding.ts";
import type { Finding } from "../finding.ts";
import { readChineseAmount } from "../model/chineseAmount.ts";

/** The number of a 数电票: twenty digits. */
const NUMBER = /^\d{20}$/;

/**
 * What 数电票 must agree with itself in: its number and its electronic identifier (CN-ID, CN-NUMBER), the lines and the
 * totals (CN-NET, CN-TAX), the figure and the capital numerals (CN-WORDS). Its gross amount falls under BR-CO-15.
 */
export function checkCnEinvoice(invoice: Invoice): readonly Finding[] {
  if (invoice.taxAuthority === undefined) return [];
  return [...checkIdentity(invoice), ...checkLines(invoice), ...checkWords(invoice)];
}

function checkIdentity({ number, taxAuthority }: Invoice): readonly Finding[] {
  if (number === undefined) return [];
  const findings: Finding[] = [];
  const documentId = taxAuthority?.documentId;
  const fatal = { severity: "fatal", field: "number", actual: shorten(number) } as const;
  if (!NUMBER.test(number)) {
    const message = "The invoice number (发票号码) is not twenty digits.";
    findings.push({ rule: "CN-NUMBER", message, expected: "20 digits", ...fatal });
  }
  if (documentId !== undefined && documentId !== number) {
    const message = "The invoice number (发票号码) differs from the identifier of the electronic document (EIid).";
    findings.push({ rule: "CN-ID", message, expected: shorten(documentId), ...fatal });
  }
  return findings;
}

function checkLines({ lines, totals, taxTotals }: Invoice): readonly Finding[] {
  const netMessage = "The amount without tax (合计金额) is not the sum of the lines.";
  const taxMessage = "The tax (合计税额) is not the sum of the tax of the lines.";
  return [
    ...summed(lines, "net", totals.taxBasis, { rule: "CN-NET", field: "totals.taxBasis", message: netMessage }),
    ...summed(lines, "tax", taxTotals[0]?.amount, { rule: "CN-TAX", field: "tax", message: taxMessage }),
  ];
}

/** A line without the term (a total that is written once for several lines) leaves the sum open. */
function summed(
  lines: readonly InvoiceLine[],
  term: "net" | "tax",
  total: Decimal | undefined,
  { rule, field, message }: Pick<Finding, "rule" | "field" | "message">,
): readonly Finding[] {
  const values = lines.map((line) => line[term]).filter((value) => value !== undefined);
  if (total === undefined || values.length < lines.length || lines.length === 0) return [];
  const expected = sum(values);
  return equals(expected, total) ? [] : [mismatch(rule, field, message, expected, total)];
}

function checkWords({ totals, taxAuthority }: Invoice): readonly Finding[] {
  const words = taxAuthority?.amountInWords;
  if (words === undefined || totals.gross === undefined) return [];
  const field = "amountInWords";
  const amount = readChineseAmount(words);
  if (amount === undefined) {
    const message = "The amount in capital numerals (大写) cannot be read.";
    return [{ rule: "CN-WORDS", severity: "warning", message, field, expected: undefined, actual: shorten(words) }];
  }
  if (equals(amount, totals.gross)) return [];
  return [mismatch("CN-WORDS", "totals.gross", "The figure differs from the capital numerals.", amount, totals.gross)];
}
