/** Structured creditor references and their check digits. */

export type ReferenceScheme = "ISO_11649" | "QRR" | "OGM";

/** A reference by its scheme, and whether its check digits are right. */
export interface StructuredReference {
  readonly scheme: ReferenceScheme;
  /** Without blanks and punctuation, in capital letters. */
  readonly text: string;
  readonly valid: boolean;
}

const RF_LEAST = 5;
const RF_MOST = 25;
const QRR_DIGITS = 27;
const OGM_DIGITS = 12;
const OGM_MODULUS = 97;
/** The carry table of the recursive modulo 10 of Swiss payment slips. */
const CARRY = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];

/**
 * Reads a creditor reference: ISO 11649 ("RF18 5390 0754 7034", modulo 97-10 of ISO 7064), the Swiss QR reference (27
 * digits, modulo 10 recursive) or the Belgian structured communication ("+++090/9337/55493+++", ten digits modulo 97).
 * Undefined for anything that is none of them by its shape.
 */
export function parseStructuredReference(text: string): StructuredReference | undefined {
  if (text.length > 2 * QRR_DIGITS) return undefined;
  const bare = text.replaceAll(/[\s+/*.-]/g, "").toUpperCase();
  if (/^RF\d\d[0-9A-Z]+$/.test(bare) && bare.length >= RF_LEAST && bare.length <= RF_MOST) {
    return { scheme: "ISO_11649", text: bare, valid: mod97(bare.slice(4) + bare.slice(0, 4)) === 1 };
  }
  if (/^\d+$/.test(bare) && bare.length === QRR_DIGITS) {
    return { scheme: "QRR", text: bare, valid: checkDigit10(bare.slice(0, -1)) === Number(bare.at(-1)) };
  }
  if (/^[+*]{3}\s?\d{3}\/\d{4}\/\d{5}\s?[+*]{3}$/.test(text.trim()) && bare.length === OGM_DIGITS) {
    const rest = mod97(bare.slice(0, 10));
    return { scheme: "OGM", text: bare, valid: (rest === 0 ? OGM_MODULUS : rest) === Number(bare.slice(10)) };
  }
  return undefined;
}

/** Letters count as two digits, A as 10 up to Z as 35 (ISO 7064). */
function mod97(text: string): number {
  let rest = 0;
  for (const character of text) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

function checkDigit10(digits: string): number {
  let carry = 0;
  for (const digit of digits) carry = CARRY[(carry + Number(digit)) % 10] ?? 0;
  return (10 - carry) % 10;
}
