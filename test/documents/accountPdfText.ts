/** The text of a PDF as a reader would copy it: content streams inflated, glyphs put back to characters. */
import { inflateSync } from "node:zlib";

interface PdfObject {
  readonly dictionary: string;
  readonly stream: string;
}

function objectsOf(pdf: Uint8Array): ReadonlyMap<string, PdfObject> {
  const file = Buffer.from(pdf);
  const text = file.toString("latin1");
  const objects = new Map<string, PdfObject>();
  for (const match of text.matchAll(/(\d+) 0 obj\n([\s\S]*?)(?:stream\n|endobj)/g)) {
    const [whole, id = "", dictionary = ""] = match;
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? "0");
    const start = match.index + whole.length;
    const bytes = file.subarray(start, start + length);
    const isDeflated = dictionary.includes("/FlateDecode");
    const stream = whole.endsWith("stream\n") ? (isDeflated ? inflateSync(bytes) : bytes).toString("latin1") : "";
    objects.set(id, { dictionary, stream });
  }
  return objects;
}

/** Characters by glyph, for each font by the name that pages use. */
function fontsOf(objects: ReadonlyMap<string, PdfObject>): ReadonlyMap<string, ReadonlyMap<number, string>> {
  const fonts = new Map<string, ReadonlyMap<number, string>>();
  for (const { dictionary } of objects.values()) {
    for (const [, name = "", id = ""] of dictionary.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const unicode = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.dictionary ?? "")?.[1] ?? "";
      fonts.set(name, charactersOf(objects.get(unicode)?.stream ?? ""));
    }
  }
  return fonts;
}

function charactersOf(map: string): ReadonlyMap<number, string> {
  const characters = new Map<number, string>();
  for (const [, first = "", list = ""] of map.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/g)) {
    let glyph = Number.parseInt(first, 16);
    for (const [, codes = ""] of list.matchAll(/<([0-9a-f ]*)>/g)) {
      const units = codes.replaceAll(" ", "").match(/.{4}/g) ?? [];
      characters.set(glyph, String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))));
      glyph += 1;
    }
  }
  return characters;
}

/** The text of each page, without line breaks; `¿` for a glyph that means no character. */
export function pagesOf(pdf: Uint8Array): readonly string[] {
  const objects = objectsOf(pdf);
  const fonts = fontsOf(objects);
  const pages = [...objects.values()].filter(({ dictionary }) => /\/Type \/Page\b/.test(dictionary));
  return pages.map(({ dictionary }) => {
    const content = objects.get(/\/Contents (\d+) 0 R/.exec(dictionary)?.[1] ?? "")?.stream ?? "";
    let characters: ReadonlyMap<number, string> = new Map();
    let text = "";
    for (const [, font, shown = ""] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
      if (font !== undefined) characters = fonts.get(font) ?? new Map();
      for (const [, glyphs = ""] of shown.matchAll(/<([0-9a-f]+)>/g)) {
        for (const glyph of glyphs.match(/.{4}/g) ?? []) text += characters.get(Number.parseInt(glyph, 16)) ?? "¿";
      }
    }
    return text;
  });
}
