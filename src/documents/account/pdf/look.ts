/** How a statement looks: sizes, colours, and the few kinds of tables that it has. Lengths are points. */
import type { Content, Style, TableLayout } from "./content.ts";

/** A4 with room for a hole punch on the left; what is between the margins. */
export const MARGINS = [50, 44, 44, 54] as const;
export const TEXT_WIDTH = 595.28 - MARGINS[0] - MARGINS[2];

const INK = "#1c2733";
const QUIET = "#5b6875";
const RULE = "#c3ccd5";
const BAND = "#f2f5f8";
const ACCENT = "#12395b";

export const BODY: Style = { font: "Latin", fontSize: 8.5, color: INK, lineHeight: 1.15 };
/** Of tables with many columns. */
export const CELL: Style = { fontSize: 7.8 };
export const SMALL: Style = { fontSize: 7.5, color: QUIET };
export const TITLE: Style = { fontSize: 19, bold: true, color: ACCENT };
export const HEADING: Style = { fontSize: 10.5, bold: true, color: ACCENT, margin: [0, 14, 0, 4] };
export const LABEL: Style = { fontSize: 7.5, color: QUIET };
export const FIGURE: Style = { fontSize: 12.5, bold: true };
export const RIGHT: Style = { alignment: "right" };

/** Rows under a ruled header, with a hair line between them. */
export const LINES: TableLayout = {
  hLineWidth: (row, { table }) => (row <= 1 || row === table.body.length ? 0.8 : 0.3),
  hLineColor: (row) => (row <= 1 ? ACCENT : RULE),
  vLineWidth: () => 0,
  paddingLeft: (column) => (column === 0 ? 0 : 3),
  paddingRight: (column, { table }) => (column === table.widths.length - 1 ? 0 : 3),
  paddingTop: () => 2.6,
  paddingBottom: () => 2.2,
};

/** The same under a title of its own, which comes again with the header on every page. */
export const TITLED: TableLayout = {
  ...LINES,
  hLineWidth: (row, { table }) => (row === 0 ? 0 : row <= 2 || row === table.body.length ? 0.8 : 0.3),
  hLineColor: (row) => (row <= 2 ? ACCENT : RULE),
};

/** Labels and what they say, without lines. */
export const PLAIN: TableLayout = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: (column) => (column === 0 ? 0 : 8),
  paddingRight: () => 0,
  paddingTop: () => 1.1,
  paddingBottom: () => 1.1,
};

/** Figures side by side on a band. */
export const BANDED: TableLayout = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  fillColor: () => BAND,
  paddingLeft: () => 9,
  paddingRight: () => 9,
  paddingTop: () => 5,
  paddingBottom: () => 4,
};

/** A sum: the last row is set apart. */
export const SUM: TableLayout = {
  ...LINES,
  hLineWidth: (row, { table }) => (row === table.body.length - 1 ? 0.8 : row === table.body.length ? 0.8 : 0),
  hLineColor: () => ACCENT,
};

/** A line across the page that is meant to be cut along. */
export function cutLine(): Content {
  const line = { type: "line", x1: 0, y1: 0, x2: TEXT_WIDTH, y2: 0, lineWidth: 0.6, lineColor: QUIET } as const;
  return { canvas: [{ ...line, dash: { length: 4 } }], margin: [0, 18, 0, 8] };
}
