/**
 * Characters that do not show, or that change how others show: controls (C0, DEL, C1), bidirectional controls,
 * zero-width and filler characters, tags, lone surrogates. None of them belongs in a name or a number.
 */
const UNSEEN_RANGES = [
  String.raw`\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e`,
  String.raw`\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb`,
  String.raw`\u{e0000}-\u{e0fff}`,
];
const UNSEEN = new RegExp(String.raw`[${UNSEEN_RANGES.join("")}]|\p{Cs}`, "gu");

/** The text with every character that does not show written as `\u{…}`, safe for a terminal, a log and a reader. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) => codePoint(character));
}

/** The first character of the text that does not show, if there is one, with its position counted from 1. */
export function firstUnseen(text: string): { readonly character: string; readonly position: number } | undefined {
  const index = text.search(UNSEEN);
  if (index < 0) return undefined;
  return { character: String.fromCodePoint(text.codePointAt(index) ?? 0), position: index + 1 };
}

/** How a character is named in a message: `\u{202e}`. */
export function codePoint(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
