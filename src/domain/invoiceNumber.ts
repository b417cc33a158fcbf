/**
 * The invoice number of a receivable's id (BT-1, R68).
 *
 * Two spellings of one number that a person would not tell apart have to give one id, or the same invoice could be
 * issued twice. Two numbers that differ must never give one, since then a true receivable could not be recorded at all.
 * So only these are levelled: Unicode compatibility forms such as full-width digits (NFKC), case, blanks of every kind,
 * and invisible characters. Leading zeros, the letter O and punctuation are kept: copies that differ in them are found
 * by the fuzzy check beside the ledger, which warns and does not forbid.
 */
import { keccakOfText } from "./hash.ts";
import type { Hex } from "./receivable.ts";

/** White space, separators, controls, and characters that are not shown. */
const UNSEEN = /[\s\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu;

/** An invoice number that identifies nothing. */
export class InvoiceNumberError extends Error {
  readonly field = "invoiceNumber";
  readonly value: string;

  constructor(value: string, fault: string) {
    super(`the invoice number ${JSON.stringify(value)} ${fault}: give the number as the invoice prints it`);
    this.name = "InvoiceNumberError";
    this.value = value;
  }
}

/**
 * The number as ids have it: " inv-００１ " is "INV-001".
 * @throws InvoiceNumberError if nothing is left, or if the text is not Unicode (half of a surrogate pair).
 */
export function normaliseInvoiceNumber(number: string): string {
  if (!number.isWellFormed()) throw new InvoiceNumberError(number, "is not valid Unicode");
  const levelled = level(number);
  if (levelled === "") throw new InvoiceNumberError(number, "is blank");
  return levelled;
}

/** `Header.invoice` of an invoice number. @throws InvoiceNumberError as {@link normaliseInvoiceNumber}. */
export function invoiceHash(number: string): Hex {
  return keccakOfText(normaliseInvoiceNumber(number));
}

/** Each step can give the others something to do: a capital can be two letters, a removed blank can join an accent. */
function level(text: string): string {
  const next = text.replace(UNSEEN, "").normalize("NFKC").toUpperCase();
  return next === text ? text : level(next);
}
