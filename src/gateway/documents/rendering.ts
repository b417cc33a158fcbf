/** An e-invoice as a page that people read: no script, nothing from elsewhere, nothing that deceives the eye. */
import { createHash } from "node:crypto";
import { DocumentError } from "../../documents/errors.ts";
import { readInvoice } from "../../documents/readInvoice.ts";
import { visible } from "../../documents/visible.ts";
import { formatDecimal } from "../../domain/decimal.ts";
import type { Decimal } from "../../domain/decimal.ts";
import type { AllowanceCharge, Invoice, InvoiceLine, Party, PartyId } from "../../domain/invoice.ts";
import { ProblemError } from "../http/problems.ts";
import { LABELS } from "./renderingLabels.ts";
import type { Labels, Language } from "./renderingLabels.ts";

export interface Rendering {
  readonly page: string;
  readonly headers: Readonly<Record<string, string>>;
}

const STYLE =
  "body{font:1rem/1.4 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}" +
  "table{border-collapse:collapse;width:100%;margin:1rem 0}" +
  "th,td{text-align:start;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #ccc}" +
  "th{font-weight:600}td.n{text-align:end;font-variant-numeric:tabular-nums}" +
  "td,p{unicode-bidi:isolate;white-space:pre-line}";
const STYLE_HASH = createHash("sha256").update(STYLE, "utf8").digest("base64");
const HEADERS = {
  "content-security-policy":
    `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; ` +
    "frame-ancestors 'none'; sandbox",
};
/** More lines than anybody reads on a page; the original has them all. */
const MOST_LINES = 2_000;

/** @throws ProblemError `InvoiceUnreadable` for a document that is no e-invoice */
export async function rendering(content: Uint8Array, language: Language): Promise<Rendering> {
  try {
    const { invoice } = await readInvoice(content);
    return { page: pageOf(invoice, language), headers: HEADERS };
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    throw new ProblemError("InvoiceUnreadable", `the document cannot be shown as an invoice: ${error.message}`);
  }
}

function pageOf(invoice: Invoice, language: Language): string {
  const labels = LABELS[language];
  const title = `${labels.kinds[invoice.kind]} ${text(invoice.number) ?? ""}`.trim();
  const parts = [
    table(headRows(invoice, labels)),
    section(labels.seller, table(partyRows(invoice.seller, labels))),
    section(labels.buyer, table(partyRows(invoice.buyer, labels))),
    ...(invoice.payee === undefined ? [] : [section(labels.payee, table(partyRows(invoice.payee, labels)))]),
    section(labels.lines, linesOf(invoice, labels)),
    ...chargesOf(labels.allowances, invoice.allowances, labels),
    ...chargesOf(labels.charges, invoice.charges, labels),
    section(labels.totals, table(totalRows(invoice, labels))),
    section(labels.payment, table(paymentRows(invoice, labels))),
    ...invoice.notes.map((note) => `<p>${text(note) ?? ""}</p>`),
  ];
  return (
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${title}</title>` +
    `<style>${STYLE}</style></head><body><h1>${title}</h1>${parts.join("")}<p>${labels.footer}</p></body></html>`
  );
}

type Row = readonly [label: string, value: string | undefined, isNumber?: boolean];

function headRows(invoice: Invoice, labels: Labels): readonly Row[] {
  return [
    [labels.issueDate, text(invoice.issueDate)],
    [labels.dueDate, text(invoice.dueDate)],
    [labels.currency, text(invoice.currency)],
    [labels.buyerReference, text(invoice.buyerReference)],
    [labels.purchaseOrder, text(invoice.purchaseOrder)],
    [labels.contract, text(invoice.contract)],
    ...invoice.precedingInvoices.map(({ number }): Row => [labels.preceding, text(number)]),
    [labels.inWords, text(invoice.taxAuthority?.amountInWords)],
  ];
}

function partyRows(party: Party, labels: Labels): readonly Row[] {
  return [
    [labels.name, text(party.name)],
    [labels.tradingName, text(party.tradingName)],
    [labels.legalId, identifier(party.legalId)],
    [labels.vatId, text(party.vatId)],
    [labels.taxId, text(party.taxId)],
    ...party.ids.map((id): Row => [labels.identifier, identifier(id)]),
    [labels.country, text(party.country)],
  ];
}

function totalRows({ totals, taxTotals }: Invoice, labels: Labels): readonly Row[] {
  const sums: readonly (readonly [string, Decimal | undefined])[] = [
    [labels.lineNet, totals.lineNet],
    [labels.allowances, totals.allowances],
    [labels.charges, totals.charges],
    [labels.taxBasis, totals.taxBasis],
    ...taxTotals.map(({ amount }) => [labels.tax, amount] as const),
    [labels.gross, totals.gross],
    [labels.prepaid, totals.prepaid],
    [labels.rounding, totals.rounding],
    [labels.payable, totals.payable],
  ];
  return sums.map(([label, sum]) => [label, decimal(sum), true]);
}

function paymentRows({ paymentTerms, paymentMeans }: Invoice, labels: Labels): readonly Row[] {
  return [
    [labels.terms, text(paymentTerms)],
    ...paymentMeans.flatMap(({ remittance, account, accountName, bank }): Row[] => [
      [labels.account, text(account)],
      [labels.accountName, text(accountName)],
      [labels.bank, text(bank)],
      [labels.remittance, text(remittance)],
    ]),
  ];
}

function linesOf({ lines }: Invoice, labels: Labels): string {
  const head = [labels.line, labels.item, labels.quantity, labels.unit, labels.price, labels.taxRate, labels.net];
  const rows = lines.slice(0, MOST_LINES).map((one) => `<tr>${lineCells(one).join("")}</tr>`);
  const left = lines.length - rows.length;
  const more = left > 0 ? `<p>+ ${left}</p>` : "";
  return `<table><tr>${head.map((label) => `<th>${label}</th>`).join("")}</tr>${rows.join("")}</table>${more}`;
}

function lineCells({ id, name, quantity, unit, price, taxRate, net }: InvoiceLine): readonly string[] {
  return [
    cell(text(id)),
    cell(text(name)),
    cell(decimal(quantity), true),
    cell(text(unit)),
    cell(decimal(price), true),
    cell(decimal(taxRate), true),
    cell(decimal(net), true),
  ];
}

function chargesOf(title: string, charges: readonly AllowanceCharge[], labels: Labels): readonly string[] {
  if (charges.length === 0) return [];
  const rows = charges.map(({ reason, amount }): Row => [text(reason) ?? labels.noReason, decimal(amount), true]);
  return [section(title, table(rows))];
}

function section(title: string, content: string): string {
  return content === "" ? "" : `<h2>${title}</h2>${content}`;
}

/** What is not there has no row. */
function table(rows: readonly Row[]): string {
  const told = rows.filter(([, value]) => value !== undefined);
  const cells = told.map(([label, value, isNumber]) => `<tr><th>${label}</th>${cell(value, isNumber)}</tr>`);
  return cells.length === 0 ? "" : `<table>${cells.join("")}</table>`;
}

function cell(value: string | undefined, isNumber = false): string {
  return `<td${isNumber ? ' class="n"' : ""} dir="auto">${value ?? ""}</td>`;
}

function identifier(id: PartyId | undefined): string | undefined {
  if (id === undefined) return undefined;
  return id.scheme === undefined ? text(id.value) : `${text(id.value) ?? ""} (${text(id.scheme) ?? ""})`;
}

function decimal(value: Decimal | undefined): string | undefined {
  return value && formatDecimal(value);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text of a stranger for a page: line breaks stay, what does not show is written out, and nothing is markup. */
function text(value: string | undefined): string | undefined {
  return value
    ?.split(/\r\n?|\n/)
    .map((one) => visible(one.replaceAll("\t", " ")).replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? ""))
    .join("\n");
}
