/** Field 86 as German, Polish and Luxembourg banks structure it: a transaction code, then numbered subfields. */
import { filled, reference } from "../text.ts";
import { EMPTY_INFORMATION } from "./informationModel.ts";
import type { Information } from "./informationModel.ts";

/** Numbers that mean something; a question mark in front of any other digits is text. */
const NUMBERS = /^(?:00|10|2\d|3[0-8]|6\d|7\d)$/;
const HEAD = /^\s?(\d{3})([^A-Za-z0-9\s])(?=\d{2})/;
/** As wide as a subfield may be: a full one goes on in the next. */
const FULL = 27;

interface Subfield {
  readonly number: string;
  readonly text: string;
}

/** @returns undefined when the text has no subfields. */
export function fromSubfields(lines: readonly string[]): Information | undefined {
  const joined = lines.join("");
  const head = HEAD.exec(joined);
  if (head === null) return undefined;
  const [start, transaction, separator = "?"] = head;
  const subfields = split(joined.slice(start.length - 1), separator);
  const of = (number: string): string => subfields.find((subfield) => subfield.number === number)?.text ?? "";
  const purpose = subfields.filter(({ number }) => /^2\d$|^6[0-3]$/.test(number)).map(({ text }) => text);
  const name = [of("32"), of("33")].join(of("32").length >= FULL ? "" : " ");
  return {
    ...EMPTY_INFORMATION,
    ...purposeOf(purpose),
    transaction,
    bookingText: filled(of("00")),
    name: filled(name),
    account: filled(of("38")) ?? filled(of("31")),
    bank: filled(of("30")),
    reason: filled(of("34")),
  };
}

function split(text: string, separator: string): readonly Subfield[] {
  const found: { number: string; text: string }[] = [];
  for (const piece of text.split(separator).slice(1)) {
    const number = piece.slice(0, 2);
    const last = found.at(-1);
    if (NUMBERS.test(number)) found.push({ number, text: piece.slice(2) });
    else if (last !== undefined) last.text += separator + piece;
  }
  return found;
}

/** The keywords of SEPA transactions in the purpose (DFÜ agreement of German banks, annex 3). */
const KEYWORDS = /(?:EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC)\+/g;

function purposeOf(parts: readonly string[]): Partial<Information> {
  const found = keywordsIn(parts);
  if (found === undefined) return { unstructured: folded(parts) };
  const { before, values } = found;
  const value = (keyword: string): string | undefined => filled(values.get(keyword));
  return {
    unstructured: [before, value("SVWZ")].map(filled).filter((text) => text !== undefined),
    endToEndId: reference(value("EREF")),
    paymentInformationId: reference(value("KREF")),
    mandateId: reference(value("MREF")),
    ultimatePayer: value("ABWA"),
    ultimatePayee: value("ABWE"),
  };
}

/**
 * A keyword begins a subfield; in the middle of one it counts behind a blank, and not behind SVWZ, where the payer's
 * own words stand. Of a keyword that comes twice the first counts.
 */
function keywordsIn(
  parts: readonly string[],
): { readonly before: string; readonly values: ReadonlyMap<string, string> } | undefined {
  const starts = new Set<number>();
  let length = 0;
  for (const part of parts) {
    starts.add(length);
    length += part.length;
  }
  const text = parts.join("");
  const marks: { readonly keyword: string; readonly index: number; readonly end: number }[] = [];
  for (const { 0: word, index } of text.matchAll(KEYWORDS)) {
    const free = marks.every(({ keyword }) => keyword !== "SVWZ");
    if (!starts.has(index) && !(free && /\s/.test(text[index - 1] ?? ""))) continue;
    const keyword = word.slice(0, -1);
    if (marks.every((mark) => mark.keyword !== keyword)) marks.push({ keyword, index, end: index + word.length });
  }
  const [first] = marks;
  if (first === undefined) return undefined;
  const values = marks.map(({ keyword, end }, place): [string, string] => [
    keyword,
    text.slice(end, marks[place + 1]?.index),
  ]);
  return { before: text.slice(0, first.index), values: new Map(values) };
}

/** Subfields as lines: a full one runs on into the next, as the bank cuts texts without regard to words. */
function folded(parts: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let runsOn = false;
  for (const part of parts) {
    if (runsOn) lines.push((lines.pop() ?? "") + part);
    else lines.push(part);
    runsOn = part.length >= FULL;
  }
  return lines.map((line) => line.trim()).filter((line) => line !== "");
}
