/** Numbers by which registers know an organisation, and the check digits of those that have any. */

/** Where a number comes from: two standards, a tax office, or the register of a country. */
export const IDENTIFIER_SCHEMES = ["LEI", "USCC", "VAT", "register"] as const;
type IdentifierScheme = (typeof IDENTIFIER_SCHEMES)[number];

export interface LegalIdentifier {
  readonly scheme: IdentifierScheme;
  readonly value: string;
}

const LEI = /^[0-9A-Z]{18}\d{2}$/;
const VAT = /^[A-Z]{2}[0-9A-Z]{2,13}$/;
const GERMAN_VAT = /^DE\d{9}$/;

/** Digits and letters of GB 32100-2015: I, O, S, V and Z are left out, since they look like digits. */
const USCC_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const USCC_LENGTH = 18;
/** Powers of 3 modulo 31, one for each of the first seventeen places. */
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** Why it is none of its scheme; undefined where nothing speaks against it. Of a register any number is taken. */
export function identifierFault({ scheme, value }: LegalIdentifier): string | undefined {
  switch (scheme) {
    case "LEI":
      return isLei(value) ? undefined : "write the 20 characters of ISO 17442 in capitals, with right check digits";
    case "USCC":
      return isUscc(value) ? undefined : "write the 18 characters of GB 32100 in capitals, with a right check digit";
    case "VAT":
      return isVat(value)
        ? undefined
        : "write the country's two letters and the number, in capitals, without blanks, with right check digits";
    case "register":
      return undefined;
  }
}

/** Letters count as 10 to 35, and 97 leaves 1 (ISO 7064 MOD 97-10). */
function isLei(text: string): boolean {
  if (!LEI.test(text)) return false;
  const digits = Array.from(text, (character) => Number.parseInt(character, 36)).join("");
  return BigInt(digits) % 97n === 1n;
}

function isUscc(text: string): boolean {
  const values = Array.from(text, (character) => USCC_DIGITS.indexOf(character));
  if (values.length !== USCC_LENGTH || values.includes(-1)) return false;
  const sum = USCC_WEIGHTS.reduce((total, weight, place) => total + weight * (values[place] ?? 0), 0);
  return (USCC_DIGITS.length - (sum % USCC_DIGITS.length)) % USCC_DIGITS.length === values.at(-1);
}

/** Of Germany the check digit is known here (ISO 7064 MOD 11,10); of others the form alone. */
function isVat(text: string): boolean {
  if (!VAT.test(text)) return false;
  if (!text.startsWith("DE")) return true;
  return GERMAN_VAT.test(text) && checkDigit11(text.slice(2, -1)) === Number(text.at(-1));
}

function checkDigit11(digits: string): number {
  let product = 10;
  for (const digit of digits) {
    const sum = (Number(digit) + product) % 10;
    product = (2 * (sum === 0 ? 10 : sum)) % 11;
  }
  return (11 - product) % 10;
}
