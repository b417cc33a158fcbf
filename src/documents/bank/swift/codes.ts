/** Field 86 as Dutch and Belgian banks structure it: /CODE/ and its value, one after another. */
import type { CreditorReference } from "../../../domain/remittance.ts";
import { filled, reference } from "../text.ts";
import { EMPTY_INFORMATION } from "./informationModel.ts";
import type { Information } from "./informationModel.ts";

const CODES = [
  ...["TRTP", "IBAN", "BBAN", "BIC", "NAME", "REMI", "EREF", "PREF", "MARF", "CSID", "CNTP", "RTRN", "ULTD", "ULTC"],
  ...["ORDP", "BENM", "ADDR", "ISDT", "PURP", "TRCD", "OCMT", "CHGS", "EXCH", "SVCL", "UDTR", "UCRD", "ID"],
];
const CODE = new RegExp(`/(${CODES.join("|")})(?=/)`, "g");
/** One of these says that the slashes are structure; a text may have others by chance. */
const TELLING: ReadonlySet<string> = new Set(["TRTP", "REMI", "EREF", "NAME", "IBAN", "CNTP", "MARF", "RTRN", "PREF"]);
/** SWIFT breaks a line when it is full, anywhere; a shorter one ends between two words. */
const FULL = 65;

/** @returns undefined when the text has no codes. */
export function fromCodes(lines: readonly string[]): Information | undefined {
  const text = lines.reduce((joined, line, place) => {
    if (place === 0) return line;
    return joined + ((lines[place - 1] ?? "").length >= FULL ? "" : " ") + line;
  }, "");
  const marks = [...text.matchAll(CODE)];
  const [first] = marks;
  if (first === undefined || !marks.some(([, code = ""]) => TELLING.has(code))) return undefined;
  const values = new Map<string, string>();
  for (const [place, { 0: mark, 1: code = "", index }] of marks.entries()) {
    if (!values.has(code)) values.set(code, text.slice(index + mark.length + 1, marks[place + 1]?.index).trim());
  }
  const value = (...codes: readonly string[]): string | undefined =>
    codes.map((code) => filled(withoutSlashes(values.get(code) ?? ""))).find((found) => found !== undefined);
  // ING writes the counterparty in one value: account, bank, name, city.
  const [account, bank, name] = (values.get("CNTP") ?? "").split("/").map(filled);
  const { creditorReference, remittance } = remittanceOf(values.get("REMI") ?? "");
  return {
    ...EMPTY_INFORMATION,
    bookingText: value("TRTP"),
    name: value("NAME") ?? name,
    account: value("IBAN", "BBAN") ?? account,
    bank: value("BIC") ?? bank,
    ultimatePayer: value("ULTD", "UDTR"),
    ultimatePayee: value("ULTC", "UCRD"),
    endToEndId: reference(value("EREF")),
    paymentInformationId: reference(value("PREF")),
    mandateId: reference(value("MARF")),
    creditorReference,
    unstructured: [filled(text.slice(0, first.index)), remittance].filter((each) => each !== undefined),
    reason: value("RTRN"),
    comesBack: values.has("RTRN"),
  };
}

/** `USTD//text` is free, `STRD/issuer/reference` is structured; without either it is free. */
function remittanceOf(value: string): {
  readonly creditorReference: CreditorReference | undefined;
  readonly remittance: string | undefined;
} {
  const [kind, second = "", third = ""] = value.split("/");
  const found = kind === "STRD" ? filled(third) : undefined;
  if (found !== undefined) {
    return { creditorReference: { type: "SCOR", issuer: filled(second), reference: found }, remittance: undefined };
  }
  const free = value.startsWith("USTD//") ? value.slice("USTD//".length) : value;
  return { creditorReference: undefined, remittance: filled(withoutSlashes(free)) };
}

function withoutSlashes(text: string): string {
  let start = 0;
  let end = text.length;
  while (text[start] === "/") start += 1;
  while (end > start && text[end - 1] === "/") end -= 1;
  return text.slice(start, end);
}
