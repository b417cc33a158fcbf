import type { Invoice, Party } from "../../domain/invoice.ts";
import { shorten } from "../errors.ts";
import type { Finding } from "../finding.ts";
import { MAX_IDENTIFIER_LENGTH, MAX_NAME_LENGTH } from "../limits.ts";
import { codePoint, firstUnseen } from "../visible.ts";

/** A name may be in any script; an identifier is compared character by character, so less is forgiven. */
type Use = "name" | "identifier";

/**
 * Characters that make a name or a number look like another one (TEXT-…). They are reported and never changed: what
 * two parties sign is what stands in the document.
 */
export function checkText(invoice: Invoice): readonly Finding[] {
  const { seller, buyer, payee } = invoice;
  return [
    ...checkValue("number", invoice.number, "identifier"),
    ...partyFindings("seller", seller),
    ...partyFindings("buyer", buyer),
    ...(payee === undefined ? [] : partyFindings("payee", payee)),
    ...invoice.paymentMeans.flatMap(({ account, accountName }, index) => [
      ...checkValue(`paymentMeans[${index + 1}].account`, account, "identifier"),
      ...checkValue(`paymentMeans[${index + 1}].accountName`, accountName, "name"),
    ]),
    ...invoice.precedingInvoices.flatMap(({ number }, index) =>
      checkValue(`precedingInvoices[${index + 1}].number`, number, "identifier"),
    ),
  ];
}

function partyFindings(group: string, party: Party): readonly Finding[] {
  return [
    ...checkValue(`${group}.name`, party.name, "name"),
    ...checkValue(`${group}.tradingName`, party.tradingName, "name"),
    ...checkValue(`${group}.legalId`, party.legalId?.value, "identifier"),
    ...checkValue(`${group}.vatId`, party.vatId, "identifier"),
    ...party.ids.flatMap(({ value }) => checkValue(`${group}.ids`, value, "identifier")),
  ];
}

function checkValue(field: string, value: string | undefined, use: Use): readonly Finding[] {
  if (value === undefined) return [];
  return [
    tooLong(field, value, use),
    unseen(field, value, use),
    mixedScripts(field, value, use),
    wideForms(field, value, use),
    unnormalised(field, value),
  ].filter((finding) => finding !== undefined);
}

function unseen(field: string, value: string, use: Use): Finding | undefined {
  // Names are broken over lines by tools that lay XML out; that deceives nobody.
  const found = firstUnseen(use === "name" ? value.replace(/[\t\n\r]/g, " ") : value);
  if (found === undefined) return undefined;
  const bidi = BIDI.test(found.character);
  return {
    rule: bidi ? "TEXT-BIDI" : "TEXT-UNSEEN",
    severity: use === "identifier" ? "fatal" : "warning",
    message: bidi
      ? "The text holds a control character that turns the direction of what follows."
      : "The text holds a character that does not show.",
    field,
    expected: undefined,
    actual: `${codePoint(found.character)} as character ${found.position} of ${shorten(value)}`,
  };
}

function tooLong(field: string, value: string, use: Use): Finding | undefined {
  const most = use === "name" ? MAX_NAME_LENGTH : MAX_IDENTIFIER_LENGTH;
  if (value.length <= most) return undefined;
  const message = "The text is longer than any real one.";
  const figures = { expected: `${most} characters`, actual: `${value.length} characters` };
  return { rule: "TEXT-LONG", severity: "fatal", message, field, ...figures };
}

const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Scripts whose letters are taken for Latin ones. */
const LATIN = /\p{Script=Latin}/u;
const LOOKALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}]/u;
const WORDS = /[\p{L}\p{M}\p{N}]+/gu;

function mixedScripts(field: string, value: string, use: Use): Finding | undefined {
  const words = use === "identifier" ? [value] : (value.match(WORDS) ?? []);
  const mixed = words.find((word) => LATIN.test(word) && LOOKALIKE.test(word));
  if (mixed === undefined) return undefined;
  const message = "The text mixes Latin letters with letters of a script that look like them.";
  return {
    rule: "TEXT-MIXED-SCRIPT",
    severity: "warning",
    message,
    field,
    expected: undefined,
    actual: spelled(mixed),
  };
}

const WIDE = /[\uff01-\uff5e]/u;

function wideForms(field: string, value: string, use: Use): Finding | undefined {
  if (use === "name" || !WIDE.test(value)) return undefined;
  const message = "The identifier is written with full-width characters.";
  const expected = shorten(value.normalize("NFKC"));
  return { rule: "TEXT-WIDE", severity: "warning", message, field, expected, actual: shorten(value) };
}

function unnormalised(field: string, value: string): Finding | undefined {
  const normal = value.normalize("NFC");
  if (normal === value) return undefined;
  const message = "The text is not in normal form NFC, so an equal-looking one may differ.";
  return {
    rule: "TEXT-NOT-NFC",
    severity: "warning",
    message,
    field,
    expected: shorten(normal),
    actual: spelled(value),
  };
}

/** A value with its look-alike letters and combining marks named, as two spellings would look the same. */
function spelled(value: string): string {
  return shorten(value).replace(/[^\p{Script=Latin}\p{Script=Han}\p{N}\p{P}\p{Zs}…\\{}]/gu, codePoint);
}
