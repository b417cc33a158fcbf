/**
 * A report as a PDF, in the reader's language: tables with the head on every page, bars drawn from the exact numbers,
 * and at the end how each figure is reckoned. Equal reports give equal bytes: the file is dated by what it knows.
 */
import type { Language } from "../account/language.ts";
import type { Content, Line } from "../account/pdf/content.ts";
import { BANDED, BODY, FIGURE, HEADING, LABEL, MARGINS, PLAIN, RIGHT, SMALL, TITLE } from "../account/pdf/look.ts";
import { printed } from "../account/pdf/printer.ts";
import { section as block, tableOf, textIn } from "../account/pdf/setting.ts";
import type { Column, Page } from "../account/pdf/setting.ts";
import { isFigure, shownIn } from "./cells.ts";
import { formulasOf } from "./formulas.ts";
import type { FormulaWords } from "./formulasChinese.ts";
import { headLines } from "./headLines.ts";
import type { Cell, Report, Section } from "./section.ts";
import { REPORT_WORDS } from "./words.ts";
import type { ReportWords } from "./words.ts";

/** What fits on paper; the other files have all rows. */
const MOST_ROWS = 60;
const BAR = { label: 110, length: 260n, height: 7, color: "#12395b" } as const;
const BANDS = 4;
/** Names of customers and figures stand in it; points. */
const FIRST_COLUMN = 130;

interface Setting extends Page {
  readonly report: Report;
  readonly words: ReportWords;
  readonly shown: (cell: Cell) => string;
}

/** The bytes of the PDF. */
export async function reportAsPdf(report: Report, language: Language): Promise<Uint8Array> {
  const { head } = report;
  const words = REPORT_WORDS[language];
  const setting: Setting = { report, words, shown: shownIn(language, head.exponent), text: textIn(language) };
  const made = new Date(head.known * 1000);
  return printed({
    pageSize: "A4",
    pageMargins: MARGINS,
    language: words.locale,
    version: "1.7",
    info: {
      title: `${words.title} ${head.month} ${head.currency}`,
      author: head.organisation,
      creator: "Countersign",
      producer: "Countersign",
      creationDate: made,
      modDate: made,
    },
    defaultStyle: BODY,
    footer: (page, pages) => footerOf(setting, page, pages),
    content: [
      setting.text(words.title, { ...TITLE, margin: [0, 0, 0, 6] }),
      ...headLines(head, language).map((line) => setting.text(line, { ...SMALL, margin: [0, 0, 0, 2] })),
      ...report.sections.flatMap((section) => sectionOf(setting, section)),
      ...formulaBlock(setting, language),
    ],
  });
}

function sectionOf(setting: Setting, section: Section): readonly Content[] {
  if (section.key === "summary") return [bandOf(setting, section)];
  const title = setting.words.labels[section.key];
  const rows = section.rows.slice(0, MOST_ROWS);
  const left = section.rows.length - rows.length;
  const note = left === 0 ? {} : { note: setting.words.moreRows(left) };
  return [
    tableOf(setting, { title, ...note }, columnsOf(setting, section), rows),
    ...(section.chart === undefined ? [] : chartOf(setting, section, rows)),
  ];
}

/** Figures side by side, each under its label. */
function bandOf(setting: Setting, { key, rows }: Section): Content {
  const { words, shown, text } = setting;
  const cells = rows.map(([label, value]): Content => {
    const stack = [label, value].map((cell, place) =>
      text(cell === undefined ? "" : shown(cell), place === 0 ? LABEL : FIGURE),
    );
    return { stack };
  });
  const body = Array.from({ length: Math.ceil(cells.length / BANDS) }, (_, row) =>
    Array.from({ length: BANDS }, (_cell, place) => cells[row * BANDS + place] ?? text("")),
  );
  const widths = Array.from({ length: BANDS }, () => "*" as const);
  return block(setting, words.labels[key], undefined, { table: { widths, body }, layout: BANDED });
}

function columnsOf({ words, shown }: Setting, { columns, rows }: Section): readonly Column<readonly Cell[]>[] {
  const isList = columns.length === 2;
  return columns.map((column, place) => {
    const cells = rows.flatMap((row) => row[place] ?? []);
    return {
      title: words.labels[column],
      width: isList ? (place === 0 ? 250 : 110) : place === 0 ? FIRST_COLUMN : "*",
      isFigure: place > 0 && cells.some(isFigure),
      of: (row) => {
        const cell = row[place];
        return cell === undefined ? "" : shown(cell);
      },
    };
  });
}

/** A bar for each row that has something in the column, the longest for the greatest. */
function chartOf(setting: Setting, { columns, chart }: Section, rows: Section["rows"]): readonly Content[] {
  const { shown, text } = setting;
  const place = columns.findIndex((column) => column === chart);
  const sizes = rows.flatMap((row) => {
    const size = sizeOf(row[place]);
    const [first, second] = row;
    if (size === undefined || first === undefined) return [];
    const isRange = columns[1] === "before" && second !== undefined;
    const label = isRange ? `${shown(first)} – ${shown(second)}` : shown(first);
    return [
      { label, size, shown: shown(row[place] ?? first), isSum: SUMS.has(first.kind === "word" ? first.word : "") },
    ];
  });
  const bars = sizes.filter(({ size, isSum }) => size >= 0n && !isSum);
  const greatest = bars.reduce((most, { size }) => (size > most ? size : most), 0n);
  if (greatest === 0n) return [];
  const body = bars.map((bar) => [
    text(bar.label, { ...SMALL, ...RIGHT }),
    { canvas: [lineOf((bar.size * BAR.length) / greatest)] },
    text(bar.shown, SMALL),
  ]);
  const table = { widths: [BAR.label, Number(BAR.length), "*"] as const, body };
  return [{ table, layout: PLAIN, margin: [0, 8, 0, 2], unbreakable: true }];
}

/** Rows that are no part of the whole that the bars show. */
const SUMS: ReadonlySet<string> = new Set(["controlTotal", "ledgerBalance", "total", "groups", "credits", "unapplied"]);

function sizeOf(cell: Cell | undefined): bigint | undefined {
  if (cell?.kind === "amount") return cell.units;
  return cell?.kind === "count" ? cell.count : undefined;
}

/** @param length Points; what is above nought shows. */
function lineOf(length: bigint): Line {
  const y = BAR.height / 2 + 1;
  return {
    type: "line",
    x1: 0,
    y1: y,
    x2: Math.max(1, Number(length)),
    y2: y,
    lineWidth: BAR.height,
    lineColor: BAR.color,
  };
}

function formulaBlock(setting: Setting, language: Language): readonly Content[] {
  const { report, words, text } = setting;
  const rows = formulasOf(
    report.sections.map(({ indicators }) => indicators),
    language,
  );
  const paragraph = ({ name, formula, inputs, undefinedWhere }: FormulaWords): Content => ({
    stack: [
      text(name, { bold: true, margin: [0, 5, 0, 1] }),
      text(formula),
      ...inputs.map((input) => text(input, SMALL)),
      ...(undefinedWhere === undefined ? [] : [text(`${words.noValueWhere}${words.colon}${undefinedWhere}`, SMALL)]),
    ],
    unbreakable: true,
  });
  return [text(words.howReckoned, HEADING), ...rows.map(paragraph)];
}

function footerOf({ report, words, text }: Setting, page: number, pages: number): Content {
  const { organisation, month, currency } = report.head;
  return {
    columns: [
      { width: "*", stack: [text([organisation, month, currency].join("  ·  "), SMALL)] },
      { width: 120, stack: [text(words.page(page, pages), { ...SMALL, ...RIGHT })] },
    ],
    margin: [MARGINS[0], 20, MARGINS[2], 0],
  };
}
