import { shortest } from "../../domain/decimal.ts";
import type { Decimal } from "../../domain/decimal.ts";
import type { Invoice, InvoiceLine, PaymentMeans, PrecedingInvoice, Totals } from "../../domain/invoice.ts";
import type { Extract } from "../xml/extract.ts";
import { readParty } from "./parties.ts";
import type { TermReader } from "./terms.ts";

/** 数电票 are issued in renminbi; the format has no term for the currency. */
const CURRENCY = "CNY";

/** How the remark of a red-letter invoice names the invoice that it takes back: 被红冲蓝字数电票号码：… */
const BLUE_INVOICE = /被红冲蓝字数电(?:发票|票)号码[:：] ?(\d{20})(?!\d)/;

/**
 * Makes the model of a 数电票. It writes no line total, no payable amount and no type code; what it asks for is its
 * amount with tax (价税合计), which stands as both BT-112 and BT-115. A negative one is a red-letter invoice (红字).
 */
export function fromCnEinvoice(reader: TermReader, document: Extract): Invoice {
  reader.currency = CURRENCY;
  const totals = readTotals(reader, document);
  const redLetter = (totals.gross?.units ?? 0n) < 0n;
  const notes = reader.texts(document, "notes", "notes");
  return {
    syntax: "cn-einvoice",
    kind: redLetter ? "redLetter" : "invoice",
    specification: undefined,
    number: reader.text(document, "number", "number"),
    issueDate: reader.date(document, "issueDate", "issueDate"),
    typeCode: undefined,
    currency: CURRENCY,
    taxCurrency: undefined,
    dueDate: undefined,
    buyerReference: undefined,
    contract: undefined,
    purchaseOrder: undefined,
    notes,
    precedingInvoices: redLetter ? blueInvoices(notes) : [],
    seller: readParty(reader, document, "seller"),
    buyer: readParty(reader, document, "buyer"),
    payee: undefined,
    paymentMeans: readPaymentMeans(reader, document),
    // There is no term for payment terms; where there are any, they are in the remark.
    paymentTerms: redLetter || notes.length === 0 ? undefined : notes.join("\n"),
    allowances: [],
    charges: [],
    totals,
    taxTotals: [{ amount: reader.amount(document, "tax", "taxTotals[1].amount"), currency: CURRENCY, breakdown: [] }],
    lines: readLines(reader, document),
    taxAuthority: {
      documentId: reader.text(document, "documentId", "taxAuthority.documentId"),
      tag: reader.text(document, "tag", "taxAuthority.tag"),
      version: reader.text(document, "version", "taxAuthority.version"),
      vatKind: reader.text(document, "vatKind", "taxAuthority.vatKind"),
      issueTime: reader.text(document, "issueDate", "issueDate"),
      requestTime: reader.text(document, "requestTime", "taxAuthority.requestTime"),
      taxBureau: reader.text(document, "taxBureau", "taxAuthority.taxBureau"),
      amountInWords: reader.text(document, "amountInWords", "taxAuthority.amountInWords"),
      redLetter,
    },
  };
}

function readTotals(reader: TermReader, document: Extract): Totals {
  const gross = reader.amount(document, "gross", "totals.gross");
  return {
    lineNet: undefined,
    allowances: undefined,
    charges: undefined,
    taxBasis: reader.amount(document, "taxBasis", "totals.taxBasis"),
    gross,
    prepaid: undefined,
    rounding: undefined,
    payable: gross,
  };
}

function readLines(reader: TermReader, document: Extract): readonly InvoiceLine[] {
  return (document.groups.get("lines") ?? []).map((line, index) => {
    const field = `lines[${index + 1}]`;
    return {
      id: String(index + 1),
      net: reader.amount(line, "net", `${field}.net`),
      quantity: reader.decimal(line, "quantity", `${field}.quantity`),
      unit: undefined,
      price: reader.amount(line, "price", `${field}.price`),
      priceBase: undefined,
      ...rate(reader, line, field),
      name: reader.text(line, "name", `${field}.name`),
      tax: reader.amount(line, "tax", `${field}.tax`),
    };
  });
}

/** The rate is written as a fraction (0.13), or as a word: 免税 (exempt), 不征税 (not taxable). */
function rate(reader: TermReader, line: Extract, field: string): Pick<InvoiceLine, "taxCategory" | "taxRate"> {
  const text = reader.text(line, "taxRate", `${field}.taxRate`);
  if (text !== undefined && /^\p{Script=Han}+$/u.test(text)) return { taxCategory: text, taxRate: undefined };
  const fraction = reader.decimal(line, "taxRate", `${field}.taxRate`);
  return { taxCategory: undefined, taxRate: fraction === undefined ? undefined : percent(fraction) };
}

function percent(fraction: Decimal): Decimal {
  return shortest({ units: fraction.units * 100n, scale: fraction.scale });
}

function readPaymentMeans(reader: TermReader, document: Extract): readonly PaymentMeans[] {
  const seller = document.groups.get("seller")?.[0];
  if (seller === undefined) return [];
  const account = reader.text(seller, "account", "seller.account");
  const bank = reader.text(seller, "bank", "seller.bank");
  if (account === undefined && bank === undefined) return [];
  return [{ code: undefined, remittance: undefined, account, accountName: undefined, bank }];
}

function blueInvoices(notes: readonly string[]): readonly PrecedingInvoice[] {
  const numbers = notes.flatMap((note) => BLUE_INVOICE.exec(note)?.[1] ?? []);
  return numbers.map((number) => ({ number, issueDate: undefined }));
}
