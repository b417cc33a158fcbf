/** Text set in a language, and tables of it. */
import type { Content, Style } from "./content.ts";
import type { AccountStatement } from "../../../domain/account/statement.ts";
import { figuresIn, WORDS } from "../language.ts";
import type { Figures, Language, Layout } from "../language.ts";
import type { StatementWords } from "../words.ts";
import { runsOf } from "./fonts.ts";
import { CELL, HEADING, RIGHT, SMALL, TITLED } from "./look.ts";

/** What tables are set with, of whatever document. */
export interface Page {
  readonly words: Pick<StatementWords, "none">;
  readonly text: (text: string, style?: Style) => Content;
}

/** What every part of the page is made from. */
export interface Setting extends Page {
  readonly statement: AccountStatement;
  readonly layout: Layout;
  readonly words: StatementWords;
  readonly figures: Figures;
}

export function settingOf(statement: AccountStatement, layout: Layout, language: Language): Setting {
  return {
    statement,
    layout,
    words: WORDS[language],
    figures: figuresIn(language, statement.heading.currency.exponent),
    text: textIn(language),
  };
}

/** Sets text in the fonts of a language. */
export function textIn(language: Language): Page["text"] {
  return (text, style = {}) => ({ text: runsOf(text, language), ...style });
}

/** A column of a table. */
export interface Column<Row> {
  readonly title: string;
  readonly width: number | "auto" | "*";
  readonly isFigure?: boolean;
  readonly of: (row: Row) => string;
}

/** What stands over a table. */
export interface TableTitle {
  readonly title: string;
  readonly note?: string;
}

/** Rows under a title and a header that stand on every page. */
export function tableOf<Row>(
  setting: Page,
  { title, note }: TableTitle,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Content {
  const { text, words } = setting;
  const top = { stack: titleOf(setting, title, note), colSpan: columns.length };
  const titleRow = columns.map((_column, i): Content => (i === 0 ? top : {}));
  const header = columns.map(({ title: word, isFigure }) =>
    text(word, { ...SMALL, bold: true, ...(isFigure === true ? RIGHT : {}) }),
  );
  const body = rows.map((row) => columns.map((column) => cellOf(setting, column, row)));
  if (body.length === 0) return { stack: [...titleOf(setting, title, note), text(words.none)], unbreakable: true };
  const widths = columns.map(({ width }) => width);
  const table = {
    headerRows: 2,
    keepWithHeaderRows: 1,
    dontBreakRows: true,
    widths,
    body: [titleRow, header, ...body],
  };
  return { table, layout: TITLED };
}

/** How wide a character is at most on average, and the narrowest column that takes what room there is; points. */
const CHARACTER = 4.4;
const NARROWEST = 72;

function cellOf<Row>({ text }: Page, { of, isFigure, width }: Column<Row>, row: Row): Content {
  const value = of(row);
  const room = (typeof width === "number" ? width : NARROWEST) / CHARACTER;
  const isLong = isFigure !== true && value.split(" ").some((word) => word.length > room);
  return text(value, { ...CELL, ...(isFigure === true ? RIGHT : {}), ...(isLong ? { wordBreak: "break-all" } : {}) });
}

/** A heading with what stands under it, on one page. */
export function section(setting: Page, title: string, note: string | undefined, ...content: Content[]): Content {
  return { stack: [...titleOf(setting, title, note), ...content], unbreakable: true };
}

function titleOf({ text }: Page, title: string, note: string | undefined): Content[] {
  const small = note === undefined ? [] : [text(note, { ...SMALL, margin: [0, 0, 0, 4] })];
  return [text(title, HEADING), ...small];
}
