/** A column of a table in the terminal. */
export interface Column<Row> {
  readonly title: string;
  readonly of: (row: Row) => string;
  readonly align?: "left" | "right";
}

/** East Asian wide and full-width characters: Hangul, ideographs with their punctuation, full-width forms. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** Columns a text takes in a terminal: ideographs and full-width forms take two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : 1;
  return width;
}

function pad(text: string, width: number, align: "left" | "right" = "left"): string {
  const space = " ".repeat(Math.max(0, width - displayWidth(text)));
  return align === "right" ? space + text : text + space;
}

/** Rows as lines under a heading and a rule; `footer` is set apart by a second rule. */
export function renderTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[], footer?: Row): string {
  const all = footer === undefined ? rows : [...rows, footer];
  const widths = columns.map((column) =>
    Math.max(displayWidth(column.title), ...all.map((row) => displayWidth(column.of(row)))),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => pad(cell, widths[i] ?? 0, columns[i]?.align))
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  const body = rows.map((row) => line(columns.map((column) => column.of(row))));
  const end = footer === undefined ? [] : [rule, line(columns.map((column) => column.of(footer)))];
  return [line(columns.map((column) => column.title)), rule, ...body, ...end].join("\n");
}
