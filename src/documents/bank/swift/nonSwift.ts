/** Field NS, "non-SWIFT": what German home banking writes instead of field 86, a number of two digits to a line. */
import { filled } from "../text.ts";
import { EMPTY_INFORMATION } from "./informationModel.ts";
import type { Information } from "./informationModel.ts";

const NUMBERED = /^(\d{2})(.*)$/;

export function fromNonSwift(lines: readonly string[]): Information {
  const values = numbered(lines);
  const texts = (from: number, to: number): readonly string[] =>
    values.filter(([number]) => number >= from && number <= to).flatMap(([, text]) => filled(text) ?? []);
  const [bookingText] = texts(17, 17);
  const [bank] = texts(33, 33);
  const [account] = texts(34, 34);
  return {
    ...EMPTY_INFORMATION,
    bookingText,
    bank,
    account,
    name: filled(texts(15, 16).join("")),
    unstructured: texts(1, 14),
  };
}

/** What the field says of the account itself: 22 is its owner. */
export function ownerIn(lines: readonly string[]): string | undefined {
  return filled(numbered(lines).find(([number]) => number === 22)?.[1]);
}

function numbered(lines: readonly string[]): readonly (readonly [number: number, text: string])[] {
  return lines.flatMap((line) => {
    const [, number, text = ""] = NUMBERED.exec(line) ?? [];
    return number === undefined ? [] : [[Number(number), text] as const];
  });
}
