import type { TaxBreakdown, TaxTotal } from "../../domain/invoice.ts";
import type { Extract } from "../xml/extract.ts";
import type { TermReader } from "./terms.ts";

/** UBL: every cac:TaxTotal is one total with its own breakdown. */
export function readUblTaxTotals(reader: TermReader, document: Extract): readonly TaxTotal[] {
  return (document.groups.get("taxTotals") ?? []).map((group, index) => {
    const field = `taxTotals[${index + 1}]`;
    const leaf = reader.leaf(group, "amount", `${field}.amount`);
    return {
      amount: leaf === undefined ? undefined : reader.decimalOf(leaf, "amount", `${field}.amount`),
      currency: leaf?.attributes.get("currencyID"),
      breakdown: readBreakdown(reader, group, `${field}.`),
    };
  });
}

/**
 * CII: the totals are a repeated amount told apart by currency, and there is one breakdown, which belongs to the total
 * in the invoice currency. Where none is in that currency the breakdown makes a total without an amount.
 */
export function readCiiTaxTotals(reader: TermReader, document: Extract): readonly TaxTotal[] {
  const breakdown = readBreakdown(reader, document, "");
  const leaves = document.terms.get("taxTotals") ?? [];
  const currencies = leaves.map((leaf) => leaf.attributes.get("currencyID"));
  const own = currencies.indexOf(reader.currency);
  const totals = leaves.map((leaf, index): TaxTotal => {
    const field = `taxTotals[${index + 1}]`;
    reader.places.set(`${field}.amount`, leaf.place);
    const amount = reader.decimalOf(leaf, "amount", `${field}.amount`);
    return { amount, currency: currencies[index], breakdown: index === own ? breakdown : [] };
  });
  if (own >= 0 || breakdown.length === 0) return totals;
  return [...totals, { amount: undefined, currency: reader.currency, breakdown }];
}

function readBreakdown(reader: TermReader, from: Extract, prefix: string): readonly TaxBreakdown[] {
  return (from.groups.get("breakdown") ?? []).map((group, index) => {
    const field = `${prefix}breakdown[${index + 1}]`;
    return {
      category: reader.text(group, "code", `${field}.code`),
      rate: reader.decimal(group, "rate", `${field}.rate`),
      scheme: reader.text(group, "scheme", `${field}.scheme`),
      base: reader.decimal(group, "base", `${field}.base`),
      tax: reader.decimal(group, "tax", `${field}.tax`),
    };
  });
}
