import type { InvoiceKind, InvoiceSyntax } from "../../domain/invoice.ts";

/**
 * UNTDID 1001 as EN 16931 restricts it (rule BR-CL-01). UBL keeps two lists, one for each of its document types; CII
 * takes both.
 */
const INVOICES: ReadonlySet<string> = new Set(
  (
    "71 80 81 82 84 102 130 202 203 204 211 218 219 295 325 326 331 380 382 383 384 385 386 387 388 389 390 393 394 " +
    "395 456 457 471 472 473 500 501 527 553 575 623 633 751 780 817 870 875 876 877 935"
  ).split(" "),
);
const CREDIT_NOTES: ReadonlySet<string> = new Set("81 83 261 262 296 308 381 396 420 458 502 503 532".split(" "));

/** Codes that claim nothing: pro forma, and information for accounting. */
const CLAIMING_NOTHING: ReadonlySet<string> = new Set(["325", "751"]);
const CORRECTED = "384";
/** Factored invoice and factored credit note: the claim has been assigned already. */
const FACTORED: ReadonlySet<string> = new Set(["393", "396"]);

/** What a document of this type code does; a UBL credit note is one whatever code it carries. */
export function kindOf(syntax: InvoiceSyntax, typeCode: string | undefined): InvoiceKind {
  if (syntax === "ubl-credit-note") return "creditNote";
  if (typeCode === undefined) return "invoice";
  if (typeCode === CORRECTED) return "correction";
  if (CLAIMING_NOTHING.has(typeCode)) return "information";
  return CREDIT_NOTES.has(typeCode) ? "creditNote" : "invoice";
}

/** Whether the code list of this syntax has the type code (BR-CL-01). */
export function isListed(syntax: InvoiceSyntax, typeCode: string): boolean {
  switch (syntax) {
    case "ubl-invoice":
      return INVOICES.has(typeCode);
    case "ubl-credit-note":
      return CREDIT_NOTES.has(typeCode);
    case "cii":
      return INVOICES.has(typeCode) || CREDIT_NOTES.has(typeCode);
    case "cn-einvoice":
      return false;
  }
}

/** Whether the type code itself says that the claim was factored. */
export function isFactored(typeCode: string | undefined): boolean {
  return typeCode !== undefined && FACTORED.has(typeCode);
}
