/**
 * A workbook (Office Open XML, ISO/IEC 29500) on the way out: sheets of text and numbers. It has no formulas at all, so
 * that what strangers wrote into a cell is text and stays text. Equal sheets give equal bytes.
 */
import { strToU8, zipSync } from "fflate";
import { visible } from "../visible.ts";

/** How a number shows; the file holds it with all its digits. */
export type NumberFormat = "plain" | "amount" | "percent" | "days";

export type XlsxCell =
  | { readonly text: string; readonly isBold?: boolean }
  | { readonly number: Intl.StringNumericLiteral; readonly format: NumberFormat };

export interface XlsxSheet {
  /** A spreadsheet takes 31 characters and none of `[]:*?/\`; what is more is cut, and those become blanks. */
  readonly name: string;
  readonly rows: readonly (readonly XlsxCell[])[];
  /** In characters, by column. */
  readonly widths: readonly number[];
}

/** More digits than this a spreadsheet rounds: such a number is written as text, in which none is lost. */
const MOST_DIGITS = 15;
const MOST_NAME = 31;
const LETTERS = 26;
/** Of a zip; its format has no earlier one. A file is the same whenever it is made. */
const MADE = new Date(1980, 0, 1);
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Their places are those in `cellXfs` below. */
const STYLES = { text: 0, bold: 1, plain: 2, amount: 3, percent: 4, days: 5 } as const;

/** The bytes of the workbook. @param sheets At least one; the first is shown. */
export function xlsxOf(sheets: readonly XlsxSheet[]): Uint8Array {
  const names = sheetNames(sheets);
  const parts = {
    "[Content_Types].xml": contentTypes(sheets.length),
    "_rels/.rels": relationships([["officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": workbook(names),
    "xl/_rels/workbook.xml.rels": relationships([
      ...sheets.map((_sheet, place) => ["worksheet", `worksheets/sheet${place + 1}.xml`] as const),
      ["styles", "styles.xml"],
    ]),
    "xl/styles.xml": styles(),
    ...Object.fromEntries(sheets.map((sheet, place) => [`xl/worksheets/sheet${place + 1}.xml`, sheetXml(sheet)])),
  };
  const files = Object.entries(parts).map(([name, xml]) => [name, strToU8(HEAD + xml)] as const);
  return zipSync(Object.fromEntries(files), { mtime: MADE });
}

/** As a spreadsheet takes them, each once. */
function sheetNames(sheets: readonly XlsxSheet[]): readonly string[] {
  const taken = new Set<string>();
  return sheets.map(({ name }) => {
    const clean = name.replaceAll(/[[\]:*?/\\']/g, " ").slice(0, MOST_NAME);
    let own = clean;
    for (let copy = 2; taken.has(own.toLowerCase()); copy += 1) {
      own = `${clean.slice(0, MOST_NAME - ` ${copy}`.length)} ${copy}`;
    }
    taken.add(own.toLowerCase());
    return own;
  });
}

function contentTypes(count: number): string {
  const sheets = Array.from({ length: count }, (_, place) => part(`worksheets/sheet${place + 1}.xml`, "worksheet"));
  return (
    `<Types xmlns="${PACKAGE}/content-types">` +
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/>${part("workbook.xml", "sheet.main")}${part(
      "styles.xml",
      "styles",
    )}${sheets.join("")}</Types>`
  );
}

function part(name: string, type: string): string {
  return `<Override PartName="/xl/${name}" ContentType="${TYPE}.${type}+xml"/>`;
}

function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const rows = targets.map(
    ([type, target], place) => `<Relationship Id="rId${place + 1}" Type="${DOCUMENT}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${rows.join("")}</Relationships>`;
}

function workbook(names: readonly string[]): string {
  const sheets = names.map(
    (name, place) => `<sheet name="${escaped(name)}" sheetId="${place + 1}" r:id="rId${place + 1}"/>`,
  );
  return `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets>${sheets.join("")}</sheets></workbook>`;
}

/** Text is marked as such, so that it stays text when somebody edits it. */
function styles(): string {
  const format = (id: number, font: number, quoted: boolean): string =>
    `<xf numFmtId="${id}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"` +
    `${quoted ? ' quotePrefix="1"' : ""}/>`;
  return (
    `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="10"/><name val="Arial"/></font>` +
    '<font><b/><sz val="10"/><name val="Arial"/></font></fonts>' +
    '<fills count="2"><fill><patternFill patternType="none"/></fill>' +
    '<fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="6">${format(49, 0, true)}${format(49, 1, true)}${format(0, 0, false)}` +
    `${format(4, 0, false)}${format(10, 0, false)}${format(2, 0, false)}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  );
}

function sheetXml({ rows, widths }: XlsxSheet): string {
  const columns = widths.map(
    (width, place) => `<col min="${place + 1}" max="${place + 1}" width="${width}" customWidth="1"/>`,
  );
  const lines = rows.map((cells, row) => {
    const shown = cells.map((cell, column) => cellXml(cell, `${columnName(column)}${row + 1}`));
    return `<row r="${row + 1}">${shown.join("")}</row>`;
  });
  const wide = columns.length === 0 ? "" : `<cols>${columns.join("")}</cols>`;
  return `<worksheet xmlns="${MAIN}">${wide}<sheetData>${lines.join("")}</sheetData></worksheet>`;
}

function cellXml(cell: XlsxCell, reference: string): string {
  if ("text" in cell) return textXml(cell.text, reference, cell.isBold === true ? STYLES.bold : STYLES.text);
  const digits = cell.number.replaceAll(/\D/g, "").replace(/^0+/, "");
  if (digits.length > MOST_DIGITS) return textXml(cell.number, reference, STYLES.text);
  return `<c r="${reference}" s="${STYLES[cell.format]}"><v>${cell.number}</v></c>`;
}

function textXml(text: string, reference: string, style: number): string {
  if (text === "") return "";
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** A is 0, AA is 26. */
function columnName(column: number): string {
  const last = String.fromCodePoint("A".charCodeAt(0) + (column % LETTERS));
  return column < LETTERS ? last : columnName(Math.floor(column / LETTERS) - 1) + last;
}

/** Characters that do not show are written as their code points: XML takes some of them nowhere. */
function escaped(text: string): string {
  return visible(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
