/**
 * Text that a payment may carry. SEPA's banks pass on a restricted Latin set (EPC217-08: letters, digits, blank and
 * / - ? : ( ) . , ' +); elsewhere a message may hold any text of XML, Chinese names among it.
 */
import { AccountError } from "../../domain/account/movement.ts";
import { shorten } from "../errors.ts";
import { firstUnseen } from "../visible.ts";

/** Which characters a message may hold. */
export type Repertoire = "sepa" | "unicode";

const RESTRICTED = /^[A-Za-z0-9 /\-?:().,'+]*$/;

/** Letters that no decomposition takes apart, and signs with a usual stand-in (EPC217-08, section 6). */
const STAND_INS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ß: "ss",
    Æ: "AE",
    æ: "ae",
    Œ: "OE",
    œ: "oe",
    Ø: "O",
    ø: "o",
    Ł: "L",
    ł: "l",
    Đ: "D",
    đ: "d",
    Þ: "TH",
    þ: "th",
    ð: "d",
    ı: "i",
    "&": "+",
    _: "-",
    "–": "-",
    "—": "-",
    "’": "'",
    "‘": "'",
    "“": "'",
    "”": "'",
    '"': "'",
    ";": ",",
    "#": ".",
    "*": ".",
    "@": "(at)",
    "€": "E",
  }),
);

/**
 * Text as the repertoire has it, no longer than `most` characters. In `sepa`, accents are taken off and some letters
 * and signs replaced; what has no stand-in is refused, since a name that lost its letters is another name.
 * @throws AccountError for what cannot be carried, and for what is too long: cutting it would change what it names.
 */
export function paymentText(field: string, text: string, most: number, repertoire: Repertoire): string {
  const tidy = text.normalize("NFC").trim();
  const written = repertoire === "sepa" ? restricted(field, tidy) : open(field, tidy);
  if (written !== "" && Array.from(written).length <= most) return written;
  throw new AccountError(field, shorten(JSON.stringify(text)), `a payment takes 1 to ${most} characters: shorten it`);
}

/** An identifier, which must come back as it went: nothing in it is replaced. */
export function paymentId(field: string, id: string): string {
  const isFine = RESTRICTED.test(id) && !/^\/|\/$|\/\//.test(id) && id === id.trim() && id !== "" && id.length <= 35;
  if (isFine) return id;
  const wayOut = "write 1 to 35 of the characters A-Z a-z 0-9 blank /-?:().,'+ with no / at its ends and no //";
  throw new AccountError(field, shorten(JSON.stringify(id)), wayOut);
}

/** Whether the restricted set can say a text as it stands. */
export function isRestricted(text: string): boolean {
  return RESTRICTED.test(text);
}

function restricted(field: string, text: string): string {
  const written = Array.from(text, (character) => standIn(character)).join("");
  if (RESTRICTED.test(written)) return written;
  const fault = Array.from(written).find((character) => !RESTRICTED.test(character)) ?? "";
  throw unpayable(field, text, fault, "state the name in Latin letters as the payee's bank has it");
}

function standIn(character: string): string {
  if (RESTRICTED.test(character)) return character;
  const known = STAND_INS.get(character);
  if (known !== undefined) return known;
  const bare = character.normalize("NFKD").replace(/\p{M}/gu, "");
  return Array.from(bare, (part) => STAND_INS.get(part) ?? part).join("");
}

function open(field: string, text: string): string {
  const unseen = firstUnseen(text);
  if (unseen !== undefined) throw unpayable(field, text, unseen.character, "take the character out that does not show");
  return text;
}

function unpayable(field: string, text: string, character: string, wayOut: string): AccountError {
  return new AccountError(field, `${shorten(text)}, of which no payment can carry ${shorten(character)}`, wayOut);
}
