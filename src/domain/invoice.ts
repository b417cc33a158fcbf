import { negate, ZERO } from "./decimal.ts";
import type { Decimal } from "./decimal.ts";

/**
 * One invoice or credit note, whatever syntax it came in, with the business terms of EN 16931-1 (BT and BG numbers).
 *
 * Every term may be absent, because a document that lacks one must still be shown to the person who is to mend it; a
 * {@link UsableInvoice} has what a receivable needs. Amounts keep the sign and the decimals that were written.
 */
export interface Invoice {
  readonly syntax: InvoiceSyntax;
  readonly kind: InvoiceKind;
  /** BT-24, which rules the document says it follows. */
  readonly specification: string | undefined;
  /** BT-1; for 数电票 the twenty-digit number. */
  readonly number: string | undefined;
  /** BT-2, `YYYY-MM-DD`. */
  readonly issueDate: string | undefined;
  /** BT-3, a code of UNTDID 1001 (380 invoice, 381 credit note, 384 corrected invoice); 数电票 has none. */
  readonly typeCode: string | undefined;
  /** BT-5, ISO 4217 letters. */
  readonly currency: string | undefined;
  /** BT-6, the currency that VAT is accounted in when it is another one. */
  readonly taxCurrency: string | undefined;
  /** BT-9, `YYYY-MM-DD`. */
  readonly dueDate: string | undefined;
  /** BT-10 */
  readonly buyerReference: string | undefined;
  /** BT-12 */
  readonly contract: string | undefined;
  /** BT-13 */
  readonly purchaseOrder: string | undefined;
  /** BT-22, in the order written. */
  readonly notes: readonly string[];
  /** BG-3: the invoices that this one credits, corrects or follows. */
  readonly precedingInvoices: readonly PrecedingInvoice[];
  /** BG-4 */
  readonly seller: Party;
  /** BG-7 */
  readonly buyer: Party;
  /** BG-10: named only when money is to go to somebody else than the seller, as after a factoring. */
  readonly payee: Party | undefined;
  /** BG-16 */
  readonly paymentMeans: readonly PaymentMeans[];
  /** BT-20 as written; several texts are joined by line breaks. */
  readonly paymentTerms: string | undefined;
  /** BG-20 */
  readonly allowances: readonly AllowanceCharge[];
  /** BG-21 */
  readonly charges: readonly AllowanceCharge[];
  /** BG-22 without the VAT totals. */
  readonly totals: Totals;
  /** BT-110 (the one in the invoice currency) and BT-111 (the one in the VAT accounting currency), each with BG-23. */
  readonly taxTotals: readonly TaxTotal[];
  /** BG-25 */
  readonly lines: readonly InvoiceLine[];
  /** What only a Chinese fully digitalised e-invoice (数电票) carries. */
  readonly taxAuthority: TaxAuthorityFields | undefined;
}

export type InvoiceSyntax = "ubl-invoice" | "ubl-credit-note" | "cii" | "cn-einvoice";

/**
 * What a document does, from its type code:
 * - `invoice` asks for money;
 * - `creditNote` takes back, and writes what it takes back as a positive amount (381 and its kin);
 * - `correction` is a corrected invoice (384): whether it replaces the earlier one or states the difference is not in
 *   the document and has to be asked;
 * - `redLetter` is the Chinese counterpart that takes back, and writes its amounts negative;
 * - `information` claims nothing (325 pro forma, 751 for accounting only).
 * An invoice of type 380 with a negative amount stays an `invoice`: its sign says the rest (see {@link claimEffect}).
 */
export type InvoiceKind = "invoice" | "creditNote" | "correction" | "redLetter" | "information";

export interface PartyId {
  readonly value: string;
  /** The scheme identifier (ISO 6523 ICD such as "0199" for an LEI), if one was written. */
  readonly scheme: string | undefined;
}

export interface Party {
  /** BT-27, BT-44, BT-59: the registered name. */
  readonly name: string | undefined;
  /** BT-28, BT-45 */
  readonly tradingName: string | undefined;
  /** BT-29, BT-46, BT-60 */
  readonly ids: readonly PartyId[];
  /** BT-30, BT-47, BT-61: the legal registration; for 数电票 the unified social credit code. */
  readonly legalId: PartyId | undefined;
  /** BT-31, BT-48 */
  readonly vatId: string | undefined;
  /** BT-32 */
  readonly taxId: string | undefined;
  /** BT-40, BT-55: ISO 3166-1 alpha-2. */
  readonly country: string | undefined;
  /** BT-34, BT-49: the electronic address. */
  readonly endpoint: PartyId | undefined;
}

export interface PrecedingInvoice {
  /** BT-25 */
  readonly number: string;
  /** BT-26 */
  readonly issueDate: string | undefined;
}

export interface PaymentMeans {
  /** BT-81, UNTDID 4461 (30 and 58 credit transfer, 59 direct debit). */
  readonly code: string | undefined;
  /** BT-83: what the payer is to write on the transfer. */
  readonly remittance: string | undefined;
  /** BT-84 */
  readonly account: string | undefined;
  /** BT-85 */
  readonly accountName: string | undefined;
  /** BT-86 */
  readonly bank: string | undefined;
}

export interface AllowanceCharge {
  /** BT-92, BT-99 */
  readonly amount: Decimal | undefined;
  /** BT-95, BT-102 */
  readonly taxCategory: string | undefined;
  /** BT-96, BT-103 */
  readonly taxRate: Decimal | undefined;
  /** BT-97, BT-104 */
  readonly reason: string | undefined;
}

export interface Totals {
  /** BT-106, sum of line net amounts. */
  readonly lineNet: Decimal | undefined;
  /** BT-107 */
  readonly allowances: Decimal | undefined;
  /** BT-108 */
  readonly charges: Decimal | undefined;
  /** BT-109, total without VAT. */
  readonly taxBasis: Decimal | undefined;
  /** BT-112, total with VAT. */
  readonly gross: Decimal | undefined;
  /** BT-113, paid already. */
  readonly prepaid: Decimal | undefined;
  /** BT-114 */
  readonly rounding: Decimal | undefined;
  /** BT-115, due for payment. */
  readonly payable: Decimal | undefined;
}

export interface TaxTotal {
  readonly amount: Decimal | undefined;
  readonly currency: string | undefined;
  readonly breakdown: readonly TaxBreakdown[];
}

export interface TaxBreakdown {
  /** BT-118 */
  readonly category: string | undefined;
  /** BT-119, per cent. */
  readonly rate: Decimal | undefined;
  /** "VAT" in a European invoice; the standard's arithmetic heeds a rate only under that scheme. */
  readonly scheme: string | undefined;
  /** BT-116 */
  readonly base: Decimal | undefined;
  /** BT-117 */
  readonly tax: Decimal | undefined;
}

export interface InvoiceLine {
  /** BT-126 */
  readonly id: string | undefined;
  /** BT-131 */
  readonly net: Decimal | undefined;
  /** BT-129 */
  readonly quantity: Decimal | undefined;
  /** BT-130 */
  readonly unit: string | undefined;
  /** BT-146, for {@link priceBase} units. */
  readonly price: Decimal | undefined;
  /** BT-149 */
  readonly priceBase: Decimal | undefined;
  /** BT-151 */
  readonly taxCategory: string | undefined;
  /** BT-152, per cent. */
  readonly taxRate: Decimal | undefined;
  /** BT-153 */
  readonly name: string | undefined;
  /** The line's VAT, which 数电票 alone writes. */
  readonly tax: Decimal | undefined;
}

export interface TaxAuthorityFields {
  /** `EIid`: the identifier of the electronic document; equal to the invoice number. */
  readonly documentId: string | undefined;
  /** `EInvoiceTag`, which office's system issued it. */
  readonly tag: string | undefined;
  /** `Version` of the format. */
  readonly version: string | undefined;
  /** `GeneralOrSpecialVAT`: 01 special (专用发票), 02 ordinary (普通发票). */
  readonly vatKind: string | undefined;
  /** When the tax authority's platform issued it, as written. */
  readonly issueTime: string | undefined;
  /** When the issuer asked for it, as written. */
  readonly requestTime: string | undefined;
  readonly taxBureau: string | undefined;
  /** 价税合计（大写）: the gross amount in Chinese capital numerals. */
  readonly amountInWords: string | undefined;
  /** True when this is a red-letter invoice (红字发票). */
  readonly redLetter: boolean;
}

/** An invoice with everything that a receivable needs: who owes whom, under which number, how much, in which money. */
export interface UsableInvoice extends Invoice {
  readonly number: string;
  readonly issueDate: string;
  readonly currency: string;
  readonly seller: Party & { readonly name: string };
  readonly buyer: Party & { readonly name: string };
  readonly totals: Totals & { readonly payable: Decimal };
}

/**
 * By how much a document changes what the buyer owes: positive when it owes more. This is the normalised sign, beside
 * the amounts that stay as written: a credit note of 100.11 is -100.11, and so are a red-letter invoice and an invoice
 * of type 380 whose payable is -100.11; a pro forma changes nothing. Undefined for a correction, which must be asked.
 */
export function claimEffect(invoice: Pick<UsableInvoice, "kind" | "totals">): Decimal | undefined {
  const { payable } = invoice.totals;
  switch (invoice.kind) {
    case "invoice":
    case "redLetter":
      return payable;
    case "creditNote":
      return negate(payable);
    case "information":
      return ZERO;
    case "correction":
      return undefined;
  }
}

/** BT-110: the one VAT total in the invoice currency; undefined when there is none or more than one. */
export function totalTax(invoice: Pick<Invoice, "taxTotals" | "currency">): TaxTotal | undefined {
  const own = invoice.taxTotals.filter((total) => total.amount !== undefined && total.currency === invoice.currency);
  return own.length === 1 ? own[0] : undefined;
}
