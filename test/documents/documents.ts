import { readFileSync } from "node:fs";
import { DocumentError } from "../../src/documents/errors.ts";
import { readInvoice } from "../../src/documents/readInvoice.ts";
import type { DocumentSource, InvoiceReading, ReadOptions } from "../../src/documents/readInvoice.ts";
import type { LocatedFinding } from "../../src/documents/finding.ts";

/** Documents for tests: one small valid invoice whose pieces can be changed, files, and streams of any length. */

export interface Pieces {
  readonly root: string;
  readonly number: string;
  readonly issueDate: string;
  readonly dueDate: string;
  readonly typeCode: string;
  readonly currency: string;
  readonly seller: string;
  readonly buyer: string;
  readonly terms: string;
  /** Further elements before the tax total. */
  readonly more: string;
  readonly taxTotals: string;
  readonly totals: string;
  readonly lines: string;
}

export function amount(name: string, value: string, currency = "EUR"): string {
  return `<cbc:${name} currencyID="${currency}">${value}</cbc:${name}>`;
}

/** Content inside nested elements: `within("cac:A/cac:B", "x")` is `<cac:A><cac:B>x</cac:B></cac:A>`. */
export function within(path: string, content: string): string {
  return path.split("/").reduceRight((inner, name) => `<${name}>${inner}</${name}>`, content);
}

/** A document level allowance or charge, whose indicator may be anything. */
export function adjustment(indicator: string, value: string): string {
  return within("cac:AllowanceCharge", within("cbc:ChargeIndicator", indicator) + amount("Amount", value));
}

export function party(role: "Supplier" | "Customer", name: string): string {
  const path = "cac:Party/cac:PartyLegalEntity/cbc:RegistrationName";
  return within(`cac:Accounting${role}Party/${path}`, name);
}

export function taxTotal(tax: string, base = "100.00", rate = "19", currency = "EUR"): string {
  const percent = `<cbc:ID>S</cbc:ID><cbc:Percent>${rate}</cbc:Percent>`;
  const category = within("cac:TaxCategory", percent + within("cac:TaxScheme/cbc:ID", "VAT"));
  const total = amount("TaxAmount", tax, currency);
  return within(
    "cac:TaxTotal",
    total + within("cac:TaxSubtotal", amount("TaxableAmount", base, currency) + total + category),
  );
}

export function line(net: string, id = "1"): string {
  return `<cac:InvoiceLine><cbc:ID>${id}</cbc:ID>${amount("LineExtensionAmount", net)}</cac:InvoiceLine>`;
}

/** 100.00 EUR and 19 % VAT, issued 2 November 2026, due 2 December 2026. */
export const VALID: Pieces = {
  root: "Invoice",
  number: "<cbc:ID>T-1</cbc:ID>",
  issueDate: "<cbc:IssueDate>2026-11-02</cbc:IssueDate>",
  dueDate: "<cbc:DueDate>2026-12-02</cbc:DueDate>",
  typeCode: "<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>",
  currency: "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>",
  seller: party("Supplier", "Musterwerk Getriebebau GmbH"),
  buyer: party("Customer", "Beispiel Anlagenbau SE"),
  terms: "",
  more: "",
  taxTotals: taxTotal("19.00"),
  totals:
    amount("LineExtensionAmount", "100.00") +
    amount("TaxExclusiveAmount", "100.00") +
    amount("TaxInclusiveAmount", "119.00") +
    amount("PayableAmount", "119.00"),
  lines: line("100.00"),
};

/** A UBL document made of the pieces of {@link VALID} and of those that are changed. */
export function ubl(changes: Partial<Pieces> = {}): string {
  const { root, totals, ...rest } = { ...VALID, ...changes };
  const { number, issueDate, dueDate, typeCode, currency, seller, buyer, terms, more, taxTotals, lines } = rest;
  const schema = "urn:oasis:names:specification:ubl:schema:xsd:";
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${schema}${root}-2" ` +
    `xmlns:cac="${schema}CommonAggregateComponents-2" xmlns:cbc="${schema}CommonBasicComponents-2">${[
      number,
      issueDate,
      dueDate,
      typeCode,
      currency,
      seller,
      buyer,
    ].join("")}${
      terms === "" ? "" : `<cac:PaymentTerms><cbc:Note>${terms}</cbc:Note></cac:PaymentTerms>`
    }${more}${taxTotals}<cac:LegalMonetaryTotal>${totals}</cac:LegalMonetaryTotal>${lines}</${root}>`
  );
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Reads a document given as text. */
export async function read(text: string, options?: ReadOptions): Promise<InvoiceReading> {
  return readInvoice(bytes(text), options);
}

/** Reads a fixture of test/fixtures/einvoice. */
export async function readFixture(name: string): Promise<InvoiceReading> {
  return readInvoice(fixture(name));
}

export function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`../fixtures/einvoice/${name}`, import.meta.url));
}

/** The findings of a rule. */
export function findingsOf(reading: InvoiceReading, rule: string): readonly LocatedFinding[] {
  return reading.findings.filter((finding) => finding.rule === rule);
}

export function rulesOf(reading: InvoiceReading): readonly string[] {
  return reading.findings.map(({ rule }) => rule);
}

/** The error that reading ends in. Anything else than a DocumentError, or no error, fails the test. */
export async function refusal(source: DocumentSource, options?: ReadOptions): Promise<DocumentError> {
  try {
    await readInvoice(source, options);
  } catch (error) {
    if (error instanceof DocumentError) return error;
    throw error;
  }
  throw new Error("the document was read");
}

/** A stream of `head`, then `piece` again and again until `total` bytes are reached, then `tail`. */
export async function* stream(head: string, piece: string, total: number, tail: string): AsyncGenerator<Uint8Array> {
  const portion = bytes(piece.repeat(Math.floor(65_536 / piece.length)));
  yield bytes(head);
  for (let sent = 0; sent < total; sent += portion.length) {
    yield portion;
    await Promise.resolve();
  }
  yield bytes(tail);
}
