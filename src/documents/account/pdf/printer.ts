/** The one door to the library that lays out pages: no address is fetched, and no file but the fonts is opened. */
import { createRequire } from "node:module";
import type { DocumentDefinition, PdfMake } from "./content.ts";
import { FONTS } from "./fonts.ts";

/** Its own types would bring the globals of a browser with them. */
const pdfmake = createRequire(import.meta.url)("pdfmake") as PdfMake;

const FONT_FILES: ReadonlySet<string> = new Set(Object.values(FONTS).flatMap(({ normal, bold }) => [normal, bold]));

pdfmake.setFonts(FONTS);
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => FONT_FILES.has(path));

/** The bytes of a PDF; the same for the same definition. */
export async function printed(definition: DocumentDefinition): Promise<Uint8Array> {
  return pdfmake.createPdf(definition).getBuffer();
}
