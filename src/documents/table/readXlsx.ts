/** The first sheet of an .xlsx as a table: what its cells hold, and not how they are shown. */
import { formatDecimal, negate, shortest } from "../../domain/decimal.ts";
import { dateOfDay } from "../../domain/terms.ts";
import type { CsvRecord } from "./records.ts";
import { openWorkbook, unreadable, visitXml } from "./xlsxParts.ts";
import type { Workbook } from "./xlsxParts.ts";

const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 200;
/** A million lines of five columns. */
const MOST_CELLS = 5_000_000;
const REFERENCE = /^([A-Z]{1,3})\d{1,7}$/;
const LETTERS = 26;
const CODE_BEFORE_A = 64;
/** What a spreadsheet keeps of a number. */
const SIGNIFICANT_DIGITS = 15;

/**
 * Rows that hold anything; a day is written `YYYY-MM-DD` and a number with a decimal point, in all the digits that a
 * spreadsheet has (15), whatever it shows.
 * @throws DocumentError `TABLE_UNREADABLE`, and those of XML
 */
export function rowsOfXlsx(file: Uint8Array): readonly CsvRecord[] {
  const workbook = openWorkbook(file);
  const rows: CsvRecord[] = [];
  let line = 0;
  let held = 0;
  let cells: string[] = [];
  let cell: OpenCell | undefined;
  const path: string[] = [];
  visitXml(workbook.sheet, {
    open({ local, attributes }) {
      path.push(local);
      if (local === "row") {
        line = Number(attributes.get("r") ?? line + 1);
        cells = [];
      }
      if (local === "c") cell = { ...openCell(attributes, cells.length), text: "" };
      return (local === "v" || local === "t") && !path.includes("rPh");
    },
    text(text) {
      if (cell !== undefined) cell.text += text;
    },
    close() {
      const closed = path.pop();
      if (closed === "c" && cell !== undefined) {
        held += Math.max(1, cell.column + 1 - cells.length);
        if (held > MOST_CELLS) throw unreadable(`it has more than ${MOST_CELLS} cells`, "save it as CSV, or in parts");
        while (cells.length < cell.column) cells.push("");
        cells[cell.column] = valueOf(cell, workbook);
        cell = undefined;
      }
      if (closed === "row" && cells.some((text) => text.trim() !== "")) rows.push({ line, cells, fault: undefined });
      if (rows.length > MOST_ROWS) throw unreadable(`it has more than ${MOST_ROWS} rows`, "save it in parts");
    },
  });
  return rows;
}

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  text: string;
}

function openCell(attributes: ReadonlyMap<string, string>, next: number): Omit<OpenCell, "text"> {
  const letters = REFERENCE.exec(attributes.get("r") ?? "")?.[1];
  const column = letters === undefined ? next : columnOf(letters);
  if (column >= MOST_COLUMNS) throw unreadable(`it has a cell in column ${column + 1}`, `give at most ${MOST_COLUMNS}`);
  return { column, type: attributes.get("t") ?? "n", style: Number(attributes.get("s") ?? "0") };
}

/** A is 0, AA is 26. */
function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * LETTERS + (letter.charCodeAt(0) - CODE_BEFORE_A);
  return column - 1;
}

function valueOf({ type, style, text }: OpenCell, { texts, isDate, epoch }: Workbook): string {
  switch (type) {
    case "s":
      return texts[Number(text)] ?? "";
    case "b":
      return text === "1" ? "true" : "false";
    case "n":
      return isDate(style) ? dayText(text, epoch) : numberText(text);
    default:
      return text;
  }
}

/** 9999-12-31, the last day of a spreadsheet. */
const LAST_SERIAL = 2_958_465;

/** The time of day is left out: a document's day is a day. */
function dayText(text: string, epoch: number): string {
  const serial = Math.floor(Number(text));
  return text !== "" && serial >= 0 && serial <= LAST_SERIAL ? dateOfDay(serial - epoch) : text;
}

/** A number as the file holds it: a decimal, maybe with a power of ten. */
const NUMBER = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,3}))?$/;
/** Beyond these no amount lies, and what is no amount stays as it is, so that whoever reads it can say so. */
const MOST_DECIMALS = 40;

/** A file holds binary fractions, such as 0.30000000000000004; a spreadsheet knows 15 digits of them. */
function numberText(text: string): string {
  const [, sign, whole = "", fraction = "", power = "0"] = NUMBER.exec(text) ?? [];
  const scale = fraction.length - Number(power);
  if (sign === undefined || scale > MOST_DECIMALS || scale < -MOST_DECIMALS) return text;
  const units = BigInt(whole + fraction);
  const excess = Math.max(0, units.toString().length - SIGNIFICANT_DIGITS);
  const divisor = 10n ** BigInt(excess);
  const rounded = { units: (units + divisor / 2n) / divisor, scale: scale - excess };
  const value = rounded.scale < 0 ? { units: rounded.units * 10n ** BigInt(-rounded.scale), scale: 0 } : rounded;
  return formatDecimal(shortest(sign === "-" ? negate(value) : value));
}
