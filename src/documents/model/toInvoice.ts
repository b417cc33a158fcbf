import type {
  AllowanceCharge,
  Invoice,
  InvoiceLine,
  InvoiceSyntax,
  PaymentMeans,
  PrecedingInvoice,
  Totals,
} from "../../domain/invoice.ts";
import type { Extract } from "../xml/extract.ts";
import type { ManyGroup } from "../xml/table.ts";
import { readOptionalParty, readParty } from "./parties.ts";
import { readCiiTaxTotals, readUblTaxTotals } from "./taxTotals.ts";
import { trimmed } from "./terms.ts";
import type { TermReader } from "./terms.ts";
import { kindOf } from "./typeCodes.ts";

/** The syntaxes that EN 16931 binds its terms to. */
export type EuropeanSyntax = Exclude<InvoiceSyntax, "cn-einvoice">;

/** Makes the one model of what a UBL or CII document says. What is wrong with single terms is noted in the reader. */
export function toInvoice(reader: TermReader, document: Extract, syntax: EuropeanSyntax): Invoice {
  reader.currency = reader.text(document, "currency", "currency");
  const typeCode = reader.text(document, "typeCode", "typeCode");
  const paymentTerms = reader.texts(document, "paymentTerms", "paymentTerms");
  const adjustments = readAllowancesCharges(reader, document);
  return {
    syntax,
    kind: kindOf(syntax, typeCode),
    specification: reader.text(document, "specification", "specification"),
    number: reader.text(document, "number", "number"),
    issueDate: reader.date(document, "issueDate", "issueDate"),
    typeCode,
    currency: reader.currency,
    taxCurrency: reader.text(document, "taxCurrency", "taxCurrency"),
    dueDate: reader.date(document, "dueDate", "dueDate") ?? dueDateOfPaymentMeans(reader, document),
    buyerReference: reader.text(document, "buyerReference", "buyerReference"),
    contract: reader.text(document, "contract", "contract"),
    purchaseOrder: reader.text(document, "purchaseOrder", "purchaseOrder"),
    notes: reader.texts(document, "notes", "notes"),
    precedingInvoices: readPrecedingInvoices(reader, document),
    seller: readParty(reader, document, "seller"),
    buyer: readParty(reader, document, "buyer"),
    payee: readOptionalParty(reader, document, "payee"),
    paymentMeans: readPaymentMeans(reader, document),
    paymentTerms: paymentTerms.length === 0 ? undefined : paymentTerms.join("\n"),
    allowances: adjustments.allowances,
    charges: adjustments.charges,
    totals: readTotals(reader, document),
    taxTotals: syntax === "cii" ? readCiiTaxTotals(reader, document) : readUblTaxTotals(reader, document),
    lines: readLines(reader, document),
    taxAuthority: undefined,
  };
}

function readTotals(reader: TermReader, document: Extract): Totals {
  const amount = (term: keyof Totals): Totals[keyof Totals] => reader.amount(document, term, `totals.${term}`);
  return {
    lineNet: amount("lineNet"),
    allowances: amount("allowances"),
    charges: amount("charges"),
    taxBasis: amount("taxBasis"),
    gross: amount("gross"),
    prepaid: amount("prepaid"),
    rounding: amount("rounding"),
    payable: amount("payable"),
  };
}

function readLines(reader: TermReader, document: Extract): readonly InvoiceLine[] {
  return each(document, "lines", (line, field) => ({
    id: reader.text(line, "id", `${field}.id`),
    net: reader.amount(line, "net", `${field}.net`),
    quantity: reader.decimal(line, "quantity", `${field}.quantity`),
    unit: reader.leaf(line, "quantity", `${field}.quantity`)?.attributes.get("unitCode"),
    price: reader.amount(line, "price", `${field}.price`),
    priceBase: reader.decimal(line, "priceBase", `${field}.priceBase`),
    taxCategory: reader.text(line, "taxCategory", `${field}.taxCategory`),
    taxRate: reader.decimal(line, "taxRate", `${field}.taxRate`),
    name: reader.text(line, "name", `${field}.name`),
    tax: undefined,
  }));
}

interface Adjustments {
  readonly allowances: readonly AllowanceCharge[];
  readonly charges: readonly AllowanceCharge[];
}

/** One that does not say which of the two it is counts as neither. */
function readAllowancesCharges(reader: TermReader, document: Extract): Adjustments {
  const allowances: AllowanceCharge[] = [];
  const charges: AllowanceCharge[] = [];
  each(document, "allowancesCharges", (group, field) => {
    const isCharge = reader.flag(group, "chargeIndicator", `${field}.chargeIndicator`);
    const adjustment = {
      amount: reader.amount(group, "amount", `${field}.amount`),
      taxCategory: reader.text(group, "taxCategory", `${field}.taxCategory`),
      taxRate: reader.decimal(group, "taxRate", `${field}.taxRate`),
      reason: reader.text(group, "reason", `${field}.reason`),
    };
    if (isCharge === true) charges.push(adjustment);
    if (isCharge === false) allowances.push(adjustment);
  });
  return { allowances, charges };
}

/** BT-83 stands once for the document in CII and once per payment means in UBL. */
function readPaymentMeans(reader: TermReader, document: Extract): readonly PaymentMeans[] {
  const remittance = reader.text(document, "remittance", "remittance");
  return each(document, "paymentMeans", (group, field) => ({
    code: reader.text(group, "code", `${field}.code`),
    remittance: reader.texts(group, "remittance", `${field}.remittance`)[0] ?? remittance,
    account: reader.text(group, "account", `${field}.account`),
    accountName: reader.text(group, "accountName", `${field}.accountName`),
    bank: reader.text(group, "bank", `${field}.bank`),
  }));
}

function dueDateOfPaymentMeans(reader: TermReader, document: Extract): string | undefined {
  return each(document, "paymentMeans", (group) => reader.date(group, "dueDate", "dueDate")).find(
    (date) => date !== undefined,
  );
}

function readPrecedingInvoices(reader: TermReader, document: Extract): readonly PrecedingInvoice[] {
  return each(document, "precedingInvoices", (group, field) => {
    const leaf = reader.leaf(group, "number", `${field}.number`);
    const issueDate = reader.date(group, "issueDate", `${field}.issueDate`);
    return leaf === undefined ? undefined : { number: trimmed(leaf), issueDate };
  }).filter((reference) => reference !== undefined);
}

function each<Item>(from: Extract, name: ManyGroup, read: (group: Extract, field: string) => Item): readonly Item[] {
  return (from.groups.get(name) ?? []).map((group, index) => read(group, `${name}[${index + 1}]`));
}
