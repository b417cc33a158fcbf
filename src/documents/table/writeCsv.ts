/** CSV on the way out: what strangers wrote into a cell is text to a spreadsheet, and never a formula. */

/** How formulas begin, full-width forms among them, with whatever blank may stand before. */
const FORMULA = /^[\s\u00a0]*[=+\-@|%＝＋－＠]|^[\t\r\n]/u;
const LINE_END = "\r\n";

/** @param rows The first are the headers. UTF-8, RFC 4180, each cell in quotes. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cellOf).join(",")}${LINE_END}`).join("");
}

function cellOf(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
