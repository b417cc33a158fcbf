import type { InvoiceSyntax } from "../../domain/invoice.ts";
import { DocumentError } from "../errors.ts";
import type { XmlElement } from "../xml/readXml.ts";
import { compileTable } from "../xml/table.ts";
import type { Table, TableNode } from "../xml/table.ts";
import { CII_INVOICE } from "./cii.ts";
import { CN_EINVOICE } from "./cnEinvoice.ts";
import { UBL_CREDIT_NOTE, UBL_INVOICE } from "./ubl.ts";

/** A syntax that invoices are read in. */
export interface SyntaxDefinition {
  readonly syntax: InvoiceSyntax;
  /** The root element. */
  readonly uri: string;
  readonly local: string;
  /** How paths name the root element. */
  readonly rootName: string;
  readonly table: Table;
  readonly node: TableNode;
}

const UBL = "urn:oasis:names:specification:ubl:schema:xsd:";

const SYNTAXES: readonly SyntaxDefinition[] = [
  define("ubl-invoice", `${UBL}Invoice-2`, "Invoice", "ubl:Invoice", UBL_INVOICE),
  define("ubl-credit-note", `${UBL}CreditNote-2`, "CreditNote", "cn:CreditNote", UBL_CREDIT_NOTE),
  define(
    "cii",
    "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "CrossIndustryInvoice",
    "rsm:CrossIndustryInvoice",
    CII_INVOICE,
  ),
  define("cn-einvoice", "", "EInvoice", "EInvoice", CN_EINVOICE),
];

/** Other documents that are sent by mistake, by the beginning of their namespace or by the name of their root. */
const NEIGHBOURS: readonly { readonly start: string; readonly what: string; readonly wayOut: string }[] = [
  {
    start: "urn:ferd:CrossIndustryDocument:invoice:1p0",
    what: "a ZUGFeRD 1.0 invoice",
    wayOut: "send version 2 of it",
  },
  { start: "urn:iso:std:iso:20022:tech:xsd:camt.", what: "a bank statement", wayOut: "import it as a statement" },
  { start: "urn:iso:std:iso:20022:tech:xsd:", what: "an ISO 20022 message", wayOut: "send the invoice itself" },
  { start: UBL, what: "another UBL document", wayOut: "send the invoice or credit note itself" },
];

/** The syntax that a root element belongs to. @throws DocumentError NOT_AN_INVOICE */
export function syntaxOf(root: XmlElement): SyntaxDefinition {
  const found = SYNTAXES.find((syntax) => syntax.uri === root.uri && syntax.local === root.local);
  if (found !== undefined) return found;
  const neighbour = NEIGHBOURS.find(({ start }) => root.uri.startsWith(start));
  const what = neighbour === undefined ? "no invoice that can be read here" : neighbour.what;
  const supported = "send UBL 2.1 Invoice or CreditNote, UN/CEFACT CII D16B or 数电票";
  throw new DocumentError("NOT_AN_INVOICE", {
    field: "root element",
    value: `{${root.uri}}${root.local}`,
    problem: `The document <${root.local}> is ${what}`,
    wayOut: neighbour === undefined ? supported : neighbour.wayOut,
    line: root.line,
    column: root.column,
  });
}

function define(syntax: InvoiceSyntax, uri: string, local: string, rootName: string, table: Table): SyntaxDefinition {
  return { syntax, uri, local, rootName, table, node: compileTable(table) };
}
