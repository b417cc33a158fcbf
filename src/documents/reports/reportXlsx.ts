/** A report as a workbook: a sheet for each section, the words in the reader's language, the numbers as numbers. */
import { xlsxOf } from "../table/writeXlsx.ts";
import type { NumberFormat, XlsxCell, XlsxSheet } from "../table/writeXlsx.ts";
import type { Language } from "../account/language.ts";
import { plainCell, shownIn } from "./cells.ts";
import { formulasOf } from "./formulas.ts";
import { headLines } from "./headLines.ts";
import type { Cell, Report, ReportHead, Section } from "./section.ts";
import { REPORT_WORDS } from "./words.ts";

const WIDE = 46;
const NARROW = 18;
/** A spreadsheet has one format of amounts by itself, with two decimals. */
const USUAL_EXPONENT = 2;

export function reportAsXlsx({ head, sections }: Report, language: Language): Uint8Array {
  const { labels } = REPORT_WORDS[language];
  return xlsxOf([
    frontSheet(head, language),
    ...sections.map((section) => sheetOf(section, labels[section.key], head, language)),
    formulaSheet(sections, language),
  ]);
}

function frontSheet(head: ReportHead, language: Language): XlsxSheet {
  const { title } = REPORT_WORDS[language];
  return {
    name: title,
    rows: [[{ text: title, isBold: true }], ...headLines(head, language).map((line) => [{ text: line }])],
    widths: [100],
  };
}

function sheetOf({ columns, rows }: Section, title: string, head: ReportHead, language: Language): XlsxSheet {
  const { labels } = REPORT_WORDS[language];
  const shown = shownIn(language, head.exponent);
  return {
    name: title,
    rows: [
      columns.map((column): XlsxCell => ({ text: labels[column], isBold: true })),
      ...rows.map((row) => row.map((cell) => cellOf(cell, head.exponent, shown))),
    ],
    widths: columns.map((_column, place) => (place === 0 ? WIDE : NARROW)),
  };
}

const FORMATS: Readonly<Partial<Record<Cell["kind"], NumberFormat>>> = {
  rate: "percent",
  times: "days",
  days: "days",
  count: "plain",
};

function cellOf(cell: Cell, exponent: number, shown: (cell: Cell) => string): XlsxCell {
  const usual = exponent === USUAL_EXPONENT ? "amount" : "plain";
  const format = cell.kind === "amount" ? usual : FORMATS[cell.kind];
  if (format === undefined) return { text: cell.kind === "day" ? plainCell(cell, exponent).value : shown(cell) };
  return { number: plainCell(cell, exponent).value as Intl.StringNumericLiteral, format };
}

function formulaSheet(sections: readonly Section[], language: Language): XlsxSheet {
  const { howReckoned, formula, noValueWhere, labels } = REPORT_WORDS[language];
  const rows = formulasOf(
    sections.map(({ indicators }) => indicators),
    language,
  );
  return {
    name: howReckoned,
    rows: [
      [labels.figure, formula, "", noValueWhere].map((text) => ({ text, isBold: true })),
      ...rows.map((row) =>
        [row.name, row.formula, row.inputs.join("; "), row.undefinedWhere ?? ""].map((text) => ({ text })),
      ),
    ],
    widths: [WIDE, 2 * WIDE, 2 * WIDE, WIDE],
  };
}
