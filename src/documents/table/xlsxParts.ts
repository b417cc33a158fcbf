/** What a workbook (Office Open XML, ISO/IEC 29500) says beside its cells: its first sheet, its texts, its formats. */
import { unzipSync } from "fflate";
import { DocumentError } from "../errors.ts";
import { LIMITS, PORTION } from "../limits.ts";
import { createUtf8Decoder } from "../xml/decodeUtf8.ts";
import { createXmlReader } from "../xml/readXml.ts";
import type { XmlVisitor } from "../xml/readXml.ts";

/** Packed and unpacked; a sheet of 100,000 rows has some 30 MB. */
const MOST_UNPACKED = 128 * 1024 * 1024;
const MOST_ELEMENTS = 20_000_000;
const PARTS =
  /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|worksheets\/[^/]+\.xml)$/;

export interface Workbook {
  readonly sheet: Uint8Array;
  /** By the number that a cell refers to. */
  readonly texts: readonly string[];
  /** Whether cells of a style are days. */
  readonly isDate: (style: number) => boolean;
  /** Days from the first day that the workbook counts from to 1970-01-01. */
  readonly epoch: number;
}

const EPOCH_1900 = 25_569;
const EPOCH_1904 = 24_107;

/** @throws DocumentError `TABLE_UNREADABLE` */
export function openWorkbook(file: Uint8Array): Workbook {
  const parts = unpacked(file);
  const book = readBook(parts);
  const sheet = parts[book.sheet];
  if (sheet === undefined) throw unreadable("it holds no sheet", "save the table as .xlsx or CSV again");
  const dates = dateStyles(parts["xl/styles.xml"]);
  return {
    ...{ sheet, texts: sharedTexts(parts["xl/sharedStrings.xml"]), isDate: (style) => dates[style] ?? false },
    epoch: book.is1904 ? EPOCH_1904 : EPOCH_1900,
  };
}

/** No more is unpacked than a part declares, and no more in all than the limit. */
function unpacked(file: Uint8Array): Record<string, Uint8Array> {
  let total = 0;
  const filter = ({ name, originalSize }: { name: string; originalSize: number }): boolean => {
    if (!PARTS.test(name)) return false;
    total += originalSize;
    if (total <= MOST_UNPACKED) return true;
    throw unreadable(`it holds more than ${MOST_UNPACKED} bytes`, "save the sheet as CSV, or in parts");
  };
  try {
    return unzipSync(file, { filter });
  } catch (error) {
    if (error instanceof DocumentError) throw error;
    throw unreadable("the archive is damaged", "save it again");
  }
}

export function unreadable(problem: string, wayOut: string): DocumentError {
  return new DocumentError("TABLE_UNREADABLE", {
    field: "file",
    value: "",
    problem: `of the .xlsx: ${problem}`,
    wayOut,
  });
}

/** @throws DocumentError for what is no well-formed XML */
export function visitXml(part: Uint8Array, visitor: XmlVisitor): void {
  const limits = { ...LIMITS, bytes: MOST_UNPACKED, elements: MOST_ELEMENTS };
  const decoder = createUtf8Decoder(limits);
  const reader = createXmlReader(visitor, limits);
  for (let start = 0; start < part.length; start += PORTION) {
    reader.write(decoder.write(part.subarray(start, start + PORTION)));
  }
  reader.write(decoder.end());
  reader.end();
}

const RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

function readBook(parts: Record<string, Uint8Array>): { readonly sheet: string; readonly is1904: boolean } {
  const found = { id: "", is1904: false };
  const targets = new Map<string, string>();
  const ignore = { text: () => undefined, close: () => undefined };
  const workbook = parts["xl/workbook.xml"];
  if (workbook === undefined) throw unreadable("it is no workbook", "save the table as .xlsx or CSV");
  visitXml(workbook, {
    ...ignore,
    open({ local, attributes }) {
      if (local === "workbookPr") found.is1904 = ["1", "true"].includes(attributes.get("date1904") ?? "");
      if (local === "sheet" && found.id === "" && attributes.get("state") !== "hidden") {
        // The strict and the transitional form of the standard give this attribute different namespaces.
        found.id = [...attributes].find(([name]) => name.endsWith("}id"))?.[1] ?? "";
      }
      return false;
    },
  });
  visitXml(parts["xl/_rels/workbook.xml.rels"] ?? new TextEncoder().encode(`<r xmlns="${RELATIONSHIP}"/>`), {
    ...ignore,
    open({ attributes }) {
      const target = attributes.get("Target") ?? "";
      targets.set(attributes.get("Id") ?? "", target.startsWith("/") ? target.slice(1) : `xl/${target}`);
      return false;
    },
  });
  return { sheet: targets.get(found.id) ?? "xl/worksheets/sheet1.xml", is1904: found.is1904 };
}

/** A text may be in several runs; what stands there to be pronounced is no part of it. */
function sharedTexts(part: Uint8Array | undefined): readonly string[] {
  const texts: string[] = [];
  if (part === undefined) return texts;
  const path: string[] = [];
  visitXml(part, {
    open({ local }) {
      path.push(local);
      if (local === "si") texts.push("");
      return local === "t" && !path.includes("rPh");
    },
    text(text) {
      texts.push((texts.pop() ?? "") + text);
    },
    close() {
      path.pop();
    },
  });
  return texts;
}

/** Formats of days that have no text of their own. */
const BUILT_IN: readonly (readonly [from: number, to: number])[] = [
  [14, 17],
  [22, 22],
  [27, 31],
  [36, 36],
  [50, 54],
  [57, 58],
];
/** What a format shows as it is: quoted, escaped, or in brackets. */
const LITERAL = /"[^"]*"|\\.|\[[^\]]*\]/g;

function dateStyles(part: Uint8Array | undefined): readonly boolean[] {
  const styles: boolean[] = [];
  if (part === undefined) return styles;
  const formats = new Map<number, string>();
  let isInCells = false;
  visitXml(part, {
    open({ local, attributes }) {
      if (local === "cellXfs" || local === "cellStyleXfs") isInCells = local === "cellXfs";
      const id = Number(attributes.get("numFmtId"));
      if (local === "numFmt") formats.set(id, attributes.get("formatCode") ?? "");
      if (local === "xf" && isInCells) styles.push(isDateFormat(id, formats.get(id)));
      return false;
    },
    text: () => undefined,
    close: () => undefined,
  });
  return styles;
}

function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN.some(([from, to]) => from <= id && id <= to);
  return /[yd年日]/i.test(code.replaceAll(LITERAL, ""));
}
