import { currencyByCode } from "../../domain/currency.ts";
import { formatDecimal, shortest } from "../../domain/decimal.ts";
import { claimEffect } from "../../domain/invoice.ts";
import type { Invoice } from "../../domain/invoice.ts";
import { shorten } from "../errors.ts";
import type { Finding } from "../finding.ts";
import { isListed } from "../model/typeCodes.ts";

/** What else keeps a document from becoming a claim in the ledger: its type, its currency, an amount of no use. */
export function checkClaim(invoice: Invoice): readonly Finding[] {
  return [...checkType(invoice), ...checkCurrency(invoice), ...checkAmount(invoice)];
}

function checkType({ syntax, typeCode, kind }: Invoice): readonly Finding[] {
  if (typeCode === undefined) return [];
  if (!isListed(syntax, typeCode)) {
    const message = "The type code (BT-3) is none of UNTDID 1001 for this kind of document.";
    return [fatal("BR-CL-01", "typeCode", message, "380, 381, 384 or another of the list", shorten(typeCode))];
  }
  if (kind !== "information") return [];
  const message = "The document is pro forma or for information; it claims no money.";
  return [fatal("TYPE-NO-CLAIM", "typeCode", message, "380 for an invoice", typeCode)];
}

function checkCurrency({ currency }: Invoice): readonly Finding[] {
  if (currency === undefined || currencyByCode(currency) !== undefined) return [];
  const message = "The currency code (BT-5) is no current code of ISO 4217 with a minor unit.";
  return [fatal("BR-CL-04", "currency", message, "a code such as EUR or CNY", shorten(currency))];
}

function checkAmount({ currency: code, totals, kind }: Invoice): readonly Finding[] {
  const { payable } = totals;
  const currency = code === undefined ? undefined : currencyByCode(code);
  if (payable === undefined || currency === undefined) return [];
  const field = "totals.payable";
  const actual = formatDecimal(payable);
  if (shortest(payable).scale > currency.exponent) {
    const message = "The amount due (BT-115) has more decimals than the currency has.";
    return [fatal("MINOR-UNITS", field, message, `${currency.exponent} decimals for ${currency.code}`, actual)];
  }
  const effect = claimEffect({ kind, totals: { ...totals, payable } });
  if (kind === "information" || effect === undefined || effect.units !== 0n) return [];
  const message = "Nothing is left to pay (BT-115 is zero).";
  return [{ rule: "NOTHING-DUE", severity: "warning", message, field, expected: "an amount", actual }];
}

function fatal(rule: string, field: string, message: string, expected: string, actual: string): Finding {
  return { rule, severity: "fatal", message, field, expected, actual };
}
