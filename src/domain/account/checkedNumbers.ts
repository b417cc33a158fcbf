/**
 * Numbers that a bank can check by ISO 7064 MOD 97-10: IBANs, and creditor references of ISO 11649: "RF", two check
 * digits, and up to 21 letters and digits, so that a payment names what it is for.
 */
const FORM = /^RF\d{2}[0-9A-Z]{1,21}$/;
/** What stands behind the check digits. */
const LONGEST = 21;

/** The reference without blanks and in capitals, or undefined if it is none or its check digits are wrong. */
export function readCreditorReference(text: string): string | undefined {
  if (text.length > 64) return undefined;
  const bare = text.replace(/ /g, "").toUpperCase();
  return FORM.test(bare) && isWhole(bare) ? bare : undefined;
}

/**
 * The reference that says `text`, from its letters and digits: "INV-2026/17" is "RF43INV202617".
 * @returns undefined if nothing is left of it, or more than 21 characters.
 */
export function creditorReferenceOf(text: string): string | undefined {
  if (text.length > 4 * LONGEST) return undefined;
  const body = text.toUpperCase().replace(/[^0-9A-Z]/g, "");
  if (body === "" || body.length > LONGEST) return undefined;
  const check = 98n - remainder(`${body}RF00`);
  return `RF${check.toString().padStart(2, "0")}${body}`;
}

const IBAN = /^[A-Z]{2}\d{2}[0-9A-Z]{11,30}$/;

/** Whether a text is an IBAN without blanks whose check digits are right (ISO 13616). */
export function isIban(text: string): boolean {
  return IBAN.test(text) && isWhole(text);
}

/** With the first four characters behind the others, such a number leaves 1. */
function isWhole(text: string): boolean {
  return remainder(text.slice(4) + text.slice(0, 4)) === 1n;
}

/** Modulo 97 of the digits, where letters are 10 to 35. */
function remainder(text: string): bigint {
  const digits = Array.from(text, (character) => Number.parseInt(character, 36)).join("");
  return BigInt(digits) % 97n;
}
