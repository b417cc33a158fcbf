/**
 * The fonts of a PDF: Roboto for Latin, Greek and Cyrillic, Noto Sans for Chinese; each character is set in the first
 * that has it, and of each only what is used gets into the file.
 */
import { fileURLToPath } from "node:url";
import { openSync } from "fontkit";
import type { Font } from "fontkit";
import type { Run } from "./content.ts";
import { codePoint, visible } from "../../visible.ts";

/** The package of the Chinese font tells its entry and nothing else, so that the files are found beside it. */
const NOTO = fileURLToPath(new URL("../fonts", import.meta.resolve("@embedpdf/fonts-sc")));

/** Files by family and weight. */
export const FONTS = {
  Latin: {
    normal: fileURLToPath(import.meta.resolve("pdfmake/build/fonts/Roboto/Roboto-Regular.ttf")),
    bold: fileURLToPath(import.meta.resolve("pdfmake/build/fonts/Roboto/Roboto-Medium.ttf")),
  },
  Chinese: { normal: `${NOTO}/NotoSansHans-Regular.otf`, bold: `${NOTO}/NotoSansHans-Medium.otf` },
} as const;
export type Family = keyof typeof FONTS;

/** Opened when the first text is set; the characters of both weights are the same. */
const opened = new Map<Family, Font>();

function hasGlyph(family: Family, character: string): boolean {
  let font = opened.get(family);
  if (font === undefined) {
    const file = openSync(FONTS[family].normal);
    if (!("hasGlyphForCodePoint" in file)) throw new Error(`${FONTS[family].normal} is a collection of fonts`);
    font = file;
    opened.set(family, font);
  }
  return font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
}

/** In Chinese text, punctuation that both fonts have is the Chinese font's; letters and figures are the Latin one's. */
const ALWAYS_LATIN = /^[\u0020-\u007e\u00a0–−±\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]$/u;
const ORDER: Readonly<Record<"zh" | "en", readonly Family[]>> = {
  zh: ["Chinese", "Latin"],
  en: ["Latin", "Chinese"],
};

/**
 * Text as runs of one font each. What does not show, or what no font has, is written as its code point: nothing on the
 * page reads as something else than it is.
 */
export function runsOf(text: string, language: "zh" | "en"): Run[] {
  const runs: { text: string; font: Family }[] = [];
  for (const character of visible(text.normalize("NFC"))) {
    const family = familyOf(character, language);
    const shown = family === undefined ? codePoint(character) : character;
    const font = family ?? "Latin";
    const last = runs.at(-1);
    if (last?.font === font) last.text += shown;
    else runs.push({ text: shown, font });
  }
  return runs.length === 0 ? [{ text: "", font: "Latin" }] : runs;
}

function familyOf(character: string, language: "zh" | "en"): Family | undefined {
  const order = ALWAYS_LATIN.test(character) ? ORDER.en : ORDER[language];
  return order.find((family) => hasGlyph(family, character));
}
